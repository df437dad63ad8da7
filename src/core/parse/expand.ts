// From a word of the syntax tree to the words a program gets: quotes removed, braces expanded, known variables filled in.
import type { Word as AstWord, DoubleQuotedChild, WordPart } from 'unbash';
import { expandBraces, shield, unshield } from './braces.ts';
import { separators, split } from './fields.ts';
import type { Word } from './invocation.ts';
import { joinOrigins, type Origin, originAround, spanIn } from './origin.ts';
import { type Filled, fill } from './parameters.ts';
import type { Scope } from './scope.ts';

interface Bit {
  readonly text: string;
  readonly known: boolean;
  readonly quoted: boolean;
  readonly pattern: boolean;
  /** What an unknown bit most likely is. */
  readonly likely?: string;
  readonly ifUnset?: true;
  /** Offsets into the script's source; `exact` when the value stands there character by character. */
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
}

/** What is left of the work one reading may do, so that no text costs more than its length allows. */
export interface Room {
  /** Characters that values fill in. */
  characters: number;
  /** Characters of scripts inside of words. */
  texts: number;
  /** Words of calls, counted again under every wrapper. */
  words: number;
}

/** What is around a word: the script it stands in and what is known there. */
export interface Around {
  readonly source: string;
  readonly origin: Origin;
  readonly scope: Scope;
  /** What the commands of substitutions print, where that is known. */
  readonly printed: WeakMap<object, string>;
  /** What a whole reading may still cost. */
  readonly room: Room;
}

/** The words one written word becomes; several after braces or an unquoted variable of several words. */
export function expandWord(word: AstWord, around: Around): readonly Word[] {
  if (word.parts === undefined) return [plain(word, around)];
  if (word.parts.some((part) => part.type === 'BraceExpansion')) return bracedWords(word, around);
  const bits = word.parts.flatMap((part) => bitsOf(part, { around, quoted: false }));
  return splitBits(bits).map((group) => assemble(group, { word, around }));
}

/** The value of a word that is never split: an assignment, a redirection target, a here-string. */
export function expandWhole(word: AstWord, around: Around): Word {
  if (word.parts === undefined) return plain(word, around);
  return assemble(wholeBits(word.parts, around), { word, around });
}

/** The text of a here-document, its variables filled in; null where something in it is unknown. */
export function expandText(parts: readonly WordPart[], around: Around): string | null {
  const bits = wholeBits(parts, around);
  return bits.every((bit) => bit.known) ? bits.map((bit) => bit.text).join('') : null;
}

/** The bits of a text that is never split: lists in it are joined by a space. */
const wholeBits = (parts: readonly WordPart[], around: Around): readonly Bit[] =>
  parts
    .flatMap((part) => bitsOf(part, { around, quoted: part.type !== 'Glob' }))
    .map((bit) => (isSeparator(bit) ? { ...bit, text: ' ' } : bit));

function plain(word: AstWord, { origin, source }: Around): Word {
  const { value, pos, end } = word;
  const span = spanIn(origin, pos, end);
  const exact = value.length === end - pos && word.text === value;
  const place = (): Origin => (exact ? joinOrigins([{ text: value, origin: exactly(value, span) }], span) : originAround(span));
  return { kind: 'literal', text: value, lead: value, splits: false, source: source.slice(pos, end), span, origin: place };
}

function exactly(text: string, span: readonly [number, number]): Origin {
  if (span[1] - span[0] !== text.length) return originAround(span);
  return { whole: span, pieces: [{ at: 0, length: text.length, span, exact: true }] };
}

function bracedWords(word: AstWord, around: Around): readonly Word[] {
  const span = spanIn(around.origin, word.pos, word.end);
  const origin = (): Origin => originAround(span);
  const base = { source: word.text, span, origin };
  const shielded = shield(word.text);
  const texts = shielded === null || around.room.characters <= 0 ? null : expandBraces(shielded);
  if (texts === null) return [{ ...base, kind: 'dynamic', text: word.text, lead: word.text.split(/[{\\'"$`]/)[0] ?? '', splits: true }];
  around.room.words -= texts.length;
  return texts
    .filter((text) => text !== '')
    .map((text) => {
      const pattern = text.search(/[*?[]/);
      const kind = pattern < 0 ? ('literal' as const) : ('pattern' as const);
      const lead = unshield(pattern < 0 ? text : text.slice(0, pattern));
      return { ...base, kind, text: unshield(text), lead, splits: false };
    });
}

interface In {
  readonly around: Around;
  readonly quoted: boolean;
}

function bitsOf(part: WordPart | DoubleQuotedChild, { around, quoted }: In): readonly Bit[] {
  const at = { from: part.pos, to: part.end };
  const known = (text: string, exact: boolean, more: Partial<Bit> = {}): readonly Bit[] => [
    { text, known: true, quoted, pattern: false, ...at, exact, ...more },
  ];
  switch (part.type) {
    case 'Literal':
      return known(part.value, part.value === part.text);
    case 'SingleQuoted':
      return known(part.value, true, { quoted: true, from: part.pos + 1, to: part.end - 1 });
    case 'AnsiCQuoted':
      return known(part.value, false, { quoted: true });
    case 'DoubleQuoted':
    case 'LocaleString': {
      const inner = part.parts.flatMap((child) => bitsOf(child, { around, quoted: true }));
      // `"$@"` without anything in it is no word at all.
      const nothing = part.parts.length === 1 && /^\$(?:@|\{@\}|\{\w+\[@\]\})$/.test(part.parts[0]?.text ?? '');
      return inner.length > 0 || nothing ? inner : known('', false, { quoted: true });
    }
    case 'Glob':
    case 'ExtendedGlob':
      return known(part.text, true, { pattern: true });
    case 'SimpleExpansion':
    case 'ParameterExpansion':
      return filledBits(
        fill(part, around.scope, (word) => literalText(word, around)),
        { part, around, quoted },
      );
    case 'CommandExpansion':
      return substituted(part, { around, quoted });
    default:
      return known(part.text, false, { known: false });
  }
}

/** What a substitution is replaced by, where what it prints is known. */
function substituted(part: Extract<WordPart, { type: 'CommandExpansion' }>, { around, quoted }: In): readonly Bit[] {
  const printed = part.script === undefined ? undefined : around.printed.get(part.script);
  return filledBits({ value: printed?.replace(/\n+$/, '') ?? null }, { part, around, quoted });
}

function literalText(word: AstWord, around: Around): string | null {
  const whole = expandWhole(word, around);
  return whole.kind === 'dynamic' ? null : whole.text;
}

interface Filling extends In {
  readonly part: { readonly pos: number; readonly end: number; readonly text: string };
}

function filledBits({ value, likely, ifUnset }: Filled, given: Filling): readonly Bit[] {
  const { part, around, quoted } = given;
  const bit = { quoted, pattern: false, from: part.pos, to: part.end, exact: false };
  const ifs = quoted ? ' ' : separators(around.scope);
  const size = value === null ? 0 : typeof value === 'string' ? value.length : value.reduce((sum, one) => sum + one.length, 0);
  around.room.characters -= size;
  if (value === null || ifs === null || around.room.characters < 0) {
    const guess = likely === undefined ? {} : { likely, ...(ifUnset === undefined ? {} : { ifUnset }) };
    return [{ ...bit, text: part.text, known: false, ...guess }];
  }
  if (typeof value !== 'string' && quoted && !/@/.test(part.text)) return [{ ...bit, text: value.join(' '), known: true }];
  const fields =
    typeof value !== 'string' ? (quoted ? value : value.flatMap((one) => split(one, ifs))) : quoted ? [value] : split(value, ifs);
  return fields.flatMap((text, i) => [...(i > 0 ? [{ ...bit, ...SEPARATOR }] : []), ...(text === '' && !quoted ? [] : [field(text, bit)])]);
}

function field(text: string, bit: Omit<Bit, 'text' | 'known'>): Bit {
  // A backslash in an unquoted value may or may not be one of a pattern.
  if (!bit.quoted && text.includes('\\') && /[*?[]/.test(text)) return { ...bit, text, known: false };
  return { ...bit, text, known: true, pattern: !bit.quoted && /[*?[]/.test(text) };
}

// No literal can hold a newline unquoted, so a bit of one stands between words.
const SEPARATOR = { text: '\n', known: true, quoted: false, pattern: false } as const;
const isSeparator = (bit: Bit): boolean => bit.text === '\n' && !bit.quoted && !bit.exact;

function splitBits(bits: readonly Bit[]): readonly (readonly Bit[])[] {
  const groups: Bit[][] = [[]];
  for (const bit of bits) {
    if (isSeparator(bit)) groups.push([]);
    else groups.at(-1)?.push(bit);
  }
  return groups.filter((group) => group.length > 0);
}

function assemble(bits: readonly Bit[], { word, around }: { word: AstWord; around: Around }): Word {
  const text = bits.map((bit) => bit.text).join('');
  const unknown = bits.findIndex((bit) => !bit.known);
  const glob = bits.findIndex((bit) => bit.pattern);
  const kind = unknown >= 0 ? 'dynamic' : glob >= 0 ? 'pattern' : 'literal';
  const stops = [unknown, glob].filter((i) => i >= 0);
  const leading = stops.length === 0 ? bits : bits.slice(0, Math.min(...stops));
  const span = spanIn(around.origin, word.pos, word.end);
  return {
    kind,
    text,
    lead: leading.map((bit) => bit.text).join(''),
    splits: bits.some((bit) => !bit.known && (!bit.quoted || bit.text.includes('@'))),
    ...(unknown < 0 ? {} : likelyOf(bits)),
    source: word.text,
    span,
    origin: () =>
      joinOrigins(
        bits.map((bit) => ({ text: bit.text, origin: placeOf(bit, around.origin) })),
        span,
      ),
  };
}

/** What the word most likely is, when every unknown part of it has a likely value. */
function likelyOf(bits: readonly Bit[]): Pick<Word, 'likely'> {
  if (bits.some((bit) => !bit.known && bit.likely === undefined)) return {};
  const text = bits.map((bit) => (bit.known ? bit.text : (bit.likely ?? ''))).join('');
  return { likely: { text, ifUnset: bits.some((bit) => bit.ifUnset === true) } };
}

function placeOf(bit: Bit, origin: Origin): Origin {
  const span = spanIn(origin, bit.from, bit.to);
  return bit.exact ? exactly(bit.text, span) : originAround(span);
}
