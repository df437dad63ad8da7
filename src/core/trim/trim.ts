// What of an output goes to a model: a few kilobytes in which the lines that decide are.
import { fold } from '../capture/fold.ts';
import { redact } from '../redact/redact.ts';
import type { Redacted } from '../redact/redacted.ts';
import type { Shell } from '../step.ts';
import { chooseLines, type Material } from './choose.ts';
import { digestOf } from './digest.ts';
import { type Gathered, Gatherer } from './gather.ts';
import { type Tool, toolOf, weightOf } from './lens.ts';
import { bytesOf } from './size.ts';

/** What a model gets of a step's output unless a person says otherwise, in bytes. */
export const DEFAULT_BUDGET = 4096;

export interface Trimmed {
  readonly text: Redacted;
  readonly totalLines: number;
  /** Whether all of the output is in it. */
  readonly whole: boolean;
}

export interface TrimOptions {
  /** The command that printed it: its tool says what matters. */
  readonly command: string;
  readonly shell: Shell;
  readonly budget?: number;
}

/** Takes an output in parts of any size. */
export interface Trimmer {
  write(part: string): void;
  end(): Trimmed;
}

export function createTrimmer(options: TrimOptions): Trimmer {
  const tool = toolOf(options);
  const gatherer = new Gatherer(tool);
  return {
    write: (part) => gatherer.write(part),
    end: () => trimmed(gatherer.end(), { tool, budget: options.budget ?? DEFAULT_BUDGET }),
  };
}

/** The same for a whole text. */
export function trimOutput(text: string, options: TrimOptions): Trimmed {
  const trimmer = createTrimmer(options);
  trimmer.write(text);
  return trimmer.end();
}

interface Aim {
  readonly tool: Tool | null;
  readonly budget: number;
}

/** Folding would cut it. */
const LONG_LINE = /[^\n]{2000}/;

function trimmed(gathered: Gathered, aim: Aim): Trimmed {
  const { whole, totalLines } = gathered;
  const plain = whole !== null && whole.length <= 2 * aim.budget && !LONG_LINE.test(whole) ? fold(whole).trimEnd() : null;
  if (plain !== null && bytesOf(plain) <= aim.budget) return within(plain, { totalLines, whole: true, aim });
  const digest = whole === null ? null : digestOf(whole);
  const material = digest === null ? materialOf(gathered) : weighed(digest, aim.tool);
  return within(chooseLines(material, aim.budget), { totalLines, whole: false, aim });
}

/** Redaction may make a text longer: the budget holds all the same. */
function within(text: string, of: { readonly totalLines: number; readonly whole: boolean; readonly aim: Aim }): Trimmed {
  const { totalLines, whole, aim } = of;
  const redacted = redact(text);
  if (bytesOf(redacted) <= aim.budget) return { text: redacted, totalLines, whole };
  const lines = redacted.split('\n').map((line, index) => ({ line: index + 1, text: line }));
  const kept = lines.map((line) => ({ ...line, weight: weightOf(line.text, aim.tool), count: 1 }));
  return { text: redact(chooseLines({ head: lines, tail: [], kept, totalLines: lines.length }, aim.budget)), totalLines, whole: false };
}

function materialOf({ head, tail, kept, totalLines }: Gathered): Material {
  const first = fold(head)
    .split('\n')
    .map((text, index) => ({ line: index + 1, text }));
  const last = fold(tail).replace(/\n$/, '').split('\n');
  const from = totalLines - last.length + 1;
  // The first line of each edge may be the end of a longer one.
  const ends = last.map((text, index) => ({ line: from + index, text })).filter(({ line }, index) => line > 0 && (index > 0 || from === 1));
  return { head: first.slice(0, -1), tail: ends, kept, totalLines };
}

/** A digest as material: its order is its weight, but lines that decide come before. */
function weighed(lines: readonly string[], tool: Tool | null): Material {
  const numbered = lines.map((text, index) => ({ line: index + 1, text }));
  const kept = numbered.map((line) => ({ ...line, weight: weightOf(line.text, tool), count: 1 })).filter(({ weight }) => weight > 0);
  return { head: numbered, tail: [], kept, totalLines: lines.length };
}
