// The words of an info string: `key=value`, `key="a \"b\""`, bare words, with or without braces round them.

export interface Word {
  readonly key: string;
  /** Absent for a bare word. */
  readonly value?: string;
}

export type Words = { readonly ok: true; readonly words: readonly Word[] } | { readonly ok: false; readonly at: string };

const KEY = /^[^\s={}"',]+/;
const DOUBLE = /^"((?:[^"\\]|\\.)*)"/s;
const SINGLE = /^'([^']*)'/;
/** Commas inside belong to the value (`1,3-4`), one at its end separates. */
const PLAIN = /^[^\s{}"']*[^\s{}"',]/;

/** Reads words until the text ends. What cannot be read is named by the place where reading stopped. */
export function wordsOf(text: string): Words {
  const words: Word[] = [];
  let rest = text;
  let braces = 0;
  while (rest !== '') {
    const mark = /^[\s,]+|^[{}]/.exec(rest)?.[0];
    if (mark !== undefined) {
      braces += mark === '{' ? 1 : mark === '}' ? -1 : 0;
      if (braces < 0 || braces > 1) return { ok: false, at: rest };
      rest = rest.slice(mark.length);
      continue;
    }
    const read = wordAt(rest);
    if (!read) return { ok: false, at: rest };
    words.push(read.word);
    rest = rest.slice(read.length);
  }
  return braces === 0 ? { ok: true, words } : { ok: false, at: text };
}

function wordAt(rest: string): { readonly word: Word; readonly length: number } | null {
  const quoted = valueAt(rest);
  if (quoted && /^["']/.test(rest)) return { word: { key: quoted.value }, length: quoted.length };
  const key = KEY.exec(rest)?.[0];
  if (key === undefined) return null;
  if (rest[key.length] !== '=') return { word: { key }, length: key.length };
  const value = valueAt(rest.slice(key.length + 1));
  return value && { word: { key, value: value.value }, length: key.length + 1 + value.length };
}

/** A value, which must end where a space, a comma, a brace or the text's end follows: `cwd="a"b` is a slip, not two words. */
function valueAt(rest: string): { readonly value: string; readonly length: number } | null {
  const double = DOUBLE.exec(rest);
  const match = double ?? SINGLE.exec(rest) ?? PLAIN.exec(rest);
  if (!match) return null;
  const after = rest[match[0].length];
  if (after !== undefined && !/[\s,{}]/.test(after)) return null;
  const value = double ? (double[1] ?? '').replace(/\\(["\\])/g, '$1') : (match[1] ?? match[0]);
  return { value, length: match[0].length };
}
