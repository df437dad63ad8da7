// German, whole: every sentence of the code and of the manifest, with the same values in it. The command specs grow faster than
// translators work: nineteen in twenty of their sentences have to be there, the others fall back to English.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gather, templatesOf } from '../scripts/l10n.mjs';
import type { Say } from '../src/core/words.ts';
import { english } from '../src/core/words.ts';
import { snapshotOf } from '../src/ui/snapshot/snapshot.ts';
import { play, presented, seen } from './fakes/review.ts';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
const german = read('l10n/bundle.l10n.de.json');
const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('packed.ts'))
  .flatMap((name) => templatesOf(readFileSync(`src/${name}`, 'utf8')));

/** What a translation may not lose: values, icons, pieces of code, links. */
const pieces = (text: string) => (text.match(/\{\w+\}|\$\([\w~]+\)|`[^`]*`|\(command:[^)]*\)/g) ?? []).sort();

/** The same in both languages. */
const SAME =
  /^(?:Countersign|Runbook|Commit|\{count\} [KM]B|\{milliseconds\} ms|\{seconds\} s|Checkpoints|\$\(pass\) exit 0|[Ee]xit \{exit\}|exit \{code\}|\$\(error\) exit \{exit\})$/;

describe('German', () => {
  it('has every sentence of the code', () => {
    expect(code.length).toBeGreaterThan(500);
    expect(code.filter((text) => !(text in german))).toEqual([]);
  });

  it('has nineteen in twenty of what the command specs say', () => {
    // A way back or a safer way is often a command, and the same in every language.
    const words = gather().filter((text) => /^(?:[A-Z][a-z']+|\{\w+\}.*\.$)/.test(text));
    expect(words.length).toBeGreaterThan(1000);
    expect(words.filter((text) => !(text in german) && !SAME.test(text)).length).toBeLessThan(words.length / 20);
  });

  it('has hardly any that nobody says', () => {
    const said = new Set(gather());
    expect(Object.keys(german).filter((text) => !said.has(text)).length).toBeLessThan(said.size / 50);
  });

  it('keeps values, icons and code of each, and is German', () => {
    for (const [from, to] of Object.entries(german)) {
      expect(pieces(to), from).toEqual(pieces(from));
      if (/[a-z]{3}/i.test(from.replace(/\{\w+\}/g, '')) && !SAME.test(from)) expect(to).not.toBe(from);
    }
  });

  it('has every word of the manifest', () => {
    const [from, to] = [read('package.nls.json'), read('package.nls.de.json')];
    expect(Object.keys(to)).toEqual(Object.keys(from));
    for (const [key, text] of Object.entries(from)) expect(pieces(to[key] ?? ''), key).toEqual(pieces(text));
  });

  it('is what the card says', () => {
    const say: Say = (template, args) => english(german[template] ?? template, args);
    const session = play(presented('destructive'), seen('destructive', 0));
    const { card, words, place } = snapshotOf(session, { say, now: 1000, folder: '/work', lang: 'de', seq: 1 });
    expect(place).toBe('a.md · Schritt 3 von 4');
    expect(card).toMatchObject({
      levelName: 'Zerstörend',
      facts: [{ label: 'Läuft in' }, { label: 'Geheimnisse', parts: [{ text: 'keine nötig' }] }],
    });
    expect(words.rejectTitle).toBe('Warum nicht?');
  });
});
