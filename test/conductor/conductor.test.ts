// The whole way through the house with ports in memory, and a fault at every one of them: nothing unapproved runs, nothing is lost.
import { describe, expect, it } from 'vitest';
import { type Conductor, createConductor } from '../../src/conductor.ts';
import type { Session } from '../../src/core/review/session.ts';
import { fakeWorld, runbookOf, type World } from '../fakes/ports.ts';

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !what(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(what()).toBe(true);
}

function conduct(world: World): { conductor: Conductor; review: () => Session['review'] } {
  const conductor = createConductor({ ...world, draw: () => undefined }, { id: 's', pauseMs: 5000 });
  conductor.dispatch({ kind: 'runbook', runbook: runbookOf(world), take: true });
  return { conductor, review: () => conductor.session().review };
}

async function approve(world: World, { conductor, review }: ReturnType<typeof conduct>, run = 'run-00001'): Promise<void> {
  await until(() => review().kind === 'presented');
  const shown = review();
  if (shown.kind !== 'presented') throw new Error('nothing presented');
  conductor.dispatch({ kind: 'seen', digest: shown.digest, whole: true, focused: true, at: world.clock.now() });
  conductor.dispatch({ kind: 'approve', digest: shown.digest, via: 'card', at: world.clock.now(), by: 'Ada', run });
}

const settled = (review: Session['review']) => review.kind === 'ended' && (review.stage === null || review.failure !== null);

describe('the whole way', () => {
  it('runs, annotates, journals and checkpoints one approved step, then presents the next', async () => {
    const world = fakeWorld();
    const house = conduct(world);
    await approve(world, house);
    await until(() => settled(house.review()));
    expect(house.review()).toMatchObject({ kind: 'ended', stage: null, commit: 'abcdef0123' });
    const acts = world.asked.filter((name) => name !== 'read' && name !== 'plan');
    expect(acts).toEqual(['journal approved', 'seal', 'ensure', 'start', 'evidence', 'splice', 'journal ran', 'forget', 'checkpoint']);
    expect(world.text).toContain('<!-- countersign:result');
    house.conductor.dispatch({ kind: 'output-seen', run: 'run-00001' });
    house.conductor.dispatch({ kind: 'next', run: 'run-00001', how: 'go-on' });
    await until(() => house.review().kind === 'presented');
    expect(house.review()).toMatchObject({ step: { id: 'two' } });
  });
});

describe('a fault before the start', () => {
  for (const name of ['journal approved', 'seal', 'ensure']) {
    for (const how of ['failing', 'throwing'] as const) {
      it(`${how} ${name}: nothing runs, and the card says so`, async () => {
        const world = fakeWorld();
        if (how === 'failing') world.failing.set(name, { kind: 'runner-lost' });
        else world.throwing.add(name);
        const house = conduct(world);
        await approve(world, house);
        await until(() => house.review().kind === 'blocked');
        expect(house.review()).toMatchObject({ kind: 'blocked', refused: true });
        expect(world.asked).not.toContain('start');
        await until(() => world.asked.includes('journal refused'));
      });
    }
  }

  it('the step edited while the runner starts: refused', async () => {
    const world = fakeWorld();
    const house = conduct(world);
    const ensure = world.runner.ensure;
    Object.assign(world.runner, {
      ensure: () => {
        world.text = world.text.replace('echo one', 'rm -rf /');
        return ensure();
      },
    });
    await approve(world, house);
    await until(() => house.review().kind === 'blocked');
    expect(house.review()).toMatchObject({ failure: { kind: 'changed-since-approved' } });
    expect(world.asked).not.toContain('start');
  });

  it('the run is forgotten only once its refusal is written: a window that dies in between leaves it to the next one', async () => {
    const world = fakeWorld();
    world.failing.set('ensure', { kind: 'runner-lost' });
    const { append } = world.journal;
    Object.assign(world.journal, {
      append: async (...args: Parameters<typeof append>) => {
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        const written = await append(...args);
        world.asked.push(`written ${args[2].kind}`);
        return written;
      },
    });
    await approve(world, conduct(world));
    await until(() => world.asked.includes('forget'));
    expect(world.asked.slice(-2)).toEqual(['written refused', 'forget']);
  });

  it('cancelled while the runner starts: nothing runs', async () => {
    const world = fakeWorld();
    const house = conduct(world);
    await approve(world, house);
    house.conductor.dispatch({ kind: 'cancel', run: 'run-00001' });
    await until(() => house.review().kind === 'blocked');
    expect(house.review()).toMatchObject({ failure: { kind: 'cancelled-before-start' } });
    expect(world.asked).not.toContain('start');
  });
});

describe('a fault after the end', () => {
  for (const name of ['evidence', 'splice', 'journal ran', 'checkpoint']) {
    it(`${name}: said, kept, and mended by trying again`, async () => {
      const world = fakeWorld();
      world.failing.set(name, { kind: 'checkpoint-failed', reason: 'merging', detail: '' });
      const house = conduct(world);
      await approve(world, house);
      await until(() => settled(house.review()));
      expect(house.review()).toMatchObject({ kind: 'ended', failure: { kind: 'checkpoint-failed' } });
      // The run's own folder goes only once the journal has the run.
      expect(world.asked.includes('forget')).toBe(name === 'checkpoint');
      world.failing.clear();
      house.conductor.dispatch({ kind: 'retry-record' });
      await until(() => settled(house.review()));
      expect(house.review()).toMatchObject({ kind: 'ended', stage: null, failure: null });
      expect(world.asked.filter((asked) => asked === 'start')).toHaveLength(1);
    });
  }

  it('unsaved edits in the runbook: the result stands in the editor, the checkpoint waits', async () => {
    const world = fakeWorld();
    world.dirty = true;
    const house = conduct(world);
    await approve(world, house);
    await until(() => settled(house.review()));
    expect(house.review()).toMatchObject({ kind: 'ended', failure: { kind: 'checkpoint-failed', reason: 'unsaved' } });
    expect(world.asked).not.toContain('checkpoint');
    world.dirty = false;
    house.conductor.dispatch({ kind: 'retry-record' });
    await until(() => settled(house.review()));
    expect(house.review()).toMatchObject({ kind: 'ended', commit: 'abcdef0123' });
  });
});

it('a failed step is an outcome to decide, not a way onward', async () => {
  const world = fakeWorld();
  world.exit = 3;
  const house = conduct(world);
  await approve(world, house);
  await until(() => settled(house.review()));
  house.conductor.dispatch({ kind: 'next-step' });
  expect(house.review().kind).toBe('ended');
});

it('the runner lost under a run: the record says what is known', async () => {
  const world = fakeWorld();
  Object.assign(world.runner, { start: async () => ({ ok: true, value: null }) });
  const house = conduct(world);
  await approve(world, house);
  await until(() => house.review().kind === 'launching' && 'stage' in house.review());
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  world.news({ kind: 'started', run: 'run-00001' });
  expect(house.review().kind).toBe('running');
  world.news({ kind: 'lost' });
  await until(() => settled(house.review()));
  expect(house.review()).toMatchObject({ kind: 'ended', stage: null });
});
