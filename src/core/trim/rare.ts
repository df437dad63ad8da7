// Lines that are like no other: in a long output of lines that are all alike, the one that is different decides, whatever words it has.

/** A line, one-based, as it stands. */
export interface RareLine {
  readonly line: number;
  readonly text: string;
}

/** More than this that are like no other: then nothing is. */
const RARE_MOST = 40;
/** Fewer lines are no pattern. */
const LINES_LEAST = 60;

interface Place {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

interface Seen extends Place {
  count: number;
}

/**
 * The lines of the text whose form stands alone, numbers left out; where too many do: those with a word that stands nowhere else, or whose
 * form stands alone without its words. Empty where the text has no pattern.
 */
export function rareLines(text: string): readonly RareLine[] {
  const plain = few(standingAlone(text, { wordless: false }), RARE_MOST);
  const found =
    plain.length > 0 ? plain : [...few(wordedAlone(text), RARE_MOST / 2), ...few(standingAlone(text, { wordless: true }), RARE_MOST / 2)];
  const lines = new Map(found.map(({ line, start, end }) => [line, text.slice(start, end)]));
  return [...lines].sort(([a], [b]) => a - b).map(([line, shown]) => ({ line, text: shown }));
}

const few = (found: readonly Place[], most: number): readonly Place[] => (found.length <= most ? found : []);

function standingAlone(text: string, { wordless }: { readonly wordless: boolean }): readonly Place[] {
  const forms = new Map<number, Seen>();
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf('\n', start);
    const end = stop < 0 ? text.length : stop;
    line++;
    const form = formOf(text, { start, end, wordless });
    const known = forms.get(form);
    if (known) known.count++;
    else if (form !== 0) forms.set(form, { line, start, end, count: 1 });
    start = end + 1;
  }
  return line < LINES_LEAST ? [] : [...forms.values()].filter(({ count }) => count === 1);
}

/** Shorter words are everywhere. */
const WORD_LEAST = 4;
/** More words than this are no vocabulary. */
const WORDS_MOST = 40_000;

/** Lines with a word (letters only) that is in no other place. */
function wordedAlone(text: string): readonly Place[] {
  const words = new Map<number, Seen>();
  let line = 0;
  for (let start = 0; start < text.length && words.size < WORDS_MOST; ) {
    const stop = text.indexOf('\n', start);
    const end = stop < 0 ? text.length : stop;
    line++;
    for (const word of wordsOf(text, { start, end: Math.min(end, start + FORM_LENGTH) })) {
      const known = words.get(word);
      if (known) known.count++;
      else words.set(word, { line, start, end, count: 1 });
    }
    start = end + 1;
  }
  if (line < LINES_LEAST || words.size >= WORDS_MOST) return [];
  return [...new Map([...words.values()].filter(({ count }) => count === 1).map((seen) => [seen.line, seen])).values()];
}

/** A number for each word of a line. */
function wordsOf(text: string, { start, end }: { readonly start: number; readonly end: number }): readonly number[] {
  const words: number[] = [];
  let word = 0;
  let length = 0;
  for (let at = start; at <= end; at++) {
    const code = at < end ? text.charCodeAt(at) | 0x20 : 0;
    if (code >= SMALL_A && code <= SMALL_Z) {
      word = (Math.imul(word, 31) + code) | 0;
      length++;
      continue;
    }
    if (length >= WORD_LEAST) words.push(word);
    word = 0;
    length = 0;
  }
  return words;
}

const FORM_LENGTH = 400;
const [ZERO, NINE, BIG_A, BIG_Z, SMALL_A, SMALL_Z] = [48, 57, 65, 90, 97, 122];

/** A number for what the line looks like: a run of digits (or of letters) counts as one. 0 for a blank line. */
function formOf(text: string, of: { readonly start: number; readonly end: number; readonly wordless: boolean }): number {
  const { start, wordless } = of;
  const end = Math.min(of.end, start + FORM_LENGTH);
  let form = 0;
  let last = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code <= 32) continue;
    const digit = code >= ZERO && code <= NINE;
    const letter = wordless && ((code >= SMALL_A && code <= SMALL_Z) || (code >= BIG_A && code <= BIG_Z));
    const kind = digit ? ZERO : letter ? SMALL_A : code;
    if ((digit || letter) && kind === last) continue;
    last = kind;
    form = (Math.imul(form, 31) + kind) | 0;
  }
  return form === 0 && last !== 0 ? 1 : form;
}
