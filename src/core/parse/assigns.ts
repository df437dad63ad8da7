// What a part of a script may assign when it runs, found without following it.
import { forEachChild, type SyntaxNode } from 'unbash';

/** The effects a part of a script may have on the variables of its shell. */
export interface Assigns {
  readonly names: ReadonlySet<string>;
  /** Commands it calls by name, which may be functions with effects of their own. */
  readonly calls: ReadonlySet<string>;
  /** `set --` or `shift`. */
  readonly positional: boolean;
  /** It runs code that cannot be followed: `eval`, `source`, a command word of unknown value. */
  readonly anything: boolean;
}

interface Draft {
  names: Set<string>;
  calls: Set<string>;
  positional: boolean;
  anything: boolean;
}

/** Builtins that assign the variables named in their words. */
export const NAMERS: ReadonlySet<string> = new Set(
  'read mapfile readarray getopts unset let printf wait declare typeset local export readonly'.split(' '),
);
/** Commands after which any variable may have any value. */
export const ANYTHING: ReadonlySet<string> = new Set(['eval', 'source', '.', 'trap', 'enable', 'shopt']);
const NAME = /^[A-Za-z_]\w*/;

// A tree is read once, but asked about at every level of nesting.
const known = new WeakMap<SyntaxNode, Assigns>();

/** What the given part of a script may assign. */
export function assignedIn(node: SyntaxNode): Assigns {
  const before = known.get(node);
  if (before !== undefined) return before;
  const draft: Draft = { names: new Set(), calls: new Set(), positional: false, anything: false };
  collect(node, draft);
  known.set(node, draft);
  return draft;
}

/** Nodes that ask for themselves later: what they assign is found once. */
const ASKS: ReadonlySet<string> = new Set(['While', 'For', 'If', 'Case', 'Function', 'Select', 'ArithmeticFor']);

// With a stack of its own: an arithmetic expression nests as deep as it is long.
function collect(root: SyntaxNode, draft: Draft): void {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    collectOwn(node, draft);
    forEachChild(node, (child) => {
      if (ASKS.has(child.type)) merge(assignedIn(child), draft);
      else waiting.push(child);
    });
  }
}

function merge(found: Assigns, draft: Draft): void {
  for (const name of found.names) draft.names.add(name);
  for (const name of found.calls) draft.calls.add(name);
  draft.positional ||= found.positional;
  draft.anything ||= found.anything;
}

function collectOwn(node: SyntaxNode, draft: Draft): void {
  switch (node.type) {
    case 'Assignment':
      draft.names.add(node.name);
      break;
    case 'For':
    case 'Select':
      draft.names.add(node.name.value);
      break;
    case 'ParameterExpansion':
      if (node.operation?.type === 'Default') draft.names.add(node.parameter);
      break;
    case 'ArithmeticWord':
      addName(node.value, draft);
      break;
    case 'Command':
      collectCommand(node, draft);
      break;
    default:
  }
}

function collectCommand(node: Extract<SyntaxNode, { type: 'Command' }>, draft: Draft): void {
  if (node.name === undefined) return;
  const name = node.name.value;
  if (ANYTHING.has(name) || node.name.parts?.some((part) => /Expansion$/.test(part.type)) === true) draft.anything = true;
  if (name === 'set' || name === 'shift') draft.positional = true;
  const acting = name === 'command' || name === 'builtin';
  if (acting && node.args.some((word) => word.type === 'Word' && (ANYTHING.has(word.value) || NAMERS.has(word.value))))
    draft.anything = true;
  draft.calls.add(name);
  if (NAMERS.has(name)) for (const word of node.args) if (word.type === 'Word') addName(word.value, draft);
}

function addName(text: string, draft: Draft): void {
  const name = NAME.exec(text)?.[0];
  if (name !== undefined) draft.names.add(name);
}
