// The state of a review session: everything the card, the CodeLens and the status bar draw, as plain data.
import type { Assessment } from '../assess/assessment.ts';
import type { Evidence } from '../capture/evidence.ts';
import type { Failure } from '../failure.ts';
import type { Ticket } from '../remember/ticket.ts';
import type { Plan } from '../seal/plan.ts';
import type { Level, Runbook, Step } from '../step.ts';
import type { Approved } from './approved.ts';
import { FRESH_PACE, type Moment, type Pace } from './pace.ts';
import type { PastRun } from './past.ts';

/** How long, and since when, the whole command has been in front of a person. */
export interface Attention {
  /** Every part of the command has been on screen at least once. */
  readonly whole: boolean;
  /** Set while the command is in view and the window has focus: the pause runs. Milliseconds since the epoch. */
  readonly since: number | null;
  /** Milliseconds collected before `since`. */
  readonly collectedMs: number;
}

/** A command being edited on the card. Nothing can be approved while there is one. */
export interface Draft {
  readonly text: string;
  /** Of exactly this text; null until it has been assessed. */
  readonly assessment: Assessment | null;
  /** It is being written into the runbook. */
  readonly saving: boolean;
  /** Why it could not be written. */
  readonly failure: Failure | null;
}

/** An edit made on the card: who made which command out of which. */
export interface StepEdit {
  readonly runbook: string;
  /** Id of the step as it stands after the edit: an id made from the text changes with it. */
  readonly step: string;
  readonly text: string;
  readonly was: string;
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A step ready to be decided: what would run, what it would do, and how much of it has been read. */
export interface Presented {
  readonly kind: 'presented';
  readonly step: Step;
  readonly plan: Plan;
  readonly digest: string;
  readonly assessment: Assessment;
  readonly attention: Attention;
  readonly typed: string;
  readonly draft: Draft | null;
  /** Its last runs, newest first. */
  readonly past: readonly PastRun[];
  /** What the velocity guard asks before this step can be approved. */
  readonly moment: Moment | null;
  /** The person asked to be slowed down: this step takes the pause, whatever its level. */
  readonly slowed: boolean;
}

/** The stages between an approval and the start, in order. A failure in any of them means: nothing ran. */
export const LAUNCH_STAGES = ['journal-approval', 'checkpoint-before', 'seal', 'ensure', 'recheck', 'start'] as const;
export type LaunchStage = (typeof LAUNCH_STAGES)[number];

/** The stages of recording a run that ended, in order. A failure keeps the run's folder until it is retried. */
export const RECORD_STAGES = ['collect', 'annotate', 'journal', 'checkpoint'] as const;
export type RecordStage = (typeof RECORD_STAGES)[number];

export interface Launching {
  readonly kind: 'launching';
  readonly approved: Approved;
  readonly ticket: Ticket;
  readonly stage: LaunchStage;
  /** Set when it must not start any more (cancelled, or the runbook changed): the next stage refuses with it. */
  readonly doom: Failure | null;
  /** Things that did not stop the launch and have to be said afterwards. */
  readonly warnings: readonly Failure[];
}

export interface Running {
  readonly kind: 'running';
  readonly ticket: Ticket;
  readonly startedAt: number;
  readonly lastLine: string;
  /** When that line came. */
  readonly lastAt: number;
  readonly cancelling: boolean;
  /** Found again after a reload. */
  readonly recovered: boolean;
  readonly warnings: readonly Failure[];
}

/** A run that ended: its evidence, as far as it is recorded. */
export interface Ended {
  readonly kind: 'ended';
  readonly ticket: Ticket;
  readonly evidence: Evidence | null;
  /** How far the record is; null when all of it is written. */
  readonly stage: RecordStage | null;
  /** Why the record stopped at `stage`; null while it is being written. */
  readonly failure: Failure | null;
  readonly commit: string | null;
  readonly journalPath: string | null;
  /** Digest of the result block; absent as long as none is written. */
  readonly block?: string;
  /** The output was in front of a person to its end. */
  readonly seen: boolean;
  readonly recovered: boolean;
  readonly warnings: readonly Failure[];
}

export type Review =
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing'; readonly step: Step }
  /** The step cannot be decided; or, with `run`, an approval whose run was refused: nothing ran. */
  | { readonly kind: 'blocked'; readonly step: Step | null; readonly failure: Failure; readonly refused: boolean }
  | Presented
  | Launching
  | Running
  | Ended
  /** The person said stop after a failure; nothing is offered until they pick a step or resume. */
  | { readonly kind: 'stopped'; readonly after: string };

export type StepMark = 'ok' | 'failed' | 'rejected' | 'skipped' | 'refused' | 'interrupted';

export interface HistoryEntry {
  readonly step: string;
  readonly title: string;
  readonly level: Level;
  readonly mark: StepMark;
  readonly exit: number | null;
  readonly durationMs: number | null;
}

export interface Session {
  /** Names this session's journal and logs. */
  readonly id: string;
  /** Why nothing can be reviewed in this window; null when all is well. */
  readonly place: Failure | null;
  readonly runbook: Runbook | null;
  readonly review: Review;
  /** Newest first, at most HISTORY_LIMIT. */
  readonly history: readonly HistoryEntry[];
  /** Steps of the current runbook handled in this session, by id. */
  readonly handled: Readonly<Record<string, StepMark>>;
  /** Runs of an earlier session still to be recorded. */
  readonly recoveries: readonly Ticket[];
  /** The pause before a destructive step, in milliseconds. */
  readonly pauseMs: number;
  /** How fast the last approvals came. */
  readonly pace: Pace;
  /** Edits made on the card, oldest first. */
  readonly edits: readonly StepEdit[];
}

export const HISTORY_LIMIT = 500;

/** A session in which nothing has happened yet. */
export function freshSession(options: { readonly id: string; readonly pauseMs: number }): Session {
  return {
    ...options,
    place: null,
    runbook: null,
    review: { kind: 'idle' },
    history: [],
    handled: {},
    recoveries: [],
    pace: FRESH_PACE,
    edits: [],
  };
}
