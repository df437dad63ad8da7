// What is read back of a record: plain texts and facts, gathered by whoever may touch the disk.
import { type Lines, linesOf } from '../propose/lines.ts';
import { createMemo } from '../propose/memo.ts';
import { parseRunbook } from '../propose/runbook.ts';
import { scan } from '../propose/scan.ts';
import { redact } from '../redact/redact.ts';
import { type ChainBreak, type Hash, readChain } from '../remember/chain.ts';
import { journalPath } from '../remember/paths.ts';
import type { JournalRecord } from '../remember/record.ts';
import type { Runbook, Span, Step } from '../step.ts';

/** A text and its path inside the workspace folder, with forward slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** One session's journal of one runbook, as far as it can be read. */
export interface ReadJournal {
  readonly path: string;
  /** One-based line of each record. */
  readonly lines: ReadonlyMap<JournalRecord, number>;
  /** The session's id, from the file's name. */
  readonly session: string;
  readonly records: readonly JournalRecord[];
  readonly breaks: readonly ChainBreak[];
}

/** A runbook with the spans in which nothing is markup: its fences, whatever their language. */
export interface ReadRunbook {
  readonly runbook: Runbook;
  readonly text: string;
  readonly lines: Lines;
  /** In the order they stand in. */
  readonly fences: readonly Span[];
  /** Each step's command as the journal keeps it. */
  readonly commands: ReadonlyMap<Step, string>;
}

/** Follows one journal's chain. `hash`: see readChain. */
export function readJournal({ path, text }: TextFile, hash?: Hash): ReadJournal {
  // A checkout on Windows may have given it other line ends. A record holds no raw carriage return.
  const even = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  const lines = even === '' ? [] : even.split('\n');
  const reading = readChain(lines, { path, ...(hash ? { hash } : {}) });
  const session = path.slice(path.lastIndexOf('/') + 1).replace(/\.jsonl$/, '');
  const { records } = reading;
  const numbers = new Map(records.map((record, at) => [record, reading.lines[at] ?? 1]));
  return { path, session, records, lines: numbers, breaks: reading.ok ? [] : reading.breaks };
}

export function readRunbookFile({ path, text }: TextFile): ReadRunbook {
  const lines = linesOf(text);
  const { blocks } = scan({ text, lines, from: 0, memo: createMemo() });
  const fences = blocks.flatMap((block): Span[] => (block.kind === 'fence' ? [[block.start, block.end]] : []));
  const runbook = parseRunbook(text, path);
  return { runbook, text, lines, fences, commands: new Map(runbook.steps.map((step) => [step, redact(step.text)])) };
}

/** The folder a runbook's journals lie in. */
export function journalFolder(runbook: string): string {
  const path = journalPath(runbook, 's');
  return path.slice(0, path.lastIndexOf('/'));
}

/** One-based line of a record, for a finding about it. */
export function lineOfRecord({ lines }: Pick<ReadJournal, 'lines'>, record: JournalRecord): number {
  return lines.get(record) ?? 1;
}

/** Whether a markdown file has to do with the record at all: it names a result, or has a journal. */
export function isRecorded({ path, text }: TextFile, journals: readonly { readonly path: string }[]): boolean {
  const folder = `${journalFolder(path)}/`;
  return text.includes('countersign:result') || journals.some((journal) => journal.path.startsWith(folder));
}
