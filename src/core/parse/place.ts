// Where in a text the reader is, and the ledger it writes what it finds to.
import type { ParsedScript } from 'unbash';
import type { Tag } from '../assess/assessment.ts';
import type { Shell, Span } from '../step.ts';
import type { Around } from './expand.ts';
import type { Assigned, Input, Invocation, Problem, ProblemKind, Redirection } from './invocation.ts';
import type { Origin } from './origin.ts';
import type { Scope } from './scope.ts';

/** How deep wrappers and scripts inside scripts may nest before the reader gives up. */
export const DEPTH_LIMIT = 32;
/** How many program calls one text may hold: nobody reviews more in one step, and the answer stays quick. */
export const CALL_LIMIT = 256;

export interface Place extends Around {
  readonly via: readonly string[];
  readonly tags: readonly Tag[];
  readonly input: Input;
  readonly depth: number;
  /** Whose builtins run. */
  readonly shell: Shell;
  /** How many calls of this text's own functions lie around: what is read there was read before, at the definition. */
  readonly again: number;
  /** Inside of a loop, where later rounds see other values. */
  readonly looping: boolean;
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
  readonly redirections: (Redirection & { readonly via: readonly string[]; readonly empties?: boolean })[];
  readonly assignments: (Assigned & { readonly via: readonly string[]; readonly prefix: boolean })[];
  readonly problems: Problem[];
  /** Reads a script text found at a place. */
  readonly readText: (script: ScriptText, place: Place) => readonly Invocation[];
  /** Reads a script of the syntax tree, in a substitution. */
  readonly readScript: (script: ParsedScript, place: Place) => readonly Invocation[];
  /** How many bodies may still be read once more. */
  repeats: number;
  /** Notes an invocation and reads what it wraps. */
  readonly enter: (invocation: Invocation, place: Place) => readonly Invocation[];
}

export const INHERITED: Input = { kind: 'inherited', from: [] };

/** Notes something that keeps the reader from seeing all that would run. */
export function report(place: Place, kind: ProblemKind, span: Span, detail?: string): void {
  const { problems } = place.ledger;
  if (problems.length > 200) return;
  const same = (known: Problem): boolean => known.kind === kind && known.span[0] === span[0] && known.span[1] === span[1];
  if (place.again > 0 && problems.some(same)) return;
  problems.push({ kind, span, via: place.via, ...(detail === undefined ? {} : { detail }) });
}

/** How many bodies of functions, aliases and loops are read once more for what they are called with. */
export const REPEAT_LIMIT = 64;

/** Takes one of the repeats a text has; false when there are none left or they nest too deep. */
export function mayRepeat(place: Place): boolean {
  if (place.again >= 4 || place.depth > DEPTH_LIMIT || place.ledger.repeats <= 0) return false;
  place.ledger.repeats--;
  return true;
}

/** Notes redirections that belong to no single invocation. */
export function noteRedirections(redirections: readonly (Redirection & { readonly empties?: boolean })[], place: Place): void {
  const { ledger } = place;
  const same = (one: Redirection) => (known: Redirection) => known.span[0] === one.span[0] && known.target?.text === one.target?.text;
  for (const one of redirections)
    if (place.again === 0 || !ledger.redirections.some(same(one))) ledger.redirections.push({ ...one, via: place.via });
}

/** Whether no more of a text is read; told once. */
export function isFull({ ledger, room, via, origin }: Place): boolean {
  if (ledger.invocations.length < CALL_LIMIT && room.words >= 0) return false;
  if (!ledger.problems.some((problem) => problem.kind === 'too-much'))
    ledger.problems.unshift({ kind: 'too-much', span: origin.whole, via });
  return true;
}
