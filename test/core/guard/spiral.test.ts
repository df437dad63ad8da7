// The sleep spiral: sequences that grow are held at the third, honest waits are left alone.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMechanical } from '../../../src/core/guard/mechanical.ts';
import { patienceOf, secondsOf } from '../../../src/core/guard/patience.ts';
import { guardSpiral } from '../../../src/core/guard/spiral.ts';
import type { Attempt } from '../../../src/core/guard/story.ts';
import { anyText } from '../../fakes/text.ts';
import { attempt, story, suggest } from './stories.ts';

/** The place (one-based) of the first command that is held; 0 for none. */
function heldAt(commands: readonly (string | Attempt)[]): number {
  const attempts = commands.map((item) => (typeof item === 'string' ? attempt(item) : item));
  return attempts.findIndex((now, at) => guardSpiral(now, story(attempts.slice(0, at))).length > 0) + 1;
}

const SPIRALS: readonly (readonly string[])[] = [
  ['sleep 10; kubectl get pods', 'sleep 30; kubectl get pods', 'sleep 60; kubectl get pods'],
  ['sleep 10 && kubectl get pods -n web', 'sleep 20 && kubectl get pods -n web', 'sleep 40 && kubectl get pods -n web'],
  ['sleep 5; kubectl get pod web-0', 'sleep 15; kubectl describe pod web-0', 'sleep 45; kubectl logs web-0'],
  ['kubectl get nodes; sleep 10; kubectl get nodes', 'kubectl get nodes; sleep 30; kubectl get nodes', 'sleep 1m; kubectl get nodes'],
  [
    'kubectl wait --for=condition=Ready pod/web-0 --timeout=30s',
    'kubectl wait --for=condition=Ready pod/web-0 --timeout=60s',
    'kubectl wait --for=condition=Ready pod/web-0 --timeout=300s',
  ],
  [
    'kubectl rollout status deploy/api --timeout=60s',
    'kubectl rollout status deploy/api --timeout=2m',
    'kubectl rollout status deploy/api --timeout 10m',
  ],
  [
    'kubectl rollout status deployment api --timeout=60s',
    'kubectl rollout status deploy/api --timeout=120s',
    'kubectl rollout status deployments/api --timeout=5m',
  ],
  [
    'helm upgrade cilium cilium/cilium --wait --timeout 2m',
    'helm upgrade cilium cilium/cilium --wait --timeout 5m',
    'helm upgrade cilium cilium/cilium --wait --timeout 15m',
  ],
  [
    'timeout 10 curl http://10.0.0.1:6443/healthz',
    'timeout 30 curl http://10.0.0.1:6443/healthz',
    'timeout 90 curl http://10.0.0.1:6443/healthz',
  ],
  [
    'curl --max-time 5 https://api.example.org/health',
    'curl --max-time 15 https://api.example.org/health',
    'curl --max-time 60 https://api.example.org/health',
  ],
  ['curl -m 5 https://api.example.org/', 'curl -m 10 https://api.example.org/', 'curl -m 30 https://api.example.org/'],
  ['curl --retry 3 https://api.example.org/', 'curl --retry 10 https://api.example.org/', 'curl --retry 50 https://api.example.org/'],
  ['curl --retry 3 --retry-delay 2 http://h/', 'curl --retry 5 --retry-delay 5 http://h/', 'curl --retry 10 --retry-delay 10 http://h/'],
  ['sleep 10; curl http://h/', 'curl --retry 20 http://h/', 'for i in {1..30}; do curl http://h/; sleep 5; done'],
  [
    'for i in {1..5}; do kubectl get pods; sleep 5; done',
    'for i in {1..12}; do kubectl get pods; sleep 5; done',
    'for i in {1..60}; do kubectl get pods; sleep 5; done',
  ],
  [
    'for i in $(seq 1 5); do ping -c1 w3; sleep 2; done',
    'for i in $(seq 1 20); do ping -c1 w3; sleep 2; done',
    'for i in $(seq 1 60); do ping -c1 w3; sleep 5; done',
  ],
  [
    'for i in 1 2 3; do systemctl is-active k3s; sleep 5; done',
    'for i in {1..10}; do systemctl is-active k3s; sleep 5; done',
    'while true; do systemctl is-active k3s; sleep 5; done',
  ],
  [
    'for ((i=0; i<5; i++)); do nc -z db 5432; sleep 1; done',
    'for ((i=0; i<30; i++)); do nc -z db 5432; sleep 1; done',
    'for ((i=0; i<120; i++)); do nc -z db 5432; sleep 1; done',
  ],
  ['sleep 30', 'sleep 60', 'sleep 120'],
  ['sleep 30; systemctl status k3s', 'sleep 60', 'sleep 120; systemctl status k3s'],
  ['sleep 20; systemctl status k3s-agent', 'sleep 40; journalctl -u k3s-agent', 'sleep 80; systemctl status k3s-agent'],
  ['ssh w3 "sleep 10; uptime"', 'ssh w3 "sleep 30; uptime"', 'ssh w3 "sleep 90; uptime"'],
  ['ssh -o ConnectTimeout=5 w3 uptime', 'ssh -o ConnectTimeout=15 w3 uptime', 'ssh -o ConnectTimeout=60 w3 uptime'],
  ['nc -w 3 db 5432', 'nc -w 10 db 5432', 'nc -w 60 db 5432'],
  ['wait-for-it.sh -t 15 db:5432', 'wait-for-it.sh -t 60 db:5432', 'wait-for-it.sh -t 300 db:5432'],
  ['pg_isready -t 5 -h db', 'pg_isready -t 30 -h db', 'pg_isready -t 120 -h db'],
  ['TIMEOUT=30 ./wait-for-db.sh', 'TIMEOUT=60 ./wait-for-db.sh', 'TIMEOUT=600 ./wait-for-db.sh'],
  ['MAX_RETRIES=5 ./deploy.sh', 'MAX_RETRIES=20 ./deploy.sh', 'MAX_RETRIES=100 ./deploy.sh'],
  ['terraform apply -lock-timeout=30s', 'terraform apply -lock-timeout=2m', 'terraform apply -lock-timeout=10m'],
  ['kubectl delete pod web-0 --timeout=30s', 'kubectl delete pod web-0 --timeout=60s', 'kubectl delete pod web-0 --timeout=5m'],
  ['sleep 10; dig +short api.example.org', 'sleep 60; dig +short api.example.org', 'sleep 300; dig +short api.example.org'],
  [
    'sleep 15; kubectl get certificate web-tls',
    'sleep 45; kubectl get certificate web-tls',
    'sleep 2m; kubectl describe certificate web-tls',
  ],
  ['sleep 0.5; docker ps', 'sleep 5; docker ps', 'sleep 30; docker ps'],
  [
    'docker compose up -d --wait --wait-timeout 30',
    'docker compose up -d --wait --wait-timeout 60',
    'docker compose up -d --wait --wait-timeout 240',
  ],
  ['until curl -sf http://h/; do sleep 2; done', 'sleep 86400; curl -sf http://h/', 'sleep 90000; curl -sf http://h/'],
  ['sleep 10; helm status app', 'sleep 10; helm status app', 'sleep 30; helm status app'],
  ['sleep 10; helm status app', 'sleep 30; helm status app', 'sleep 30; helm status app'],
  ['echo waiting; sleep 20; kubectl get pvc data', 'date; sleep 40; date; kubectl get pvc data', 'sleep 90 && kubectl describe pvc data'],
  ['bash -c "sleep 10; kubectl get pods"', 'bash -c "sleep 30; kubectl get pods"', 'sh -c "sleep 60; kubectl get pods"'],
  ['sleep 10; sudo k3s kubectl get nodes', 'sleep 30; sudo k3s kubectl get nodes', 'sleep 60; sudo k3s kubectl get nodes'],
  ['kubectl exec web-0 -- sleep 10; kubectl get pod web-0', 'sleep 30; kubectl get pod web-0', 'sleep 100; kubectl get pod web-0'],
  [
    'aws ec2 wait instance-running; sleep 10; aws ec2 describe-instances',
    'sleep 40; aws ec2 describe-instances',
    'sleep 400; aws ec2 describe-instances',
  ],
];

const HONEST: readonly (readonly (string | Attempt)[])[] = [
  ['sleep 10; kubectl get pods', 'sleep 30; kubectl get pods'],
  ['sleep 60; kubectl get pods', 'sleep 30; kubectl get pods', 'sleep 10; kubectl get pods'],
  ['sleep 5; kubectl get pods', 'sleep 5; kubectl get pods', 'sleep 5; kubectl get pods'],
  [
    'kubectl rollout status deploy/a --timeout=60s',
    'kubectl rollout status deploy/b --timeout=120s',
    'kubectl rollout status deploy/c --timeout=300s',
  ],
  ['kubectl get pods', 'kubectl describe pod web-0', 'kubectl logs web-0'],
  ['systemctl restart k3s', 'sleep 5; systemctl is-active k3s', 'kubectl get nodes'],
  ['sleep 5; systemctl status a', 'sleep 10; systemctl status b', 'sleep 15; systemctl status c'],
  [
    'kubectl wait --for=condition=Ready pod/a --timeout=60s',
    'kubectl wait --for=condition=Ready pod/b --timeout=120s',
    'kubectl wait --for=condition=Ready pod/c --timeout=240s',
  ],
  ['sleep 10; kubectl get pods -n a', 'sleep 20; kubectl get pods -n b', 'sleep 40; kubectl get pods -n c'],
  [
    attempt('kubectl wait --for=condition=Ready node/w3 --timeout=60s', { outcome: 'ok' }),
    attempt('kubectl wait --for=condition=Ready node/w3 --timeout=120s', { outcome: 'ok' }),
    'kubectl wait --for=condition=Ready node/w3 --timeout=180s',
  ],
  [
    'kubectl rollout status deploy/api --timeout=60s',
    attempt('kubectl rollout status deploy/api --timeout=60s', { outcome: 'ok' }),
    'kubectl rollout status deploy/api --timeout=120s',
  ],
  ['curl -m 5 http://a/', 'curl -m 10 http://b/', 'curl -m 30 http://c/'],
  ['sleep 5; docker ps', 'sleep 10; kubectl get nodes', 'sleep 20; systemctl status k3s'],
  ['helm upgrade a ./a --timeout 2m', 'helm upgrade b ./b --timeout 5m', 'helm upgrade c ./c --timeout 10m'],
  ['pg_isready -h db', 'pg_isready -h db', 'pg_isready -h db'],
  [
    'kubectl delete pod web-0 --grace-period=30',
    'kubectl delete pod web-1 --grace-period=60',
    'kubectl delete pod web-2 --grace-period=90',
  ],
  ['journalctl -u k3s --since "10 min ago"', 'journalctl -u k3s --since "30 min ago"', 'journalctl -u k3s --since "60 min ago"'],
  ['kubectl logs web-0 --tail=10', 'kubectl logs web-0 --tail=100', 'kubectl logs web-0 --tail=1000'],
  ['kubectl scale deploy/a --replicas=1', 'kubectl scale deploy/a --replicas=3', 'kubectl scale deploy/a --replicas=9'],
  ['ping -c 1 w3', 'ping -c 5 w3', 'ping -c 20 w3'],
  ['openssl x509 -days 30 -in a', 'openssl x509 -days 90 -in a', 'openssl x509 -days 365 -in a'],
  ['touch sleep 10', 'echo "sleep 30"', 'echo "sleep 60"'],
  ['sed -i s/timeout=10/timeout=30/ a', 'grep timeout a', 'cat a'],
];

describe('a growing wait', () => {
  it.each(SPIRALS.map((commands) => [commands.at(-1), commands] as const))('is held at the third: %s', (_last, commands) => {
    expect(heldAt(commands)).toBe(3);
  });

  it('is held again and again, until its reason is mechanical', () => {
    const attempts = ['sleep 10; kubectl get pods', 'sleep 30; kubectl get pods'].map((command) => attempt(command));
    const now = (hypothesis: string) => guardSpiral(suggest('sleep 120; kubectl get pods', { hypothesis }), story(attempts));
    expect(now('It needs more time.')).toHaveLength(1);
    expect(now('The pods are slow to start, 60 s was not enough, give it 120 seconds.')).toHaveLength(1);
    expect(now('The kubelet is pulling the 2.1 GB image ghcr.io/acme/web at about 20 MB/s, which takes 105 s.')).toEqual([]);
  });

  it('is measured whatever lies between', () => {
    const between = ['kubectl describe pod web-0', 'kubectl get events'].map((command) => attempt(command, { outcome: 'ok' }));
    const [a, b] = [
      attempt('sleep 10; kubectl get pod web-0', { outcome: 'ok' }),
      attempt('sleep 30; kubectl get pod web-0', { outcome: 'ok' }),
    ];
    expect(guardSpiral(suggest('sleep 60; kubectl get pod web-0'), story([a, ...between, b, ...between]))).toHaveLength(1);
  });

  it('grows whatever the numbers are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, more, most) => {
        const commands = [a, a + more, a + more + most].map((seconds) => `sleep ${seconds}; kubectl get pod web-0`);
        expect(heldAt(commands)).toBe(3);
        expect(heldAt([...commands].reverse())).toBe(0);
      }),
    );
  });
});

describe('an honest wait', () => {
  it.each(
    HONEST.map((commands) => [commands.map((item) => (typeof item === 'string' ? item : item.command)).join(' | '), commands] as const),
  )('is left alone: %s', (_name, commands) => {
    expect(heldAt(commands)).toBe(0);
  });
});

const MECHANICAL = [
  'The node-monitor-grace-period is 40s, so the node is marked NotReady only after that lease expires.',
  'cert-manager retries the ACME challenge every 60 s; the DNS-01 record has a TTL of 300 s.',
  'PostgreSQL replays 14 GB of WAL after the crash; the log shows 200 MB/s, so recovery takes 70 s.',
  'The readiness probe has initialDelaySeconds 60 and periodSeconds 10, it cannot be Ready before.',
  'zpool is resilvering 120 GB at 400 MB/s, `zpool status` says 5m to go.',
  'etcd members join one after the other; each snapshot transfer of 800 MB takes about 40 s.',
];
const NOT_MECHANICAL = [
  '',
  'It needs more time.',
  'The pods probably need a bit more time to start up.',
  'It might just be slow, so wait 120 seconds to be safe.',
  '60 s was not enough, increasing the timeout to 300 s.',
  'The cluster has to settle and stabilise first.',
  'Let us retry 50 times with a delay of 10 seconds.',
  'Images take a while to pull.',
  'The server is still warming up, it should be ready in a few minutes.',
  'Kubernetes is eventually consistent, please wait longer.',
];

describe('a mechanical hypothesis', () => {
  it.each(MECHANICAL)('is one: %s', (text) => expect(isMechanical(text)).toBe(true));
  it.each(NOT_MECHANICAL)('is none: %s', (text) => expect(isMechanical(text)).toBe(false));
});

describe('patience', () => {
  it.each([
    ['sleep 5', 5],
    ['sleep 1m 30s', 90],
    ['for i in {1..10}; do x; sleep 3; done', 30],
    ['kubectl wait --for=delete pod/x --timeout=2m30s', 150],
    ['ls', null],
  ])('of %s', (command, seconds) => expect(patienceOf({ command, shell: 'bash' })?.seconds ?? null).toBe(seconds));

  it('reads other shells too', () =>
    expect(patienceOf({ command: 'Start-Sleep -Seconds 20; kubectl get pods', shell: 'pwsh' })?.seconds).toBe(20));

  it('takes what is no duration for nothing, and never throws', () => {
    expect(secondsOf('abc')).toBe(0);
    fc.assert(
      fc.property(anyText(200), (command) => {
        patienceOf({ command, shell: 'bash' });
      }),
      { numRuns: 30 },
    );
  });
});
