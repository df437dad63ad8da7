// What is known of shell variables and functions at a point of a script. Whatever may differ when it runs is unknown.
import type { Assigns } from './assigns.ts';
import type { Invocation } from './invocation.ts';
import type { Place } from './place.ts';

/** The value of a variable, or of an array. `null`: assigned, but not known to what. */
export type Value = string | readonly string[] | null;

/** A function or an alias of this very text. */
export interface Defined {
  /** What its body may assign. */
  readonly assigns: Assigns;
  /** Reads its body once more, as this call runs it; absent where that shows nothing new. */
  readonly run?: (call: { readonly words: readonly string[]; readonly place: Place }) => readonly Invocation[];
}

/** The variables and functions a script has set so far, as far as the text decides them. A layer over those around it. */
export interface Scope {
  readonly values: Map<string, Value>;
  readonly functions: Map<string, Defined>;
  /** Where names are looked up that are not set here; cut off once something may have assigned anything. */
  above: Scope | null;
  readonly around: Scope | null;
  /** Set where anything may be assigned at any time: by a trap. */
  opaque: boolean;
  /** `$1`, `$2` and so on; null where they are not known. */
  positional: readonly string[] | null;
  /** `$0`, where it is known. */
  readonly zero: string | null;
  /** Whether the text speaks of IFS other than to use it: only then is unknown code believed to have changed it. */
  splits: boolean;
  /** What variables are when the parts that assign them ran, which they may not have. */
  readonly perhaps: Map<string, string>;
}

/** Longer values are not kept: a variable that doubles itself must not grow without bound. */
const LONGEST = 4096;

/** The scope of a script of its own. */
export const newScope = (positional: readonly string[] | null = null, zero: string | null = null): Scope => ({
  values: new Map(),
  functions: new Map(),
  above: null,
  around: null,
  opaque: false,
  positional,
  zero,
  splits: false,
  perhaps: new Map(),
});

/** A layer for a part that runs in another process, or perhaps not at all: what is assigned in it stays in it. */
export const forkScope = (scope: Scope): Scope => ({
  values: new Map(),
  functions: new Map(),
  above: scope,
  around: scope,
  opaque: scope.opaque,
  positional: scope.positional,
  zero: scope.zero,
  splits: scope.splits,
  perhaps: scope.perhaps,
});

/** A scope for code that runs at another time: its functions are known, its variables are not. */
export const laterScope = (scope: Scope): Scope => ({ ...forkScope(scope), above: null, positional: null, zero: null });

/** The value of a variable where the text decides it, else null; undefined when the text never assigns it. */
export function variable(scope: Scope, name: string): Value | undefined {
  if (scope.opaque) return null;
  for (let at: Scope | null = scope; at !== null; at = at.above) {
    const value = at.values.get(name);
    if (value !== undefined) return value;
    if (at.above === null && at.around !== null) return null;
  }
  return undefined;
}

/** The function or alias of this name. */
export function definedAs(scope: Scope, name: string): Defined | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.around) {
    const found = at.functions.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Remembers an assignment. */
export function assign(scope: Scope, name: string, value: Value): void {
  const kept = typeof value === 'string' && value.length > LONGEST ? null : value;
  scope.values.set(name, Array.isArray(kept) && kept.length > 64 ? null : kept);
}

/** Forgets a variable. */
export const forgetName = (scope: Scope, name: string): void => assign(scope, name, null);

/** Forgets every variable: something ran that may have assigned any of them. */
export function forgetAll(scope: Scope): void {
  scope.values.clear();
  if (scope.splits) scope.values.set('IFS', null);
  scope.above = null;
  scope.positional = null;
}

/** Forgets what a part of the script may assign or not, or in another process. */
export function forget(scope: Scope, assigns: Assigns, seen: ReadonlySet<Assigns> = new Set()): void {
  if (seen.has(assigns)) return;
  if (assigns.anything) {
    forgetAll(scope);
    return;
  }
  for (const name of assigns.names) forgetName(scope, name);
  if (assigns.positional) scope.positional = null;
  for (const name of assigns.calls) {
    const called = definedAs(scope, name);
    if (called !== undefined) forget(scope, called.assigns, new Set([...seen, assigns]));
  }
}

/** After a part that may have run or not: what it assigned is unknown. */
export function mergePerhaps(scope: Scope, part: Scope): void {
  if (part.opaque && !scope.opaque) scope.opaque = true;
  if (part.above !== scope) {
    forgetAll(scope);
    return;
  }
  for (const [name, value] of part.values) {
    if (typeof value === 'string') scope.perhaps.set(name, value);
    forgetName(scope, name);
  }
  for (const [name, defined] of part.functions) scope.functions.set(name, defined);
  if (part.positional !== scope.positional) scope.positional = null;
}
