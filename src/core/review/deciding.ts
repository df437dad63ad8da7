// The decision itself: seeing, typing, approving, rejecting, skipping. One act, at most one approval.
import type { Ticket } from '../remember/ticket.ts';
import { approve } from './approve.ts';
import type { Approved } from './approved.ts';
import { nextStep, present, same, withReview } from './choosing.ts';
import type { Reduced, SessionEvent } from './events.ts';
import { attend, gateOf, pauseOf } from './gate.ts';
import { paceAfter, paceAnswered } from './pace.ts';
import { ownerIn } from './rehearsal.ts';
import { HISTORY_LIMIT, type HistoryEntry, type Presented, type Session } from './session.ts';

type Of<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

/** The presented step, when the event speaks of exactly the bytes on the card. */
export function presentedBy(session: Session, digest: string): Presented | null {
  return session.review.kind === 'presented' && session.review.digest === digest ? session.review : null;
}

/** Notes what became of a step. Only a step of the runbook in review counts as handled there. */
export function remember(session: Session, entry: HistoryEntry, runbook = session.runbook?.path): Session {
  const history = [entry, ...session.history].slice(0, HISTORY_LIMIT);
  const ours = runbook === session.runbook?.path;
  return { ...session, history, handled: ours ? { ...session.handled, [entry.step]: entry.mark } : session.handled };
}

export function onSeen(session: Session, event: Of<'seen'>): Reduced {
  const presented = presentedBy(session, event.digest);
  // While a draft is open the command is not what is on screen, whatever the view or the window's focus say.
  if (!presented || presented.draft) return same(session);
  const next = { ...presented, attention: attend(presented.attention, event) };
  const gate = gateOf(next, { pauseMs: session.pauseMs, now: event.at });
  return withReview(session, next, gate.kind === 'pause' && gate.runs ? [{ kind: 'wake', afterMs: gate.remainingMs }] : []);
}

/** Another pause from now on. The card in review is drawn again when that one is over. */
export function onPause(session: Session, event: Of<'pause'>): Reduced {
  const next = { ...session, pauseMs: event.pauseMs };
  return { session: next, effects: session.review.kind === 'presented' ? [{ kind: 'wake', afterMs: event.pauseMs }] : [] };
}

export function onTyped(session: Session, event: Of<'typed'>): Reduced {
  const presented = presentedBy(session, event.digest);
  return presented ? withReview(session, { ...presented, typed: event.text }) : same(session);
}

export function onApprove(session: Session, event: Of<'approve'>): Reduced {
  const presented = presentedBy(session, event.digest);
  const approved = presented && !session.place ? approve(presented, event, session.pauseMs) : null;
  if (!presented || !approved) return same(session);
  const ticket = ticketOf(session, presented, approved);
  const { readMs } = approved;
  const openMs = readMs - pauseOf(presented, session.pauseMs);
  const pace = paceAfter(session.pace, { text: presented.step.text, level: presented.assessment.level, readMs, openMs });
  // The presented step is consumed: the same act, repeated, finds nothing to approve.
  return withReview({ ...session, pace }, { kind: 'launching', approved, ticket, stage: 'journal-approval', doom: null, warnings: [] }, [
    { kind: 'launch', stage: 'journal-approval', approved, ticket },
  ]);
}

/** The honest answer to the velocity guard's question. It opens nothing by itself: the step still has to be approved. */
export function onAnswer(session: Session, event: Of<'answer'>): Reduced {
  const presented = presentedBy(session, event.digest);
  if (!presented || gateOf(presented, { pauseMs: session.pauseMs, now: event.at }).kind !== 'moment') return same(session);
  const pace = paceAnswered(event.answer);
  return withReview({ ...session, pace }, { ...presented, moment: null, slowed: pace.slowed > 0 });
}

function ticketOf(session: Session, presented: Presented, approved: Approved): Ticket {
  const { step, plan } = presented;
  const owner = step.rehearses ? ownerIn(session.runbook, step) : undefined;
  return {
    v: 1,
    run: approved.run,
    session: session.id,
    runbook: plan.runbook,
    step: step.id,
    stepTitle: step.title,
    stepText: step.text,
    level: presented.assessment.level,
    digest: approved.digest,
    by: approved.by,
    at: approved.at,
    secrets: [...plan.secrets.names],
    ...(owner ? { rehearses: { step: owner.id, text: owner.text } } : {}),
  };
}

export function onReject(session: Session, event: Of<'reject'>): Reduced {
  const presented = presentedBy(session, event.digest);
  if (!presented) return same(session);
  const { step, assessment } = presented;
  const { reason, text, at, by } = event;
  const next = remember(session, entryOf(presented, 'rejected'));
  const reduced = present(next, nextStep(next, step.index));
  const journal = { kind: 'journal-rejection', step, level: assessment.level, reason, text, at, by } as const;
  return { ...reduced, effects: [journal, ...reduced.effects] };
}

export function onSkip(session: Session, event: Of<'skip'>): Reduced {
  const presented = presentedBy(session, event.digest);
  if (!presented) return same(session);
  const { step, assessment } = presented;
  const next = remember(session, entryOf(presented, 'skipped'));
  const reduced = present(next, nextStep(next, step.index));
  const journal = { kind: 'journal-skip', step, level: assessment.level, at: event.at, by: event.by } as const;
  return { ...reduced, effects: [journal, ...reduced.effects] };
}

function entryOf(presented: Presented, mark: 'rejected' | 'skipped'): HistoryEntry {
  const { step, assessment } = presented;
  return { step: step.id, title: step.title, level: assessment.level, mark, exit: null, durationMs: null };
}
