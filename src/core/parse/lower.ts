// From the syntax tree to invocations, following what runs when: sequences, branches, loops, pipes, functions.
import type {
  AndOr,
  Case,
  CommandNode,
  CompoundList,
  Coproc,
  Function as FunctionNode,
  If,
  ParsedScript,
  Pipeline,
  Redirected,
  Statement,
  SyntaxNode,
} from 'unbash';
import { assignedIn } from './assigns.ts';
import { readRedirections, readSimple } from './command.ts';
import { straySeparator } from './gaps.ts';
import type { Input, Invocation } from './invocation.ts';
import { lowerLoop } from './loops.ts';
import { readNested } from './nested.ts';
import { originAround, spanIn } from './origin.ts';
import { INHERITED, isFull, noteRedirections, type Place, report } from './place.ts';
import { printedOf } from './printed.ts';
import { type Defined, forget, forkScope, laterScope, mergePerhaps } from './scope.ts';

/** Reads all commands of a script, reporting what does not parse. */
export function lowerScript(script: ParsedScript, place: Place): readonly Invocation[] {
  for (const error of script.errors ?? []) {
    const at = Math.max(0, Math.min(error.pos, place.source.length - 1));
    report(place, 'syntax', spanIn(place.origin, at, at + 1), error.message);
  }
  const found = lowerAll(script.commands, place);
  const printed = printedOf(script, place.printed);
  if (printed !== undefined) place.printed.set(script, printed);
  return found;
}

function lowerAll(nodes: readonly SyntaxNode[], place: Place): readonly Invocation[] {
  const found: Invocation[] = [];
  for (const node of nodes) {
    if (isFull(place)) break;
    for (const invocation of lower(node, place)) found.push(invocation);
  }
  return found;
}

/** Reads any node of the syntax tree. */
export function lower(node: SyntaxNode, place: Place): readonly Invocation[] {
  const found = lowerNode(node, place);
  const printed = printedOf(node, place.printed);
  if (printed !== undefined) place.printed.set(node, printed);
  else place.printed.delete(node);
  return found;
}

function lowerNode(node: SyntaxNode, place: Place): readonly Invocation[] {
  switch (node.type) {
    case 'Statement':
      return lowerStatement(node, place);
    case 'CompoundList':
      return lowerAll(node.commands, place);
    case 'Command':
      return readSimple(node, place);
    case 'AndOr':
      return lowerAndOr(node, place);
    case 'Pipeline':
      return lowerPipeline(node, place);
    case 'If':
      return lowerIf(node, place);
    case 'Case':
      return lowerCase(node, place);
    case 'While':
    case 'For':
    case 'Select':
    case 'ArithmeticFor':
      return lowerLoop(node, { place, lower });
    case 'Subshell':
      return lower(node.body, { ...place, scope: forkScope(place.scope) });
    case 'BraceGroup':
      return lower(node.body, place);
    case 'Redirected':
      return lowerRedirected(node, place);
    case 'Function':
      return lowerFunction(node, place);
    case 'Coproc':
      return lowerCoproc(node, place);
    case 'ArithmeticCommand':
    case 'TestCommand':
      return lowerExpression(node, place);
    default:
      return readNested(node, place);
  }
}

function lowerStatement(node: Statement, place: Place): readonly Invocation[] {
  const stray = straySeparator(node, place.source);
  if (stray >= 0) report(place, 'syntax', spanIn(place.origin, stray, stray + 1), `unexpected token ${place.source[stray] ?? ''}`);
  if (node.background !== true) return lower(node.command, place);
  if (node.command.type === 'Pipeline' && node.command.commands.length === 0)
    report(place, 'syntax', spanIn(place.origin, node.pos, node.end), 'nothing to run before &');
  return lower(node.command, { ...place, scope: forkScope(place.scope) });
}

const lowerCoproc = (node: Coproc, place: Place): readonly Invocation[] =>
  lower(node.body, { ...place, scope: forkScope(place.scope), input: { kind: 'pipe', from: [] } });

function lowerExpression(node: SyntaxNode, place: Place): readonly Invocation[] {
  const found = readNested(node, place);
  if (/-v\s+['"]?\w+\[[^\]]*(?:\$\(|`)/.test(place.source.slice(node.pos, node.end)))
    report(place, 'dynamic-script', spanIn(place.origin, node.pos, node.end));
  forget(place.scope, assignedIn(node));
  return found;
}

/** The first part runs; whether the others do depends on the ones before. After an `||` it is open which of them did. */
function lowerAndOr(node: AndOr, place: Place): readonly Invocation[] {
  const found: Invocation[] = [];
  let scope = place.scope;
  for (const [i, command] of node.commands.entries()) {
    if (isFull(place)) break;
    if (i > 0) noteGap(node, i, place);
    const starts = i > 0 && (scope === place.scope || node.operators[i - 1] === '||');
    if (starts) {
      if (scope !== place.scope) mergePerhaps(place.scope, scope);
      scope = forkScope(place.scope);
    }
    for (const invocation of lower(command, { ...place, scope })) found.push(invocation);
  }
  if (scope !== place.scope) mergePerhaps(place.scope, scope);
  return found;
}

/** A tripwire under the parser, as for simple commands: between the parts of a list stands its operator, and nothing else. */
function noteGap({ commands }: AndOr, i: number, place: Place): void {
  const [before, after] = [commands[i - 1], commands[i]];
  if (before === undefined || after === undefined) return;
  const nothing = [before, after].some((one) => one.type === 'Pipeline' && one.commands.length === 0);
  if (nothing || !/^(?:[ \t]|\\\r?\n)*(?:&&|\|\|)/.test(place.source.slice(before.end, after.pos)))
    report(place, 'syntax', spanIn(place.origin, before.pos, after.end), 'something odd around && or ||');
}

/** As many earlier stages of a pipe as are kept in mind; more would cost the square of its length. */
const MOST_SOURCES = 16;

function lowerPipeline(node: Pipeline, place: Place): readonly Invocation[] {
  const [first] = node.commands;
  if (first === undefined) return [];
  if (node.commands.length === 1) return lower(first, place);
  const found: Invocation[] = [];
  let before: readonly Invocation[] = [];
  for (const [i, command] of node.commands.entries()) {
    if (isFull(place)) break;
    const input = i === 0 ? place.input : pipeFrom(node.commands[i - 1], { before, place });
    const scope = forkScope(place.scope);
    const here = lower(command, { ...place, scope, input });
    // A later stage may pass on what an earlier one wrote.
    before = [...here.slice(0, MOST_SOURCES), ...before].slice(0, MOST_SOURCES);
    for (const invocation of here) found.push(invocation);
  }
  // The last stage may run in this very shell.
  forget(place.scope, assignedIn(node));
  return found;
}

/** What a stage of a pipe reads: the text the one before it prints, where that is known. */
function pipeFrom(previous: CommandNode | undefined, { before, place }: { before: readonly Invocation[]; place: Place }): Input {
  const text = previous === undefined ? undefined : place.printed.get(previous);
  if (previous === undefined || text === undefined) return { kind: 'pipe', from: before };
  const origin = originAround(spanIn(place.origin, previous.pos, previous.end));
  return { kind: 'text', from: before, text: { value: text, literal: true, origin } };
}

/** Reads a part that runs perhaps. */
function branch(list: CompoundList | undefined, place: Place): readonly Invocation[] {
  if (list === undefined) return [];
  const scope = forkScope(place.scope);
  return lower(list, { ...place, scope });
}

function lowerIf(node: If, place: Place): readonly Invocation[] {
  const found = [...lower(node.clause, place), ...branch(node.then, place)];
  for (const elif of node.elif) found.push(...branch(elif.clause, place), ...branch(elif.then, place));
  found.push(...branch(node.else, place));
  forget(place.scope, assignedIn(node));
  return found;
}

function lowerCase(node: Case, place: Place): readonly Invocation[] {
  const found = [...readNested(node.word, place)];
  for (const item of node.items) {
    for (const pattern of item.pattern) found.push(...readNested(pattern, place));
    found.push(...branch(item.body, place));
  }
  forget(place.scope, assignedIn(node));
  return found;
}

function lowerRedirected(node: Redirected, place: Place): readonly Invocation[] {
  const inner: Invocation[] = [];
  const { redirections, input } = readRedirections(node.redirects, { place, inner });
  noteRedirections(redirections, place);
  return [...inner, ...lower(node.command, { ...place, input })];
}

function lowerFunction(node: FunctionNode, place: Place): readonly Invocation[] {
  const name = node.name.value;
  // With extended patterns, `f*()` is one.
  if (/[*?@+!]$/.test(name)) report(place, 'syntax', spanIn(place.origin, node.pos, node.end), name);
  place.scope.functions.set(name, { assigns: assignedIn(node.body), ...rereadable(node, place) });
  const found = lower(node.body, { ...place, scope: laterScope(place.scope), input: INHERITED });
  const calls = found.filter((invocation) => invocation.words[0]?.text === name);
  const spawns = calls.length > 1 || (calls.length === 1 && hasBackground(node.body));
  if (spawns) report(place, 'function-bomb', spanIn(place.origin, node.pos, node.end), name);
  return found;
}

/** A body that uses its arguments or variables shows more when it is read with those of a call. */
function rereadable({ body }: FunctionNode, { source, origin, printed }: Place): Pick<Defined, 'run'> {
  if (!/[$]/.test(source.slice(body.pos, body.end))) return {};
  return {
    run: ({ words, place }) => {
      const scope = { ...forkScope(place.scope), positional: words.slice(1) };
      return lower(body, { ...place, source, origin, printed, scope });
    },
  };
}

function hasBackground(body: FunctionNode['body']): boolean {
  const list = body.type === 'BraceGroup' || body.type === 'Subshell' ? body.body : body;
  return list.type === 'CompoundList' && list.commands.some((statement: Statement) => statement.background === true);
}
