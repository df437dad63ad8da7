// What a builtin leaves behind in the variables of its shell.
import type { Command } from 'unbash';
import { ANYTHING, assignedIn, NAMERS } from './assigns.ts';
import type { Invocation } from './invocation.ts';
import { printedBy } from './output.ts';
import type { Place } from './place.ts';
import { assign, definedAs, forget, forgetAll, forgetName, type Scope, variable } from './scope.ts';

interface Acted {
  readonly invocation: Invocation;
  /** Empty where it is not known. */
  readonly name: string;
  readonly place: Place;
}

/** Updates what is known of variables after a command ran. */
export function afterwards(command: Command, acted: Acted): void {
  const { invocation, name, place } = acted;
  const { words } = invocation;
  const { scope } = place;
  // A dynamic command word may be `eval` itself; the text of a known `eval` was read in this very scope.
  if (name === '' || name === 'source' || name === '.') forgetAll(scope);
  else if (name === 'eval') {
    if (words.some((word) => word.kind !== 'literal')) forgetAll(scope);
  } else if (ANYTHING.has(name)) scope.opaque = true;
  const called = definedAs(scope, name);
  if (called !== undefined) forget(scope, called.assigns);
  // Behind `command`, `builtin` and the like the builtin still acts on this shell.
  const acting = words.findIndex(
    (word) => NAMERS.has(word.text) || ANYTHING.has(word.text) || word.text === 'set' || word.text === 'shift',
  );
  if (acting > 0 && (name === 'command' || name === 'builtin')) forgetAll(scope);
  if (name === 'set' || name === 'shift') movePositional(acted);
  if (NAMERS.has(name)) assignNamed(command, acted);
}

function assignNamed(command: Command, acted: Acted): void {
  const { invocation, name, place } = acted;
  const { words } = invocation;
  const declared = new Set(command.args.flatMap((part) => (part.type === 'Assignment' ? [part.name] : [])));
  const plain = !words.some((word) => /^-\w*[inaAul]/.test(word.text));
  for (const assigned of assignedIn(command).names)
    if (!(plain && declared.has(assigned) && name !== 'let') && !isExport(acted)) forgetName(place.scope, assigned);
  // `declare $x=1`: a name that a value spells out.
  for (const { kind, text } of words.slice(1)) {
    const spelled = kind === 'literal' ? /^[A-Za-z_]\w*(?=$|\+?=|\[)/.exec(text)?.[0] : undefined;
    if (spelled === undefined || assignedIn(command).names.has(spelled) || declared.has(spelled)) continue;
    assign(place.scope, spelled, plain && text[spelled.length] === '=' ? text.slice(spelled.length + 1) : null);
  }
  // A name for another variable, or letters that change their case when they are assigned: nothing is certain from here on.
  if (name !== 'read' && name !== 'printf' && name !== 'wait' && words.some(({ text }) => /^-\w*[nlu]/.test(text)))
    place.scope.opaque = true;
  if (words.some((word) => word.kind === 'dynamic' && word.lead === '' && name !== 'printf')) forgetAll(place.scope);
  if (name === 'read') readInto(acted);
  if (name === 'printf') printInto(acted);
}

/** `export X` and `readonly X` leave the value as it is. */
const isExport = ({ name, invocation }: Acted): boolean =>
  (name === 'export' || name === 'readonly') &&
  invocation.words.slice(1).every((word) => word.kind === 'literal' && !/^-.*[^px-]/.test(word.text));

/** `set -- a b`, `shift 2`. */
function movePositional({ invocation, name, place: { scope } }: Acted): void {
  const [first, ...rest] = invocation.words.slice(1);
  const all = (words: Invocation['words']): readonly string[] | null =>
    words.every((word) => word.kind === 'literal') ? words.map((word) => word.text) : null;
  if (name === 'shift') {
    const by = first === undefined ? 1 : Number(first.text);
    scope.positional = scope.positional !== null && by >= 0 ? scope.positional.slice(by) : null;
  } else if (first?.text === '--') scope.positional = all(rest);
  else if (first !== undefined && !/^[-+]/.test(first.text)) scope.positional = all([first, ...rest]);
  else if (rest.length > 0) scope.positional = null;
}

/** `read -r X <<< text`: one line, fed to this very command, outside of loops. */
function readInto({ invocation, place }: Acted): void {
  const { input, words, redirections } = invocation;
  const [line, ...more] = input.text?.value.replace(/\n$/, '').split('\n') ?? [];
  const names = words.slice(1).map((word) => word.text);
  const flags = names.filter((name) => name.startsWith('-'));
  if (
    input.kind !== 'text' ||
    input.text?.literal !== true ||
    redirections.length !== 1 ||
    place.looping ||
    line === undefined ||
    more.length > 0
  )
    return;
  if (
    flags.some((flag) => flag !== '-r') ||
    line.includes('\\') ||
    variable(place.scope, 'IFS') !== undefined ||
    invocation.assignments.length > 0
  )
    return;
  assignFields(names.slice(flags.length), { line, scope: place.scope });
}

function assignFields(names: readonly string[], { line, scope }: { line: string; scope: Scope }): void {
  let rest = line.trim();
  for (const [i, name] of names.entries()) {
    const field = i === names.length - 1 ? rest : (/^\S*/.exec(rest)?.[0] ?? '');
    assign(scope, name, field);
    rest = rest.slice(field.length).trim();
  }
}

/** `printf -v X %s text`. */
function printInto({ invocation, place }: Acted): void {
  const [, flag, name, ...rest] = invocation.words;
  if (flag?.text !== '-v' || name === undefined || !/^[A-Za-z_]\w*$/.test(name.text) || rest.some((word) => word.kind !== 'literal'))
    return;
  assign(place.scope, name.text, printedBy(['printf', ...rest.map((word) => word.text)], { input: null, shell: place.shell }));
}
