// From the syntax tree to invocations, following what runs when: sequences, branches, loops, pipes, functions.
import type {
  AndOr,
  Case,
  CommandNode,
  CompoundList,
  Function as FunctionNode,
  If,
  ParsedScript,
  Pipeline,
  Redirected,
  Statement,
  SyntaxNode,
} from 'unbash';
import { readNested, readRedirections, readSimple } from './command.ts';
import { spawnsWithoutEnd } from './endless.ts';
import type { Invocation } from './invocation.ts';
import { spanIn } from './origin.ts';
import { INHERITED, type Place, report } from './place.ts';
import { assignedIn, forget, forkScope, laterScope } from './scope.ts';

/** Reads all commands of a script, reporting what does not parse. */
export function lowerScript(script: ParsedScript, place: Place): readonly Invocation[] {
  for (const error of script.errors ?? []) {
    const at = Math.max(0, Math.min(error.pos, place.source.length - 1));
    report(place, 'syntax', spanIn(place.origin, at, at + 1), error.message);
  }
  return script.commands.flatMap((statement) => lower(statement, place));
}

const lowerAll = (nodes: readonly SyntaxNode[], place: Place): readonly Invocation[] => nodes.flatMap((node) => lower(node, place));

function lower(node: SyntaxNode, place: Place): readonly Invocation[] {
  switch (node.type) {
    case 'Statement':
      if (node.background === true && node.command.type === 'Pipeline' && node.command.commands.length === 0) {
        report(place, 'syntax', spanIn(place.origin, node.pos, node.end), 'nothing to run before &');
      }
      return lower(node.command, node.background === true ? { ...place, scope: forkScope(place.scope) } : place);
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
      return lowerLoop(node, place);
    case 'Subshell':
      return lower(node.body, { ...place, scope: forkScope(place.scope) });
    case 'BraceGroup':
      return lower(node.body, place);
    case 'Redirected':
      return lowerRedirected(node, place);
    case 'Function':
      return lowerFunction(node, place);
    case 'Coproc':
      return lower(node.body, { ...place, scope: forkScope(place.scope), input: { kind: 'pipe', from: [] } });
    case 'ArithmeticCommand':
    case 'TestCommand':
      return lowerExpression(node, place);
    default:
      return readNested(node, place);
  }
}

function lowerExpression(node: SyntaxNode, place: Place): readonly Invocation[] {
  const found = readNested(node, place);
  forget(place.scope, assignedIn(node));
  return found;
}

function lowerAndOr(node: AndOr, place: Place): readonly Invocation[] {
  const found: Invocation[] = [];
  const perhaps = new Set<string>();
  let forked = false;
  node.commands.forEach((command, i) => {
    forked ||= node.operators[i - 1] === '||';
    // After an `||` it is open which of the parts before it ran.
    if (forked) {
      forget(place.scope, perhaps);
      perhaps.clear();
    }
    found.push(...lower(command, place));
    if (i > 0 && mayAssign(command)) for (const name of assignedIn(command)) perhaps.add(name);
  });
  forget(place.scope, perhaps);
  return found;
}

const mayAssign = (node: SyntaxNode): boolean => node.type !== 'Command' || node.prefix.length > 0 || node.args.length > 0;

/** As many earlier stages of a pipe as are kept in mind; more would cost the square of its length. */
const MOST_SOURCES = 64;

function lowerPipeline(node: Pipeline, place: Place): readonly Invocation[] {
  const [first, ...rest] = node.commands;
  if (first === undefined) return [];
  if (rest.length === 0) return lower(first, place);
  const found: Invocation[] = [];
  let before: readonly Invocation[] = [];
  for (const command of node.commands) {
    const input = command === first ? place.input : { kind: 'pipe' as const, from: before };
    const here = lower(command, { ...place, scope: forkScope(place.scope), input });
    // A later stage may pass on what an earlier one wrote.
    before = [...here, ...before].slice(0, MOST_SOURCES);
    found.push(...here);
  }
  forget(place.scope, assignedIn(node));
  return found;
}

function lowerIf(node: If, place: Place): readonly Invocation[] {
  const branch = (list: CompoundList | undefined): readonly Invocation[] =>
    list === undefined ? [] : lower(list, { ...place, scope: forkScope(place.scope) });
  const found = [...lower(node.clause, place), ...branch(node.then)];
  for (const elif of node.elif) found.push(...branch(elif.clause), ...branch(elif.then));
  found.push(...branch(node.else));
  forget(place.scope, assignedIn(node));
  return found;
}

function lowerCase(node: Case, place: Place): readonly Invocation[] {
  const found = [...readNested(node.word, place)];
  for (const item of node.items) {
    for (const pattern of item.pattern) found.push(...readNested(pattern, place));
    found.push(...lower(item.body, { ...place, scope: forkScope(place.scope) }));
  }
  forget(place.scope, assignedIn(node));
  return found;
}

function lowerLoop(
  node: Extract<CommandNode, { type: 'While' | 'For' | 'Select' | 'ArithmeticFor' }>,
  place: Place,
): readonly Invocation[] {
  if (spawnsWithoutEnd(node, place.source)) report(place, 'endless-spawn', spanIn(place.origin, node.pos, node.end));
  // What a later round assigns is already there in the next one.
  forget(place.scope, assignedIn(node));
  const heads =
    node.type === 'While' ? lower(node.clause, place) : node.type === 'ArithmeticFor' ? expressions(node, place) : wordsOf(node, place);
  return [...heads, ...lower(node.body, place)];
}

function wordsOf(node: Extract<CommandNode, { type: 'For' | 'Select' }>, place: Place): readonly Invocation[] {
  return (node.wordlist ?? []).flatMap((word) => readNested(word, place));
}

function expressions(node: Extract<CommandNode, { type: 'ArithmeticFor' }>, place: Place): readonly Invocation[] {
  return [node.initialize, node.test, node.update].flatMap((part) => (part === undefined ? [] : readNested(part, place)));
}

function lowerRedirected(node: Redirected, place: Place): readonly Invocation[] {
  const inner: Invocation[] = [];
  const { redirections, input } = readRedirections(node.redirects, { place, inner });
  place.ledger.redirections.push(...redirections.map((redirection) => ({ ...redirection, via: place.via })));
  return [...inner, ...lower(node.command, { ...place, input })];
}

function lowerFunction(node: FunctionNode, place: Place): readonly Invocation[] {
  const name = node.name.value;
  place.scope.functions.set(name, assignedIn(node.body));
  const found = lower(node.body, { ...place, scope: laterScope(place.scope), input: INHERITED });
  const calls = found.filter((invocation) => invocation.words[0]?.text === name);
  const spawns = calls.length > 1 || (calls.length === 1 && hasBackground(node.body));
  if (spawns) report(place, 'function-bomb', spanIn(place.origin, node.pos, node.end), name);
  return found;
}

function hasBackground(body: FunctionNode['body']): boolean {
  const list = body.type === 'BraceGroup' || body.type === 'Subshell' ? body.body : body;
  return list.type === 'CompoundList' && list.commands.some((statement: Statement) => statement.background === true);
}
