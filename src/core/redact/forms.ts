// The forms in which a secret value may turn up in an output, as patterns for the two readings of a stream (alphabet.ts).
import { coreOf, type Reading, symbolsOf } from './alphabet.ts';
import { SHORTEST_PATTERN } from './automaton.ts';
import { type Base64Form, base64Forms, base64Wholes } from './base64.ts';
import { isDistinct, isTooCommon } from './common.ts';
import type { Edge } from './edges.ts';
import {
  escapedForms,
  hexOf,
  layeredForms,
  numberForms,
  otherCases,
  reversed,
  shellForms,
  spacedForms,
  utf8,
  utf16Forms,
  wrappedIn,
} from './encodings.ts';

/** A byte string to conceal, in the reading it is looked for with, and what belongs to it before and after. */
export interface Form {
  readonly bytes: Uint8Array;
  readonly reading: Reading;
  readonly lead: Edge;
  readonly trail: Edge;
  /** Characters of the value it stands for. */
  readonly letters: number;
}

/** Longer values (in characters) are concealed piece by piece, so that the automaton stays small. */
const PIECE = 768;
/** Lines up to this length, of values up to that one, in characters, are also looked for in the rarer forms: those are long. */
const RARE_LINE = 256;
const RARE_IN = 4096;
/** Fewer symbols than this would be found by chance in what is no secret. */
const FEWEST_FOLDED = 8;
const FEWEST_EXACT = SHORTEST_PATTERN;

/** Every form of a value. */
export function formsOf(value: string): Form[] {
  return partsOf(value).flatMap((part) => {
    const letters = [...part.text].length;
    return (isDistinct(part.text) ? foldedForms(part) : exactForms(part)).map((form) => ({ ...form, letters }));
  });
}

interface Part {
  readonly text: string;
  /** Short enough to be looked for in the rarer forms: as rows of numbers, and, if it is plain, spaced. */
  readonly rare: boolean;
}

/** The value, its lines, each without the blanks around it; long ones in pieces. */
function partsOf(value: string): Part[] {
  const isShort = value.length <= RARE_IN;
  const isLine = !/[\r\n]/.test(value.trim());
  const wholes = isLine ? [value.trim()] : [value, ...value.split(/\r?\n/).map((line) => line.trim())];
  const parts = new Map<string, Part>();
  for (const whole of wholes) {
    if (isTooCommon(whole) || isArmour(whole)) continue;
    for (const text of piecesOf(whole)) parts.set(text, { text, rare: isShort && text.length <= RARE_LINE && !/[\r\n]/.test(text) });
  }
  return [...parts.values()];
}

/** First and last lines of PEM blocks are no secret and stand in many outputs. */
function isArmour(line: string): boolean {
  return /^-----(BEGIN|END) [A-Z0-9 ]+-----\s*$/.test(line);
}

function piecesOf(text: string): string[] {
  if (text.length <= PIECE) return [text];
  const characters = [...text];
  const count = Math.ceil(characters.length / PIECE);
  const size = Math.ceil(characters.length / count);
  return Array.from({ length: count }, (_, i) => characters.slice(i * size, (i + 1) * size).join(''));
}

type Bare = Omit<Form, 'letters'>;

/** Forms of a value that is known by its letters and digits: shells' quoting, spacing, case and base64url need no forms of their own. */
function foldedForms({ text, rare }: Part): Bare[] {
  const bytes = utf8(text);
  const written = [text, reversed(text), ...otherCases(text), ...escapedForms(text), ...shellForms(text), hexOf(bytes)];
  const wide = rare && bytes.length > text.length ? utf16Forms(text) : [];
  const texts = new Set([...written, ...(rare ? [...numberForms(text), ...layeredForms(text)] : [])]);
  const all = [...[...texts].map(utf8).map(plainForm), ...wide.map(plainForm), ...encoded(bytes), ...(rare ? encodedTwice(text) : [])].map(
    (form) => toForm(form, 'folded'),
  );
  // A value whose letters an encoding turned into marks is looked for exactly.
  return all.flatMap((form) => (symbolsOf(form.bytes, 'folded').length >= FEWEST_FOLDED ? [form] : asExact(form)));
}

/** Forms of a value that is too short or too plain to be known without its case and marks. */
function exactForms({ text, rare }: Part): Bare[] {
  const bytes = utf8(text);
  const hex = hexOf(bytes);
  const rarer = rare ? [...spacedForms(text), ...numberForms(text), ...layeredForms(text)] : [];
  const written = [text, reversed(text), ...escapedForms(text), ...shellForms(text), ...rarer];
  const others = written.map((form) => form.replace(/(?<=%|\\x|\\u|#x|0x)[0-9A-Fa-f]+/g, otherCase));
  const hexes = [hex, hex.toUpperCase(), hex.replace(/..(?=.)/g, '$& '), hex.replace(/..(?=.)/g, '$&:')];
  const texts = [...new Set([...written, ...others, ...hexes])].map(utf8);
  const all = [...[...texts, ...utf16Forms(text)].map(plainForm), ...encoded(bytes), ...(rare ? encodedTwice(text) : [])];
  return all.map((form) => toForm(form, 'exact')).filter(isLongEnough);
}

const otherCase = (digits: string): string => (digits === digits.toLowerCase() ? digits.toUpperCase() : digits.toLowerCase());

function asExact(form: Bare): Bare[] {
  return [{ ...form, reading: 'exact' as const }].filter(isLongEnough);
}

function isLongEnough(form: Bare): boolean {
  return symbolsOf(form.bytes, form.reading).length >= FEWEST_EXACT;
}

interface Written {
  readonly bytes: Uint8Array;
  readonly lead: Edge;
  readonly trail: Edge;
}

function plainForm(bytes: Uint8Array): Written {
  return { bytes, lead: [], trail: [] };
}

/** Base64 in both alphabets, and the first one in a URL. */
function encoded(bytes: Uint8Array): Written[] {
  const forms = [...base64Forms(bytes), ...base64Wholes(bytes)];
  return [...forms, ...forms.map(inUrlAlphabet), ...forms.filter(({ text }) => /[+/]/.test(text)).map(inUrl)].map(writtenOf);
}

/** Base64 of what was encoded before: of UTF-16, of JSON, of base64 (an `auth` in a registry's configuration in a Kubernetes secret). */
function encodedTwice(text: string): Written[] {
  const twice = base64Forms(utf8(text)).map((form) => utf8(form.text));
  return [...wrappedIn(text), ...twice]
    .flatMap((bytes) => base64Forms(bytes).flatMap((form) => [form, inUrlAlphabet(form)]))
    .map(writtenOf);
}

const writtenOf = ({ text, lead, trail }: Base64Form): Written => ({ bytes: utf8(text), lead, trail });
const inUrlAlphabet = (form: Base64Form) => ({ ...form, text: form.text.replaceAll('+', '-').replaceAll('/', '_') });
const inUrl = (form: Base64Form) => ({ ...form, text: form.text.replaceAll('+', '%2B').replaceAll('/', '%2F') });

/** What the reading passes over at both ends becomes the edges. */
function toForm(written: Written, reading: Reading): Bare {
  const core = coreOf(written.bytes, reading);
  if (!core) return { ...written, reading };
  const [before, after] = [written.bytes.subarray(0, core.start), written.bytes.subarray(core.end)];
  return { ...written, reading, lead: [...written.lead, ...before], trail: [...after, ...written.trail] };
}
