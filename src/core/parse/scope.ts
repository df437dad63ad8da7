// What is known of shell variables and functions at a point of a script. Whatever may differ when it runs is unknown.
import { forEachChild, type SyntaxNode } from 'unbash';

/** The variables and functions a script has set so far, as far as the text decides them. */
export interface Scope {
  /** `null`: assigned, but not known to what. */
  readonly values: Map<string, string | null>;
  /** Functions and aliases of this script, with the variables each may assign. */
  readonly functions: Map<string, ReadonlySet<string>>;
  /** Set once something may have assigned anything (`eval`, `source`, a changed IFS). */
  opaque: boolean;
}

export const newScope = (): Scope => ({ values: new Map(), functions: new Map(), opaque: false });

/** A copy for a part that runs in another process, or perhaps not at all. */
export const forkScope = (scope: Scope): Scope => ({
  values: new Map(scope.values),
  functions: new Map(scope.functions),
  opaque: scope.opaque,
});

/** A scope for code that runs at another time: its functions are known, its variables are not. */
export const laterScope = (scope: Scope): Scope => ({ values: new Map(), functions: scope.functions, opaque: true });

/** The value of a variable, or null where the text does not decide it. */
export const knownValue = (scope: Scope, name: string): string | null => (scope.opaque ? null : (scope.values.get(name) ?? null));

/** Remembers an assignment; a changed IFS changes how every later word splits, so nothing is known after it. */
export function assign(scope: Scope, name: string, value: string | null): void {
  if (name === 'IFS') scope.opaque = true;
  scope.values.set(name, value);
}

/** Forgets the variables that a part of the script may assign or not, or in another process. */
export function forget(scope: Scope, names: Iterable<string>): void {
  for (const name of names) assign(scope, name, null);
}

const ASSIGNERS = new Set([
  'read',
  'mapfile',
  'readarray',
  'getopts',
  'unset',
  'let',
  'printf',
  'wait',
  'declare',
  'typeset',
  'local',
  'export',
  'readonly',
]);
const NAME = /^[A-Za-z_]\w*/;

/** Every variable name that the given part of a script may assign. */
export function assignedIn(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  collect(node, names);
  return names;
}

function collect(node: SyntaxNode, names: Set<string>): void {
  if (node.type === 'Assignment') names.add(node.name);
  if (node.type === 'For' || node.type === 'Select') names.add(node.name.value);
  if (node.type === 'ParameterExpansion' && node.operation?.type === 'Default') names.add(node.parameter);
  if (node.type === 'ArithmeticWord') addName(node.value, names);
  if (node.type === 'Command' && ASSIGNERS.has(node.name?.value ?? '')) {
    for (const word of node.args) if (word.type === 'Word') addName(word.value, names);
  }
  forEachChild(node, (child) => collect(child, names));
}

function addName(text: string, names: Set<string>): void {
  const name = NAME.exec(text)?.[0];
  if (name !== undefined) names.add(name);
}
