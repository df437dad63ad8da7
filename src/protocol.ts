// Webview ⇄ host messages: zod schemas and their types. The host sends whole snapshots, never deltas; the webview sends
// intents, each hostile until parsed. All sentences arrive translated: the webview holds none of its own.
import * as z from 'zod';
import type { Level } from './core/step.ts';

/** The six one-tap reasons for a rejection, in the order shown. Their words are in the snapshot. */
export const REJECT_REASONS = ['wrong-target', 'too-risky', 'not-now', 'wrong-command', 'need-backup', 'do-not-understand'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Characters of a command that can be typed on the card; longer ones are edited in the runbook. */
export const MOST_TYPED = 65_536;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const intentSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('ready') }),
  /** What of the command is in view and whether the window has focus; sent on every change. The pause runs only while both hold. */
  z.strictObject({ t: z.literal('seen'), digest, whole: z.boolean(), focused: z.boolean() }),
  /** What was typed into the confirmation field of a critical step. */
  z.strictObject({ t: z.literal('typed'), digest, text: z.string().max(500) }),
  z.strictObject({ t: z.literal('approve'), digest }),
  z.strictObject({ t: z.literal('reject'), digest, reason: z.enum(REJECT_REASONS).optional(), text: z.string().max(2000).optional() }),
  z.strictObject({ t: z.literal('skip'), digest }),
  /** The command as typed into the editor of the card; sent as it changes, and once when the editor opens. */
  z.strictObject({ t: z.literal('edit'), digest, text: z.string().max(MOST_TYPED) }),
  z.strictObject({ t: z.literal('edit-close'), digest }),
  /** Write the edited command into the runbook. It approves nothing: what comes back is another card. */
  z.strictObject({ t: z.literal('rewrite'), digest, text: z.string().max(MOST_TYPED) }),
  /** Put a finding's preview in review, by its number. */
  z.strictObject({ t: z.literal('dry-run'), digest, finding: z.number().int().nonnegative().max(10_000) }),
  /** To the question of the velocity guard. */
  z.strictObject({ t: z.literal('answer'), digest, answer: z.enum(['read', 'slow']) }),
  /** The output of this run was on screen to its end, or all its notable lines were opened. */
  z.strictObject({ t: z.literal('output-seen'), run: z.string().max(64) }),
  z.strictObject({ t: z.literal('next'), run: z.string().max(64), how: z.enum(['go-on', 'retry', 'stop']) }),
  z.strictObject({ t: z.literal('cancel'), run: z.string().max(64) }),
  /** One of the actions a message card offered, by its id. */
  z.strictObject({
    t: z.literal('action'),
    id: z.enum([
      'open-folder',
      'trust',
      'open-runbook',
      'retry',
      'retry-checkpoint',
      'show-step',
      'show-log',
      'show-terminal',
      'init-git',
      'open-settings',
      'reload-runbook',
      'resume',
      'export-report',
      'ask-next',
    ]),
  }),
  z.strictObject({ t: z.literal('open-log'), run: z.string().max(64), line: z.number().int().positive().optional() }),
]);
export type Intent = z.infer<typeof intentSchema>;
export type ActionId = Extract<Intent, { t: 'action' }>['id'];

/** A piece of the command as drawn: plain text, a risky span, or a hidden character shown by its name. */
export type CommandPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'risk'; readonly text: string; readonly level: Level; readonly why: string }
  | { readonly kind: 'hidden'; readonly text: string; readonly name: string };

export interface FindingView {
  readonly level: Level;
  readonly sentence: string;
  /** "op run › ssh pve1 › qm destroy"; empty when the command itself is meant. */
  readonly path: string;
  readonly undo?: string;
  readonly preview?: string;
  /** Number of the finding whose preview can be run dry; absent where there is none. */
  readonly dryRun?: number;
  readonly safer?: string;
  /** The command put right; the card offers to edit the step into it. */
  readonly fix?: string;
}

/** A piece of the difference between two commands, hidden characters named. */
export interface DiffView {
  readonly kind: 'same' | 'added' | 'removed';
  readonly parts: readonly CommandPart[];
}

/** The command while it is edited on the card. Level and findings are of `text`, and null until that has been assessed. */
export interface DraftView {
  readonly text: string;
  readonly diff: readonly DiffView[];
  readonly changed: boolean;
  readonly verdict: {
    readonly level: Level;
    readonly levelName: string;
    readonly levelMeaning: string;
    readonly findings: readonly FindingView[];
  } | null;
  readonly saving: boolean;
  readonly problem: string;
}

/** The velocity guard's question, with its honest answers. */
export interface MomentView {
  readonly sentence: string;
  readonly answers: readonly { readonly id: 'read' | 'slow'; readonly label: string }[];
  /** Whether it can be answered yet. */
  readonly ready: boolean;
}

/** A labelled line of the card ("Runs in", "Secrets"); code pieces are drawn in monospace. */
export interface FactView {
  readonly label: string;
  readonly parts: readonly { readonly text: string; readonly code?: boolean; readonly warn?: boolean }[];
}

/** What stands between the person and the approve button. The webview draws it; the host decides it. */
export type Gate =
  | { readonly kind: 'open' }
  /** The repository's policy forbids the step; nothing opens this. */
  | { readonly kind: 'forbidden'; readonly sentence: string }
  /** The whole command has not been on screen yet. */
  | { readonly kind: 'unseen' }
  /** Seen; the pause runs while the window has focus. `remainingMs` as of the snapshot, `runs` whether it is running. */
  | { readonly kind: 'pause'; readonly remainingMs: number; readonly totalMs: number; readonly runs: boolean }
  /** The velocity guard's question is to be answered first. */
  | { readonly kind: 'moment' }
  /** The pause is over; `expected` has to be typed. */
  | { readonly kind: 'typing'; readonly expected: string };

export interface ReviewCard {
  readonly kind: 'review';
  readonly digest: string;
  readonly title: string;
  readonly level: Level;
  /** "Destructive", and what that means here: "ends a workload". */
  readonly levelName: string;
  readonly levelMeaning: string;
  readonly tags: readonly { readonly name: string; readonly why: string }[];
  readonly command: readonly CommandPart[];
  readonly findings: readonly FindingView[];
  readonly facts: readonly FactView[];
  readonly warnings: readonly string[];
  /** Said over the command: a dry run of another step, or who edited this one, with the difference to the proposal. */
  readonly origin?: { readonly text: string; readonly diff: readonly DiffView[] };
  /** The command as text, for the editor; absent where it cannot be edited here. */
  readonly editable?: string;
  readonly draft?: DraftView;
  readonly moment?: MomentView;
  readonly approve: {
    readonly label: string;
    readonly gate: Gate;
    readonly confirm?: { readonly prompt: string; readonly expected: string };
  };
}

export interface RunningCard {
  readonly kind: 'running';
  readonly run: string;
  readonly title: string;
  readonly level: Level;
  readonly command: readonly CommandPart[];
  /** Starting: approved, the child has not started yet (the provider may be asking for authorisation). */
  /** Waiting: it seems to have asked something in the terminal. */
  readonly phase: 'starting' | 'running' | 'waiting' | 'cancelling';
  readonly phaseText: string;
  /** Milliseconds since the start as of the snapshot. */
  readonly elapsedMs: number;
  readonly lastLine: string;
}

export interface OutcomeCard {
  readonly kind: 'outcome';
  readonly run: string;
  readonly title: string;
  readonly level: Level;
  readonly ok: boolean;
  /** It ended, and how is not known yet: neither a success nor a failure, and nothing to decide. */
  readonly reading?: true;
  /** "Exit 0", "Exit 35", "Ended by SIGKILL", "Exit code unknown". */
  readonly statusText: string;
  /** "1 m 12 s · checkpoint 4f2a9c1" */
  readonly detailText: string;
  readonly command: readonly CommandPart[];
  readonly notable: readonly { readonly line: number; readonly text: string }[];
  readonly output: string;
  readonly omittedText: string;
  readonly warnings: readonly { readonly text: string; readonly action?: { readonly id: ActionId; readonly label: string } }[];
  /** Approval of the next step waits until the output was seen. */
  readonly seen: boolean;
  readonly next: readonly { readonly how: 'go-on' | 'retry' | 'stop'; readonly label: string; readonly primary: boolean }[];
}

/** Nothing to decide: an empty state, a refusal, an end. One sentence what, one what to do. */
export interface MessageCard {
  readonly kind: 'message';
  readonly tone: 'info' | 'error' | 'done';
  readonly title: string;
  readonly sentence: string;
  readonly action: string;
  readonly buttons: readonly { readonly id: ActionId; readonly label: string; readonly primary: boolean }[];
}

export type Card = ReviewCard | RunningCard | OutcomeCard | MessageCard;

export interface HistoryItem {
  readonly title: string;
  readonly level: Level;
  readonly status: 'ok' | 'failed' | 'rejected' | 'skipped' | 'refused' | 'interrupted';
  readonly text: string;
}

/** The fixed words of the view, translated. */
export interface ViewWords {
  readonly edit: string;
  readonly editTitle: string;
  readonly editDone: string;
  readonly editInRunbook: string;
  readonly editDiff: string;
  readonly editSame: string;
  readonly assessing: string;
  readonly added: string;
  readonly removed: string;
  readonly dryRun: string;
  readonly fix: string;
  readonly scroll: string;
  readonly reject: string;
  readonly skip: string;
  readonly cancel: string;
  readonly showTerminal: string;
  readonly fullLog: string;
  readonly history: string;
  readonly undo: string;
  readonly preview: string;
  readonly safer: string;
  readonly rejectTitle: string;
  readonly rejectFreeText: string;
  readonly rejectSend: string;
  readonly rejectBack: string;
  readonly reasons: Readonly<Record<RejectReason, string>>;
  /** "Scroll to read the whole command first." */
  readonly unseen: string;
  /** "{label} in {seconds} s" */
  readonly pauseLabel: string;
  /** "The pause waits for this window." */
  readonly pauseHeld: string;
  /** "Ready: {label}": said when the button can be pressed. */
  readonly opened: string;
  /** "Read the output to its end to go on." */
  readonly seeOutput: string;
  readonly notableTitle: string;
  readonly command: string;
  readonly output: string;
  readonly keys: string;
}

export interface Snapshot {
  readonly t: 'snapshot';
  /** Rises by one with every snapshot. */
  readonly seq: number;
  readonly lang: string;
  /** "k3s-worker.md · step 2 of 11" */
  readonly place: string;
  readonly environment: { readonly name: string; readonly prod: boolean } | null;
  readonly card: Card;
  readonly history: readonly HistoryItem[];
  readonly words: ViewWords;
}
/** Host → webview: the snapshot, or a request to move the keyboard focus to the card (after a palette command or CodeLens). */
export type ToView = Snapshot | { readonly t: 'focus' };
