// One simple command of the syntax tree, as an invocation; and the effects it has on the variables of its script.
import type { Assignment, Redirection as AstRedirection, Word as AstWord, Command, HereDoc } from 'unbash';
import { afterwards } from './afterwards.ts';
import { expandText, expandWhole, expandWord } from './expand.ts';
import { strayCharacter } from './gaps.ts';
import type { Assigned, Input, Invocation, Redirection, Word } from './invocation.ts';
import { readNested } from './nested.ts';
import { originAround, spanIn } from './origin.ts';
import { printedBy } from './output.ts';
import { isFull, noteRedirections, type Place, report } from './place.ts';
import { assign, definedAs, forgetName, type Value, variable } from './scope.ts';
import { targetsSet } from './targetVariables.ts';

/** Reads a simple command; the result holds it and everything it wraps or substitutes. */
export function readSimple(command: Command, place: Place): readonly Invocation[] {
  const { ledger } = place;
  place.room.words -= CALL_COST + command.suffix.length;
  if (isFull(place)) return [];
  const span = spanIn(place.origin, command.pos, command.end);
  const stray = strayCharacter(command, place.source);
  if (stray >= 0) report(place, 'syntax', spanIn(place.origin, stray, stray + 1), 'a character that belongs to no word');
  const inner: Invocation[] = [];
  const assignments: Given[] = [];
  for (const part of command.prefix) if (part.type === 'Assignment') assignments.push(readAssignment(part, { place, inner }));
  const words = readWords(command, { place, inner });
  const { redirections, input } = readRedirections(command.redirects, { place, inner });
  for (const { name, value, span: at } of assignments)
    ledger.assignments.push({ name, value, span: at, via: place.via, prefix: words.length > 0 });
  if (words.length === 0) {
    for (const { name, kept } of assignments) assign(place.scope, name, kept);
    noteRedirections(
      redirections.map((one) => ({ ...one, empties: true })),
      place,
    );
    if (redirections.length === 0) place.printed.set(command, '');
    return inner;
  }
  const name = words[0]?.kind === 'literal' ? words[0].text : '';
  const call = definedAs(place.scope, name) === undefined ? 'program' : 'defined';
  // Code of this very shell sees the assignments in front of it, and keeps them.
  const stays = call === 'defined' || name === '' || SPECIAL.has(name);
  if (stays) for (const given of assignments) assign(place.scope, given.name, given.kept);
  const set = ledger.assignments.length === 0 ? {} : { set: targetsSet(place.scope) };
  const invocation: Invocation = {
    words,
    assignments,
    ...set,
    redirections,
    input,
    span,
    via: place.via,
    tags: place.tags,
    call,
    opened: false,
  };
  const entered = ledger.enter(invocation, place);
  afterwards(command, { invocation, name, place });
  if (stays) for (const given of assignments) forgetName(place.scope, given.name);
  notePrinted(command, { invocation, place });
  return [...inner, ...entered];
}

/** A call counts as this many words of what a reading may cost. */
const CALL_COST = 8;

interface Gathering {
  readonly place: Place;
  readonly inner: Invocation[];
}

/** In zsh a pattern can carry code (`*(e:reboot:)`), and `=ls` is the path of a program. */
const ZSH_RUNS = /^=\w|[*?\])]\((?:#q)?[^)]*[e+]/;

function readWords({ name, args }: Command, given: Gathering): readonly Word[] {
  const { place } = given;
  if (place.shell === 'zsh' && name !== undefined && ZSH_RUNS.test(place.source.slice(name.pos, args.at(-1)?.end ?? name.end)))
    report(place, 'dynamic-script', spanIn(place.origin, name.pos, name.end));
  const words = [...(name === undefined ? [] : readWord(name, given))];
  for (const part of args) {
    if (isFull(given.place)) break;
    words.push(...(part.type === 'Word' ? readWord(part, given) : declaration(part, given)));
  }
  return words;
}

function readWord(word: AstWord, { place, inner }: Gathering): readonly Word[] {
  noteOldArithmetic(word, place);
  if (word.parts === undefined) return expandWord(word, place);
  place.room.words -= word.parts.length;
  if (isFull(place)) return [];
  const runs = readNested(word, place);
  inner.push(...runs);
  const words = expandWord(word, place);
  const [only] = word.parts;
  const content = only?.type === 'ProcessSubstitution' && only.script !== undefined ? place.printed.get(only.script) : undefined;
  const more = { ...(runs.length === 0 ? {} : { inner: runs }), ...(content === undefined ? {} : { content }) };
  return runs.length === 0 && content === undefined ? words : words.map((expanded) => ({ ...expanded, ...more }));
}

/** `$[1+1]` is arithmetic of old, which the parser takes for letters: where it ends, and whether it does, is not known. */
function noteOldArithmetic(word: AstWord, place: Place): void {
  if (!word.text.includes('$[')) return;
  const parts = word.parts ?? [{ type: 'Literal', text: word.text }];
  if (parts.some(({ type, text }) => !/SingleQuoted|AnsiC/.test(type) && /(?<!\\)(?:\\\\)*\$\[/.test(text)))
    report(place, 'syntax', spanIn(place.origin, word.pos, word.end), '$[');
}

function readWhole(word: AstWord, { place, inner }: Gathering): Word {
  noteOldArithmetic(word, place);
  const runs = word.parts === undefined ? [] : readNested(word, place);
  inner.push(...runs);
  const whole = expandWhole(word, place);
  return runs.length === 0 ? whole : { ...whole, inner: runs };
}

/** `x='a[$(reboot)]'; echo $((x))`: arithmetic runs the index of a value it is given. */
const RUN_BY_ARITHMETIC = /\w\[[^\]]*(?:\$\(|`)/;

/** An assignment, and the value it leaves where that is known. */
interface Given extends Assigned {
  readonly kept: Value;
}

function readAssignment(node: Assignment, { place, inner }: Gathering): Given {
  const span = spanIn(place.origin, node.pos, node.end);
  if (node.index !== undefined || node.value.type === 'ArrayValue') {
    if (node.value.type === 'ArrayValue') place.room.words -= node.value.elements.length;
    inner.push(...readNested(node, place));
    return { name: node.name, value: null, span, kept: listOf(node, place) };
  }
  const value = readWhole(node.value, { place, inner });
  const text = value.kind === 'dynamic' ? null : value.text;
  if (text !== null && RUN_BY_ARITHMETIC.test(text)) report(place, 'dynamic-script', span, node.text);
  if (node.append !== true) return { name: node.name, value, span, kept: text };
  const before = variable(place.scope, node.name);
  if (typeof before !== 'string' || text === null) return { name: node.name, value: null, span, kept: null };
  const joined: Word = { ...value, text: before + text, lead: before + text, origin: () => originAround(span) };
  return { name: node.name, value: joined, span, kept: joined.text };
}

/** The elements of an array, when all are known. */
function listOf({ name, value, append, index }: Assignment, place: Place): Value {
  if (index !== undefined || value.type !== 'ArrayValue' || value.elements.some((element) => /^\[[^\]]*\]=/.test(element.text)))
    return null;
  if (isFull(place)) return null;
  const words = value.elements.flatMap((element) => expandWord(element, place));
  if (words.some((word) => word.kind !== 'literal')) return null;
  const before = append === true ? variable(place.scope, name) : [];
  if (before === null || before === undefined) return null;
  return [...(typeof before === 'string' ? [before] : before), ...words.map((word) => word.text)];
}

/** `export X=1`: an argument that assigns. */
function declaration(node: Assignment, { place, inner }: Gathering): readonly Word[] {
  const { name, value, span, kept } = readAssignment(node, { place, inner });
  place.ledger.assignments.push({ name, value, span, via: place.via, prefix: false });
  assign(place.scope, name, kept);
  const text = `${name}=${value?.text ?? ''}`;
  const kind = value?.kind ?? 'dynamic';
  return [
    { kind, text, lead: kind === 'literal' ? text : `${name}=`, splits: false, source: node.text, span, origin: () => originAround(span) },
  ];
}

/** Builtins before which an assignment stays, and `eval` and `source`, which run code that sees it. */
const SPECIAL: ReadonlySet<string> = new Set(
  ': . source eval exec export readonly set shift trap unset break continue return exit times'.split(' '),
);
/** Redirections that leave what a command prints as it is. */
const leavesOutput = ({ operator, descriptor }: Redirection): boolean =>
  operator.startsWith('<') || (descriptor === 2 && operator !== '>&');

/** Remembers what a command prints, so that a substitution or the next stage of a pipe knows it. */
function notePrinted(command: Command, { invocation, place }: { invocation: Invocation; place: Place }): void {
  const { words, redirections, input, call } = invocation;
  place.printed.delete(command);
  if (call === 'defined' || !words.every((word) => word.kind === 'literal') || !redirections.every(leavesOutput)) return;
  const fed = input.kind === 'text' && input.text?.literal === true ? input.text.value : null;
  const text = printedBy(
    words.map((word) => word.text),
    { input: fed, shell: place.shell },
  );
  if (text === null) return;
  place.room.characters -= text.length;
  if (place.room.characters > 0) place.printed.set(command, text);
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
      input = { kind: 'text', from: [], text: hereDocument(node, place) };
      redirections.push({ operator: node.operator, descriptor, target: null, span });
      continue;
    }
    const target = node.target === undefined ? null : readWhole(node.target, { place, inner });
    if (node.target?.text === '\\') report(place, 'syntax', span, 'nothing after it');
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

/** The content of a here-document, with what is known filled in. */
function hereDocument({ body, operator }: HereDoc, place: Place): NonNullable<Input['text']> {
  const whole = spanIn(place.origin, body.pos, body.end);
  const plain = body.parts === undefined || body.parts.every((part) => part.type === 'Literal');
  const exact = plain && whole[1] - whole[0] === body.text.length;
  const origin = exact ? { whole, pieces: [{ at: 0, length: body.text.length, span: whole, exact }] } : originAround(whole);
  const filled = plain ? body.text : expandText(body.parts ?? [], place);
  const text = filled ?? body.text;
  return { value: operator === '<<-' ? text.replace(/^\t+/gm, '') : text, literal: filled !== null, origin };
}

const fileInput = (target: Word | null): Input => ({ kind: target?.inner === undefined ? 'file' : 'command', from: target?.inner ?? [] });
