// The other guards by example, and all of them together: a finding, a sentence for the person, a sentence for the model, a counter.
import { describe, expect, it } from 'vitest';
import { guardSuggestion } from '../../../src/core/guard/guard.ts';
import { guardRefuted, verdictOf } from '../../../src/core/guard/hypotheses.ts';
import { guardPileUp } from '../../../src/core/guard/pileup.ts';
import { guardRepetition } from '../../../src/core/guard/repetition.ts';
import { guardScope } from '../../../src/core/guard/scope.ts';
import { countGuards, GUARDS, type GuardFinding } from '../../../src/core/guard/story.ts';
import { adviceOf, wordGuard } from '../../../src/core/guard/words.ts';
import { english } from '../../../src/core/words.ts';
import { attempt, story, suggest } from './stories.ts';

describe('the book of hypotheses', () => {
  it.each([
    ['all pods `Running`', 'ok', 'web-0 Running', 'confirmed'],
    ['all pods `Running`', 'ok', 'web-0 Pending', 'refuted'],
    ['exit 0', 'ok', '', 'confirmed'],
    ['exit 0', 'failed', '', 'refuted'],
    ['it fails with exit 1', 'failed', '', 'confirmed'],
    ['it fails with exit 1', 'ok', '', 'refuted'],
    ['the node joins', 'failed', '', 'refuted'],
    ['the node joins', 'ok', 'whatever', 'open'],
    ['', 'failed', '', 'open'],
    ['exit 0', 'rejected', '', 'open'],
  ] as const)('%s: %s, %j → %s', (expected, outcome, output, verdict) => {
    expect(verdictOf(attempt('x', { expected, outcome, output }))).toBe(verdict);
  });

  const wrong = (hypothesis: string) => attempt('x', { expected: 'exit 0', hypothesis });

  it('holds after three refutations, until somebody takes a fresh look', () => {
    const told = story([wrong('a'), wrong('b'), wrong('c')]);
    expect(guardRefuted(suggest('kubectl apply -f x', { level: 'change' }), told)).toMatchObject([{ verdict: 'held', args: { count: 3 } }]);
    expect(guardRefuted(suggest('kubectl get events', { hypothesis: 'c' }), told)).toMatchObject([{ verdict: 'held' }]);
    const fresh = 'Either the token is wrong or the port is closed; the events tell which.';
    expect(guardRefuted(suggest('kubectl get events', { hypothesis: fresh }), told)).toMatchObject([{ verdict: 'told' }]);
    expect(guardRefuted(suggest('kubectl delete pod a', { hypothesis: fresh, level: 'destructive' }), told)).toMatchObject([
      { verdict: 'held' },
    ]);
  });

  it('forgets refutations once something is confirmed', () => {
    const right = attempt('x', { expected: 'exit 0', outcome: 'ok' });
    expect(guardRefuted(suggest('x'), story([wrong('a'), wrong('b'), wrong('c'), right]))).toEqual([]);
    expect(guardRefuted(suggest('x'), story([wrong('a'), right, wrong('b'), wrong('c')]))).toEqual([]);
  });
});

describe('repetition', () => {
  const repeats = (before: readonly string[], now: string) =>
    guardRepetition(suggest(now), story(before.map((command) => attempt(command)))).length > 0;

  it.each([
    ['kubectl apply -f a.yaml', 'kubectl apply -f a.yaml'],
    ['kubectl apply -f a.yaml', 'kubectl  apply   -f "a.yaml"'],
    ['kubectl apply -f a.yaml', 'sudo kubectl apply -f a.yaml'],
    ['kubectl apply -f a.yaml', 'kubectl apply -f a.yaml --timeout=60s -v=6'],
    ['kubectl apply -f a.yaml', 'sleep 10 && kubectl apply -f a.yaml'],
    ['kubectl apply -f a.yaml -n web', 'kubectl apply -n web -f a.yaml'],
    ['apt-get install k3s', 'apt-get install -y k3s'],
    ['systemctl restart k3s', 'timeout 30 systemctl restart k3s'],
    ['systemctl restart k3s', 'bash -c "systemctl restart k3s"'],
  ])('of %s is seen in %s', (before, now) => expect(repeats([before], now)).toBe(true));

  it.each([
    ['kubectl apply -f a.yaml', 'kubectl apply -f b.yaml'],
    ['kubectl get pods -n a', 'kubectl get pods -n b'],
    ['systemctl restart k3s', 'systemctl status k3s'],
    ['helm upgrade a ./a', 'helm upgrade a ./a --set image.tag=2'],
  ])('of %s is none in %s', (before, now) => expect(repeats([before], now)).toBe(false));

  it('ends where something was changed, or where it went well', () => {
    const failed = attempt('kubectl apply -f a.yaml');
    const change = attempt('sed -i s/a/b/ a.yaml', { outcome: 'ok', level: 'change' });
    const look = attempt('cat a.yaml', { outcome: 'ok' });
    expect(guardRepetition(suggest('kubectl apply -f a.yaml'), story([failed, change]))).toEqual([]);
    expect(guardRepetition(suggest('kubectl apply -f a.yaml'), story([failed, look]))).toHaveLength(1);
    expect(guardRepetition(suggest('kubectl apply -f a.yaml'), story([attempt('kubectl apply -f a.yaml', { outcome: 'ok' })]))).toEqual([]);
    expect(guardRepetition(suggest('kubectl apply -f a.yaml'), story([failed, look, failed]))).toMatchObject([
      { args: { exits: '2 times' } },
    ]);
  });
});

describe('scope creep', () => {
  const objective = 'Join the third k3s worker w3 to the cluster';
  const strays = (command: string, more = {}) =>
    guardScope(suggest(command, { level: 'change', ...more }), story([], { objective })).map(({ args }) => args.what);

  it.each([
    ['terraform apply', 'terraform'],
    ['aws s3 mb s3://x', 'aws'],
    ['gcloud compute instances create x', 'gcloud'],
    ['psql -c "create table x()"', 'psql'],
    ['zpool create tank /dev/sdb', 'zpool'],
    ['useradd mallory', 'useradd'],
    ['kubectl apply -n payments -f x.yaml', 'payments'],
    ['kubectl --context prod-eu cordon w3', 'prod-eu'],
    ['ssh root@billing-db systemctl restart postgresql', 'billing-db'],
    ['sudo terraform apply', 'terraform'],
  ])('%s', (command, what) => expect(strays(command)).toEqual([what]));

  it.each([
    'kubectl label node w3 role=worker',
    'ssh w3 systemctl restart k3s-agent',
    'helm upgrade cilium cilium/cilium',
    'cp a b',
    'mkdir -p /etc/x',
  ])('is none: %s', (command) => expect(strays(command)).toEqual([]));

  it('leaves looking alone, and a session without an objective', () => {
    expect(strays('terraform plan', { level: 'read' })).toEqual([]);
    expect(guardScope(suggest('terraform apply', { level: 'change' }), story([]))).toEqual([]);
    expect(guardScope(suggest('terraform apply', { level: 'change' }), story([], { objective, runbook: 'terraform init' }))).toEqual([]);
  });
});

describe('patch pile-up', () => {
  const edits = (commands: readonly string[]) => {
    const done = commands.slice(0, -1).map((command) => attempt(command, { outcome: 'ok', level: 'change' }));
    return guardPileUp(suggest(commands.at(-1) ?? '', { level: 'change' }), story(done)).map(({ args }) => args);
  };
  const four = (command: (n: number) => string) => [1, 2, 3, 4].map(command);

  it.each([
    ['sed -i', four((n) => `sed -i s/${n}/x/ values.yaml`), 'values.yaml'],
    ['redirection', four((n) => `echo ${n} >> values.yaml`), 'values.yaml'],
    ['tee', four((n) => `echo ${n} | sudo tee /etc/hosts`), '/etc/hosts'],
    ['patch', four((n) => `kubectl patch deploy/web -p '{"spec":{"replicas":${n}}}'`), 'deploy/web'],
    ['set', four((n) => `kubectl set image deploy/web web=web:${n}`), 'deploy/web'],
    ['helm', four((n) => `helm upgrade web ./web --set a=${n}`), 'release web'],
    ['apply', four(() => 'kubectl apply -f web.yaml'), 'web.yaml'],
  ])('by %s', (_how, commands, what) => {
    expect(edits(commands)).toMatchObject([{ what, count: 4 }]);
    expect(edits(commands.slice(0, 3))).toEqual([]);
  });

  it('counts what went well, of one thing', () => {
    expect(edits(four((n) => `sed -i s/a/b/ file${n}`))).toEqual([]);
    expect(edits(four(() => 'kubectl get pods'))).toEqual([]);
    expect(guardPileUp(suggest('sed -i x f'), story([1, 2, 3].map(() => attempt('sed -i x f'))))).toEqual([]);
  });
});

describe('all guards', () => {
  it('speak at once, in their order, each with its sentences', () => {
    const attempts = [
      attempt('sleep 10; terraform apply', { expected: 'exit 0' }),
      attempt('sleep 30; terraform apply', { expected: 'exit 0' }),
    ];
    const now = suggest('sleep 60; terraform apply', { level: 'change', hypothesis: 'A network glitch.' });
    const findings = guardSuggestion(now, story(attempts, { objective: 'Join the worker to the cluster' }));
    expect(findings.map(({ guard, verdict }) => `${guard} ${verdict}`)).toEqual([
      'spiral held',
      'repetition told',
      'exotic told',
      'scope told',
    ]);
    expect(wordGuard(findings[0] as GuardFinding, english)).toBe(
      'Waiting longer and longer for the same thing: attempt 3, now 60 s after 30 s. Nobody has said what is being waited for.',
    );
    for (const finding of findings) for (const text of [wordGuard(finding, english), adviceOf(finding)]) expect(text).not.toMatch(/[{}]/);
    expect(countGuards([...findings, ...findings].map(({ guard }) => guard))).toEqual({
      spiral: 2,
      refuted: 0,
      repetition: 2,
      exotic: 2,
      scope: 2,
      'pile-up': 0,
      injection: 0,
    });
    expect(Object.keys(countGuards([]))).toEqual([...GUARDS]);
  });

  it('are silent where all is well', () => {
    const attempts = [attempt('kubectl get nodes', { outcome: 'ok', output: 'w3 Ready' })];
    const now = suggest('kubectl label node w3 role=worker', { level: 'change', why: 'The node has joined and needs its role.' });
    expect(guardSuggestion(now, story(attempts, { objective: 'Join the k3s worker w3' }))).toEqual([]);
  });
});
