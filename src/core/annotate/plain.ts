// Text from a run made harmless for markdown: nothing in it can end a fence or a comment, reorder a line or hide.

/** Characters that act instead of showing: controls, bidi and other format characters, line and paragraph separators, lone surrogates. */
const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Shows every acting character as what it is; a tab stays. ANSI sequences are left out whole: they have no meaning here. */
export function visible(line: string): string {
  return line.replace(ANSI, '').replace(ACTING, (character) => (character === '\t' ? character : name(character)));
}

// biome-ignore lint/complexity/useRegexLiterals: spelled out, so that no escape character stands in this file
const ANSI = new RegExp('\\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001B]*(?:\\u0007|\\u001B\\\\)|[@-Z\\\\^_])', 'g');

function name(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** A name as inline markdown that shows as written and does nothing: no mark-up, link, mention or comment. An address behind it is left out. */
export function inlineName(text: string, limit: number): string {
  const bounded = text.slice(0, 500);
  const plain = visible(
    bounded
      .replace(/\s+/g, ' ')
      .replace(/ ?<[^<>]*@[^<>]*>$/, '')
      .trim(),
  );
  const cut = [...plain].slice(0, limit).join('');
  return cut.replace(/[^\p{L}\p{M}\p{N} ',-]|-(?=-)/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A path inside the workspace as a link target: from the workspace's root, percent-encoded as a whole. */
export function linkTarget(path: string): string {
  const segments = path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
  return `/${segments.map((segment) => encodeURIComponent(segment).replace(/[()'*!]|-(?=-)/g, percent)).join('/')}`;
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** A value for the opening comment: one word that cannot end it, and that `decodeFact` reads back. */
export function encodeFact(value: string): string {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, '\uFFFD')).replace(/[()'*!]|^-|-(?=-|$)/g, percent);
}

/** Undefined for what `encodeFact` did not write. */
export function decodeFact(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
