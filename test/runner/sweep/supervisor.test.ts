// The runner fails or dies at each of its calls to the world, from its start to its end: what it was asked to run runs at most once, the next
// window knows what became of it, and the next runner takes over what a dead one left.
import { expect, test } from 'vitest';
import { plannedFaults, Sweep } from './sweep.ts';

/** A runner that finds the lock of a dead one makes some calls more. */
const MORE = 8;
/** Each takes more than a second; with FAULTS=all every call is tried in every way. */
const EVERY = 2;

test.skipIf(process.platform !== 'linux')(
  'the runner, at each of its calls',
  async () => {
    const sweep = await Sweep.of('supervisor');
    try {
      const calls = await sweep.calls();
      expect(calls.length).toBeGreaterThan(30);
      const outcomes = new Set<string>();
      for (const { at, how } of plannedFaults(calls.length + MORE, EVERY)) {
        outcomes.add(await sweep.fault(at, how, calls[at - 1]));
        await sweep.close();
      }
      expect(outcomes).toContain('exited');
      expect(outcomes).toContain('refused');
    } finally {
      await sweep.house.tearDown();
    }
  },
  1_800_000,
);

test.skipIf(process.platform !== 'linux')(
  'a clock that jumps in runner or relay: an approval may be over, a run that began is told as it was',
  async () => {
    for (const program of ['supervisor', 'relay'] as const) {
      const sweep = await Sweep.of(program);
      try {
        const calls = await sweep.calls();
        const HOUR = 3_600_000;
        for (const [index, at] of [1, 14, 16, 30, 34, 42, 55].filter((each) => each < calls.length).entries()) {
          const outcome = await sweep.fault(at, 'none', calls[at - 1], index % 2 === 0 ? 9 * HOUR : -9 * HOUR);
          expect(['exited', 'refused']).toContain(outcome);
          await sweep.close();
        }
      } finally {
        await sweep.house.tearDown();
      }
    }
  },
  300_000,
);
