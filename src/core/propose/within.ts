// Where a piece of a step's text stands in its runbook: behind the prefixes of lists and quotes, and behind the prompts of a transcript.
import type { Span, Step } from '../step.ts';
import { infoOf, languageOf } from './languages.ts';
import { type Lines, linesOf } from './lines.ts';

/** Maps ranges of a step's text to ranges of the runbook it was read from. */
export type Within = (span: Span) => Span;

/** One line of the step's text: its offset there, its length, and where it starts in the runbook. */
interface Row {
  readonly at: number;
  readonly length: number;
  readonly start: number;
}

/** Prepares to map one step. `text` is the runbook's; a line that cannot be found is taken for its whole line. */
export function within(text: string, step: Step, lines: Lines = linesOf(text)): Within {
  const opening = text.slice(step.fence[0], lines.end(step.line));
  const rows = rowsOf(step, { lines, isTranscript: languageOf(infoOf(opening).language)?.transcript === true });
  const offset = (position: number): number => {
    const row = rowAt(rows, position);
    return row === undefined ? step.fence[0] : row.start + Math.min(position - row.at, row.length);
  };
  return ([from, to]) => {
    const start = offset(from);
    // The end belongs to the line of the last character, not to the one behind its line end.
    const row = rowAt(rows, to - 1);
    const end = row === undefined || to <= from ? start : row.start + Math.min(to - row.at, row.length);
    return [start, Math.max(start, end)];
  };
}

function rowsOf(step: Step, { lines, isTranscript }: { readonly lines: Lines; readonly isTranscript: boolean }): readonly Row[] {
  const first = step.line + 1;
  const last = lines.at(Math.max(step.fence[0], step.fence[1] - 1));
  const texts = step.text.split('\n');
  const aligned = !isTranscript && texts.every((line, index) => endsWith(lines, { at: first + index, line }));
  const rows: Row[] = [];
  let at = 0;
  let next = first;
  for (const [index, line] of texts.entries()) {
    const found: number = aligned
      ? first + index
      : findLine(lines, { from: next, last, line, continued: texts[index - 1]?.endsWith('\\') === true });
    next = found + 1;
    rows.push({
      at,
      length: line.length,
      start: lines.end(found) - (endsWith(lines, { at: found, line }) ? line.length : lines.text(found).trimStart().length),
    });
    at += line.length + 1;
  }
  return rows;
}

const endsWith = (lines: Lines, { at, line }: { readonly at: number; readonly line: string }): boolean =>
  at < lines.count && lines.text(at).endsWith(line);

/** The next line of a transcript that holds a command behind a prompt, or goes on with one. */
function findLine(
  lines: Lines,
  of: { readonly from: number; readonly last: number; readonly line: string; readonly continued: boolean },
): number {
  const { from, last, line, continued } = of;
  for (let at = from; at <= last; at += 1) {
    const whole = lines.text(at);
    if (whole.endsWith(line) && (continued || /[$#] ?$/.test(whole.slice(0, whole.length - line.length)))) return at;
  }
  return Math.min(from, last);
}

function rowAt(rows: readonly Row[], position: number): Row | undefined {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.at ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return rows[low];
}
