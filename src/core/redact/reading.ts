// One way to read a stream: which state it has brought the automaton to, and what of the stream it passed over to get there.
import { ESCAPE, OTHER } from './alphabet.ts';
import { type Automaton, step } from './automaton.ts';
import type { View } from './edges.ts';
import { afterByte, type EscapePart, openedBy } from './escapes.ts';

/** `bytes`: as they are. `shown`: without control sequences, as a terminal shows it. `told`: without them, but with the titles and links they hold. */
export type Manner = 'bytes' | 'shown' | 'told';

/** A control sequence longer than this is text. */
const LONGEST_ESCAPE = 8192;
/** Gaps that are taken over, at most: enough for one at every letter of the longest pattern. */
const MOST_GAPS = 4096;
const ESC = 0x1b;

export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Reading {
  readonly manner: Manner;
  state = 0;
  part: EscapePart = 'none';
  /** Where the sequence began that the stream is in. */
  #start = 0;
  /** Sequences passed over, in what is held back. */
  #gaps: Span[] = [];

  constructor(manner: Manner, from?: Reading) {
    this.manner = manner;
    if (!from) return;
    this.state = from.state;
    if (manner !== 'bytes' && from.state !== 0) this.#gaps = from.#gaps.slice(-MOST_GAPS);
  }

  /** Takes the byte before `end`; answers whether it brought the automaton to another state. */
  take(automaton: Automaton, byte: number, end: number): boolean {
    if (this.manner !== 'bytes' && this.#passes(automaton, byte, end)) return false;
    if ((automaton.alphabet.classes[byte] as number) < OTHER) return false;
    this.state = step(automaton, this.state, byte);
    return true;
  }

  #passes(automaton: Automaton, byte: number, end: number): boolean {
    if (this.part === 'none') {
      // ESC, and in the folded reading a backslash.
      if (automaton.alphabet.classes[byte] !== ESCAPE) return false;
      this.#start = end - 1;
      this.part = openedBy(byte);
      return true;
    }
    const after = afterByte(this.part, byte);
    const isOver = after === 'none' || after === 'not' || (after === 'string' && this.manner === 'told');
    this.part = isOver ? 'none' : after;
    // What lies before every live beginning is never gone back over.
    if (isOver && this.state !== 0) this.#gaps.push({ start: this.#start, end: after === 'not' ? end - 1 : end });
    return after !== 'not' || this.#opensAnew(byte, end);
  }

  /** What ended the look after a backslash may itself open a sequence. */
  #opensAnew(byte: number, end: number): boolean {
    if (byte !== ESC) return false;
    this.#start = end - 1;
    this.part = openedBy(byte);
    return true;
  }

  /** Somebody else took what was to be taken: it has come to this state, over these sequences. */
  moveTo(state: number, gaps: readonly Span[]): void {
    this.state = state;
    if (gaps.length > 0) this.#gaps.push(...gaps);
  }

  /** The sequence was none: from here on the stream is read as another reading does. */
  giveUp(other: Reading | undefined): void {
    this.part = 'none';
    this.state = other?.state ?? 0;
    this.#gaps = [];
  }

  /** Whether the sequence the stream is in is too long to be one. */
  isLost(end: number): boolean {
    return this.part !== 'none' && end - this.#start > LONGEST_ESCAPE;
  }

  /** The place of the last `count` bytes that count; before the view's beginning where they are not all in it. */
  back(automaton: Automaton, { buffer, base }: View, of: { readonly end: number; readonly count: number }): number {
    const { classes } = automaton.alphabet;
    let gap = this.#gaps.length - 1;
    let left = of.count;
    let at = this.part === 'none' ? of.end : Math.min(of.end, this.#start);
    while (at > base && left > 0) {
      while (gap >= 0 && (this.#gaps[gap] as Span).end > at) gap--;
      const skipped = this.#gaps[gap];
      if (skipped?.end === at) at = skipped.start;
      else if ((classes[buffer[--at - base] as number] as number) >= OTHER) left--;
    }
    return left > 0 || at < base ? base - 1 : at;
  }

  /** What lies before `base` needs no memory. */
  forget(base: number): void {
    if (this.#gaps.length > 0) this.#gaps = this.#gaps.filter((gap) => gap.end > base);
  }
}
