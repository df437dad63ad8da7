// Gathers from a stream of any length, in bounded memory, what a trimmed output may be made of: beginning, end, and the lines that decide.
import { fold } from '../capture/fold.ts';
import { CANDIDATE, SEVERE, STRONG, type Tool, weightOf } from './lens.ts';
import { rareLines } from './rare.ts';
import { cutAround } from './size.ts';

/** A line worth keeping. `line` is one-based in the whole output. */
export interface Kept {
  readonly line: number;
  readonly text: string;
  readonly weight: number;
  /** How many lines like it there were. */
  count: number;
}

export interface Gathered {
  readonly head: string;
  readonly tail: string;
  readonly totalLines: number;
  /** The whole text, as long as it is small enough to be read by its form. */
  readonly whole: string | null;
  readonly kept: readonly Kept[];
}

/** A whole text up to this many characters is read by its form (JSON, tables). */
const WHOLE_LIMIT = 4_000_000;
/** Up to this many characters every telling word is looked for, then only the strong ones. */
const BROAD_LIMIT = 8_000_000;
const EDGE = 48_000;
const KEPT_LIMIT = 400;
/** Less than an error, more than a warning. */
const RARE_WEIGHT = 62;
/** Lines weighed one by one; in a storm of errors only some of every part after that. */
const WEIGHED_FREELY = 20_000;
const WEIGHED_PER_PART = 20;
const SEVERE_PER_PART = 20;
const LINE_LIMIT = 1500;
/** A line without an end is looked at in pieces of this many characters. */
const PIECE = 200_000;
const DULL_LIMIT = 5000;
const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

export class Gatherer {
  readonly #tool: Tool | null;
  readonly #byShape = new Map<string, Kept>();
  /** Shapes of lines that decide nothing. */
  readonly #dull = new Set<string>();
  #head = '';
  #tail = '';
  #rest = '';
  #whole: string[] | null = [];
  #length = 0;
  #lines = 0;
  /** A piece of a line was scanned whose end has not come. */
  #open = false;
  #weighed = 0;
  #scanned = 0;

  constructor(tool: Tool | null) {
    this.#tool = tool;
  }

  /** Takes the next part of the output. */
  write(part: string): void {
    if (this.#whole !== null) {
      this.#length += part.length;
      this.#whole.push(part);
      if (this.#length > WHOLE_LIMIT) this.#whole = null;
    }
    if (this.#head.length < EDGE) this.#head += part.slice(0, EDGE - this.#head.length);
    const text = this.#rest + part;
    const end = text.lastIndexOf('\n') + 1;
    // A line without an end is read in pieces: memory stays bounded.
    const cut = end === 0 && text.length > PIECE ? text.length : end;
    this.#scan(text.slice(0, cut));
    if (cut > 0) this.#open = end === 0;
    this.#rest = text.slice(cut);
    this.#tail = part.length >= EDGE ? part.slice(-EDGE) : (this.#tail + part).slice(-EDGE);
  }

  end(): Gathered {
    if (this.#rest !== '' || this.#open) this.#scan(`${this.#rest}\n`);
    this.#open = false;
    this.#rest = '';
    const whole = this.#whole === null ? null : this.#whole.join('');
    const kept = [...this.#byShape.values()];
    return { head: this.#head, tail: this.#tail, totalLines: this.#lines, whole, kept: whole === null ? kept : withRare(kept, whole) };
  }

  /** Whole lines. Only those that hold a telling word are looked at; in a storm, only those that hold a worse one. */
  #scan(text: string): void {
    const free = this.#weighed < WEIGHED_FREELY ? WEIGHED_FREELY : WEIGHED_PER_PART;
    const from = this.#look(text, { pattern: this.#scanned < BROAD_LIMIT ? CANDIDATE : STRONG, from: 0, most: free });
    this.#scanned += text.length;
    if (from < text.length) this.#look(text, { pattern: SEVERE, from, most: SEVERE_PER_PART });
    this.#lines += newlines(text);
  }

  /** How far it came before it had looked at as many lines as it may. */
  #look(text: string, of: { readonly pattern: RegExp; readonly from: number; readonly most: number }): number {
    const { pattern, most } = of;
    let counted = 0;
    let lines = this.#lines;
    pattern.lastIndex = of.from;
    for (let n = 0; n < most; n++) {
      const found = pattern.exec(text);
      if (found === null) return text.length;
      const start = text.lastIndexOf('\n', found.index) + 1;
      const stop = text.indexOf('\n', found.index);
      const end = stop < 0 ? text.length : stop;
      lines += newlines(text, { from: counted, to: start });
      counted = start;
      this.#take(cutAround(text.slice(start, end), { at: found.index - start, most: LINE_LIMIT }), lines + 1);
      pattern.lastIndex = end;
    }
    return pattern.lastIndex;
  }

  #take(raw: string, line: number): void {
    this.#weighed++;
    const text = plain(raw);
    const shape = shapeOf(text);
    const known = this.#byShape.get(shape);
    if (known) known.count++;
    else if (!this.#dull.has(shape)) this.#weigh({ text, shape, line });
  }

  #weigh({ text, shape, line }: { readonly text: string; readonly shape: string; readonly line: number }): void {
    const weight = weightOf(text, this.#tool);
    if (weight > 0 && (this.#byShape.size < KEPT_LIMIT || this.#makeRoom(weight)))
      this.#byShape.set(shape, { line, text, weight, count: 1 });
    else if (this.#dull.size < DULL_LIMIT) this.#dull.add(shape);
  }

  /** Drops the lightest line, where it is lighter than the new one. */
  #makeRoom(weight: number): boolean {
    let lightest: string | null = null;
    let least = weight;
    for (const [shape, kept] of this.#byShape)
      if (kept.weight < least) {
        least = kept.weight;
        lightest = shape;
      }
    return lightest !== null && this.#byShape.delete(lightest);
  }
}

/** What decides by its form beside what decides by its words. */
function withRare(kept: readonly Kept[], whole: string): readonly Kept[] {
  const lines = new Set(kept.map(({ line }) => line));
  const found = new Map(rareLines(whole).map((rare) => [rare.line, rare.text]));
  const raised = kept.map((each) => (found.has(each.line) ? { ...each, weight: Math.max(RARE_WEIGHT, each.weight) } : each));
  const fresh = [...found].filter(([line]) => !lines.has(line));
  return [...raised, ...fresh.map(([line, text]) => ({ line, text: plain(text.slice(0, LINE_LIMIT)), weight: RARE_WEIGHT, count: 1 }))];
}

const plain = (raw: string): string => (ACTING.test(raw) ? fold(raw) : raw).trimEnd();

function newlines(text: string, { from, to } = { from: 0, to: text.length }): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** A line without its numbers, times and ids: what makes two lines alike. */
function shapeOf(text: string): string {
  return text
    .slice(0, 300)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27,}|\b0x[0-9a-f]+\b|\b[0-9a-f]{12,}\b/gi, '#')
    .replace(/\d+/g, '0');
}
