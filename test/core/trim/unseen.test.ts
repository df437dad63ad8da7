// How far the trimming goes beyond what it was written for: other tools, other words, noise in which hardly two lines are alike.
import { describe, expect, it } from 'vitest';
import { rareLines } from '../../../src/core/trim/rare.ts';
import { bytesOf } from '../../../src/core/trim/size.ts';
import { DEFAULT_BUDGET, trimOutput } from '../../../src/core/trim/trim.ts';
import { logOf, SCENES, type Scene } from './logs.ts';
import { AFTERWARDS, inWords, MENDED } from './unseenLogs.ts';

/** The deciding lines that did not come through, with how many there were. */
function lost(scenes: readonly Scene[]): { readonly lines: readonly string[]; readonly of: number } {
  const cases = scenes.flatMap((scene) => scene.decisive.map((decisive, nth) => ({ scene, decisive, seed: nth * 13 + 5 })));
  const lines = cases.filter(({ scene, decisive, seed }) => {
    const { text } = trimOutput(logOf(scene, { decisive, seed, lines: 700 }), { command: scene.command, shell: 'bash' });
    expect(bytesOf(text)).toBeLessThanOrEqual(DEFAULT_BUDGET);
    return !text.includes(decisive.trim());
  });
  return { lines: lines.map(({ scene, decisive }) => `${scene.command}: ${decisive}`), of: cases.length };
}

describe('logs the trimming was not written for', () => {
  it.each([
    ['tools of every kind', MENDED],
    ['with names where there were numbers', MENDED.map(inWords)],
    ['written after all was mended', AFTERWARDS],
    ['and those with names', AFTERWARDS.map(inWords)],
    ['the known ones with names', SCENES.map(inWords)],
  ])('keep the line that decides in at least 98 %%: %s (%#)', (_name, scenes) => {
    const { lines, of } = lost(scenes);
    expect(of).toBeGreaterThanOrEqual(27);
    expect(lines.length / of, lines.join('\n')).toBeLessThanOrEqual(0.02);
  });
});

describe('a line like no other', () => {
  const many = (line: (n: number) => string) => Array.from({ length: 500 }, (_, n) => line(n));

  it('is found whatever it says, with or without names around it', () => {
    const log = many((n) => `copied file ${n} to /mnt/${n}`);
    log[321] = 'hm, 3 left';
    expect(rareLines(log.join('\n'))).toEqual([{ line: 322, text: 'hm, 3 left' }]);
    const named = many((n) => `copied ${'abcdefgh'.slice(0, 1 + (n % 7))}${String.fromCharCode(97 + (n % 26))}-${n}`);
    named[7] = 'hm, (left)';
    expect(rareLines(named.join('\n'))).toEqual([{ line: 8, text: 'hm, (left)' }]);
  });

  it('is none where every line is, where all are alike, or where there are few', () => {
    expect(rareLines(many((n) => `${'('.repeat(n % 71)}${'-'.repeat(n % 59)}${'.'.repeat(n % 53)}`).join('\n'))).toEqual([]);
    expect(rareLines(many((n) => `line ${n}`).join('\n'))).toEqual([]);
    expect(rareLines('a\nb\nc!')).toEqual([]);
    expect(rareLines('')).toEqual([]);
    expect(rareLines('\n'.repeat(500))).toEqual([]);
  });
});
