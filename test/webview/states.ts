// Every state a person can meet, made by the real reducer and worded by the real host side: what is drawn here is what VS Code shows.
import { readFileSync } from 'node:fs';
import type { Finding } from '../../src/core/assess/assessment.ts';
import type { Failure } from '../../src/core/failure.ts';
import type { SessionEvent } from '../../src/core/review/events.ts';
import { LAUNCH_STAGES, RECORD_STAGES, type Session } from '../../src/core/review/session.ts';
import type { Level, Runbook } from '../../src/core/step.ts';
import { english, type Say } from '../../src/core/words.ts';
import type { Snapshot } from '../../src/protocol.ts';
import { snapshotOf } from '../../src/ui/snapshot/snapshot.ts';
import { approveAct, digestFor, evidenceOf, play, presented, RUNBOOK, seen } from '../fakes/review.ts';

const runbook: Runbook = { ...RUNBOOK, frontMatter: { environment: 'staging' } };
const base = (level: Level): Session => ({ ...presented(level), runbook });
const digest = (level: Level) => digestFor(RUNBOOK.steps.find((step) => step.id === level) ?? never());
const never = (): never => {
  throw new Error('no step');
};

const GERMAN: Readonly<Record<string, string>> = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8'));
/** The language everything is drawn in; German words are longer. */
let say: Say = english;
export function speak(language: 'en' | 'de'): void {
  say = language === 'de' ? (template, args) => english(GERMAN[template] ?? template, args) : english;
}

export const drawn = (session: Session, now = 1000): Snapshot =>
  snapshotOf(session, { say, now, folder: '/work', lang: say === english ? 'en' : 'de', seq: 1 });

function withFinding(session: Session): Session {
  if (session.review.kind !== 'presented') return never();
  const finding: Finding = {
    ...{ rule: 'r', level: 'destructive', span: [0, 3], via: ['sudo', 'rm'], reversible: 'no' },
    sentence: 'Deletes old-data and everything in it; there is no way back.',
    preview: 'find old-data -maxdepth 2',
    safer: 'mv old-data /tmp/',
  };
  const assessment = { ...session.review.assessment, findings: [finding], tags: ['sudo', 'force'] as const };
  return { ...session, review: { ...session.review, assessment } };
}

const launching = (): Session => play(base('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
const started = (): Session => {
  let session = launching();
  for (const stage of LAUNCH_STAGES) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
  return session;
};
const running = (lastLine: string, at = 20): Session =>
  play(started(), { kind: 'started', run: 'run-1', at: 20 }, { kind: 'progress', run: 'run-1', lastLine, at });
const ended = (end: Parameters<typeof evidenceOf>[1] = {}): Session => {
  let session = play(running('x'), { kind: 'ended', run: 'run-1' });
  for (const stage of RECORD_STAGES) {
    const yields = stage === 'collect' ? { evidence: evidenceOf('run-1', end) } : {};
    session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields });
  }
  return session;
};
const blocked = (failure: Failure, refused = false): Session => ({
  ...base('read'),
  review: { kind: 'blocked', step: RUNBOOK.steps[0] ?? never(), failure, refused },
});
const placed = (failure: Failure): Session => ({ ...base('read'), runbook: null, place: failure, review: { kind: 'idle' } });
const edit = (text: string): SessionEvent => ({ kind: 'edit', digest: digest('destructive'), text, at: 500 });

/** By the name of the screenshot. */
export const STATES: Readonly<Record<string, () => Snapshot>> = {
  empty: () => drawn({ ...base('read'), runbook: null, review: { kind: 'idle' } }),
  'no-folder': () => drawn(placed({ kind: 'no-folder' })),
  untrusted: () => drawn(placed({ kind: 'untrusted' })),
  'no-git': () => drawn(placed({ kind: 'no-git' })),
  'no-steps': () => drawn({ ...base('read'), runbook: { ...runbook, steps: [] }, review: { kind: 'idle' } }),
  done: () =>
    drawn({
      ...base('read'),
      review: { kind: 'idle' },
      handled: { read: 'ok', change: 'ok', destructive: 'rejected', critical: 'skipped' },
    }),
  stopped: () => drawn({ ...base('read'), review: { kind: 'stopped', after: 'Do read' } }),
  'review-dry-run-offered': () => drawn(play(withFinding(base('destructive')), seen('destructive', 0))),
  'review-moment': () => {
    const hasty = base('read');
    if (hasty.review.kind !== 'presented') return never();
    const review = { ...hasty.review, moment: { reason: 'unread', count: 3 } as const };
    return drawn(play({ ...hasty, review }, seen('read', 0)), 5000);
  },
  'policy-forbids': () => {
    const session = base('change');
    if (session.review.kind !== 'presented') return never();
    const assessment = { ...session.review.assessment, forbidden: 'The policy forbids this: changes to prod go through the pipeline.' };
    return drawn(play({ ...session, review: { ...session.review, assessment } }, seen('change', 0)));
  },
  'review-edited': () => {
    const session = base('read');
    const edited = {
      runbook: runbook.path,
      step: 'read',
      text: 'run read',
      was: 'run read --all',
      by: 'Ada Lovelace <ada@example.org>',
      at: 1,
    };
    return drawn(play({ ...session, edits: [edited] }, seen('read', 0)));
  },
  editing: () => {
    const typing = play(withFinding(base('destructive')), seen('destructive', 0), edit('run destructive --dry-run=server'));
    if (typing.review.kind !== 'presented') return never();
    const { assessment } = typing.review;
    const text = 'run destructive --dry-run=server';
    return drawn(play(typing, { kind: 'draft-assessed', digest: digest('destructive'), text, assessment }));
  },
  'editing-failed': () => {
    const saving = play(base('destructive'), edit('x'), { kind: 'rewrite', digest: digest('destructive'), text: 'x', at: 1, by: 'Ada' });
    const failure = { kind: 'rewrite-failed', path: runbook.path, detail: 'unfit' } as const;
    return drawn(play(saving, { kind: 'rewrite-failed', digest: digest('destructive'), failure }));
  },
  starting: () => drawn(launching()),
  'op-asks': () => {
    const session = started();
    if (session.review.kind !== 'launching') return never();
    const { approved } = session.review;
    const secrets = { ...approved.plan.secrets, providerPath: '/usr/bin/op', names: ['TOKEN'] };
    return drawn({ ...session, review: { ...session.review, approved: { ...approved, plan: { ...approved.plan, secrets } } } });
  },
  running: () => drawn(running('Generating /boot/initrd.img-6.8.8-1'), 42_020),
  'running-waits-for-input': () => drawn(running('Continue? [Y/n] '), 20_000),
  cancelling: () => drawn(play(running('x'), { kind: 'cancel', run: 'run-1' })),
  'reading-output': () => drawn(play(running('x'), { kind: 'ended', run: 'run-1' })),
  interrupted: () => drawn(ended({ outcome: 'lost', exit: null })),
  'exit-0': () => drawn(ended()),
  failed: () => drawn(ended({ exit: 35 })),
  'timed-out': () => drawn(ended({ outcome: 'timeout', exit: null, signal: 'SIGTERM' })),
  refused: () => drawn(blocked({ kind: 'changed-since-approved', what: 'script, env file' }, true)),
  'runner-unreachable': () => drawn(blocked({ kind: 'runner-unreachable', detail: 'it did not start within 10 s' }, true)),
  'op-missing': () => drawn(blocked({ kind: 'provider-missing', name: 'op' })),
  'op-dismissed': () => drawn(blocked({ kind: 'provider-failed', class: 'dismissed', detail: '' }, true)),
};
