// A call of a wrapper while it is being looked through, and how a script inside its words is read.
import type { ArgStyle, Args } from './args.ts';
import type { Invocation, Word } from './invocation.ts';
import { joinOrigins } from './origin.ts';
import { type Place, report } from './place.ts';
import { laterScope, newScope } from './scope.ts';
import type { Wrapper } from './wrappers.ts';

/** A wrapper with its option tables built. */
export interface Ready extends Wrapper {
  readonly style: ArgStyle;
  readonly verbs: readonly string[];
  readonly scripts: ReadonlySet<string>;
  readonly refusals: ReadonlySet<string>;
  readonly starts: ReadonlySet<string>;
}

/** A wrapper's call, its arguments split. */
export interface Opening {
  readonly invocation: Invocation;
  readonly place: Place;
  readonly wrapper: Ready;
  readonly args: Args;
  readonly rest: readonly Word[];
}

/** The same with the place inside it. */
export interface Inside extends Opening {
  readonly inside: Place;
  /** `$1`, `$2` and so on of the script inside, where they are known. */
  readonly positional?: readonly string[] | null;
  readonly zero?: string | null;
}

/** Reads words, joined by spaces, as a script. */
export function scriptOf(operands: readonly Word[], { invocation, inside, wrapper, positional, zero }: Inside): readonly Invocation[] {
  const dynamic = operands.find((word) => word.kind === 'dynamic');
  if (dynamic !== undefined) report(inside, 'dynamic-script', dynamic.span, dynamic.source);
  const parts = operands.flatMap((word, i) => [
    ...(i > 0 ? [{ text: ' ', origin: null }] : []),
    { text: word.text, origin: word.origin() },
  ]);
  const text = parts.map((part) => part.text).join('');
  // Only `eval` and `trap` run in the same shell; an alias or another process sees other variables.
  const scope = wrapper.names === 'eval' ? inside.scope : wrapper.names === 'trap' ? laterScope(inside.scope) : newScope(positional, zero);
  return inside.ledger.readText({ text, origin: joinOrigins(parts, invocation.span), scope }, inside);
}
