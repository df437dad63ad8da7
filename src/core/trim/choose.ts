// Fills the budget: the end, the lines that decide with what stands around the first of them, then more of beginning and end.

import type { Kept } from './gather.ts';
import { bytesOf, cutAround } from './size.ts';

interface Line {
  readonly line: number;
  readonly text: string;
}

export interface Material {
  /** The first lines, in order. */
  readonly head: readonly Line[];
  /** The last lines, in order. */
  readonly tail: readonly Line[];
  readonly kept: readonly Kept[];
  readonly totalLines: number;
}

const LINE_MOST = 320;
const LAST_LINES = 6;
/** Bytes set aside for a note on what is left out. */
const NOTE = 40;

/** The lines to show, in their order, with notes on what is left out; at most `budget` bytes. */
export function chooseLines(material: Material, budget: number): string {
  const page = new Page(budget);
  for (const line of material.tail.slice(-LAST_LINES)) page.add(line, { share: 0.3 });
  const ranked = [...material.kept].sort((a, b) => b.weight - a.weight || a.line - b.line);
  const [worst] = ranked;
  if (worst) page.add(told(worst), { share: 0.5 });
  for (const kept of ranked.slice(0, 12)) page.add(told(kept), { share: 0.72 });
  if (worst) for (const line of around(worst, material)) page.add(line, { share: 0.82 });
  for (const kept of ranked.slice(12)) page.add(told(kept), { share: 0.85 });
  for (const line of material.head.slice(0, 8)) page.add(line, { share: 0.92 });
  for (const line of [...material.tail].reverse()) page.add(line, { share: 1 });
  for (const line of material.head) page.add(line, { share: 1 });
  return page.print(material.totalLines);
}

/** What stands around the worst line, as far as beginning and end hold it. */
function around(worst: Kept, { head, tail }: Material): readonly Line[] {
  return [...head, ...tail].filter(({ line }) => line >= worst.line - 3 && line <= worst.line + 8);
}

function told({ line, text: whole, count }: Kept): Line {
  const text = whole.length > LINE_MOST ? whole.trimStart() : whole;
  const at = /error|fail|fatal|denied|panic|refused|timed? ?out|killed|not found|cannot|unable/i.exec(text)?.index ?? 0;
  return { line, text: `${cutAround(text, { at, most: LINE_MOST })}${count > 1 ? ` [and ${count - 1} more like it]` : ''}` };
}

class Page {
  readonly #budget: number;
  readonly #lines = new Map<number, string>();
  #used = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Adds a line unless it is there or would take more than its share of the budget. */
  add({ line, text }: Line, { share }: { readonly share: number }): void {
    if (this.#lines.has(line)) return;
    const cut = cutAround(text.trimEnd(), { at: 0, most: LINE_MOST + 40 });
    const cost = bytesOf(cut) + 1 + (this.#lines.has(line - 1) || this.#lines.has(line + 1) ? 0 : NOTE);
    if (this.#used + cost > this.#budget * share - NOTE) return;
    this.#used += cost;
    this.#lines.set(line, cut);
  }

  print(total: number): string {
    if ([...this.#lines.values()].every((text) => text.trim() === '')) return total > 0 ? omitted(total) : '';
    const out: string[] = [];
    let next = 1;
    for (const [line, text] of [...this.#lines].sort(([a], [b]) => a - b)) {
      if (line > next) out.push(omitted(line - next));
      out.push(text);
      next = line + 1;
    }
    if (next <= total) out.push(omitted(total - next + 1));
    return out.join('\n');
  }
}

const omitted = (count: number): string => `… ${count} lines left out …`;
