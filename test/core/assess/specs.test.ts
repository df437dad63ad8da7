// The command specs are data; these rules are what makes them trustworthy.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOf, packSpecs, readSpecs, specOf } from '../../../scripts/lib/specFiles.mjs';
import { assess } from '../../../src/core/assess/assess.ts';
import { allSpecs } from '../../../src/core/assess/unpack.ts';
import { LEVELS } from '../../../src/core/step.ts';
import { CORPUS } from '../../corpus/corpus.ts';
import { commandsOf } from '../../corpus/group.ts';

describe('command specs', () => {
  const files = readSpecs();

  it('are whole: every file is read, and every destructive effect says what it does, how to undo it and what is safer', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(faultsOf)).toEqual([]);
  });

  it('are packed as they stand in the files (npm run specs)', () => {
    const packed = readFileSync(new URL('../../../src/core/assess/specs/packed.ts', import.meta.url), 'utf8');
    expect(packed).toBe(packSpecs(files));
    expect(allSpecs().map(({ names }) => names)).toEqual(files.map(({ names }) => names.replaceAll(/\s*\|\s*/g, '|')));
  });

  it.each([
    ['a field that does not exist', 'names: x\nreadz: list', /readz/],
    ['a level that does not exist', 'names: x\nverbs:\n  go:\n    level: harmless', /level/],
    [
      'a pattern that does not compile',
      'names: x\nverbs:\n  go:\n    level: read\n    raise:\n    - when: { matches: "/(/" }\n      level: change',
      /pattern/,
    ],
    ['a sentence without an end', 'names: x\nverbs:\n  go:\n    level: change\n    says: Goes', /full stop/],
  ])('%s stops the build', (_what, text, message) => {
    expect(() => specOf('x.yaml', text)).toThrow(message);
  });

  it('a destructive effect without its explanations stops the build', () => {
    const spec = specOf('x.yaml', 'names: x\nvalued: -a\nflags: -a\nverbs:\n  go:\n    level: destructive\n    says: "Ends {thing}."');
    expect(faultsOf(spec)).toEqual([
      'go: no deed',
      'go: reversible?',
      'go: undo? (or none)',
      'go: preview? (or none)',
      'go: safer? (or none)',
      'go: a placeholder nobody fills: Ends {thing}.',
      '-a takes a value and takes none',
    ]);
  });
});

describe('what a finding offers', () => {
  const all = CORPUS.flatMap(({ commands }) => commandsOf(commands)).map((command) => ({ command, got: assess({ command }) }));

  it('a rehearsal that only observes', () => {
    const previews = all.flatMap(({ got }) => got.findings.flatMap((finding) => (finding.preview === undefined ? [] : [finding.preview])));
    expect(previews.length).toBeGreaterThan(60);
    expect(previews.filter((command) => assess({ command }).level !== 'read')).toEqual([]);
  });

  it('a filled sentence, a span inside the text, and the level of the worst finding', () => {
    for (const { command, got } of all) {
      expect(got.findings.length > 0, command).toBe(got.level !== 'read');
      for (const { span, sentence } of got.findings) {
        expect(sentence, command).not.toMatch(/\{(?:target|first|last|command|tool|verb|detail|name)\}/);
        expect(span[0] >= 0 && span[0] < span[1] && span[1] <= command.length, `${command} ${span}`).toBe(true);
      }
      const ranks = got.findings.map((finding) => LEVELS.indexOf(finding.level));
      expect(ranks, command).toEqual([...ranks].sort((a, b) => b - a));
      expect(got.level).toBe(got.findings[0]?.level ?? 'read');
    }
  });

  it('a word to type for what is critical, and only for that', () => {
    for (const { command, got } of all) {
      expect(got.confirm === undefined, command).toBe(got.level !== 'critical');
      if (got.confirm !== undefined) expect(got.confirm, command).toMatch(/^\S.*\S$|^\S$/);
      expect(got.deed.length, command).toBeGreaterThan(0);
    }
  });
});
