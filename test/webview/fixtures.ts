// Snapshots as the host would send them, one for each kind of card, with hostile text where text can be hostile.

import { english } from '../../src/core/words.ts';
import type { Card, CommandPart, Gate, OutcomeCard, ReviewCard, RunningCard, Snapshot } from '../../src/protocol.ts';
import { viewWords } from '../../src/ui/snapshot/viewWords.ts';

export const DIGEST = 'a'.repeat(64);
const text = (value: string): CommandPart => ({ kind: 'text', text: value });

export function snapshot(card: Card, more: Partial<Snapshot> = {}): Snapshot {
  return {
    t: 'snapshot',
    seq: 1,
    lang: 'en',
    place: 'k3s-worker.md · step 7 of 11',
    environment: { name: 'prod', prod: true },
    card,
    history: [
      { title: 'Is the master reachable?', level: 'read', status: 'ok', text: 'exit 0 · 0.4 s' },
      { title: 'Join the worker', level: 'destructive', status: 'failed', text: 'exit 35 · 2.1 s' },
      { title: 'Remove the old database', level: 'critical', status: 'rejected', text: 'rejected' },
    ],
    words: viewWords(english),
    ...more,
  };
}

export function review(more: Partial<ReviewCard> = {}): ReviewCard {
  return {
    kind: 'review',
    digest: DIGEST,
    title: 'Is the master reachable?',
    level: 'read',
    levelName: 'Read',
    levelMeaning: 'observes only',
    tags: [],
    command: [text('kubectl get nodes -o wide')],
    findings: [],
    facts: [
      { label: 'Runs in', parts: [{ text: './k3s', code: true }, { text: '· bash' }] },
      { label: 'Secrets', parts: [{ text: 'none' }] },
    ],
    warnings: [],
    approve: { label: 'Run', gate: { kind: 'open' } },
    ...more,
  };
}

export const destructive = (gate: Gate): ReviewCard =>
  review({
    title: 'Replace the stuck pod',
    level: 'destructive',
    levelName: 'Destructive',
    levelMeaning: 'ends a workload',
    tags: [
      { name: 'prod', why: 'Acts on production.' },
      { name: 'force', why: 'Switches off a check of the tool.' },
    ],
    command: [
      text("ssh pve1 'sudo "),
      {
        kind: 'risk',
        text: 'kubectl -n auth delete pod authentik-worker-7d9f6b --force',
        level: 'destructive',
        why: 'Deletes the pod without waiting.',
      },
      text("'"),
    ],
    findings: [
      {
        level: 'destructive',
        sentence: 'Deletes pod authentik-worker-7d9f6b on cluster prod-eu without waiting for it to stop.',
        path: 'ssh pve1 › sudo › kubectl delete',
        undo: 'the Deployment starts another',
        preview: 'kubectl -n auth get pod authentik-worker-7d9f6b',
      },
    ],
    approve: { label: 'Delete pod authentik-worker-7d9f6b', gate },
  });

export const critical = (gate: Gate): ReviewCard =>
  review({
    title: 'Remove the old database',
    level: 'critical',
    levelName: 'Critical',
    levelMeaning: 'cannot be undone',
    command: [
      { kind: 'risk', text: 'kubectl delete cluster.postgresql.cnpg.io authentik-prd', level: 'critical', why: 'All its data is lost.' },
      text(' -n auth'),
    ],
    findings: [
      {
        level: 'critical',
        sentence: 'Deletes PostgreSQL cluster authentik-prd and its volumes. All its data is lost.',
        path: '',
        undo: 'none exists',
      },
    ],
    warnings: ['API_KEY: plain text in the env file. Only op:// references belong there; move the value to 1Password.'],
    approve: { label: 'Delete cluster authentik-prd', gate, confirm: { prompt: 'Type authentik-prd to go on', expected: 'authentik-prd' } },
  });

export const running = (more: Partial<RunningCard> = {}): RunningCard => ({
  kind: 'running',
  run: 'run-1',
  title: 'Regenerate the initramfs',
  level: 'change',
  command: [text('sudo update-initramfs -u -k all')],
  phase: 'running',
  phaseText: 'Running',
  elapsedMs: 42_000,
  lastLine: 'update-initramfs: Generating /boot/initrd.img-6.8.8-1',
  ...more,
});

export const outcome = (more: Partial<OutcomeCard> = {}): OutcomeCard => ({
  kind: 'outcome',
  run: 'run-1',
  title: 'Regenerate the initramfs',
  level: 'change',
  ok: true,
  statusText: 'Exit 0',
  detailText: '1 m 12 s · checkpoint 4f2a9c1',
  command: [text('sudo update-initramfs -u -k all')],
  notable: [
    { line: 7, text: 'W: Possible missing firmware /lib/firmware/nvidia' },
    { line: 31, text: 'depmod: WARNING: could not open modules.order' },
  ],
  output: Array.from({ length: 80 }, (_, index) => `line ${index + 1} of the output`).join('\n'),
  omittedText: '920 of 1000 lines are only in the full log.',
  warnings: [],
  seen: false,
  next: [{ how: 'go-on', label: 'Next step', primary: true }],
  ...more,
});

export const failed = (): OutcomeCard =>
  outcome({
    ok: false,
    statusText: 'Exit 35',
    detailText: '2.1 s · nothing after this runs by itself',
    notable: [{ line: 3, text: 'curl: (35) SSL connect error' }],
    output: 'curl: (35) SSL connect error',
    omittedText: '',
    warnings: [
      {
        text: 'The checkpoint could not be made: a merge is not finished. Finish the merge, then try again.',
        action: { id: 'retry-checkpoint', label: 'Try again' },
      },
    ],
    next: [
      { how: 'retry', label: 'Review it again', primary: true },
      { how: 'go-on', label: 'Go on without it', primary: false },
      { how: 'stop', label: 'Stop here', primary: false },
    ],
  });

export const message = (): Card => ({
  kind: 'message',
  tone: 'error',
  title: 'Not ready',
  sentence: 'This folder is no git repository.',
  action: 'Initialise one, so that each run can be kept as a checkpoint.',
  buttons: [{ id: 'init-git', label: 'Initialise a repository', primary: true }],
});

export const CARDS: Readonly<Record<string, Card>> = {
  read: review(),
  change: review({
    level: 'change',
    levelName: 'Change',
    levelMeaning: 'there is a direct way back',
    approve: { label: 'Create namespace auth', gate: { kind: 'unseen' } },
  }),
  destructive: destructive({ kind: 'pause', remainingMs: 4000, totalMs: 5000, runs: true }),
  critical: critical({ kind: 'typing', expected: 'authentik-prd' }),
  running: running(),
  ended: outcome(),
  failed: failed(),
  message: message(),
};
