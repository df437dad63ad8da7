// From an approval to the start: stage by stage, and at the first failure back to "nothing ran".
import type { Failure } from '../failure.ts';
import { same, withReview } from './choosing.ts';
import type { Effect, Reduced, SessionEvent } from './events.ts';
import { collect } from './recording.ts';
import { refuse } from './refusing.ts';
import { LAUNCH_STAGES, type Launching, type LaunchStage, type Session } from './session.ts';
import { looksLikePrompt, QUIET_MS } from './waiting.ts';

type Of<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

function launchingBy(session: Session, run: string): Launching | null {
  return session.review.kind === 'launching' && session.review.ticket.run === run ? session.review : null;
}

export const isLaunchStage = (stage: string): stage is LaunchStage => (LAUNCH_STAGES as readonly string[]).includes(stage);

/** A stage is done: on to the next, unless something says that it must not start any more. */
export function onLaunchStageDone(session: Session, event: Of<'stage-done'>): Reduced {
  const launching = launchingBy(session, event.run);
  if (!launching || launching.stage !== event.stage) return same(session);
  const warnings = event.yields.warning ? [...launching.warnings, event.yields.warning] : launching.warnings;
  if (launching.doom && launching.stage !== 'start') return refuse(session, launching.ticket, launching.doom);
  const stage = LAUNCH_STAGES[LAUNCH_STAGES.indexOf(launching.stage) + 1];
  // Behind `start` the runner has it: the news `started`, `ended` or `run-refused` decides.
  if (!stage) return withReview(session, { ...launching, warnings });
  const { approved, ticket } = launching;
  return withReview(session, { ...launching, stage, warnings }, [{ kind: 'launch', stage, approved, ticket }]);
}

export function onLaunchStageFailed(session: Session, event: Of<'stage-failed'>): Reduced {
  const launching = launchingBy(session, event.run);
  if (!launching || launching.stage !== event.stage) return same(session);
  // When even the request to start failed, nobody knows whether the runner took it: the run's folder does.
  if (event.stage === 'start')
    return collect(session, { ticket: launching.ticket, recovered: false, warnings: [...launching.warnings, event.failure] });
  return refuse(session, launching.ticket, event.failure);
}

export function onStarted(session: Session, event: Of<'started'>): Reduced {
  const launching = launchingBy(session, event.run);
  if (!launching) return same(session);
  const { ticket, warnings, doom } = launching;
  return withReview(session, {
    kind: 'running',
    ticket,
    startedAt: event.at,
    lastLine: '',
    lastAt: event.at,
    cancelling: doom !== null,
    recovered: false,
    warnings,
  });
}

export function onProgress(session: Session, event: Of<'progress'>): Reduced {
  const { review } = session;
  if (review.kind !== 'running' || review.ticket.run !== event.run) return same(session);
  const { lastLine, at } = event;
  // Drawn again once it has been quiet for long enough to be waiting for an answer.
  const effects: Effect[] = looksLikePrompt(lastLine) ? [{ kind: 'wake', afterMs: QUIET_MS }] : [];
  return withReview(session, { ...review, lastLine, lastAt: at }, effects);
}

export function onCancel(session: Session, event: Of<'cancel'>): Reduced {
  const { review } = session;
  const cancel: Effect = { kind: 'cancel', run: event.run };
  if (review.kind === 'running' && review.ticket.run === event.run) return withReview(session, { ...review, cancelling: true }, [cancel]);
  const launching = launchingBy(session, event.run);
  if (!launching) return same(session);
  const doom: Failure = launching.doom ?? { kind: 'cancelled-before-start' };
  return withReview(session, { ...launching, doom }, launching.stage === 'start' ? [cancel] : []);
}

/**
 * The runner would not start it: busy, or the folder is not as it should be. Nothing ran, as long as nothing was heard of a start; else,
 * and where the seal was used before, only the run's folder knows.
 */
export function onRunRefused(session: Session, event: Of<'run-refused'>): Reduced {
  const launching = launchingBy(session, event.run);
  if (!launching || event.detail === 'seal-used') return onRunOver(session, event.run);
  return refuse(session, launching.ticket, { kind: 'run-refused', detail: event.detail });
}

/** The run ended, or the runner died under it: either way its folder holds the truth. */
export function onRunOver(session: Session, run: string | null): Reduced {
  const { review } = session;
  if (review.kind !== 'running' && !(review.kind === 'launching' && review.stage === 'start')) return same(session);
  if (run !== null && review.ticket.run !== run) return same(session);
  const recovered = review.kind === 'running' && review.recovered;
  return collect(session, { ticket: review.ticket, recovered, warnings: review.warnings });
}
