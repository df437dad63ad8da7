// The journal's hash chain. Whoever edits, removes, swaps or loses a record in the middle breaks it, and reading says where.
// It cannot show that whole records are missing from the end, nor withstand somebody who computes it anew: the checkpoint commits do.
import { canonical, sha256Hex } from '../seal/digest.ts';
import type { JournalEntry } from './journal.ts';
import { type JournalRecord, recordSchema } from './record.ts';

/** What the first record of a file names as the one before it. */
export const NO_RECORD = '0'.repeat(64);

export interface Place {
  /** The record's line before this one, without its line end; null at the start of a file. */
  readonly previous: string | null;
  readonly seq: number;
}

/** One entry as its line in the journal, canonical JSON without a line end. */
export function recordLine(of: Place & { readonly entry: JournalEntry }): string {
  const { at, ...entry } = of.entry;
  return line(of, { ...entry, at: isoTime(at) });
}

/** The record that closes a torn text (one or more lines, joined by line feeds), so that the chain can go on after a crash. */
function tornLine(of: Place & { readonly fragment: string; readonly at: number }): string {
  return line(of, { kind: 'torn', at: isoTime(of.at), fragment: sha256Hex(of.fragment) });
}

function line({ previous, seq }: Place, members: object): string {
  const bare = { ...members, v: 1, seq, prev: previous === null ? NO_RECORD : sha256Hex(previous) };
  return canonical({ ...bare, sum: sha256Hex(canonical(bare)) });
}

/** The last moment a four-digit year can name, so that any number becomes a time that can be read back. */
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function isoTime(at: number): string {
  const ms = Number.isNaN(at) ? 0 : Math.min(Math.max(Math.trunc(at), 0), LAST_MOMENT);
  return new Date(ms).toISOString();
}

/** A line by itself: a record whose form and own sum are right, or null. */
export function readRecord(text: string): JournalRecord | null {
  const parsed = recordSchema.safeParse(parseJson(text));
  if (!parsed.success || canonical(parsed.data) !== text) return null;
  const { sum, ...bare } = parsed.data;
  return sum === sha256Hex(canonical(bare)) ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What is wrong: a line that is no record (edited or torn), one that does not follow the one before, or a torn text that is not the one closed. */
export type ChainFault = 'unreadable' | 'out-of-chain' | 'torn-differs';

export type ChainReading =
  | { readonly ok: true; readonly records: readonly JournalRecord[] }
  /** `line` is one-based. */
  | { readonly ok: false; readonly line: number; readonly what: ChainFault };

/** Follows a whole file, line by line (without line ends). */
export function readChain(lines: readonly string[]): ChainReading {
  const records: JournalRecord[] = [];
  let last: Place = { previous: null, seq: 0 };
  let torn: string[] = [];
  for (const [index, text] of lines.entries()) {
    const record = readRecord(text);
    if (!record) {
      torn.push(text);
      continue;
    }
    const what = faultOf(record, { last, torn });
    if (what) return { ok: false, line: index + 1 - torn.length, what };
    records.push(record);
    last = { previous: text, seq: record.seq };
    torn = [];
  }
  return torn.length > 0 ? { ok: false, line: lines.length + 1 - torn.length, what: 'unreadable' } : { ok: true, records };
}

function faultOf(record: JournalRecord, before: { readonly last: Place; readonly torn: readonly string[] }): ChainFault | null {
  const { last, torn } = before;
  if (torn.length > 0 && record.kind !== 'torn') return 'unreadable';
  if (record.kind === 'torn' && (torn.length === 0 || record.fragment !== sha256Hex(torn.join('\n')))) return 'torn-differs';
  const prev = last.previous === null ? NO_RECORD : sha256Hex(last.previous);
  return record.seq === last.seq + 1 && record.prev === prev ? null : 'out-of-chain';
}

/** Where a file's text leaves off: the last readable record, and what stands unreadable after it. */
export interface Tail extends Place {
  /** Unreadable text after the last record; empty when there is none. */
  readonly fragment: string;
  /** Whether the text ends with a line feed (or is empty). */
  readonly closed: boolean;
}

/** Finds where the next record goes. A last record that lacks only its line end counts as whole. */
export function readTail(text: string): Tail {
  const closed = text === '' || text.endsWith('\n');
  const lines = text === '' ? [] : (closed ? text.slice(0, -1) : text).split('\n');
  for (let i = lines.length - 1; i >= 0; i--) {
    const record = readRecord(lines[i] ?? '');
    if (record) return { previous: lines[i] ?? '', seq: record.seq, fragment: lines.slice(i + 1).join('\n'), closed };
  }
  return { previous: null, seq: 0, fragment: lines.join('\n'), closed };
}

/** The text to append for one entry: what closes the tail, if needed, and the entry's line. Also says where the chain then stands. */
export function appendText(tail: Tail, entry: JournalEntry): { readonly text: string; readonly tail: Tail } {
  const torn = tail.fragment === '' ? null : tornLine({ ...tail, seq: tail.seq + 1, at: entry.at });
  const before: Place = torn === null ? tail : { previous: torn, seq: tail.seq + 1 };
  const seq = before.seq + 1;
  const written = recordLine({ entry, previous: before.previous, seq });
  return {
    text: `${tail.closed ? '' : '\n'}${torn === null ? '' : `${torn}\n`}${written}\n`,
    tail: { previous: written, seq, fragment: '', closed: true },
  };
}
