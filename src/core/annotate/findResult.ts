// Finds the result block under a step. Strict on purpose: a text that only looks like one is somebody's text, never replaced and never believed.
import { closes } from '../propose/lineKinds.ts';
import { withoutEnd } from '../propose/lines.ts';
import type { LastResult, Step } from '../step.ts';
import { type Container, containerOf, inside } from './container.ts';
import { decodeFact } from './plain.ts';
import { BLOCK_CLOSE, BLOCK_OPEN } from './resultBlock.ts';

/** Blank lines people and formatters may leave between the fence and its block. */
const GAP_LIMIT = 2;

/** The result block directly under the step's fence, or undefined. */
export function findResult(text: string, step: Pick<Step, 'fence'>): LastResult | undefined {
  // Cheap for the many fences without one: nothing is read past the gap.
  if (!/^[\s>]*<!-- countersign:result /.test(text.slice(step.fence[1], step.fence[1] + 400))) return undefined;
  const reader = readerAt({ text, at: step.fence[1], container: containerOf(text, step.fence[0]) });
  if (!reader.advance()) return undefined;
  reader.skipBlanks(GAP_LIMIT);
  const start = reader.start();
  const facts = factsOf(reader.line());
  if (!facts || !summary(reader) || !outputs(reader) || reader.line() !== BLOCK_CLOSE) return undefined;
  return { span: [start, reader.end()], ...facts };
}

function factsOf(line: string | null): Omit<LastResult, 'span'> | undefined {
  if (line === null || !line.startsWith(`${BLOCK_OPEN} `) || !line.endsWith(' -->')) return undefined;
  const body = line.slice(BLOCK_OPEN.length + 1, -4);
  const facts = new Map(body.split(' ').map((fact) => [fact.slice(0, fact.indexOf('=')), fact.slice(fact.indexOf('=') + 1)] as const));
  const run = decodeFact(facts.get('run') ?? '');
  const exit = facts.get('exit') ?? '';
  if (!run || run.length > 200 || !/^(?:none|-?\d{1,10})$/.test(exit) || /-->|[<>]/.test(body)) return undefined;
  return { run, exit: exit === 'none' ? null : Number(exit) };
}

/** The line people read: exactly one, so that no step can stand where it stands. */
function summary(reader: Reader): boolean {
  reader.advance();
  reader.skipBlanks(1);
  if (!reader.line()?.startsWith('**')) return false;
  if (!reader.advance()) return false;
  reader.skipBlanks(1);
  return true;
}

/** The output in a fence; or lines of it in a fence, and all of it in a folded one. */
function outputs(reader: Reader): boolean {
  if (!output(reader)) return false;
  if (!FOLD_OPEN.test(reader.line() ?? '')) return true;
  reader.advance();
  reader.skipBlanks(1);
  if (!reader.line()?.startsWith('```') || !output(reader) || reader.line() !== '</details>') return false;
  reader.advance();
  reader.skipBlanks(1);
  return true;
}

const FOLD_OPEN = /^<details(?: open)?><summary>[^<>]*<\/summary>$/;

/** The fence with the output, if there is one. Its closing marker is written at its opening's indentation; any other place is foreign. */
function output(reader: Reader): boolean {
  const marker = /^(`{3,})text$/.exec(reader.line() ?? '')?.[1];
  if (marker === undefined) return true;
  for (;;) {
    if (!reader.advance()) return false;
    const line = reader.line();
    if (line === null) return false;
    if (!closes(line, marker)) continue;
    if (line.startsWith(' ')) return false;
    reader.advance();
    reader.skipBlanks(1);
    return true;
  }
}

interface Reader {
  /** The current line without its container and trailing blanks; null outside the container. */
  line(): string | null;
  /** Offset of the current line's first character inside its container. */
  start(): number;
  /** Offset behind its last visible character. */
  end(): number;
  /** Goes to the next line; false where there is none. */
  advance(): boolean;
  skipBlanks(limit: number): void;
}

function readerAt({ text, at, container }: { readonly text: string; readonly at: number; readonly container: Container }): Reader {
  let from = at;
  let to = at;
  const reader: Reader = {
    line: () => trimmed(inside(text.slice(from, to), container)),
    start: () => Math.min(from + container.prefix.length, to),
    end: () => from + withoutEnd(text.slice(from, to), ' \t').length,
    advance() {
      if (to >= text.length) return false;
      from = text.startsWith('\r\n', to) ? to + 2 : to + 1;
      to = lineEnd(text, from);
      return true;
    },
    skipBlanks(limit) {
      for (let left = limit; left > 0 && reader.line() === ''; left -= 1) if (!reader.advance()) return;
    },
  };
  return reader;
}

const trimmed = (line: string | null): string | null => (line === null ? null : withoutEnd(line, ' \t'));

function lineEnd(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  const line = lf === -1 ? text.length : lf;
  const cr = text.slice(from, line).indexOf('\r');
  return cr === -1 ? line : from + cr;
}
