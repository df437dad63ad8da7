// One automaton's way through a stream: it remembers where it is between chunks and says what is still undecided. It reads the stream twice at
// once where that matters: as bytes, and as a terminal shows it, without control sequences.
import { ESCAPE, OTHER, SKIP } from './alphabet.ts';
import { type Automaton, patternsAt, step } from './automaton.ts';
import type { View } from './edges.ts';
import { afterByte, type EscapePart } from './escapes.ts';

/** A pattern in the stream: bytes `start` to `end` (exclusive) from its beginning. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly pattern: number;
}

/** Bytes passed over after the beginning of a pattern before it counts as given up, in a row at the end of what was read. */
const MOST_PASSED = 256;
/** The most that is held back for one beginning. */
const MOST_HELD = 256 * 1024;
/** A control sequence longer than this is text. */
const LONGEST_ESCAPE = 8192;

interface Span {
  readonly start: number;
  readonly end: number;
}
const ESC = 0x1b;
const NO_GAPS: readonly Span[] = [];

export class Scanner {
  readonly #automaton: Automaton;
  /** After the bytes as they are. */
  #raw = 0;
  /** After what a terminal would show of them. */
  #clean = 0;
  #part: EscapePart = 'none';
  #escapeStart = 0;
  /** Control sequences in what is held back. */
  #gaps: Span[] = [];

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
  }

  /** Scans from index `from` of the view's buffer; adds what it finds. */
  scan(view: View, from: number, found: Found[]): void {
    const { rows, table, alphabet, trie } = this.#automaton;
    const { classes, bits } = alphabet;
    const { buffer } = view;
    const length = buffer.length;
    let at = this.#isForked && from < length ? this.#scanForked(view, from, found) : from;
    let state = this.#clean;
    while (at < length) {
      let next = 0;
      for (; at < length && state < rows; at++) {
        next = table[(state << bits) | (classes[buffer[at] as number] as number)] as number;
        if (next >= rows) break;
        state = next;
      }
      if (at >= length) break;
      const byte = buffer[at] as number;
      const symbol = classes[byte] as number;
      if (symbol === ESCAPE) {
        this.#fork(state, view.base + at);
        at = this.#scanForked(view, at, found);
        state = this.#clean;
      } else if (symbol === SKIP) at++;
      else {
        state = step(this.#automaton, state, byte);
        at++;
        if (trie.matched[state] === 1) this.#note({ view, state, end: view.base + at, gaps: this.#gaps }, found);
      }
    }
    if (!this.#isForked) this.#raw = this.#clean = state;
    this.#letGo(view);
  }

  get #isForked(): boolean {
    return this.#part !== 'none' || this.#raw !== this.#clean;
  }

  #fork(state: number, start: number): void {
    this.#raw = this.#clean = state;
    this.#part = 'none';
    this.#escapeStart = start;
  }

  /** Both readings, byte by byte, until they agree again; answers the index after. */
  #scanForked(view: View, from: number, found: Found[]): number {
    const automaton = this.#automaton;
    const { matched } = automaton.trie;
    const { classes } = automaton.alphabet;
    const { buffer, base } = view;
    let [raw, clean, part] = [this.#raw, this.#clean, this.#part];
    let at = from;
    do {
      const byte = buffer[at] as number;
      const counts = (classes[byte] as number) >= OTHER;
      const end = base + ++at;
      if (counts) raw = step(automaton, raw, byte);
      if (counts && matched[raw] === 1) this.#note({ view, state: raw, end, gaps: NO_GAPS }, found);
      if (part !== 'none' || byte === ESC) {
        if (part === 'none') this.#escapeStart = end - 1;
        part = afterByte(part, byte);
        if (part === 'none') this.#gaps.push({ start: this.#escapeStart, end });
        else if (end - this.#escapeStart > LONGEST_ESCAPE) {
          part = 'none';
          clean = raw;
        }
      } else if (counts) {
        clean = step(automaton, clean, byte);
        if (matched[clean] === 1) this.#note({ view, state: clean, end, gaps: this.#gaps }, found);
      }
    } while (at < buffer.length && (part !== 'none' || raw !== clean));
    this.#raw = raw;
    this.#clean = clean;
    this.#part = part;
    return at;
  }

  #note(of: { readonly view: View; readonly state: number; readonly end: number; readonly gaps: readonly Span[] }, found: Found[]): void {
    for (const pattern of patternsAt(this.#automaton, of.state)) {
      const length = this.#lengthOf(of.state, pattern);
      found.push({ start: this.#back({ ...of, count: length }), end: of.end, pattern });
    }
  }

  #lengthOf(from: number, pattern: number): number {
    const { trie } = this.#automaton;
    let state = from;
    while (state !== 0 && trie.ends[state] !== pattern + 1) state = trie.fail[state] as number;
    return trie.depth[state] as number;
  }

  /** The place of the last `count` bytes that count before `end`; before the view's beginning where they are not all in it. */
  #back(of: { readonly view: View; readonly end: number; readonly count: number; readonly gaps: readonly Span[] }): number {
    const { buffer, base } = of.view;
    const { classes } = this.#automaton.alphabet;
    let gap = of.gaps.length - 1;
    let left = of.count;
    let at = of.end;
    while (at > base && left > 0) {
      while (gap >= 0 && (of.gaps[gap] as Span).end > at) gap--;
      const skipped = of.gaps[gap];
      if (skipped?.end === at) at = skipped.start;
      else if ((classes[buffer[--at - base] as number] as number) >= OTHER) left--;
    }
    return left > 0 || at < base ? base - 1 : at;
  }

  /** Where the longest beginning of a pattern starts that ends the stream so far; the stream's end where there is none. */
  liveFrom(view: View): number {
    return Math.min(...this.#readings(view).map(({ state, end, gaps }) => this.#startOf(state, { view, end, gaps })));
  }

  #startOf(state: number, of: { readonly view: View; readonly end: number; readonly gaps: readonly Span[] }): number {
    const count = this.#automaton.trie.depth[state] as number;
    return count === 0 ? of.view.base + of.view.buffer.length : this.#back({ ...of, count });
  }

  #readings({ buffer, base }: View): { readonly state: number; readonly end: number; readonly gaps: readonly Span[] }[] {
    const end = base + buffer.length;
    const clean = { state: this.#clean, end: this.#part === 'none' ? end : this.#escapeStart, gaps: this.#gaps };
    return this.#isForked ? [clean, { state: this.#raw, end, gaps: NO_GAPS }] : [clean];
  }

  /** The beginnings of patterns that end the stream so far, and are too much of one for `isLittle` to be shown. */
  partial(view: View, isLittle: (symbols: number, of: number) => boolean): Found[] {
    const { trie } = this.#automaton;
    return this.#readings(view).flatMap(({ state: last, end, gaps }) => {
      for (let state = last; state !== 0; state = trie.fail[state] as number) {
        const depth = trie.depth[state] as number;
        if (isLittle(depth, trie.shortest[state] as number)) continue;
        const stop = this.#back({ view, end, count: 1, gaps });
        return [{ start: this.#back({ view, end, count: depth, gaps }), end: stop + 1, pattern: trie.begins[state] as number }];
      }
      return [];
    });
  }

  /** What is shown needs no memory any more; a beginning after which too much was passed over is none. */
  #letGo(view: View): void {
    if (this.#gaps.length > 0) this.#gaps = this.#gaps.filter((gap) => gap.end > view.base);
    if (this.#raw === 0 && this.#clean === 0) return;
    const { trie } = this.#automaton;
    const limited = (from: number, of: { readonly view: View; readonly end: number; readonly gaps: readonly Span[] }) => {
      if (this.#part === 'none' && this.#passedAtEnd(view) > MOST_PASSED) return 0;
      let state = from;
      while (state !== 0 && of.end - this.#startOf(state, of) > MOST_HELD) state = trie.fail[state] as number;
      return state;
    };
    const [clean, raw = clean] = this.#readings(view);
    if (!clean || !raw) return;
    this.#clean = limited(this.#clean, { view, ...clean });
    this.#raw = raw === clean ? this.#clean : limited(this.#raw, { view, ...raw });
  }

  #passedAtEnd({ buffer }: View): number {
    const { classes } = this.#automaton.alphabet;
    let count = 0;
    while (count <= MOST_PASSED && count < buffer.length && classes[buffer[buffer.length - 1 - count] as number] === SKIP) count++;
    return count;
  }
}
