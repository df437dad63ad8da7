// What can happen to a session, and what it asks of the world in return. Both are data: the conductor does the rest.
import type { Assessment } from '../assess/assessment.ts';
import type { Evidence } from '../capture/evidence.ts';
import type { Failure } from '../failure.ts';
import type { Ticket } from '../remember/ticket.ts';
import type { Plan } from '../seal/plan.ts';
import type { Runbook, Step } from '../step.ts';
import type { Approved } from './approved.ts';
import type { MomentAnswer } from './pace.ts';
import type { PastRun } from './past.ts';
import type { Ended, LaunchStage, RecordStage, Session, StepEdit } from './session.ts';

export type Via = 'card' | 'palette' | 'codelens';

/** What a finished stage hands on. */
export interface StageYield {
  readonly evidence?: Evidence;
  readonly journalPath?: string;
  /** Digest of the result block that was written. */
  readonly block?: string;
  readonly commit?: string | null;
  /** Something to say that did not stop the stage. */
  readonly warning?: Failure;
}

export type SessionEvent =
  | { readonly kind: 'place'; readonly problem: Failure | null }
  /** A runbook was opened, chosen or edited. `take` makes it the session's runbook even when another is in review. */
  | { readonly kind: 'runbook'; readonly runbook: Runbook; readonly take: boolean }
  | { readonly kind: 'pause'; readonly pauseMs: number }
  | { readonly kind: 'choose'; readonly step: string }
  | { readonly kind: 'next-step' }
  | {
      readonly kind: 'prepared';
      readonly step: Step;
      readonly plan: Plan;
      readonly digest: string;
      readonly assessment: Assessment;
      /** What became of it before; absent where nobody asked. */
      readonly past?: readonly PastRun[];
    }
  | { readonly kind: 'prepare-failed'; readonly step: Step; readonly failure: Failure }
  // decisions
  | { readonly kind: 'seen'; readonly digest: string; readonly whole: boolean; readonly focused: boolean; readonly at: number }
  | { readonly kind: 'typed'; readonly digest: string; readonly text: string }
  | { readonly kind: 'approve'; readonly digest: string; readonly via: Via; readonly at: number; readonly by: string; readonly run: string }
  | {
      readonly kind: 'reject';
      readonly digest: string;
      readonly reason: string;
      readonly text: string;
      readonly at: number;
      readonly by: string;
    }
  | { readonly kind: 'skip'; readonly digest: string; readonly at: number; readonly by: string }
  // editing: `digest` names the card, `text` the command as typed
  | { readonly kind: 'edit'; readonly digest: string; readonly text: string; readonly at: number }
  | { readonly kind: 'edit-close'; readonly digest: string }
  | { readonly kind: 'draft-assessed'; readonly digest: string; readonly text: string; readonly assessment: Assessment }
  | { readonly kind: 'rewrite'; readonly digest: string; readonly text: string; readonly at: number; readonly by: string }
  | { readonly kind: 'rewritten'; readonly digest: string; readonly runbook: Runbook; readonly index: number; readonly edit: StepEdit }
  | { readonly kind: 'rewrite-failed'; readonly digest: string; readonly failure: Failure }
  /** To the velocity guard's question. */
  | { readonly kind: 'answer'; readonly digest: string; readonly answer: MomentAnswer; readonly at: number }
  /** Asks for the review of a finding's preview, by its place among the findings. */
  | { readonly kind: 'rehearse'; readonly digest: string; readonly finding: number }
  | { readonly kind: 'cancel'; readonly run: string }
  // launching and running
  | { readonly kind: 'stage-done'; readonly run: string; readonly stage: LaunchStage | RecordStage; readonly yields: StageYield }
  | { readonly kind: 'stage-failed'; readonly run: string; readonly stage: LaunchStage | RecordStage; readonly failure: Failure }
  | { readonly kind: 'started'; readonly run: string; readonly at: number }
  | { readonly kind: 'progress'; readonly run: string; readonly lastLine: string; readonly at: number }
  | { readonly kind: 'ended'; readonly run: string }
  | { readonly kind: 'run-refused'; readonly run: string; readonly detail: string }
  | { readonly kind: 'runner-lost' }
  // after
  | { readonly kind: 'output-seen'; readonly run: string }
  | { readonly kind: 'next'; readonly run: string; readonly how: 'go-on' | 'retry' | 'stop' }
  | { readonly kind: 'retry-record' }
  | { readonly kind: 'found-run'; readonly ticket: Ticket; readonly running: boolean; readonly at: number };

export type Effect =
  | { readonly kind: 'prepare'; readonly runbook: Runbook; readonly step: Step }
  | { readonly kind: 'launch'; readonly stage: LaunchStage; readonly approved: Approved; readonly ticket: Ticket }
  | { readonly kind: 'record'; readonly stage: RecordStage; readonly ended: Ended }
  | { readonly kind: 'cancel'; readonly run: string }
  | {
      readonly kind: 'journal-rejection';
      readonly step: Step;
      readonly level: Plan['level'];
      readonly reason: string;
      readonly text: string;
      readonly at: number;
      readonly by: string;
    }
  | { readonly kind: 'journal-skip'; readonly step: Step; readonly level: Plan['level']; readonly at: number; readonly by: string }
  | { readonly kind: 'journal-edit'; readonly step: Step; readonly edit: StepEdit }
  /** Assess a command while it is typed. */
  | { readonly kind: 'assess-draft'; readonly digest: string; readonly runbook: Runbook; readonly step: Step }
  /** Write an edited command into the fence of its step. */
  | { readonly kind: 'rewrite'; readonly digest: string; readonly step: Step; readonly edit: StepEdit }
  | { readonly kind: 'journal-refusal'; readonly ticket: Ticket; readonly failure: Failure }
  /** The run is recorded (or never ran): its folder may go. */
  | { readonly kind: 'forget'; readonly run: string }
  /** Draw again when the pause will be over. */
  | { readonly kind: 'wake'; readonly afterMs: number };

export interface Reduced {
  readonly session: Session;
  readonly effects: readonly Effect[];
}
