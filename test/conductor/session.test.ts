// What lasts from step to step is approved with the step: when it changes before the start, nothing runs.
import { expect, it } from 'vitest';
import { createConductor } from '../../src/conductor.ts';
import { wordFailure } from '../../src/core/failureWords.ts';
import type { Plan } from '../../src/core/seal/plan.ts';
import { english } from '../../src/core/words.ts';
import { fakeWorld, runbookOf, type World } from '../fakes/ports.ts';
import { planOf } from '../fakes/review.ts';

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300 && !what(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(what()).toBe(true);
}

/** A card whose plan is what `shape` makes of it at the time it is made. */
async function present(world: World, shape: (plan: Plan) => Plan) {
  const planner: World['planner'] = { plan: async (_runbook, step, level) => ({ ok: true, value: shape(planOf(step, level)) }) };
  const conductor = createConductor({ ...world, planner, draw: () => undefined }, { id: 's', pauseMs: 0 });
  conductor.dispatch({ kind: 'runbook', runbook: runbookOf(world), take: true });
  const review = () => conductor.session().review;
  await until(() => review().kind === 'presented');
  const approve = () => {
    const shown = review();
    if (shown.kind !== 'presented') throw new Error('nothing presented');
    conductor.dispatch({ kind: 'seen', digest: shown.digest, whole: true, focused: true, at: world.clock.now() });
    conductor.dispatch({ kind: 'approve', digest: shown.digest, via: 'card', at: world.clock.now(), by: 'Ada', run: 'run-00001' });
  };
  return { review, approve };
}

const carrying =
  (env: Record<string, string>, cwd: string | null = null) =>
  (plan: Plan): Plan => ({ ...plan, carry: { cwd, env, left: [], hands: { cwd: true, env: true } } });

it.each<[string, (plan: Plan) => Plan, (plan: Plan) => Plan, string, string]>([
  ['another value', carrying({ TARGET: 'staging' }), carrying({ TARGET: 'prod' }), 'carry', 'what earlier steps of this session handed on'],
  ['one more variable', carrying({}), carrying({ KUBECONFIG: '/evil' }), 'carry', 'what earlier steps of this session handed on'],
  ['nothing any more', carrying({ A: '1' }), (plan) => plan, 'carry', 'what earlier steps of this session handed on'],
  [
    'another directory',
    carrying({}, '/w/a'),
    (plan) => ({ ...carrying({}, '/w/b')(plan), cwd: '/w/b' }),
    'cwd, carry',
    'the working directory',
  ],
  [
    'another provider',
    (plan) => plan,
    (plan) => ({ ...plan, secrets: { ...plan.secrets, provider: 'direnv', providerPath: '/usr/bin/direnv' } }),
    'provider',
    'the provider of the secrets',
  ],
  [
    'another env file',
    (plan) => plan,
    (plan) => ({ ...plan, secrets: { ...plan.secrets, envText: 'A=op://a/b/c\n' } }),
    'env file',
    'the env file',
  ],
])('%s between approval and start: nothing runs, and it is said what changed', async (_what, then, now, changed, words) => {
  const world = fakeWorld();
  let shape = then;
  const { review, approve } = await present(world, (plan) => shape(plan));
  approve();
  shape = now;
  await until(() => review().kind === 'blocked');
  const blocked = review();
  expect(blocked).toMatchObject({ failure: { kind: 'changed-since-approved', what: changed }, refused: true });
  expect(world.asked).not.toContain('start');
  if (blocked.kind === 'blocked') expect(wordFailure(blocked.failure, english).sentence).toContain(words);
});

it('what a run handed on is taken over once, when its evidence is there', async () => {
  const world = fakeWorld();
  const { review, approve } = await present(world, carrying({}));
  approve();
  await until(() => review().kind === 'ended');
  await until(() => world.asked.includes('checkpoint'));
  expect(world.taken).toEqual(['run-00001']);
});
