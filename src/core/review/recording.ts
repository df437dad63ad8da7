// From the end of a run to its record, and on to the next step once its output was seen and the person has decided.
import type { Failure } from '../failure.ts';
import type { Ticket } from '../remember/ticket.ts';
import { isBusy, nextStep, present, same, withReview } from './choosing.ts';
import { remember } from './deciding.ts';
import type { Effect, Reduced, SessionEvent } from './events.ts';
import { neverStarted, refuse } from './refusing.ts';
import { ownerIn } from './rehearsal.ts';
import { type Ended, RECORD_STAGES, type RecordStage, type Session, type StepMark } from './session.ts';

type Of<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

function endedBy(session: Session, run: string): Ended | null {
  return session.review.kind === 'ended' && session.review.ticket.run === run ? session.review : null;
}

/** Exit 0 by itself: everything else stops the way onward until the person decides. */
export function succeeded(ended: Ended): boolean {
  return ended.evidence?.end.outcome === 'exited' && ended.evidence.end.exit === 0;
}

/** The record is complete, or it stopped and can be retried: either way nothing is being written now. */
export const isSettled = (ended: Ended): boolean => ended.stage === null || ended.failure !== null;

export function collect(session: Session, of: { ticket: Ticket; recovered: boolean; warnings: readonly Failure[] }): Reduced {
  const ended: Ended = {
    kind: 'ended',
    ...of,
    evidence: null,
    stage: 'collect',
    failure: null,
    commit: null,
    journalPath: null,
    seen: false,
  };
  return withReview(session, ended, [{ kind: 'record', stage: 'collect', ended }]);
}

export function onRecordStageDone(session: Session, event: Of<'stage-done'>): Reduced {
  const ended = endedBy(session, event.run);
  if (!ended || ended.stage !== event.stage || ended.failure) return same(session);
  const { warning, ...yields } = event.yields;
  const failure = event.yields.evidence ? neverStarted(event.yields.evidence) : null;
  if (failure) return refuse(session, ended.ticket, failure);
  const stage: RecordStage | null = RECORD_STAGES[RECORD_STAGES.indexOf(ended.stage) + 1] ?? null;
  const next: Ended = { ...ended, ...yields, stage, warnings: warning ? [...ended.warnings, warning] : ended.warnings };
  const noted = event.stage === 'collect' ? remember(session, entryOf(next), next.ticket.runbook) : session;
  const effects: Effect[] = stage ? [{ kind: 'record', stage, ended: next }] : [];
  // Once the journal has it, the workspace holds all that is known of the run: its private folder may go.
  if (event.stage === 'journal') effects.push({ kind: 'forget', run: event.run });
  return withReview(noted, next, effects);
}

function entryOf(ended: Ended) {
  const { ticket, evidence } = ended;
  const end = evidence?.end;
  const mark: StepMark = succeeded(ended)
    ? 'ok'
    : end?.outcome === 'lost'
      ? 'interrupted'
      : end?.outcome === 'refused'
        ? 'refused'
        : 'failed';
  return {
    step: ticket.step,
    title: ticket.stepTitle,
    level: ticket.level,
    mark,
    exit: end?.exit ?? null,
    durationMs: evidence?.durationMs ?? null,
  };
}

export function onRecordStageFailed(session: Session, event: Of<'stage-failed'>): Reduced {
  const ended = endedBy(session, event.run);
  return ended && ended.stage === event.stage ? withReview(session, { ...ended, failure: event.failure }) : same(session);
}

/** Goes on with the record where it stopped. */
export function onRetryRecord(session: Session): Reduced {
  const { review } = session;
  if (review.kind !== 'ended' || !review.stage || !review.failure) return same(session);
  const ended: Ended = { ...review, failure: null };
  return withReview(session, ended, [{ kind: 'record', stage: review.stage, ended }]);
}

export function onOutputSeen(session: Session, event: Of<'output-seen'>): Reduced {
  const ended = endedBy(session, event.run);
  // Before the evidence is there, nothing can have been seen.
  return ended?.evidence && !ended.seen ? withReview(session, { ...ended, seen: true }) : same(session);
}

/** The person's answer to an outcome. Without having seen the output there is none. */
export function onNext(session: Session, event: Of<'next'>): Reduced {
  const ended = endedBy(session, event.run);
  if (!ended || !isSettled(ended) || !(ended.seen || (ended.failure && !ended.evidence))) return same(session);
  const [recovery, ...recoveries] = session.recoveries;
  if (recovery) return collect({ ...session, recoveries }, { ticket: recovery, recovered: true, warnings: [] });
  if (event.how === 'stop') return withReview(session, { kind: 'stopped', after: ended.ticket.stepTitle });
  const { rehearses } = ended.ticket;
  // A dry run leads back to the step it was made for.
  if (rehearses) return present(session, ownerIn(session.runbook, { id: rehearses.step }) ?? nextStep(session));
  const index = session.runbook?.steps.findIndex((step) => step.id === ended.ticket.step) ?? -1;
  if (event.how === 'retry') return present(session, session.runbook?.steps[index] ?? nextStep(session));
  return present(session, nextStep(session, index));
}

/** A run of an earlier window: still going, or ended with nobody there to record it. */
export function onFoundRun(session: Session, event: Of<'found-run'>): Reduced {
  const { ticket } = event;
  if (isBusy(session.review)) {
    const known = 'ticket' in session.review && session.review.ticket.run === ticket.run;
    return same(
      known || session.recoveries.some((other) => other.run === ticket.run)
        ? session
        : { ...session, recoveries: [...session.recoveries, ticket] },
    );
  }
  if (!event.running) return collect(session, { ticket, recovered: true, warnings: [] });
  return withReview(session, {
    kind: 'running',
    ticket,
    startedAt: event.at,
    lastLine: '',
    lastAt: event.at,
    cancelling: false,
    recovered: true,
    warnings: [],
  });
}
