// Reads a command text: every program call in it, through wrappers, substitutions and scripts in strings, and what could not be seen.
import { parse } from 'unbash';
import type { Shell } from '../step.ts';
import type { Invocation, Reading } from './invocation.ts';
import { likelyCall } from './likely.ts';
import { lowerScript } from './lower.ts';
import { originOfText } from './origin.ts';
import { DEPTH_LIMIT, INHERITED, isFull, type Ledger, mayRepeat, type Place, REPEAT_LIMIT, report, type ScriptText } from './place.ts';
import { definedAs, newScope } from './scope.ts';
import { disagrees } from './second.ts';
import { unwrap } from './unwrap.ts';

/** Reads a text in a shell of the Bourne family; other shells are reported as unsupported, never guessed at. */
export function readCommand(input: { readonly command: string; readonly shell: Shell }): Reading {
  const { command, shell } = input;
  const ledger: Ledger = {
    invocations: [],
    redirections: [],
    assignments: [],
    problems: [],
    repeats: REPEAT_LIMIT,
    readText,
    readScript: lowerScript,
    enter,
  };
  const place: Place = { ...root(command), shell, ledger };
  if (shell === 'fish' || shell === 'pwsh') report(place, 'shell-unsupported', [0, command.length], shell);
  else readText({ text: command, origin: place.origin, scope: place.scope }, place);
  return ledger;
}

const root = (source: string): Omit<Place, 'ledger' | 'shell'> => ({
  source,
  origin: originOfText(source),
  scope: newScope(),
  via: [],
  tags: [],
  input: INHERITED,
  depth: 0,
  again: 0,
  looping: false,
  printed: new WeakMap(),
  room: { characters: 64 * 1024, texts: 136 * 1024, words: 8192 },
});

function readText({ text, origin, scope }: ScriptText, place: Place): readonly Invocation[] {
  place.room.texts -= text.length;
  if (place.depth > DEPTH_LIMIT || place.room.texts < 0 || nestsTooDeep(text)) {
    report(place, 'too-deep', origin.whole);
    return [];
  }
  if (text.includes('IFS') && text.replace(/\$\{?IFS\b/g, '').includes('IFS')) scope.splits = true;
  return lowerScript(parse(text), { ...place, source: text, origin, scope });
}

/** The parser's time grows with the square of the depth; no script a person reviews nests like this. */
function nestsTooDeep(text: string): boolean {
  if (text.length < NEST_LIMIT) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x28 || code === 0x7b) depth++;
    else if ((code === 0x29 || code === 0x7d) && depth > 0) depth--;
    if (depth > NEST_LIMIT) return true;
  }
  return false;
}

/** How deep brackets may nest. */
const NEST_LIMIT = 48;

function enter(invocation: Invocation, place: Place): readonly Invocation[] {
  const { ledger } = place;
  place.room.words -= invocation.words.length;
  if (isFull(place)) return [];
  if (place.again > 0 && ledger.invocations.some((known) => isSame(known, invocation))) return [];
  if (disagrees(invocation.words)) report(place, 'disagreement', invocation.span);
  const at = ledger.invocations.push(invocation) - 1;
  const layer = unwrap(invocation, place);
  if (layer === null) return [invocation, ...readAgain(invocation, place)];
  const opened: Invocation = {
    ...invocation,
    opened: !layer.bare && layer.wrapper.also !== true,
    bare: layer.bare ? layer.wrapper.bare : null,
  };
  ledger.invocations[at] = opened;
  return [opened, ...layer.runs, ...readAgain(opened, place)];
}

/** What the call of a function of this text runs, and what a call is when unknown values are what they most likely are. */
function readAgain(invocation: Invocation, place: Place): readonly Invocation[] {
  if (invocation.call === 'defined') {
    const texts = invocation.words.map((word) => (word.kind === 'dynamic' ? null : word.text));
    const run = definedAs(place.scope, texts[0] ?? '')?.run;
    const words = texts.filter((text) => text !== null);
    if (run === undefined || words.length < texts.length || !mayRepeat(place)) return [];
    return run({ words, place: { ...place, depth: place.depth + 1, again: place.again + 1, input: invocation.input } });
  }
  const guess = likelyCall(invocation);
  return guess === null || !mayRepeat(place) ? [] : place.ledger.enter(guess, { ...place, again: place.again + 1 });
}

/** Whether the same call at the same place was noted before. */
function isSame(known: Invocation, { words, span, redirections }: Invocation): boolean {
  return (
    known.span[0] === span[0] &&
    known.span[1] === span[1] &&
    known.words.length === words.length &&
    known.words.every((word, i) => word.text === words[i]?.text && word.kind === words[i]?.kind) &&
    known.redirections.every((one, i) => one.target?.text === redirections[i]?.target?.text)
  );
}
