// The command specs are data; these rules are what makes them trustworthy.
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import type { Case, Effect, ToolSpec, Verb } from '../../../src/core/assess/spec.ts';
import { TOOLS } from '../../../src/core/assess/specs/all.ts';
import { LEVELS } from '../../../src/core/step.ts';
import { CORPUS, commandsOf } from './corpus.ts';

interface Named {
  readonly where: string;
  readonly effect: Effect;
}

function effectsOf(spec: ToolSpec): readonly Named[] {
  return Object.entries(spec.verbs ?? {}).flatMap(([keys, verb]: [string, Verb]) => {
    const where = `${spec.names.slice(0, 30)} ${keys.slice(0, 40)}`;
    const cased = (item: Case, i: number): Named => ({ where: `${where} case ${i}`, effect: { ...verb, ...item } });
    return [{ where, effect: verb }, ...(verb.cases ?? []).map(cased), ...(verb.raise ?? []).map(cased)];
  });
}

const ALL = TOOLS.flatMap((spec) => [
  ...effectsOf(spec),
  ...(spec.raise ?? []).map((item, i) => ({
    where: `${spec.names.slice(0, 30)} raise ${i}`,
    effect: { level: 'read', says: '', ...item } as Effect,
  })),
]);
const PLACEHOLDERS = new Set(['target', 'first', 'second', 'last', 'command', 'operands', 'tool', 'verb']);

describe('command specs', () => {
  it('say what every effect does, and name only values that exist', () => {
    const bad = ALL.filter(({ effect }) => effect.level !== 'read' && effect.says.trim() === '').map(({ where }) => where);
    expect(bad).toEqual([]);
    const texts = ALL.flatMap(({ effect: { says, deed, undo, preview, safer } }) =>
      [says, deed, undo, preview, safer].filter((text) => text !== undefined),
    );
    const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    expect(names.filter((name) => !PLACEHOLDERS.has(name ?? ''))).toEqual([]);
  });

  it('tell for everything destructive the deed, whether it can be undone, a rehearsal and a safer form, or that there is none', () => {
    const severe = ALL.filter(({ effect }) => effect.level === 'destructive' || effect.level === 'critical');
    expect(severe.length).toBeGreaterThan(150);
    const missing = severe.flatMap(({ where, effect }) =>
      (['deed', 'reversible', 'undo', 'preview', 'safer'] as const)
        .filter((key) => effect[key] === undefined)
        .map((key) => `${where}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('end sentences with a full stop and start deeds with a verb', () => {
    expect(ALL.filter(({ effect }) => effect.says !== '' && !effect.says.endsWith('.')).map(({ where }) => where)).toEqual([]);
    expect(ALL.filter(({ effect }) => effect.deed !== undefined && !/^[A-Z]\w+/.test(effect.deed)).map(({ where }) => where)).toEqual([]);
  });

  it('know no option both with and without a value', () => {
    const split = (text: string | undefined): readonly string[] => (text ?? '').split(/\s+/).filter(Boolean);
    const both = TOOLS.flatMap((spec) =>
      split(spec.valued)
        .filter((option) => split(spec.flags).includes(option))
        .map((option) => `${spec.names.slice(0, 20)} ${option}`),
    );
    expect(both).toEqual([]);
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
