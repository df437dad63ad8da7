// Writing a command differently must not make it look better. The whole measure is `node test/bench/rewrites.bench.mjs`; this is a slice of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import { LEVELS, type Level } from '../../../src/core/step.ts';
import { BASE } from '../../corpus/base.ts';
import { commandsOf } from '../../corpus/group.ts';
import { REWRITES } from '../../corpus/rewrites.ts';

const rank = (command: string): number => LEVELS.indexOf(assess({ command }).level);
const STEP: Readonly<Record<Level, number>> = { read: 0, change: 1, destructive: 2, critical: 3 };
// A text that bash rejects means nothing, however it is written.
const BASES = BASE.flatMap(({ commands }) => commandsOf(commands))
  .filter((command) => command.length < 200)
  .map((command) => ({ command, got: assess({ command }) }))
  .filter(({ got }) => got.level !== 'read' && !got.findings.some(({ rule }) => rule === 'parse.syntax'))
  .map(({ command, got }) => ({ command, rank: STEP[got.level] }));

describe('a command written differently', () => {
  it('is no less dangerous: one rewrite', () => {
    expect(REWRITES.length).toBeGreaterThan(150);
    const lowered: string[] = [];
    let tried = 0;
    for (const [kind, { of }] of REWRITES.entries()) {
      // Other commands for every kind, so that all of them take part.
      for (let i = kind % 23; i < BASES.length; i += 23) {
        const base = BASES[i];
        const written = base === undefined ? null : of(base.command, i + kind);
        if (base === undefined || written === null) continue;
        tried += 1;
        if (rank(written) < base.rank) lowered.push(written);
      }
    }
    expect(tried).toBeGreaterThan(2000);
    expect(lowered).toEqual([]);
  });

  it('is no less dangerous: two rewrites, but for the odd one that stays at least destructive', () => {
    const pairs = fc.sample(fc.tuple(fc.constantFrom(...BASES), fc.constantFrom(...REWRITES), fc.constantFrom(...REWRITES), fc.nat(9)), {
      numRuns: 3000,
      seed: 11,
    });
    const written = pairs.flatMap(([base, first, second, seed]) => {
      const once = first.of(base.command, seed);
      const twice = once === null ? null : second.of(once, seed + 1);
      return twice === null ? [] : [{ base, twice, got: rank(twice) }];
    });
    expect(written.length).toBeGreaterThan(1000);
    const lowered = written.filter(({ base, got }) => got < base.rank);
    expect(lowered.filter(({ got }) => got < STEP.destructive)).toEqual([]);
    expect(lowered.length / written.length).toBeLessThan(0.001);
  });
});
