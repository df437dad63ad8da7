// What the parser hands to the assessor: every program call it can see in a text, each with where it stands and how it got there.
import type { Tag } from '../assess/assessment.ts';
import type { Span } from '../step.ts';
import type { Origin } from './origin.ts';

/** One word of a command line after quotes, braces and known variables are resolved. */
export interface Word {
  /** `pattern` still holds a glob; `dynamic` a value known only when it runs. */
  readonly kind: 'literal' | 'pattern' | 'dynamic';
  /** The value; in a dynamic word the unknown parts stand as they are written. */
  readonly text: string;
  /** The literal characters before the first unknown one; all of `text` for a literal. */
  readonly lead: string;
  /** Whether the unknown part is unquoted, so that it may become several words or none. */
  readonly splits: boolean;
  /** As it is written in the text it came from. */
  readonly source: string;
  readonly span: Span;
  /** Where each character of `text` stands, for scripts inside words. */
  readonly origin: () => Origin;
  /** What runs inside its command and process substitutions. */
  readonly inner?: readonly Invocation[];
  /** What a process substitution gives to read, where that is known. */
  readonly content?: string;
  /** What a dynamic word most likely is; `ifUnset`: where nothing outside of the text sets its variables. */
  readonly likely?: { readonly text: string; readonly ifUnset: boolean };
}

export interface Assigned {
  readonly name: string;
  readonly value: Word | null;
  readonly span: Span;
}

/** A redirection of one invocation, or of the group it stands in. */
export interface Redirection {
  readonly operator: string;
  readonly descriptor: number | null;
  /** Absent for a here-document. */
  readonly target: Word | null;
  readonly span: Span;
}

/** Where an invocation's standard input comes from. */
export interface Input {
  readonly kind: 'inherited' | 'pipe' | 'file' | 'text' | 'command';
  /** What writes into it, for a pipe or a process substitution. */
  readonly from: readonly Invocation[];
  /** Its content where that is written in the command (here-documents and here-strings). */
  readonly text?: { readonly value: string; readonly literal: boolean; readonly origin: Origin };
}

/** One program call: what `execve` would get, as far as the text tells. */
export interface Invocation {
  readonly words: readonly Word[];
  readonly assignments: readonly Assigned[];
  /** Variables that choose targets, as far as the text has set them before; null where the value may be another one. */
  readonly set?: ReadonlyMap<string, string | null>;
  readonly redirections: readonly Redirection[];
  readonly input: Input;
  readonly span: Span;
  /** The wrappers around it, outermost first: ["op run", "ssh pve1"]. */
  readonly via: readonly string[];
  readonly tags: readonly Tag[];
  /** How its name resolves: `defined` names a function or alias of this very text, whose body is read at its definition. */
  readonly call: 'program' | 'defined';
  /** Set on a wrapper whose wrapped commands were read: only what it does itself counts. */
  readonly opened: boolean;
  /** Set on a wrapper without a command: what that means. */
  readonly bare?: 'read' | 'shell' | 'spec' | null;
}

/** Something that keeps the reader from seeing all that would run, or that a person must be told. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly span: Span;
  readonly via: readonly string[];
  readonly detail?: string;
}

export type ProblemKind =
  | 'syntax'
  | 'too-deep'
  | 'too-much'
  | 'shell-unsupported'
  | 'dynamic-script'
  | 'dynamic-command'
  | 'unseen-script'
  | 'unseen-input'
  | 'interactive-shell'
  | 'trace'
  | 'function-bomb'
  | 'endless-spawn'
  | 'endless-spawn'
  | 'disagreement'
  | 'environment-hijack';

/** Everything read out of one text. */
export interface Reading {
  readonly invocations: readonly Invocation[];
  /** Redirections that belong to no single invocation: of groups, or (`empties`) of nothing at all, as in `> file`. */
  readonly redirections: readonly (Redirection & { readonly via: readonly string[]; readonly empties?: boolean })[];
  readonly problems: readonly Problem[];
  /** Assignments that stand alone or as a prefix. */
  readonly assignments: readonly (Assigned & { readonly via: readonly string[]; readonly prefix: boolean })[];
}
