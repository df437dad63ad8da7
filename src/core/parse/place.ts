// Where in a text the reader is, and the ledger it writes what it finds to.
import type { ParsedScript } from 'unbash';
import type { Tag } from '../assess/assessment.ts';
import type { Span } from '../step.ts';
import type { Around } from './expand.ts';
import type { Assigned, Input, Invocation, Problem, ProblemKind, Redirection } from './invocation.ts';
import type { Origin } from './origin.ts';
import type { Scope } from './scope.ts';

/** How deep wrappers and scripts inside scripts may nest before the reader gives up. */
export const DEPTH_LIMIT = 32;
/** How many program calls one text may hold. */
export const CALL_LIMIT = 4000;

export interface Place extends Around {
  readonly via: readonly string[];
  readonly tags: readonly Tag[];
  readonly input: Input;
  readonly depth: number;
  readonly ledger: Ledger;
}

/** A text to be read as a script of its own: from `bash -c`, `eval`, a here-document. */
export interface ScriptText {
  readonly text: string;
  readonly origin: Origin;
  readonly scope: Scope;
}

/** Everything found so far. Reading the parts of a text goes through it, so that rooms need not import each other in circles. */
export interface Ledger {
  readonly invocations: Invocation[];
  readonly redirections: (Redirection & { readonly via: readonly string[] })[];
  readonly assignments: (Assigned & { readonly via: readonly string[]; readonly prefix: boolean })[];
  readonly problems: Problem[];
  /** Reads a script text found at a place. */
  readonly readText: (script: ScriptText, place: Place) => readonly Invocation[];
  /** Reads a script of the syntax tree, in a substitution. */
  readonly readScript: (script: ParsedScript, place: Place) => readonly Invocation[];
  /** Notes an invocation and reads what it wraps. */
  readonly enter: (invocation: Invocation, place: Place) => readonly Invocation[];
}

export const INHERITED: Input = { kind: 'inherited', from: [] };

/** Notes something that keeps the reader from seeing all that would run. */
export function report(place: Place, kind: ProblemKind, span: Span, detail?: string): void {
  if (place.ledger.problems.length > 200) return;
  place.ledger.problems.push({ kind, span, via: place.via, ...(detail === undefined ? {} : { detail }) });
}
