// What a command text can hide from an eye: characters that draw nothing, reorder, or move the cursor.
import type { Span } from '../step.ts';

/** Longest text that is read, in UTF-8 bytes; anything longer is `unverifiable` (risk.md, stage 1). */
const BYTE_LIMIT = 64 * 1024;

/** A character that is not what it seems, named for the card. */
export interface HiddenCharacter {
  readonly span: Span;
  /** "U+202E right-to-left override". */
  readonly name: string;
}

const NAMES: Readonly<Record<string, string>> = {
  '00A0': 'no-break space',
  '00AD': 'soft hyphen',
  '034F': 'combining grapheme joiner',
  '061C': 'Arabic letter mark',
  '115F': 'Hangul filler',
  '180E': 'Mongolian vowel separator',
  '200B': 'zero-width space',
  '200C': 'zero-width non-joiner',
  '200D': 'zero-width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '2028': 'line separator',
  '2029': 'paragraph separator',
  '202A': 'left-to-right embedding',
  '202B': 'right-to-left embedding',
  '202C': 'pop directional formatting',
  '202D': 'left-to-right override',
  '202E': 'right-to-left override',
  '2060': 'word joiner',
  '2066': 'left-to-right isolate',
  '2067': 'right-to-left isolate',
  '2068': 'first strong isolate',
  '2069': 'pop directional isolate',
  '3164': 'Hangul filler',
  FEFF: 'byte order mark',
  '000D': 'carriage return',
  '001B': 'escape',
  '0000': 'NUL',
  '0008': 'backspace',
  '007F': 'delete',
};

// Everything of Unicode that is a control other than tab and newline, a format character, a space other than U+0020, a lone surrogate or a filler.
const HIDDEN = new RegExp(
  [
    String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`,
    String.raw`(?! )\p{Zs}`,
    String.raw`[\u115F\u1160\u2800\u3164\uFFA0]`,
    String.raw`\u034F|[\u17B4\u17B5]|[\u180B-\u180F]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]`,
  ].join('|'),
  'gu',
);
const PLAIN = /^[\n\t\x20-\x7e]*$/;

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} ${NAMES[code] ?? 'invisible character'}`;
}

/** Where a text holds characters a person cannot see, for the `hidden-text` tag and for the card to draw. */
export function hiddenCharacters(text: string): readonly HiddenCharacter[] {
  if (PLAIN.test(text)) return [];
  const found: HiddenCharacter[] = [];
  for (const match of text.matchAll(HIDDEN)) {
    const [character] = match;
    // Windows line ends are seen as what they are; a carriage return anywhere else overwrites the line.
    if (character === '\n' || character === '\t' || (character === '\r' && text[match.index + 1] === '\n')) continue;
    found.push({ span: [match.index, match.index + character.length], name: nameOf(character) });
  }
  return found;
}

// Letters that are drawn like Latin ones, mixed into a word of Latin letters.
const MIXED =
  /(?:[A-Za-z][\w.-]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][\w.-]*[A-Za-z])|[\uFF21-\uFF3A\uFF41-\uFF5A\u{1D400}-\u{1D7FF}]+|\bxn--/gu;

/** Words that mix scripts, and punycode hosts: they can read as another name than the one that is meant. */
export function disguisedWords(text: string): readonly HiddenCharacter[] {
  if (PLAIN.test(text) && !text.includes('xn--')) return [];
  return [...text.matchAll(MIXED)].map((match) => ({ span: [match.index, match.index + match[0].length], name: match[0] }));
}

/** Whether a text is longer than `BYTE_LIMIT`, without encoding more of it than needed. */
export function isTooLong(text: string): boolean {
  if (text.length > BYTE_LIMIT) return true;
  if (text.length * 3 <= BYTE_LIMIT) return false;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes > BYTE_LIMIT;
}
