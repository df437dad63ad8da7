// One automaton's way through a stream: it remembers where it is between chunks and says what is still undecided. Where control sequences or
// escaped line breaks stand it reads the stream in several manners at once, until they agree again.
import { ESCAPE, SKIP } from './alphabet.ts';
import { type Automaton, patternsAt, step } from './automaton.ts';
import { passColours } from './colours.ts';
import type { View } from './edges.ts';
import { Reading } from './reading.ts';

/** A pattern in the stream: bytes `start` to `end` (exclusive) from its beginning. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly pattern: number;
}

/** The beginning of a pattern: how many of its symbols, and of how many. */
export interface Beginning {
  readonly symbols: number;
  readonly of: number;
  readonly pattern: number;
}

/** Bytes passed over after the beginning of a pattern before it counts as given up, in a row at the end of what was read. */
const MOST_PASSED = 256;
/** The most that is held back for one beginning. */
const MOST_HELD = 256 * 1024;

export class Scanner {
  readonly #automaton: Automaton;
  /** The one that goes on where all agree. */
  #shown = new Reading('shown');
  /** The others, where they do not. */
  #others: readonly Reading[] = [];

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
  }

  /** Scans from index `from` of the view's buffer; adds what it finds. */
  scan(view: View, from: number, found: Found[]): void {
    const { rows, table, alphabet, trie } = this.#automaton;
    const { classes, bits } = alphabet;
    const { buffer } = view;
    const length = buffer.length;
    let at = this.#others.length > 0 && from < length ? this.#scanForked(view, from, found) : from;
    let { state } = this.#shown;
    while (at < length) {
      for (; at < length && state < rows; at++) {
        const next = table[(state << bits) | (classes[buffer[at] as number] as number)] as number;
        if (next >= rows) break;
        state = next;
      }
      if (at >= length) break;
      const byte = buffer[at] as number;
      const symbol = classes[byte] as number;
      if (symbol === ESCAPE) {
        this.#shown.state = state;
        const past = passColours(this.#automaton, view, { at, reading: this.#shown });
        if (past === at) this.#others = [new Reading('bytes', this.#shown)];
        at = past === at ? this.#scanForked(view, at, found) : past;
        state = this.#shown.state;
      } else if (symbol === SKIP) at++;
      else {
        state = step(this.#automaton, state, byte);
        at++;
        if (trie.matched[state] === 1) {
          this.#shown.state = state;
          this.#note(this.#shown, { view, end: view.base + at }, found);
        }
      }
    }
    this.#shown.state = state;
    this.#letGo(view);
  }

  /** All readings, byte by byte, until they agree again; answers the index after. */
  #scanForked(view: View, from: number, found: Found[]): number {
    const automaton = this.#automaton;
    const { matched } = automaton.trie;
    const { buffer, base } = view;
    const shown = this.#shown;
    let at = from;
    do {
      const byte = buffer[at] as number;
      const end = base + ++at;
      const before = shown.part;
      if (shown.take(automaton, byte, end) && matched[shown.state] === 1) this.#note(shown, { view, end }, found);
      let isForked = false;
      for (let i = 0; i < this.#others.length; i++) {
        const other = this.#others[i] as Reading;
        if (other.take(automaton, byte, end) && matched[other.state] === 1) this.#note(other, { view, end }, found);
        if (other.state !== shown.state || other.part !== 'none') isForked = true;
      }
      if (shown.part === 'none') {
        if (isForked) continue;
        this.#others = [];
        return at;
      }
      if (shown.part === 'string' && before !== 'string') this.#listen();
      if (shown.isLost(end)) shown.giveUp(this.#others[0]);
    } while (at < buffer.length);
    return at;
  }

  /** A title or a link begins: what it says is read as well. */
  #listen(): void {
    if (!this.#others.some(({ manner }) => manner === 'told')) this.#others = [...this.#others, new Reading('told', this.#shown)];
  }

  #note(reading: Reading, { view, end }: { readonly view: View; readonly end: number }, found: Found[]): void {
    for (const { pattern, length } of patternsAt(this.#automaton, reading.state)) {
      found.push({ start: reading.back(this.#automaton, view, { end, count: length }), end, pattern });
    }
  }

  get #readings(): readonly Reading[] {
    return [this.#shown, ...this.#others];
  }

  /** Where the longest beginning of a pattern starts that ends the stream so far; the stream's end where there is none. */
  liveFrom(view: View): number {
    return Math.min(...this.#readings.map((reading) => this.#startOf(reading.state, { reading, view })));
  }

  #startOf(state: number, { reading, view }: { readonly reading: Reading; readonly view: View }): number {
    const count = this.#automaton.trie.depth[state] as number;
    const end = view.base + view.buffer.length;
    return count === 0 ? end : reading.back(this.#automaton, view, { end, count });
  }

  /** The beginnings of patterns that end the stream so far, and are too much of one for `isLittle` to be shown. */
  partial(view: View, isLittle: (beginning: Beginning) => boolean): Found[] {
    const { trie } = this.#automaton;
    const end = view.base + view.buffer.length;
    return this.#readings.flatMap((reading) => {
      for (let { state } = reading; state !== 0; state = trie.fail[state] as number) {
        const pattern = trie.begins[state] as number;
        if (isLittle({ symbols: trie.depth[state] as number, of: trie.shortest[state] as number, pattern })) continue;
        const last = reading.back(this.#automaton, view, { end, count: 1 });
        return [{ start: this.#startOf(state, { reading, view }), end: last + 1, pattern }];
      }
      return [];
    });
  }

  /** What is shown needs no memory any more; a beginning after which too much was passed over is none. */
  #letGo(view: View): void {
    const { trie } = this.#automaton;
    const end = view.base + view.buffer.length;
    const isGivenUp = this.#shown.part === 'none' && this.#passedAtEnd(view) > MOST_PASSED;
    for (const reading of this.#readings) {
      reading.forget(view.base);
      if (isGivenUp) reading.state = 0;
      while (reading.state !== 0 && end - this.#startOf(reading.state, { reading, view }) > MOST_HELD)
        reading.state = trie.fail[reading.state] as number;
    }
  }

  #passedAtEnd({ buffer }: View): number {
    const { classes } = this.#automaton.alphabet;
    let count = 0;
    while (count <= MOST_PASSED && count < buffer.length && classes[buffer[buffer.length - 1 - count] as number] === SKIP) count++;
    return count;
  }
}
