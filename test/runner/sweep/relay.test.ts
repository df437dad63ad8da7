// The relay fails or dies at each of its calls to the world: nothing runs twice, what never started is told as such, every byte and the exit
// code that were to be had are there, no process and no secret stays, and the runner goes on.
import { expect, test } from 'vitest';
import { plannedFaults, Sweep } from './sweep.ts';

/** Each takes half a second and more; with FAULTS=all every call is tried in every way. */
const EVERY = 2;

test.skipIf(process.platform !== 'linux')(
  'the relay, at each of its calls',
  async () => {
    const sweep = await Sweep.of('relay');
    try {
      const calls = await sweep.calls();
      expect(calls.length).toBeGreaterThan(50);
      const outcomes = new Set<string>();
      for (const { at, how } of plannedFaults(calls.length, EVERY)) outcomes.add(await sweep.fault(at, how, calls[at - 1]));
      expect([...outcomes]).toEqual(expect.arrayContaining(['exited', 'lost', 'refused']));
      // One and the same runner saw all of it.
      expect(sweep.house.opened).toBe(2);
    } finally {
      await sweep.house.tearDown();
    }
  },
  1_800_000,
);
