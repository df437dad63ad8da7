// What the conductor needs from the world. One adapter each in adapters/, joined in house.ts; fakes for tests in test/fakes/.
// Expected outcomes are returned (Outcome), exceptions are for bugs.
import type { Endpoint, ModelAnswer, ModelInfo, ModelMessage } from './core/ask/models.ts';
import type { Facts } from './core/assess/facts.ts';
import type { Evidence } from './core/capture/evidence.ts';
import type { Checkpoint } from './core/checkpoint/checkpoint.ts';
import type { Failure } from './core/failure.ts';
import type { PolicyState } from './core/policy/policy.ts';
import type { Suspect } from './core/redact/redact.ts';
import type { JournalEntry } from './core/remember/journal.ts';
import type { JournalRecord } from './core/remember/record.ts';
import type { Ticket } from './core/remember/ticket.ts';
import type { Approved } from './core/review/approved.ts';
import type { Handed } from './core/seal/carry.ts';
import type { Plan } from './core/seal/plan.ts';
import type { Runbook, Span, Step } from './core/step.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export interface Disposable {
  dispose(): void;
}

/** Wall-clock milliseconds and timers, so that time is a fact like any other. */
export interface Clock {
  now(): number;
  after(ms: number, call: () => void): Disposable;
}

/** Where steps would act, by local files alone, and what the repository demands of them. Never runs anything, never rejects. */
export interface Bearings {
  take(runbook: Runbook, step: Step): Promise<Bearing>;
}

export interface Bearing {
  readonly facts: Facts;
  readonly policy: PolicyState;
}

/** What the steps of this window's session handed on to the next, by runbook. In memory: a new window begins afresh. */
export interface SessionState {
  /** What the steps of a runbook handed on last. */
  of(runbook: string): Handed;
  /** Takes what a run handed on; a run that handed nothing on leaves everything as it was. Never rejects. */
  take(of: { readonly runbook: string; readonly run: string }): Promise<void>;
}

/** Turns a step into a plan by looking at the disk: real paths, the minimal env file, digests. Never runs anything but `op --version`. */
export interface Planner {
  plan(runbook: Runbook, step: Step, level: Plan['level']): Promise<Outcome<Plan>>;
}

/** A second opinion on what of a text, redacted already, is a secret all the same. Never rejects. */
export interface Scanner {
  suspects(text: string): Promise<readonly Suspect[]>;
}

/** What the runner tells while a run lives. */
export type RunNews =
  | { readonly kind: 'started'; readonly run: string }
  | { readonly kind: 'progress'; readonly run: string; readonly bytes: number; readonly lastLine: string }
  | { readonly kind: 'ended'; readonly run: string }
  | { readonly kind: 'refused'; readonly run: string; readonly detail: string }
  /** The connection broke and the runner's process is gone. */
  | { readonly kind: 'lost' };

/** What came of signing out of 1Password; `nothing`: no step of this terminal has used it. */
export interface SignOutAnswer {
  readonly outcome: 'done' | 'nothing' | 'busy' | 'failed';
  /** What `op` said where it failed, redacted. */
  readonly detail: string;
}

/** One question to a model. */
export interface ModelRequest {
  readonly model: ModelInfo;
  /** Exactly what is sent, nothing besides. */
  readonly messages: readonly ModelMessage[];
  /** Gets the answer as it comes. */
  readonly onText: (piece: string) => void;
  readonly signal: AbortSignal;
}

/** The models the person has set up. Neither call rejects. */
export interface Models {
  /** Asks nothing of the network. */
  list(): Promise<readonly ModelInfo[]>;
  /** One question, one answer, never tried twice; bounded in bytes and time. */
  ask(request: ModelRequest): Promise<Outcome<ModelAnswer>>;
}

/** Keys of model endpoints. Each belongs to an origin and goes to no other. */
export interface ModelKeys {
  of(vendor: Endpoint['vendor'], origin: string): Promise<string | null>;
  keep(vendor: Endpoint['vendor'], origin: string, key: string): Promise<void>;
  /** Forgets every one and says how many there were. */
  forget(): Promise<number>;
}

/** An address that is not kept yet. */
export interface ModelCandidate {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly signal: AbortSignal;
}

/** What setting up a model needs besides asking. Only the keys can reject: the editor's storage may fail. */
export interface ModelDesk extends Models {
  readonly keys: ModelKeys;
  /** Names of the models an address offers. */
  names(of: ModelCandidate): Promise<Outcome<readonly string[]>>;
  /** One question to it. */
  tryOut(of: ModelCandidate, messages: readonly ModelMessage[]): Promise<Outcome<ModelAnswer>>;
}

/** The runner in our terminal. */
export interface Runner {
  /** Makes sure the terminal and its runner live and the socket answers. */
  ensure(): Promise<Outcome<{ readonly running: string | null }>>;
  /** Connects to a runner that already lives; null where there is none. Never opens a terminal. */
  find(): Promise<{ readonly running: string | null } | null>;
  start(run: string): Promise<Outcome<null>>;
  cancel(run: string): Promise<void>;
  /** Signs out of 1Password in that terminal; never while a step runs, and never opens one. */
  signOut(): Promise<SignOutAnswer>;
  reveal(): void;
  onNews(listener: (news: RunNews) => void): Disposable;
}

/** Sealed steps and the evidence of their runs, in the extension's private storage. */
export interface Vault {
  /** Writes script, env file and seal (0600, fsynced) into a fresh run folder (0700). `ticket` is given back by `open`. */
  seal(approved: Approved, ticket: Ticket): Promise<Outcome<null>>;
  /** Run folders that were never recorded, oldest first. */
  open(): Promise<readonly { readonly run: string; readonly ticket: Ticket }[]>;
  /** Keeps the redacted log in the workspace (`.countersign/logs/<session>/<run>.log`), else in storage, and reads back what is known of
   *  the run. An `end` of outcome `lost` is made up when the relay left none and nothing runs. */
  evidence(run: string, options: { readonly session: string; readonly now: number }): Promise<Outcome<Evidence>>;
  /** Removes the run's folder once it is recorded. */
  forget(run: string): Promise<void>;
}

/** Runbooks as the editor holds them. */
export interface Runbooks {
  /** The text as the editor shows it (unsaved edits included), else as on disk. */
  read(path: string): Promise<Outcome<{ readonly text: string; readonly dirty: boolean }>>;
  /** Splices one range, undoable in the editor. Saves only where the document had no unsaved edits. `expected` is the text the range was computed on. */
  splice(
    path: string,
    edit: { readonly span: Span; readonly text: string; readonly expected: string },
  ): Promise<Outcome<{ readonly saved: boolean }>>;
}

export interface Journal {
  append(runbook: string, session: string, entry: JournalEntry): Promise<Outcome<{ readonly path: string }>>;
}

export interface SessionJournal {
  /** Path inside the workspace folder. */
  readonly path: string;
  readonly records: readonly JournalRecord[];
}

/** The journals read back. They answer with what can be read, never with a failure. */
export interface Journals {
  /** Of one runbook, oldest session first. */
  of(runbook: string): Promise<readonly JournalRecord[]>;
  all(): Promise<readonly SessionJournal[]>;
}

export interface Git {
  /** Who approves: "Ada Lovelace <ada@example.org>", else the account's name. */
  identity(): Promise<string>;
  isRepository(): Promise<boolean>;
  /** Commits exactly the named paths; everything else of the repository stays as it is. Null: nothing had changed. */
  checkpoint(request: Checkpoint): Promise<Outcome<{ readonly commit: string } | null>>;
  /** Whether any of the paths differs from HEAD or is untracked. */
  uncommitted(paths: readonly string[]): Promise<boolean>;
}

export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string, cause?: unknown): void;
}
