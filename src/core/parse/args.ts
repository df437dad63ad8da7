// Options and operands of an argument list, by the arity a command spec declares.
import type { Word } from './invocation.ts';
import { sliceOrigin } from './origin.ts';

/** How a program reads its options. */
export interface ArgStyle {
  /** Options that take a value, with their dashes. */
  readonly valued: ReadonlySet<string>;
  /** Options known to take none; an option in neither set has an unknown arity. */
  readonly flags: ReadonlySet<string>;
  /** `single`: one dash introduces a whole name, as in `find -name`. */
  readonly dashes: 'gnu' | 'single';
  /** Where operands begin: `first` stops at the first operand, as `env` and `ssh` do. */
  readonly until: 'end' | 'first';
  /** Options followed by a command up to `;` or `+`, as find's `-exec`. */
  readonly commands?: ReadonlySet<string>;
}

export interface Option {
  readonly name: string;
  readonly value: Word | null;
  readonly word: Word;
  /** How many operands stood before it. */
  readonly place: number;
  /** The style knows it under this very name: it is no abbreviation of another. */
  readonly known: boolean;
}

export interface Args {
  readonly options: readonly Option[];
  readonly operands: readonly Word[];
  /** How many operands stand before `--`, or -1 without one. */
  readonly dash: number;
  /** An option of unknown arity with a word after it that it may have swallowed. */
  readonly ambiguous: Option | null;
}

interface Draft {
  options: Option[];
  operands: Word[];
  dash: number;
  ambiguous: Option | null;
}

/** Splits the words after a program's name. */
export function parseArgs(words: readonly Word[], style: ArgStyle): Args {
  const draft: Draft = { options: [], operands: [], dash: -1, ambiguous: null };
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    if (word === undefined) break;
    at++;
    if (word.text === '--' && word.kind === 'literal') {
      draft.dash = draft.operands.length;
      draft.operands.push(...words.slice(at));
      break;
    }
    if (!isOption(word)) {
      draft.operands.push(word);
      if (style.until === 'first') {
        draft.operands.push(...words.slice(at));
        break;
      }
    } else if (style.commands?.has(word.text) === true) {
      push(draft, word.text, { word, value: words[at] ?? null, style });
      at = afterCommand(words, at);
    } else if (readOption(draft, { word, next: words[at], style })) at++;
  }
  return draft;
}

/** Where the words go on after a command that ends with `;` or, after `{}`, with `+`. */
function afterCommand(words: readonly Word[], from: number): number {
  const end = words.findIndex((word, i) => i >= from && (word.text === ';' || (word.text === '+' && words[i - 1]?.text === '{}')));
  return end < 0 ? words.length : end + 1;
}

const isOption = (word: Word): boolean => word.lead.length > 1 && word.lead.startsWith('-');

/** Reads one option word; true when it took the next word as its value. */
function readOption(draft: Draft, given: { word: Word; next: Word | undefined; style: ArgStyle }): boolean {
  const { word, style } = given;
  const equals = word.text.indexOf('=');
  if (style.dashes === 'single' || word.text.startsWith('--')) {
    const name = equals < 0 ? word.text : word.text.slice(0, equals);
    if (equals >= 0) return push(draft, name, { word, value: tailOf(word, equals + 1), style });
    return readWhole(draft, { ...given, name });
  }
  return readCluster(draft, given);
}

function readWhole(draft: Draft, given: { word: Word; next: Word | undefined; style: ArgStyle; name: string }): boolean {
  const { word, next, style, name } = given;
  const takes = style.valued.has(name) && next !== undefined;
  push(draft, name, { word, value: takes ? next : null, style });
  if (!takes && next !== undefined && !isOption(next) && !style.flags.has(name)) draft.ambiguous ??= draft.options.at(-1) ?? null;
  return takes;
}

/** `-xvf archive`: flags, then perhaps one that takes the rest of the word or the next word. */
function readCluster(draft: Draft, given: { word: Word; next: Word | undefined; style: ArgStyle }): boolean {
  const { word, next, style } = given;
  const { text } = word;
  // `-name` of a program that also knows long names with one dash.
  if (text.length > 2 && (style.valued.has(text) || style.flags.has(text))) return readWhole(draft, { ...given, name: text });
  for (let i = 1; i < text.length; i++) {
    const name = `-${text[i]}`;
    if (style.valued.has(name)) {
      const attached = i + 1 < text.length;
      const value = attached ? tailOf(word, text[i + 1] === '=' ? i + 2 : i + 1) : (next ?? null);
      push(draft, name, { word, value, style });
      return !attached && next !== undefined;
    }
    push(draft, name, { word, value: null, style });
  }
  const last = `-${text.at(-1)}`;
  if (next !== undefined && !isOption(next) && !style.flags.has(last)) draft.ambiguous ??= draft.options.at(-1) ?? null;
  return false;
}

function push(draft: Draft, name: string, found: { word: Word; value: Word | null; style: ArgStyle }): false {
  const known = found.style.valued.has(name) || found.style.flags.has(name);
  draft.options.push({ name, word: found.word, value: found.value, place: draft.operands.length, known });
  return false;
}

/** The word from an offset on, as a word of its own. */
function tailOf(word: Word, from: number): Word {
  const lead = word.lead.slice(from);
  return { ...word, text: word.text.slice(from), lead, source: word.text.slice(from), origin: () => sliceOrigin(word.origin(), from) };
}
