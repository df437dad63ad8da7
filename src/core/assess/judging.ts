// What is known of a call while it is judged, from its words to its verb.
import type { Args } from '../parse/args.ts';
import type { Word } from '../parse/invocation.ts';
import type { ReadyTool, ReadyVerb } from './compile.ts';
import type { Call } from './when.ts';

/** A step in judging a call: what is known so far. */
export interface Given {
  readonly tool: ReadyTool;
  readonly words: readonly Word[];
}

/** A step in judging a call: what is known so far. */
export interface Parsed extends Given {
  readonly args: Args;
  /** An option that is taken to have a value in this reading. */
  readonly swallows?: string;
}

/** A step in judging a call: what is known so far. */
export interface Found {
  readonly verb: ReadyVerb;
  /** How many operands its path takes. */
  readonly length: number;
}

/** A step in judging a call: what is known so far. */
export interface Settled extends Parsed {
  readonly found: Found | null;
  readonly call: Call;
}
