// Which step comes next, and what happens to the review when the runbook changes under it.
import type { Failure } from '../failure.ts';
import type { Runbook, Step } from '../step.ts';
import type { Effect, Reduced, SessionEvent } from './events.ts';
import { NO_ATTENTION } from './gate.ts';
import { ownerIn } from './rehearsal.ts';
import type { Review, Session } from './session.ts';

type Of<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

export const same = (session: Session): Reduced => ({ session, effects: [] });

export const withReview = (session: Session, review: Review, effects: readonly Effect[] = []): Reduced => ({
  session: { ...session, review },
  effects,
});

/** A run is under way or its end is not decided yet: nothing else may be chosen. */
export const isBusy = (review: Review): boolean => review.kind === 'launching' || review.kind === 'running' || review.kind === 'ended';

/** Done means: ran with exit 0, now or according to its result block, or the person decided against it in this session. */
function isDone(session: Session, step: Step): boolean {
  const mark = session.handled[step.id];
  if (mark) return mark !== 'refused' && mark !== 'interrupted';
  return step.last?.exit === 0;
}

/** The next step to review: the first open one behind `after`, else the first open one of all. */
export function nextStep(session: Session, after = -1): Step | null {
  const open = (session.runbook?.steps ?? []).filter((step) => !isDone(session, step));
  return open.find((step) => step.index > after) ?? open[0] ?? null;
}

/** Begins the review of a step, or says why it cannot be reviewed. */
export function present(session: Session, step: Step | null): Reduced {
  const { runbook, place } = session;
  if (!runbook || place || !step) return withReview(session, { kind: 'idle' });
  const problem: Failure | undefined = runbook.problem ?? step.problem;
  if (problem) return withReview(session, { kind: 'blocked', step, failure: problem, refused: false });
  return withReview(session, { kind: 'preparing', step }, [{ kind: 'prepare', runbook, step }]);
}

export function onPlace(session: Session, event: Of<'place'>): Reduced {
  const next = { ...session, place: event.problem };
  if (isBusy(session.review)) return same(next);
  if (event.problem) return withReview(next, { kind: 'idle' });
  // Git may answer late: a step chosen meanwhile stays the chosen one, and a stop stays a stop.
  return session.review.kind === 'idle' ? present(next, nextStep(next)) : same(next);
}

export function onChoose(session: Session, event: Of<'choose'>): Reduced {
  const step = session.runbook?.steps.find((candidate) => candidate.id === event.step);
  if (!step || isBusy(session.review)) return same(session);
  const { review } = session;
  if (review.kind === 'presented' && review.step.id === step.id) return same(session);
  return present(session, step);
}

export function onNextStep(session: Session): Reduced {
  return isBusy(session.review) || session.review.kind === 'presented' ? same(session) : present(session, nextStep(session));
}

export function onPrepared(session: Session, event: Of<'prepared'>): Reduced {
  const { review } = session;
  // A late answer for a step that is no longer the one in review is dropped.
  if (review.kind !== 'preparing' || review.step !== event.step) return same(session);
  const { step, plan, digest, assessment, past = [] } = event;
  return withReview(session, {
    kind: 'presented',
    step,
    plan,
    digest,
    assessment,
    past,
    attention: NO_ATTENTION,
    typed: '',
    draft: null,
    ...askedBy(session),
  });
}

/** What the pace of the approvals before asks of the next one. */
const askedBy = ({ pace }: Session) => ({ moment: pace.moment, slowed: pace.slowed > 0 });

export function onPrepareFailed(session: Session, event: Of<'prepare-failed'>): Reduced {
  const { review } = session;
  if (review.kind !== 'preparing' || review.step !== event.step) return same(session);
  return withReview(session, { kind: 'blocked', step: event.step, failure: event.failure, refused: false });
}

/** Everything of a step and its runbook that decides what would run; two equal texts mean the same plan on the same disk. */
export function signature(runbook: Runbook, step: Step): string {
  return JSON.stringify([
    runbook.path,
    runbook.frontMatter,
    runbook.problem ?? null,
    step.text,
    step.shell,
    step.attributes,
    step.problem ?? null,
  ]);
}

/** The runbook was opened or edited: the review follows it, and an approval under way is stopped when its step changed. */
export function onRunbook(session: Session, event: Of<'runbook'>): Reduced {
  const before = session.runbook;
  if (before?.path === event.runbook.path) return onEdited(session, before, event.runbook);
  const free = session.review.kind === 'idle' || session.review.kind === 'blocked' || session.review.kind === 'stopped';
  // After a reload a found run is in review before any runbook is: then the runbook comes in beside it.
  if (isBusy(session.review)) return before ? same(session) : same({ ...session, runbook: event.runbook });
  if (before && !event.take && !(free && nextStep(session) === null)) return same(session);
  const next: Session = { ...session, runbook: event.runbook, handled: {} };
  return present(next, nextStep(next));
}

function onEdited(session: Session, before: Runbook, runbook: Runbook): Reduced {
  const next = { ...session, runbook };
  const { review } = session;
  switch (review.kind) {
    case 'presented':
    case 'preparing':
      return followStep(next, review, before);
    case 'launching':
      return guardLaunch(next, before);
    case 'idle':
      return present(next, nextStep(next));
    case 'blocked':
      return review.refused ? same(next) : present(next, (review.step && ownerIn(runbook, review.step)) ?? nextStep(next));
    case 'running':
    case 'ended':
    case 'stopped':
      return same(next);
  }
}

function followStep(session: Session, review: Extract<Review, { kind: 'presented' | 'preparing' }>, before: Runbook): Reduced {
  const runbook = session.runbook as Runbook;
  const { step } = review;
  const now = ownerIn(runbook, step);
  if (!now) return present(session, nextStep(session, step.index - 1));
  const was = step.rehearses ? ownerIn(before, step) : step;
  if (!was || signature(before, was) !== signature(runbook, now)) return present(session, now);
  // Only its place moved. `preparing` keeps its own step object, by which its answer is recognised.
  if (review.kind === 'preparing') return same(session);
  const { index, fence, line } = now;
  return withReview(session, { ...review, step: step.rehearses ? { ...step, index, fence, line } : now });
}

function guardLaunch(session: Session, before: Runbook): Reduced {
  const { review } = session;
  if (review.kind !== 'launching' || review.doom) return same(session);
  const { ticket } = review;
  const sought = { id: ticket.rehearses?.step ?? ticket.step };
  const old = ownerIn(before, sought);
  const now = ownerIn(session.runbook, sought);
  if (old && now && session.runbook && signature(before, old) === signature(session.runbook, now)) return same(session);
  const doom: Failure = { kind: 'changed-since-approved', what: 'step' };
  return withReview(session, { ...review, doom }, review.stage === 'start' ? [{ kind: 'cancel', run: ticket.run }] : []);
}
