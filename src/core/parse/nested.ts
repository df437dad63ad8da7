// The scripts inside of words: substitutions, wherever they stand.
import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Span } from '../step.ts';
import type { Invocation } from './invocation.ts';
import { originAround, spanIn } from './origin.ts';
import { isFull, type Place, report } from './place.ts';
import { forgetName, forkScope, variable } from './scope.ts';

/** Reads the scripts inside a word, an assignment, a test or an arithmetic expression. */
export function readNested(node: SyntaxNode, place: Place): readonly Invocation[] {
  const found: Invocation[] = [];
  collectNested({ node, around: spanIn(place.origin, node.pos, node.end) }, { place, found });
  return found;
}

interface Waiting {
  readonly node: SyntaxNode;
  readonly around: Span;
}

// With a stack of its own: an arithmetic expression nests as deep as it is long.
function collectNested(root: Waiting, { place, found }: { place: Place; found: Invocation[] }): void {
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined && !isFull(place); next = waiting.pop()) {
    const { node, around } = next;
    if (node.type === 'Script') {
      found.push(...readInner(node, { around, place }));
      continue;
    }
    noteExpansion(node, { around, place });
    const own = node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution' ? spanIn(place.origin, node.pos, node.end) : around;
    const children: Waiting[] = [];
    forEachChild(node, (child) => void children.push({ node: child, around: own }));
    waiting.push(...children.reverse());
  }
}

function noteExpansion(node: SyntaxNode, { around, place }: { around: Span; place: Place }): void {
  if (node.type !== 'ParameterExpansion') return;
  if (node.operation?.type === 'Transform') report(place, 'dynamic-script', around);
  if (node.operation?.type === 'Default' && node.operation.operator.includes('=')) forgetDefault(node.parameter, place);
}

function readInner(script: ParsedScript, { around, place }: { around: Span; place: Place }): readonly Invocation[] {
  const decoded = script.source;
  const inside = { ...place, scope: forkScope(place.scope), depth: place.depth + 1 };
  if (decoded === undefined) return place.ledger.readScript(script, inside);
  return place.ledger.readScript(script, { ...inside, source: decoded, origin: originAround(around) });
}

/** `${x:=y}` assigns only where `x` has no value. */
function forgetDefault(name: string, { scope }: Place): void {
  const value = variable(scope, name);
  if (typeof value !== 'string' || value === '') forgetName(scope, name);
}
