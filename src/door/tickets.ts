// The proposals that came through the door in this window, and what has become of each.

import type { Proposal } from '../core/ask/proposal.ts';
import type { Evidence } from '../core/capture/evidence.ts';
import type { GuardFinding } from '../core/guard/story.ts';
import type { Session, StepMark } from '../core/review/session.ts';
import type { Level, Shell } from '../core/step.ts';

/** A proposal and what is known of it. Its ticket is the id of its step. */
export interface Entry {
  readonly ticket: string;
  readonly runbook: string;
  readonly proposal: Proposal;
  readonly shell: Shell;
  readonly level: Level;
  readonly client: string;
  /** The block as it was written into the runbook. */
  readonly inserted: string;
  readonly findings: readonly GuardFinding[];
  /** The command as it ran, where a person changed it. */
  ran: string | null;
  evidence: Evidence | null;
  mark: StepMark | null;
  withdrawn: boolean;
  /** What a model gets of its output; kept for the guards. */
  output: string;
}

export type State =
  | 'waiting'
  | 'in-review'
  | 'approved'
  | 'running'
  | 'finished'
  | 'rejected'
  | 'skipped'
  | 'refused'
  | 'blocked'
  | 'interrupted'
  | 'withdrawn'
  | 'gone';

/** States a person has decided, or nobody can any more. */
export const isSettled = (state: State): boolean => !['waiting', 'in-review', 'approved', 'running', 'blocked'].includes(state);

/** Takes over what the session knows now and may forget later. */
export function observe(entry: Entry, session: Session): void {
  const { review } = session;
  if (session.runbook?.path !== entry.runbook) return;
  entry.mark = session.handled[entry.ticket] ?? entry.mark;
  if (review.kind !== 'ended' || review.ticket.step !== entry.ticket || review.ticket.rehearses) return;
  entry.evidence = review.evidence ?? entry.evidence;
  entry.ran = review.ticket.stepText;
}

/** How a proposal stands. */
export function stateOf(entry: Entry, session: Session): State {
  if (entry.withdrawn) return 'withdrawn';
  const { review, runbook } = session;
  if ('ticket' in review && review.ticket.step === entry.ticket && !review.ticket.rehearses) {
    if (review.kind === 'launching') return 'approved';
    return review.kind === 'ended' && review.evidence ? 'finished' : 'running';
  }
  if (entry.evidence) return 'finished';
  if (entry.mark !== null && entry.mark !== 'ok' && entry.mark !== 'failed') return entry.mark;
  if ('step' in review && review.step?.id === entry.ticket) return review.kind === 'blocked' ? 'blocked' : 'in-review';
  return runbook?.path === entry.runbook && !runbook.steps.some(({ id }) => id === entry.ticket) ? 'gone' : 'waiting';
}
