// What a step sets up that ends with it: people expect it to last as in one shell, and the card says that it does not.
import { forEachChild, parse, type SyntaxNode } from 'unbash';
import type { Carry, Shell } from '../step.ts';

/** Longer texts are not looked through; the card shows what it can. */
const LONGEST = 100_000;

/** What of a step does not last: kinds, and names where they have one. */
export interface Fleeting {
  readonly kind: 'cwd' | 'variable' | 'alias' | 'function' | 'option' | 'source';
  readonly name: string;
}

const OPTIONS: ReadonlySet<string> = new Set(['set', 'shopt', 'setopt', 'unsetopt', 'umask', 'ulimit']);
const MOVES: ReadonlySet<string> = new Set(['cd', 'pushd', 'popd']);
const EXPORTS: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'readonly']);

/** What a step leaves in its own shell, in order, each once. `carry`: what is carried and therefore does last. Never throws. */
export function fleetingOf(step: { readonly text: string; readonly shell: Shell; readonly carry: readonly Carry[] }): Fleeting[] {
  if (step.shell === 'fish' || step.shell === 'pwsh' || step.text.length > LONGEST) return [];
  const found: Fleeting[] = [];
  try {
    for (const statement of parse(step.text).commands) walk(statement, found);
  } catch {
    return [];
  }
  const lasts: ReadonlySet<string> = new Set(step.carry.map((carry) => (carry === 'cwd' ? 'cwd' : 'variable')));
  const told = new Set<string>();
  return found.filter(({ kind, name }) => {
    const key = `${kind} ${name}`;
    if (lasts.has(kind) || told.has(key)) return false;
    told.add(key);
    return true;
  });
}

/** Follows what runs in the step's own shell: not subshells, pipes and the background, and no function's body. */
function walk(node: SyntaxNode, found: Fleeting[]): void {
  if (node.type === 'Subshell' || (node.type === 'Pipeline' && node.commands.length > 1)) return;
  if (node.type === 'Statement' && node.background === true) return;
  if (node.type === 'Function') found.push({ kind: 'function', name: textOf(node.name) });
  else if (node.type === 'Command') ofCommand(node, found);
  else forEachChild(node, (child) => walk(child, found));
}

function textOf(word: unknown): string {
  if (typeof word === 'string') return word;
  const text: unknown = typeof word === 'object' && word !== null ? Reflect.get(word, 'text') : undefined;
  return typeof text === 'string' ? text : '';
}

function ofCommand(node: Extract<SyntaxNode, { type: 'Command' }>, found: Fleeting[]): void {
  const name = textOf(node.name);
  const words = node.suffix.map(textOf);
  if (MOVES.has(name)) found.push({ kind: 'cwd', name });
  else if (name === 'alias') for (const word of words) named(word, { kind: 'alias', found });
  else if (name === 'export' || (EXPORTS.has(name) && words.some((word) => /^-\w*x/.test(word)))) {
    for (const word of words) named(word, { kind: 'variable', found });
  } else if (OPTIONS.has(name) && words.length > 0) found.push({ kind: 'option', name: [name, ...words].join(' ').slice(0, 60) });
  else if (name === '.' || name === 'source') found.push({ kind: 'source', name: (words[0] ?? '').slice(0, 60) });
}

function named(word: string, { kind, found }: { readonly kind: 'alias' | 'variable'; readonly found: Fleeting[] }): void {
  const name = /^([A-Za-z_][\w.-]*)/.exec(word)?.[1];
  if (name !== undefined) found.push({ kind, name });
}
