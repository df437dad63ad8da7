// Promises 1 and 2, exhaustively: every state that any sequence of events can reach from a fresh session, to a depth, with every event
// tried in each of them. model.test.ts goes further at random; this leaves nothing out.
import { expect, it } from 'vitest';
import type { Approved } from '../../../src/core/review/approved.ts';
import type { SessionEvent } from '../../../src/core/review/events.ts';
import { gateOf } from '../../../src/core/review/gate.ts';
import { reduce } from '../../../src/core/review/reduce.ts';
import { ownerIn } from '../../../src/core/review/rehearsal.ts';
import { freshSession, LAUNCH_STAGES, RECORD_STAGES, type Session } from '../../../src/core/review/session.ts';
import { digestOf } from '../../../src/core/seal/digest.ts';
import type { Level, Runbook, Step } from '../../../src/core/step.ts';
import { assessmentOf, evidenceOf, PAUSE_MS, planOf, stepOf } from '../../fakes/review.ts';

const DEPTH = 13;
const TIMES = [0, PAUSE_MS];
const book = (...texts: readonly [string, string]): Runbook => ({
  path: 'a.md',
  frontMatter: {},
  steps: (['read', 'destructive'] as const).map((level, index) => stepOf(level, index, texts[index])),
});
const BOOK = book('ls', 'rm x');
const EDITED = book('ls', 'rm y');
const RUNS = ['run-1', 'run-2'];
const failure = { kind: 'runner-lost' } as const;

/** As the host prepares a step: with the plan's own digest. The destructive one has a preview. */
function prepared(step: Step): SessionEvent {
  const level: Level = step.id === 'destructive' ? 'destructive' : 'read';
  const plan = planOf(step, level);
  const finding = { rule: 'r', level, span: [0, 1], via: [], sentence: 's', reversible: 'no', preview: 'ls x' } as const;
  const assessment = { ...assessmentOf(level), findings: level === 'destructive' ? [finding] : [] };
  return { kind: 'prepared', step, plan, digest: digestOf(plan), assessment };
}

/** Every digest a card can show, true or stale. */
const DIGESTS = [BOOK, EDITED]
  .flatMap(({ steps }) => steps)
  .map((step) => digestOf(planOf(step, step.id === 'read' ? 'read' : 'destructive')));

/** What can happen in a state. Messages of the view, the palette, the runner and the disk come in any order, stale ones included. */
function eventsIn(session: Session): SessionEvent[] {
  const { review } = session;
  const shown = review.kind === 'presented' ? [review.digest] : [];
  const digests = [...new Set([...shown, DIGESTS[0] ?? '', DIGESTS[3] ?? ''])];
  const stages = [...LAUNCH_STAGES, ...RECORD_STAGES];
  return [
    ...[BOOK, EDITED].map((runbook): SessionEvent => ({ kind: 'runbook', runbook, take: false })),
    ...(['read', 'destructive'] as const).map((step): SessionEvent => ({ kind: 'choose', step })),
    { kind: 'next-step' },
    { kind: 'place', problem: { kind: 'untrusted' } },
    { kind: 'place', problem: null },
    ...(review.kind === 'preparing' ? [prepared(review.step)] : []),
    ...digests.flatMap((digest) => [
      ...TIMES.map((at): SessionEvent => ({ kind: 'seen', digest, whole: true, focused: true, at })),
      ...TIMES.flatMap((at) =>
        (['card', 'palette'] as const).flatMap((via) =>
          RUNS.slice(0, via === 'card' ? 2 : 1).map((run): SessionEvent => ({ kind: 'approve', digest, via, at, by: 'Ada', run })),
        ),
      ),
      { kind: 'edit', digest, text: 'rm -rf /', at: 0 } as const,
      { kind: 'edit-close', digest } as const,
      { kind: 'rehearse', digest, finding: 0 } as const,
      { kind: 'skip', digest, at: 0, by: 'Ada' } as const,
    ]),
    ...RUNS.flatMap((run): SessionEvent[] => [
      // Only the stage that is due can do anything; a late one stands for all others.
      ...stages
        .filter((stage) => 'stage' in review && (stage === review.stage || stage === 'start'))
        .flatMap((stage): SessionEvent[] => [
          { kind: 'stage-done', run, stage, yields: stage === 'collect' ? { evidence: evidenceOf(run) } : {} },
          { kind: 'stage-failed', run, stage, failure },
        ]),
      { kind: 'started', run, at: 0 },
      { kind: 'ended', run },
      { kind: 'cancel', run },
      { kind: 'run-refused', run, detail: 'busy' },
      { kind: 'output-seen', run },
      { kind: 'next', run, how: 'go-on' },
      { kind: 'next', run, how: 'retry' },
      { kind: 'next', run, how: 'stop' },
    ]),
    { kind: 'runner-lost' },
    { kind: 'retry-record' },
  ];
}

/** One human act that was accepted, and whether it has been spent. */
interface Acceptance {
  readonly run: string;
  readonly digest: string;
  readonly spent: boolean;
}
interface Node {
  readonly session: Session;
  readonly accepted: readonly Acceptance[];
}

/** What has happened, but decides nothing: left out, so that equal states are found equal. */
function keyOf({ session, accepted }: Node): string {
  const { history: _history, pace, ...rest } = session;
  return JSON.stringify([rest, pace.moment, pace.slowed, accepted.filter(({ spent }) => !spent)]);
}

const isLive = ({ review }: Session): boolean => review.kind === 'launching' || review.kind === 'running';
const isOver = ({ review }: Session): boolean => review.kind === 'ended' || review.kind === 'blocked';

/** An approval is one act, on an open gate, of exactly what the card shows. */
function checkApproval(session: Session, event: SessionEvent, { digest, plan }: Approved): void {
  const { review, place } = session;
  if (review.kind !== 'presented' || event.kind !== 'approve' || place || review.draft)
    throw new Error('approved what is not to be decided');
  if (gateOf(review, { pauseMs: PAUSE_MS, now: event.at }).kind !== 'open') throw new Error('approved through a shut gate');
  if (review.digest !== event.digest || digest !== event.digest) throw new Error('approved another digest');
  if (digestOf(plan) !== digest || plan.script !== review.step.text) throw new Error('another plan than the one shown');
}

/** One event in one state. Throws where a promise is broken. */
function step({ session, accepted }: Node, event: SessionEvent): Node {
  const { session: next, effects } = reduce(session, event);
  if (isLive(session) && !isLive(next) && !isOver(next)) throw new Error('a run in flight left the card');
  let acts = accepted;
  for (const effect of effects) {
    if (effect.kind !== 'launch') continue;
    const { run, digest } = effect.approved;
    if (effect.stage === 'journal-approval') {
      checkApproval(session, event, effect.approved);
      acts = [...acts, { run, digest, spent: false }];
    }
    if (effect.stage === 'start') {
      const act = acts.findIndex((one) => one.run === run && one.digest === digest && !one.spent);
      if (act < 0) throw new Error('a start without an act of its own');
      acts = acts.map((one, index) => (index === act ? { ...one, spent: true } : one));
      const { rehearses, stepText } = effect.ticket;
      const owner = ownerIn(next.runbook, { id: rehearses?.step ?? effect.ticket.step });
      if (owner?.text !== (rehearses?.text ?? stepText)) throw new Error('started although its step had changed');
    }
  }
  return { session: next, accepted: acts };
}

it('promise 1 and 2: in every state within reach, one human act starts at most one run, of exactly the plan that was shown', {
  timeout: 60_000,
}, () => {
  let front: Node[] = [{ session: freshSession({ id: 's', pauseMs: PAUSE_MS }), accepted: [] }];
  const known = new Set(front.map(keyOf));
  let transitions = 0;
  let starts = 0;
  const kinds = new Set<string>();
  for (let depth = 0; depth < DEPTH && front.length > 0; depth += 1) {
    const found: Node[] = [];
    for (const node of front) {
      kinds.add(node.session.review.kind);
      for (const event of eventsIn(node.session)) {
        const next = step(node, event);
        transitions += 1;
        if (next.session === node.session) continue;
        starts += next.accepted.filter(({ spent }) => spent).length - node.accepted.filter(({ spent }) => spent).length;
        const key = keyOf(next);
        if (known.has(key)) continue;
        known.add(key);
        found.push(next);
      }
    }
    front = found;
  }
  // It would prove nothing if it had not been everywhere.
  expect([...kinds].sort()).toEqual(['blocked', 'ended', 'idle', 'launching', 'preparing', 'presented', 'running', 'stopped']);
  expect(known.size).toBeGreaterThan(20_000);
  expect(transitions).toBeGreaterThan(500_000);
  expect(starts).toBeGreaterThan(100);
});
