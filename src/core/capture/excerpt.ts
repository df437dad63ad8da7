// What of an output is worth reading, taken from a stream of any length in bounded memory.
import { createOutputWatch } from '../guard/watch.ts';
import { createKeyConcealer } from '../redact/privateKeys.ts';
import { redact } from '../redact/redact.ts';
import { english, type Say } from '../words.ts';
import type { Excerpt } from './evidence.ts';
import { createFolder } from './fold.ts';
import { isNotable } from './notable.ts';
import { CAPTURE_WORDS } from './words.ts';

export const HEAD_LINES = 40;
export const TAIL_LINES = 60;
/** More notable lines than this are counted by nobody: the first half and the last half are kept. */
export const NOTABLE_LINES = 40;
const NOTABLE_LENGTH = 300;

export interface Excerpter {
  /** Takes the next part of the log. */
  write(text: string): void;
  end(): Excerpt;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** An excerpter for one log. */
export function createExcerpt(say: Say = english): Excerpter {
  return new StreamExcerpt(say);
}

/** The excerpt of a whole text. */
export function excerpt(text: string, say: Say = english): Excerpt {
  const excerpter = createExcerpt(say);
  excerpter.write(text);
  return excerpter.end();
}

class StreamExcerpt implements Excerpter {
  readonly #say: Say;
  readonly #folder;
  readonly #keys = createKeyConcealer();
  readonly #head: Line[] = [];
  readonly #tail = new Ring<Line>(TAIL_LINES);
  readonly #firstNotable: Line[] = [];
  readonly #lastNotable = new Ring<Line>(NOTABLE_LINES / 2);
  readonly #watch = createOutputWatch();
  #total = 0;

  constructor(say: Say) {
    this.#say = say;
    this.#folder = createFolder(say);
  }

  write(text: string): void {
    this.#watch.write(text);
    for (const line of this.#folder.write(text)) this.#take(line);
  }

  end(): Excerpt {
    for (const line of this.#folder.end()) this.#take(line);
    const tail = this.#tail.items();
    const omitted = this.#total - this.#head.length - tail.length;
    const note = omitted > 0 ? [this.#say(CAPTURE_WORDS.omitted, { count: omitted })] : [];
    const text = [...this.#head.map(textOf), ...note, ...tail.map(textOf)].join('\n');
    const signs = this.#watch.signs();
    return {
      ...(signs.length > 0 ? { signs } : {}),
      text: redact(text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd()),
      totalLines: this.#total,
      omittedLines: omitted,
      notable: [...this.#firstNotable, ...this.#lastNotable.items()].map(({ line, text: at }) => ({ line, text: redact(at) })),
    };
  }

  #take(raw: string): void {
    const text = this.#keys.line(raw);
    const line = { line: ++this.#total, text };
    if (this.#head.length < HEAD_LINES) this.#head.push(line);
    else this.#tail.push(line);
    if (isNotable(text)) this.#note({ line: line.line, text: redact(text.trim()).slice(0, NOTABLE_LENGTH) });
  }

  #note(line: Line): void {
    if (this.#firstNotable.length < NOTABLE_LINES / 2) this.#firstNotable.push(line);
    else this.#lastNotable.push(line);
  }
}

function textOf(line: Line): string {
  return line.text;
}

/** The last so many items. */
class Ring<T> {
  readonly #size: number;
  readonly #slots: T[] = [];
  #next = 0;

  constructor(size: number) {
    this.#size = size;
  }

  push(item: T): void {
    this.#slots[this.#next % this.#size] = item;
    this.#next++;
  }

  items(): T[] {
    const first = this.#next > this.#size ? this.#next % this.#size : 0;
    return [...this.#slots.slice(first), ...this.#slots.slice(0, first)];
  }
}
