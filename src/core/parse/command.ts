// One simple command of the syntax tree, as an invocation; and the effects it has on the variables of its script.
import {
  type Assignment,
  type Redirection as AstRedirection,
  type Word as AstWord,
  type Command,
  forEachChild,
  type SyntaxNode,
} from 'unbash';
import type { Span } from '../step.ts';
import { expandWhole, expandWord } from './expand.ts';
import { strayCharacter } from './gaps.ts';
import type { Assigned, Input, Invocation, Redirection, Word } from './invocation.ts';
import { originAround, spanIn } from './origin.ts';
import { type Place, report } from './place.ts';
import { assign, assignedIn, forget, forkScope, knownValue } from './scope.ts';

/** Reads a simple command; the result holds it and everything it wraps or substitutes. */
export function readSimple(command: Command, place: Place): readonly Invocation[] {
  const { ledger } = place;
  const span = spanIn(place.origin, command.pos, command.end);
  const stray = strayCharacter(command, place.source);
  if (stray >= 0) report(place, 'syntax', spanIn(place.origin, stray, stray + 1), 'a character that belongs to no word');
  const inner: Invocation[] = [];
  const assignments: Assigned[] = [];
  for (const part of command.prefix) if (part.type === 'Assignment') assignments.push(readAssignment(part, { place, inner }));
  const words = [...(command.name === undefined ? [] : readWord(command.name, { place, inner }))];
  for (const part of command.args)
    words.push(...(part.type === 'Word' ? readWord(part, { place, inner }) : declaration(part, { place, inner })));
  const { redirections, input } = readRedirections(command.redirects, { place, inner });
  for (const assigned of assignments) ledger.assignments.push({ ...assigned, via: place.via, prefix: words.length > 0 });
  if (words.length === 0) {
    for (const { name, value } of assignments) assign(place.scope, name, value?.kind === 'literal' ? value.text : null);
    ledger.redirections.push(...redirections.map((redirection) => ({ ...redirection, via: place.via })));
    return inner;
  }
  const name = words[0]?.kind === 'literal' ? words[0].text : '';
  const call = place.scope.functions.has(name) ? 'defined' : 'program';
  const invocation: Invocation = { words, assignments, redirections, input, span, via: place.via, tags: place.tags, call, opened: false };
  const entered = ledger.enter(invocation, place);
  afterwards(command, { name, words, place });
  forget(
    place.scope,
    assignments.map((assigned) => assigned.name),
  );
  return [...inner, ...entered];
}

interface Gathering {
  readonly place: Place;
  readonly inner: Invocation[];
}

function readWord(word: AstWord, { place, inner }: Gathering): readonly Word[] {
  if (word.parts === undefined) return expandWord(word, place);
  const runs = readNested(word, place);
  inner.push(...runs);
  const words = expandWord(word, place);
  return runs.length === 0 ? words : words.map((expanded) => ({ ...expanded, inner: runs }));
}

function readWhole(word: AstWord, { place, inner }: Gathering): Word {
  const runs = word.parts === undefined ? [] : readNested(word, place);
  inner.push(...runs);
  const whole = expandWhole(word, place);
  return runs.length === 0 ? whole : { ...whole, inner: runs };
}

function readAssignment(node: Assignment, { place, inner }: Gathering): Assigned {
  const span = spanIn(place.origin, node.pos, node.end);
  if (node.index !== undefined || node.value.type === 'ArrayValue') {
    inner.push(...readNested(node, place));
    return { name: node.name, value: null, span };
  }
  const value = readWhole(node.value, { place, inner });
  if (node.append !== true) return { name: node.name, value, span };
  const before = knownValue(place.scope, node.name);
  const text = `${before ?? ''}${value.text}`;
  const joined: Word = { ...value, text, lead: text, origin: () => originAround(span) };
  return { name: node.name, value: before === null ? null : joined, span };
}

/** `export X=1`: an argument that assigns. */
function declaration(node: Assignment, { place, inner }: Gathering): readonly Word[] {
  const { name, value, span } = readAssignment(node, { place, inner });
  place.ledger.assignments.push({ name, value, span, via: place.via, prefix: false });
  assign(place.scope, name, value?.kind === 'literal' ? value.text : null);
  const text = `${name}=${value?.text ?? ''}`;
  const kind = value?.kind ?? 'dynamic';
  return [
    { kind, text, lead: kind === 'literal' ? text : `${name}=`, splits: false, source: node.text, span, origin: () => originAround(span) },
  ];
}

/** Reads the redirections of a command or a group: what they open, and what they feed into it. */
export function readRedirections(
  nodes: readonly AstRedirection[],
  { place, inner }: Gathering,
): { redirections: readonly Redirection[]; input: Input } {
  let { input } = place;
  const redirections: Redirection[] = [];
  for (const node of nodes) {
    const span = spanIn(place.origin, node.pos, node.end);
    const descriptor = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : null;
    if (node.type === 'HereDoc') {
      if (node.delimiter === undefined || node.delimiter.text.includes('\n'))
        report(place, 'syntax', span, 'a here-document without a delimiter');
      inner.push(...readNested(node.body, place));
      const literal = node.body.parts === undefined || node.body.parts.every((part) => part.type === 'Literal');
      const whole = spanIn(place.origin, node.body.pos, node.body.end);
      const exact = literal && whole[1] - whole[0] === node.body.text.length;
      const origin = exact ? { whole, pieces: [{ at: 0, length: node.body.text.length, span: whole, exact }] } : originAround(whole);
      input = { kind: 'text', from: [], text: { value: bodyOf(node.body.text, node.operator), literal, origin } };
      redirections.push({ operator: node.operator, descriptor, target: null, span });
      continue;
    }
    const target = node.target === undefined ? null : readWhole(node.target, { place, inner });
    redirections.push({ operator: node.operator, descriptor, target, span });
    if (node.type === 'HereString' && target !== null) {
      input = {
        kind: 'text',
        from: target.inner ?? [],
        text: { value: target.text, literal: target.kind === 'literal', origin: target.origin() },
      };
    } else if (node.operator === '<' && (descriptor ?? 0) === 0) input = fileInput(target);
  }
  return { redirections, input };
}

const bodyOf = (text: string, operator: string): string => (operator === '<<-' ? text.replace(/^\t+/gm, '') : text);
const fileInput = (target: Word | null): Input => ({ kind: target?.inner === undefined ? 'file' : 'command', from: target?.inner ?? [] });

/** Reads the scripts inside a word, an assignment, a test or an arithmetic expression. */
export function readNested(node: SyntaxNode, place: Place): readonly Invocation[] {
  const found: Invocation[] = [];
  collectNested(node, { place, found, around: spanIn(place.origin, node.pos, node.end) });
  return found;
}

function collectNested(node: SyntaxNode, given: { place: Place; found: Invocation[]; around: Span }): void {
  const { place, found, around } = given;
  if (node.type === 'ParameterExpansion' && node.operation?.type === 'Transform') {
    place.ledger.problems.push({ kind: 'dynamic-script', span: around, via: place.via });
  }
  if (node.type === 'ParameterExpansion' && node.operation?.type === 'Default') forget(place.scope, [node.parameter]);
  if (node.type !== 'Script') {
    const own = node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution' ? spanIn(place.origin, node.pos, node.end) : around;
    forEachChild(node, (child) => collectNested(child, { place, found, around: own }));
    return;
  }
  const decoded = node.source;
  const inside = { ...place, scope: forkScope(place.scope), depth: place.depth + 1 };
  if (decoded === undefined) found.push(...place.ledger.readScript(node, inside));
  else found.push(...place.ledger.readScript(node, { ...inside, source: decoded, origin: originAround(around) }));
}

const FORGETS_ALL = new Set(['eval', 'source', '.', 'trap', 'enable', 'shopt']);
const FORGETS_NAMES = new Set([
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
  'readonly',
  'export',
]);

function afterwards(command: Command, { name, words, place }: { name: string; words: readonly Word[]; place: Place }): void {
  const { scope } = place;
  // A dynamic command word may be `eval` itself.
  if (FORGETS_ALL.has(name) || name === '') scope.opaque = true;
  const called = scope.functions.get(name);
  if (called !== undefined) forget(scope, called);
  // Behind `command`, `builtin` and the like the builtin still acts on this shell.
  const acting = words.findIndex((word) => FORGETS_NAMES.has(word.text) || FORGETS_ALL.has(word.text));
  if (acting > 0 && (name === 'command' || name === 'builtin')) scope.opaque = true;
  if (!FORGETS_NAMES.has(name)) return;
  const declared = new Set(command.args.flatMap((part) => (part.type === 'Assignment' ? [part.name] : [])));
  const plain = !words.some((word) => /^-\w*[inaAul]/.test(word.text));
  for (const assigned of assignedIn(command)) if (!(plain && declared.has(assigned) && name !== 'let')) forget(scope, [assigned]);
  if (words.some((word) => word.kind === 'dynamic' && word.lead === '' && name !== 'printf')) scope.opaque = true;
}
