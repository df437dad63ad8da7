// What is found again after a reload, and what the last look before a start looks at.
import { describe, expect, it } from 'vitest';
import { createConductor } from '../../src/conductor.ts';
import type { Ticket } from '../../src/core/remember/ticket.ts';
import type { Effect } from '../../src/core/review/events.ts';
import { recover } from '../../src/recover.ts';
import { launchStage } from '../../src/stages.ts';
import { fakeWorld, runbookOf, TEXT, type World } from '../fakes/ports.ts';

const ticketOf = (run: string): Ticket => ({
  ...{ v: 1, run, session: 'old', runbook: 'runbooks/a.md', step: 'one', stepTitle: 'Trial', stepText: 'echo one', level: 'read' },
  ...{ digest: 'd', by: 'Ada', at: 1, secrets: [] },
});

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !what(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(what()).toBe(true);
}

describe('after a reload', () => {
  const house = (world: World) => createConductor({ ...world, draw: () => undefined }, { id: 's', pauseMs: 5000 });
  const search = async (world: World, { open, running }: { open: string[]; running: string | null }) => {
    const conductor = house(world);
    const vault = { open: async () => open.map((run) => ({ run, ticket: ticketOf(run) })) };
    await recover({ vault, runner: { find: async () => ({ running }) }, clock: world.clock, dispatch: conductor.dispatch });
    return conductor;
  };

  it('the live run is on the card, however many ended before it; those follow', async () => {
    const conductor = await search(fakeWorld(), { open: ['first', 'second', 'live'], running: 'live' });
    expect(conductor.session().review).toMatchObject({ kind: 'running', recovered: true, ticket: { run: 'live' } });
    expect(conductor.session().recoveries.map(({ run }) => run)).toEqual(['first', 'second']);
  });

  it('the live run can be cancelled from the card', async () => {
    const world = fakeWorld();
    const conductor = await search(world, { open: ['first', 'live'], running: 'live' });
    conductor.dispatch({ kind: 'cancel', run: 'live' });
    expect(world.asked).toContain('cancel');
  });

  it('nothing is looked for where nothing is open', async () => {
    const find = () => Promise.reject(new Error('nobody may be asked'));
    const nothing = { vault: { open: async () => [] }, runner: { find }, clock: fakeWorld().clock, dispatch: () => undefined };
    await expect(recover(nothing)).resolves.toBeUndefined();
  });

  it('a run whose runbook is gone still reaches the journal, and that the result stands nowhere is said', async () => {
    const world = fakeWorld();
    Object.assign(world.runbooks, {
      read: async () => ({ ok: false, failure: { kind: 'runbook-unreadable', path: 'runbooks/a.md', detail: 'gone' } }),
    });
    const conductor = await search(world, { open: ['over'], running: null });
    const review = () => conductor.session().review;
    await until(() => {
      const now = review();
      return now.kind === 'ended' && now.stage === null;
    });
    expect(review()).toMatchObject({ kind: 'ended', failure: null, warnings: [{ kind: 'runbook-unreadable' }] });
    expect(world.asked).toContain('journal recovered');
    expect(world.asked).not.toContain('splice');
  });
});

describe('the last look before the start', () => {
  const look = async (world: World, change: (text: string) => string) => {
    const conductor = createConductor({ ...world, draw: () => undefined }, { id: 's', pauseMs: 5000 });
    conductor.dispatch({ kind: 'runbook', runbook: runbookOf(world), take: true });
    await until(() => conductor.session().review.kind === 'presented');
    const shown = conductor.session().review;
    if (shown.kind !== 'presented') throw new Error('nothing presented');
    const { digest, plan } = shown;
    // The session has not heard of the change yet; the disk has it.
    world.text = change(world.text);
    const approved = { run: 'r', plan, digest, tags: [], by: 'Ada', at: 1, readMs: 1, via: 'card' };
    const effect = { kind: 'launch', stage: 'recheck', approved, ticket: { ...ticketOf('r'), digest } };
    return launchStage(world, effect as unknown as Extract<Effect, { kind: 'launch' }>);
  };

  it('finds the runbook as it stands, not as it was read', async () => {
    expect(await look(fakeWorld(), (text) => text)).toMatchObject({ ok: true });
    const refused = { ok: false, failure: { kind: 'changed-since-approved' } };
    expect(await look(fakeWorld(), (text) => text.replace('echo one', 'echo uno'))).toMatchObject(refused);
    expect(await look(fakeWorld(), (text) => text.replace('{id=one}', '{id=eins}'))).toMatchObject(refused);
    expect(await look(fakeWorld(), (text) => text.replace('{id=one}', '{id=one timeout=soon}'))).toMatchObject(refused);
    expect(await look(fakeWorld(), (text) => `---\nenvironment: mars\n---\n${text}`)).toMatchObject(refused);
  });

  it('is not troubled by text elsewhere', async () => {
    expect(await look(fakeWorld(), () => `# Before\n\n${TEXT}\nand after\n`)).toMatchObject({ ok: true });
  });
});
