// From a word of the syntax tree to the words a program gets: quotes removed, braces expanded, known variables filled in.
import type { Word as AstWord, DoubleQuotedChild, WordPart } from 'unbash';
import { expandBraces } from './braces.ts';
import type { Word } from './invocation.ts';
import { joinOrigins, type Origin, originAround, spanIn } from './origin.ts';
import { knownValue, type Scope } from './scope.ts';

interface Bit {
  readonly text: string;
  readonly known: boolean;
  readonly quoted: boolean;
  readonly pattern: boolean;
  /** Offsets into the script's source; `exact` when the value stands there character by character. */
  readonly from: number;
  readonly to: number;
  readonly exact: boolean;
}

/** What is around a word: the script it stands in and what is known there. */
export interface Around {
  readonly source: string;
  readonly origin: Origin;
  readonly scope: Scope;
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
  const bits = word.parts.flatMap((part) => bitsOf(part, { around, quoted: false }));
  return assemble(bits, { word, around });
}

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
  // Only words without quotes, escapes and expansions are expanded; the others stay unknown.
  const texts = /[\\'"$`]/.test(word.text) ? null : expandBraces(word.text);
  if (texts === null) return [{ ...base, kind: 'dynamic', text: word.text, lead: word.text.split(/[{\\'"$`]/)[0] ?? '', splits: true }];
  const kind = /[*?[]/.test(word.text) ? ('pattern' as const) : ('literal' as const);
  return texts.filter((text) => text !== '').map((text) => ({ ...base, kind, text, lead: leadOf(kind, text), splits: false }));
}

const leadOf = (kind: Word['kind'], text: string): string => (kind === 'pattern' ? (text.split(/[*?[]/)[0] ?? '') : text);

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
      return inner.length > 0 ? inner : known('', false, { quoted: true });
    }
    case 'Glob':
    case 'ExtendedGlob':
      return known(part.text, true, { pattern: true });
    case 'SimpleExpansion':
      return variable(part.text, part.text.slice(1), { part, around, quoted });
    case 'ParameterExpansion': {
      const simple = part.operation === undefined && part.prefix === undefined && part.index === undefined;
      return variable(part.text, simple ? part.parameter : '', { part, around, quoted });
    }
    default:
      return known(part.text, false, { known: false });
  }
}

function variable(written: string, name: string, given: In & { part: { pos: number; end: number } }): readonly Bit[] {
  const { part, around, quoted } = given;
  const value = name === '' ? null : knownValue(around.scope, name);
  const bit = { quoted, pattern: false, from: part.pos, to: part.end, exact: false };
  if (value === null || (!quoted && /[*?[\\~]/.test(value))) return [{ ...bit, text: written, known: false }];
  if (quoted || !/\s/.test(value)) return value === '' && !quoted ? [] : [{ ...bit, text: value, known: true }];
  // Unquoted: field splitting. The separators are marked by bits of a single newline that no literal can hold unquoted.
  const words = value.split(/[ \t\n]+/);
  return words.flatMap((text, i) => [
    ...(i > 0 ? [{ ...bit, ...SEPARATOR }] : []),
    ...(text === '' ? [] : [{ ...bit, text, known: true }]),
  ]);
}

const SEPARATOR = { text: '\n', known: true, quoted: false } as const;
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
    source: word.text,
    span,
    origin: () =>
      joinOrigins(
        bits.map((bit) => ({ text: bit.text, origin: placeOf(bit, around.origin) })),
        span,
      ),
  };
}

function placeOf(bit: Bit, origin: Origin): Origin {
  const span = spanIn(origin, bit.from, bit.to);
  return bit.exact ? exactly(bit.text, span) : originAround(span);
}
