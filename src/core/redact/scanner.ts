// One automaton's way through a stream: it remembers where it is between chunks and says what is still undecided.
import { type Automaton, step } from './automaton.ts';

/** A match in the stream: bytes `start` to `end` (exclusive) from its beginning, and the length of the pattern. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly owner: number;
  readonly length: number;
}

/** Buffers hold the stream from byte `base` on; positions are bytes from the stream's beginning. */
export interface Scanner {
  /** Scans the buffer from index `from`; adds what it finds. */
  scan(buffer: Uint8Array, from: number, base: number, found: Match[]): void;
  /** Where the longest beginning of a pattern starts that ends the stream so far; `end` where there is none. */
  liveFrom(buffer: Uint8Array, base: number, end: number): number;
  /** As liveFrom, less the few bytes of each live beginning that may be shown while the stream pauses. */
  idleFrom(buffer: Uint8Array, base: number, end: number): number;
}

/** More line ends in a row than this end an encoded text. */
const MOST_NEWLINES = 4;
/** What of a live beginning may be shown at most, in bytes. */
const IDLE_BYTES = 3;
const IDLE_SHARE = 4;

/** A scanner; with `skipNewlines` line ends inside a match do not count (wrapped base64 and hex). */
export function createScanner(automaton: Automaton, options: { readonly skipNewlines: boolean }): Scanner {
  return options.skipNewlines ? new LooseScanner(automaton) : new StrictScanner(automaton);
}

/** Which pairs of bytes begin a pattern (index: first byte × 256 + second). At the root nothing else can, so the rest is passed over at once. */
function pairsOf(automaton: Automaton, options: { readonly skipNewlines: boolean }): Uint8Array {
  const pairs = new Uint8Array(65536);
  for (let first = 0; first < 256; first++) {
    const state = automaton.table[first] ?? 0;
    if (state === 0) continue;
    for (let second = 0; second < 256; second++) {
      const next = automaton.table[(state << 8) | second] ?? 0;
      const begins = automaton.depth[next] === 2 || (options.skipNewlines && (second === 10 || second === 13));
      pairs[(first << 8) | second] = begins ? 1 : 0;
    }
  }
  return pairs;
}

/** The next place from `from` on where a pattern may begin; the last byte always is one, for its second is not known yet. */
function nextStart(buffer: Uint8Array, from: number, pairs: Uint8Array): number {
  const last = buffer.length - 1;
  let at = from;
  let byte = buffer[at] ?? 0;
  while (at < last) {
    const second = buffer[at + 1] ?? 0;
    if (pairs[(byte << 8) | second] === 1) return at;
    byte = second;
    at++;
  }
  return at;
}

class StrictScanner implements Scanner {
  protected readonly automaton: Automaton;
  protected readonly pairs: Uint8Array;
  protected state = 0;

  constructor(automaton: Automaton, options = { skipNewlines: false }) {
    this.automaton = automaton;
    this.pairs = pairsOf(automaton, options);
  }

  scan(buffer: Uint8Array, from: number, base: number, found: Match[]): void {
    const { table, rows, matched } = this.automaton;
    let state = this.state;
    for (let i = from; i < buffer.length; i++) {
      if (state === 0) i = nextStart(buffer, i, this.pairs);
      const byte = buffer[i] ?? 0;
      state = state < rows ? (table[(state << 8) | byte] ?? 0) : step(this.automaton, state, byte);
      if (state >= rows && matched[state] !== 0) this.#add(found, state, base + i + 1);
    }
    this.state = state;
  }

  #add(found: Match[], state: number, end: number): void {
    const length = this.automaton.matched[state] ?? 0;
    found.push({ start: end - length, end, owner: this.automaton.owner[state] ?? 0, length });
  }

  liveFrom(_buffer: Uint8Array, _base: number, end: number): number {
    return end - (this.automaton.depth[this.state] ?? 0);
  }

  idleFrom(buffer: Uint8Array, base: number, end: number): number {
    let first = end;
    for (let state = this.state; state !== 0; state = this.automaton.fail[state] ?? 0) {
      const allowed = Math.min(IDLE_BYTES, Math.floor((this.automaton.shortest[state] ?? 0) / IDLE_SHARE));
      const kept = (this.automaton.depth[state] ?? 0) - allowed;
      if (kept > 0) first = Math.min(first, this.back(buffer, base, end, kept));
    }
    return first;
  }

  /** The place `count` bytes before `end`. */
  protected back(_buffer: Uint8Array, _base: number, end: number, count: number): number {
    return end - count;
  }
}

class LooseScanner extends StrictScanner {
  #newlines = 0;

  constructor(automaton: Automaton) {
    super(automaton, { skipNewlines: true });
  }

  override scan(buffer: Uint8Array, from: number, base: number, found: Match[]): void {
    const { table, rows, matched } = this.automaton;
    let state = this.state;
    for (let i = from; i < buffer.length; i++) {
      if (state === 0) i = nextStart(buffer, i, this.pairs);
      const byte = buffer[i] ?? 0;
      if (byte === 10 || byte === 13) {
        if (++this.#newlines > MOST_NEWLINES) state = 0;
        continue;
      }
      this.#newlines = 0;
      state = state < rows ? (table[(state << 8) | byte] ?? 0) : step(this.automaton, state, byte);
      if (state >= rows && matched[state] !== 0) this.#add(found, { buffer, base, state, index: i });
    }
    this.state = state;
  }

  #add(found: Match[], at: { buffer: Uint8Array; base: number; state: number; index: number }): void {
    const length = this.automaton.matched[at.state] ?? 0;
    const end = at.base + at.index + 1;
    found.push({ start: this.back(at.buffer, at.base, end, length), end, owner: this.automaton.owner[at.state] ?? 0, length });
  }

  override liveFrom(buffer: Uint8Array, base: number, end: number): number {
    const depth = this.automaton.depth[this.state] ?? 0;
    return depth === 0 ? end : this.back(buffer, base, end, depth);
  }

  /** Counts no line ends. What was shown already is not in the buffer any more: then the buffer's beginning. */
  protected override back(buffer: Uint8Array, base: number, end: number, count: number): number {
    let left = count;
    let i = end - base;
    while (i > 0 && left > 0) {
      const byte = buffer[--i];
      if (byte !== 10 && byte !== 13) left--;
    }
    return base + i;
  }
}
