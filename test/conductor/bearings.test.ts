// What a step acts on and what the policy says are part of what is approved: when either changes before the start, nothing runs.
import { describe, expect, it } from 'vitest';
import { createConductor } from '../../src/conductor.ts';
import type { Facts } from '../../src/core/assess/facts.ts';
import { factsUnder, leadsAway } from '../../src/core/assess/factsUnder.ts';
import { planUnder } from '../../src/core/policy/plan.ts';
import { readPolicy } from '../../src/core/policy/read.ts';
import type { Plan } from '../../src/core/seal/plan.ts';
import { fakeWorld, runbookOf, type World } from '../fakes/ports.ts';
import { planOf, stepOf } from '../fakes/review.ts';

const clusterFacts = (name: string): Facts => ({ kube: { current: name, contexts: [{ name }] } });
const none = { kind: 'none' } as const;

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !what(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(what()).toBe(true);
}

async function present(world: World) {
  world.text = '# T\n\n```bash {id=one}\nkubectl label pod web-0 a=b\n```\n';
  const conductor = createConductor({ ...world, draw: () => undefined }, { id: 's', pauseMs: 0 });
  conductor.dispatch({ kind: 'runbook', runbook: runbookOf(world), take: true });
  const review = () => conductor.session().review;
  await until(() => review().kind === 'presented' || review().kind === 'blocked');
  const approve = () => {
    const shown = review();
    if (shown.kind !== 'presented') throw new Error('nothing presented');
    conductor.dispatch({ kind: 'seen', digest: shown.digest, whole: true, focused: true, at: world.clock.now() });
    conductor.dispatch({ kind: 'approve', digest: shown.digest, via: 'card', at: world.clock.now(), by: 'Ada', run: 'run-00001' });
  };
  return { review, approve };
}

describe('between approval and start', () => {
  it('the same target: it runs', async () => {
    const world = fakeWorld();
    world.bearing = { facts: clusterFacts('dev'), policy: none };
    const { review, approve } = await present(world);
    expect(review()).toMatchObject({ plan: { targets: ['cluster dev'] } });
    approve();
    await until(() => world.asked.includes('start'));
  });

  it.each([
    ['another cluster', { facts: clusterFacts('blue'), policy: none }, 'targets'],
    [
      'another address under the same name',
      { facts: { kube: { current: 'dev', contexts: [{ name: 'dev', server: 'https://b' }] } }, policy: none },
      'targets',
    ],
    ['no cluster any more', { facts: {}, policy: none }, 'targets'],
    [
      'a policy that forbids it',
      { facts: clusterFacts('dev'), policy: readPolicy('version: 1\nforbid: [{ rule: "kubectl.*" }]') },
      'policy',
    ],
    [
      'a policy that raises it',
      { facts: clusterFacts('dev'), policy: readPolicy('version: 1\nraise: [{ rule: "kubectl.*", to: critical }]') },
      'level',
    ],
    ['a policy that broke', { facts: clusterFacts('dev'), policy: readPolicy('broken') }, 'level'],
  ] as const)('%s: nothing runs, and it is said what changed', async (_what, now, changed) => {
    const world = fakeWorld();
    world.bearing = { facts: clusterFacts('dev'), policy: none };
    const { review, approve } = await present(world);
    approve();
    world.bearing = now;
    await until(() => review().kind === 'blocked');
    expect(review()).toMatchObject({ failure: { kind: 'changed-since-approved', what: changed } });
    expect(world.asked).not.toContain('start');
  });
});

describe('an env file', () => {
  const facts: Facts = { ...clusterFacts('dev'), env: { TF_WORKSPACE: 'blue' }, aws: { profiles: [{ name: 'default' }] } };

  it('that sets nothing of the kind leaves the facts as they are', () => {
    expect(leadsAway(new Map([['TOKEN', null]]))).toBe(false);
  });

  it('that names another configuration: what was known of the one here is not known any more', () => {
    const given = new Map([
      ['KUBECONFIG', '/tmp/other.yaml'],
      ['TF_WORKSPACE', 'green'],
      ['AWS_ACCESS_KEY_ID', null],
    ]);
    expect(leadsAway(given)).toBe(true);
    expect(factsUnder(facts, given)).toEqual({ env: { KUBECONFIG: '/tmp/other.yaml', TF_WORKSPACE: 'green' } });
  });

  it('decides what the card says and the plan is bound to', async () => {
    const world = fakeWorld();
    world.bearing = { facts, policy: none };
    const plan = world.planner.plan;
    const secrets = {
      provider: 'op',
      providerPath: null,
      envFile: null,
      envText: 'KUBECONFIG=/tmp/prod.yaml\n',
      names: [],
      plain: ['KUBECONFIG'],
    } as const;
    const { review } = await present({
      ...world,
      planner: {
        plan: async (runbook, step, level) => {
          const planned = await plan(runbook, step, level);
          return planned.ok ? { ok: true, value: { ...planned.value, secrets } } : planned;
        },
      },
    });
    expect(review()).toMatchObject({ plan: { targets: ['cluster /tmp/prod.yaml'] }, assessment: { tags: ['prod', 'ambient-target'] } });
  });
});

describe('a policy', () => {
  it('that forbids a step: no approval does anything', async () => {
    const world = fakeWorld();
    world.bearing = { facts: {}, policy: readPolicy('version: 1\nforbid: [{ rule: "kubectl.*" }]') };
    const { review, approve } = await present(world);
    approve();
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(review().kind).toBe('presented');
    expect(world.asked).not.toContain('start');
  });

  it('says who may resolve secrets, and how', () => {
    const plan = planOf(stepOf('read', 0), 'read');
    const withSecrets = { ...plan, secrets: { ...plan.secrets, names: ['TOKEN'] } };
    const under = (text: string, of: Plan = withSecrets) => planUnder(of, { policy: readPolicy(`version: 1\n${text}`) });
    expect(under('providers: [none]')).toEqual({ ok: false, failure: { kind: 'provider-forbidden', name: 'op' } });
    expect(under('providers: [none]', plan).ok).toBe(true);
    expect(under('mode: op-masking')).toMatchObject({ ok: true, value: { secrets: { provider: 'op-masking' } } });
    expect(under('mode: op-masking\nproviders: [op-masking]').ok).toBe(true);
    expect(under('providers: [op]')).toMatchObject({ ok: true, value: { secrets: { provider: 'op' } } });
  });
});
