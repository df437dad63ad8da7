// One run is recorded once, also when a window died between the record and the run's folder.
import { expect, it } from 'vitest';
import { createConductor } from '../../src/conductor.ts';
import type { Ticket } from '../../src/core/remember/ticket.ts';
import { fakeWorld, type World } from '../fakes/ports.ts';

const ticket: Ticket = {
  ...{ v: 1, run: 'old', session: 's0', runbook: 'runbooks/a.md', step: 'one', stepTitle: 'Trial', stepText: 'echo one', level: 'read' },
  ...{ digest: 'd', by: 'Ada', at: 1, secrets: [] },
};

async function recorded(world: World, known: object[]) {
  Object.assign(world.journals, { of: async () => known });
  const conductor = createConductor({ ...world, draw: () => undefined }, { id: 's', pauseMs: 5000 });
  conductor.dispatch({ kind: 'found-run', ticket, running: false, at: 2 });
  const done = () => {
    const { review } = conductor.session();
    return review.kind === 'ended' && review.stage === null;
  };
  for (let turn = 0; turn < 200 && !done(); turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(done()).toBe(true);
  return world.asked;
}

it('a run whose end stands in the journal is not told to it again; its folder goes', async () => {
  const asked = await recorded(fakeWorld(), [{ kind: 'ran', run: 'old' }]);
  expect(asked.filter((call) => call.startsWith('journal'))).toEqual([]);
  expect(asked).toContain('forget');
});

it('one whose approval alone stands there is', async () => {
  const asked = await recorded(fakeWorld(), [
    { kind: 'approved', run: 'old' },
    { kind: 'ran', run: 'another' },
  ]);
  expect(asked).toContain('journal recovered');
});
