// Loops. What a later round assigns is already there in the next one, so their variables are unknown; but a short list of words is
// read word by word, because `for c in rm; do $c -rf /; done` says what it runs.
import type { CommandNode, SyntaxNode } from 'unbash';
import { assignedIn } from './assigns.ts';
import { spawnsWithoutEnd } from './endless.ts';
import { expandWord } from './expand.ts';
import type { Invocation } from './invocation.ts';
import { readNested } from './nested.ts';
import { spanIn } from './origin.ts';
import { mayRepeat, type Place, report } from './place.ts';
import { assign, forget } from './scope.ts';

type Loop = Extract<CommandNode, { type: 'While' | 'For' | 'Select' | 'ArithmeticFor' }>;
type Lower = (node: SyntaxNode, place: Place) => readonly Invocation[];

interface Reading {
  readonly place: Place;
  /** How the nodes inside are read. */
  readonly lower: Lower;
}

/** As many words of a list as are read one by one. */
const MOST_ROUNDS = 8;

/** Reads a loop: its head, and its body. */
export function lowerLoop(node: Loop, { place, lower }: Reading): readonly Invocation[] {
  if (spawnsWithoutEnd(node, place.source)) report(place, 'endless-spawn', spanIn(place.origin, node.pos, node.end));
  const heads = headsOf(node, { place: { ...place, looping: true }, lower });
  const rounds = node.type === 'For' ? roundsOf(node, place) : null;
  const assigns = assignedIn(node);
  forget(place.scope, assigns);
  const inside = { ...place, looping: true };
  if (rounds === null || node.type !== 'For') return [...heads, ...lower(node.body, inside)];
  const found = [...heads];
  for (const [i, text] of rounds.entries()) {
    assign(place.scope, node.name.value, text);
    found.push(...lower(node.body, i === 0 ? inside : { ...inside, again: inside.again + 1 }));
    forget(place.scope, assigns);
  }
  return found;
}

function headsOf(node: Loop, { place, lower }: Reading): readonly Invocation[] {
  if (node.type === 'For' || node.type === 'Select') return (node.wordlist ?? []).flatMap((word) => readNested(word, place));
  forget(place.scope, assignedIn(node));
  if (node.type === 'While') return lower(node.clause, place);
  return [node.initialize, node.test, node.update].flatMap((part) => (part === undefined ? [] : readNested(part, place)));
}

/** The words of a list that are read one by one; null where the body does not use them, or they are unknown or too many. */
function roundsOf(node: Extract<Loop, { type: 'For' }>, place: Place): readonly string[] | null {
  const { wordlist, body, name } = node;
  const text = place.source.slice(body.pos, body.end);
  if (wordlist === undefined || wordlist.length === 0 || wordlist.length > MOST_ROUNDS) return null;
  if (!text.includes(`$${name.value}`) && !text.includes(`{${name.value}`)) return null;
  const words = wordlist.flatMap((word) => expandWord(word, place));
  if (words.length === 0 || words.length > MOST_ROUNDS || words.some((word) => word.kind === 'dynamic')) return null;
  return mayRepeat(place) ? words.map((word) => word.text) : null;
}
