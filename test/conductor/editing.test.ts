// An edit on the card goes through the real stages into the runbook, and comes back as another step with another digest.
import { describe, expect, it } from 'vitest';
import { createConductor } from '../../src/conductor.ts';
import { fakeWorld, runbookOf, type World } from '../fakes/ports.ts';

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !what(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(what()).toBe(true);
}

async function house(world: World) {
  const conductor = createConductor({ ...world, draw: () => undefined }, { id: 's', pauseMs: 5000 });
  conductor.dispatch({ kind: 'runbook', runbook: runbookOf(world), take: true });
  await until(() => conductor.session().review.kind === 'presented');
  const presented = () => {
    const { review } = conductor.session();
    if (review.kind !== 'presented') throw new Error(`it is ${review.kind}`);
    return review;
  };
  return { conductor, presented };
}

describe('an edit on the card', () => {
  it('is assessed as it is typed by the same rules as the step', async () => {
    const { conductor, presented } = await house(fakeWorld());
    const { digest } = presented();
    conductor.dispatch({ kind: 'edit', digest, text: 'rm -rf /srv/data', at: 1 });
    await until(() => presented().draft?.assessment !== null);
    expect(presented().draft?.assessment?.level).not.toBe('read');
    expect(presented().assessment.level).toBe('read');
  });

  it('stands in the runbook, is journalled with what it was, and has another digest', async () => {
    const world = fakeWorld();
    const entries: unknown[] = [];
    Object.assign(world.journal, {
      append: async (_runbook: string, _session: string, entry: unknown) => {
        entries.push(entry);
        return { ok: true, value: { path: 'j' } };
      },
    });
    const { conductor, presented } = await house(world);
    const { digest } = presented();
    conductor.dispatch({ kind: 'edit', digest, text: 'echo uno', at: 1 });
    conductor.dispatch({ kind: 'rewrite', digest, text: 'echo uno', at: 2, by: 'Ada' });
    await until(() => conductor.session().review.kind === 'presented' && presented().digest !== digest);
    expect(world.text).toContain('```bash {id=one}\necho uno\n```');
    expect(presented()).toMatchObject({ step: { id: 'one', text: 'echo uno' }, attention: { whole: false } });
    expect(entries).toMatchObject([{ kind: 'edited', step: 'one', was: 'echo one', command: 'echo uno', by: 'Ada' }]);
  });

  it('that cannot be made leaves the runbook as it was and says so on the draft', async () => {
    const world = fakeWorld();
    const { conductor, presented } = await house(world);
    const { digest } = presented();
    const before = world.text;
    for (const prevent of [
      () => world.failing.set('splice', { kind: 'annotate-failed', path: 'a', detail: 'changed' }),
      () => world.throwing.add('splice'),
    ]) {
      prevent();
      conductor.dispatch({ kind: 'edit', digest, text: 'echo uno', at: 1 });
      conductor.dispatch({ kind: 'rewrite', digest, text: 'echo uno', at: 2, by: 'Ada' });
      await until(() => presented().draft?.failure !== null);
      expect(presented().draft).toMatchObject({ saving: false, text: 'echo uno' });
      expect(world.text).toBe(before);
      world.failing.clear();
    }
  });

  it('is not made over a text that is another one by now', async () => {
    const world = fakeWorld();
    const { conductor, presented } = await house(world);
    const { digest } = presented();
    world.text = world.text.replace('echo one', 'echo elsewhere');
    conductor.dispatch({ kind: 'edit', digest, text: 'echo uno', at: 1 });
    conductor.dispatch({ kind: 'rewrite', digest, text: 'echo uno', at: 2, by: 'Ada' });
    await until(() => presented().draft?.failure?.kind === 'rewrite-failed');
    expect(world.text).toContain('echo elsewhere');
  });
});

describe('a dry run', () => {
  it('runs as a step of its own, and writes nothing under the step it rehearses', async () => {
    const world = fakeWorld();
    world.text = world.text.replace('echo one', 'rm -r old-data');
    const { conductor, presented } = await house(world);
    const finding = presented().assessment.findings.findIndex(({ preview }) => preview !== undefined);
    expect(finding).toBeGreaterThanOrEqual(0);
    conductor.dispatch({ kind: 'rehearse', digest: presented().digest, finding });
    await until(() => conductor.session().review.kind === 'presented' && presented().step.rehearses === 'one');
    expect(presented().assessment.level).toBe('read');
    conductor.dispatch({ kind: 'seen', digest: presented().digest, whole: true, focused: true, at: world.clock.now() });
    conductor.dispatch({ kind: 'approve', digest: presented().digest, via: 'card', at: world.clock.now(), by: 'Ada', run: 'run-1' });
    await until(() => {
      const { review } = conductor.session();
      return review.kind === 'ended' && review.stage === null;
    });
    expect(world.tickets[0]).toMatchObject({ step: 'one#dry-run', rehearses: { step: 'one', text: 'rm -r old-data' } });
    expect(world.asked).not.toContain('splice');
    expect(world.asked).toContain('journal ran');
    expect(world.text).not.toContain('countersign:result');
  });

  it('does not start when the step it was made for changed', async () => {
    const world = fakeWorld();
    world.text = world.text.replace('echo one', 'rm -r old-data');
    const { conductor, presented } = await house(world);
    const finding = presented().assessment.findings.findIndex(({ preview }) => preview !== undefined);
    conductor.dispatch({ kind: 'rehearse', digest: presented().digest, finding });
    await until(() => conductor.session().review.kind === 'presented' && presented().step.rehearses === 'one');
    world.text = world.text.replace('old-data', 'new-data');
    conductor.dispatch({ kind: 'seen', digest: presented().digest, whole: true, focused: true, at: world.clock.now() });
    conductor.dispatch({ kind: 'approve', digest: presented().digest, via: 'card', at: world.clock.now(), by: 'Ada', run: 'run-1' });
    await until(() => conductor.session().review.kind === 'blocked');
    expect(world.asked).not.toContain('start');
  });
});
