// The journal's hash chain. Whoever edits, removes, swaps or loses a record in the middle breaks it, and reading says where.
// It cannot show that whole records are missing from the end, nor withstand somebody who computes it anew: the checkpoint commits do,
// and signatures (see core/recall). The format in words, with a second program that reads it: docs/journal.md, docs/verify.py.
import { canonical, sha256Hex } from '../seal/digest.ts';
import type { JournalEntry } from './journal.ts';
import { type JournalRecord, recordSchema } from './record.ts';

/** What the first record names as the one before it in a chain that stands nowhere, and in journals of version 0.1.0. */
export const NO_RECORD = '0'.repeat(64);

/** SHA-256 (hex, lower case) of a text's UTF-8. Whoever has a faster one than the pure core passes it in. */
export type Hash = (text: string) => string;

export interface Place {
  /** The record's line before this one, without its line end. In the first record of a file: the file's own path inside the workspace
   *  folder, so that it cannot be passed off as another runbook's or session's. */
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
export function readRecord(text: string, hash: Hash = sha256Hex): JournalRecord | null {
  const value = parseJson(text);
  // Its form first: only then is it known to be flat, and JSON of any depth could not be written out again.
  const parsed = recordSchema.safeParse(value);
  if (value === null || !parsed.success || !isCanonical(value, text)) return null;
  return sumOf(text, hash) === parsed.data.sum ? parsed.data : null;
}

function parseJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Records hold no objects in objects, so sorted names and JSON without blanks are the whole of being canonical. */
function isCanonical(value: object, text: string): boolean {
  const names = Object.keys(value);
  return names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name) && JSON.stringify(value) === text;
}

/** The sum the line should name: that of the line without the member that names it. No text in a record can hold an unescaped quote. */
function sumOf(text: string, hash: Hash): string | null {
  const at = text.indexOf(',"sum":"');
  return at === -1 ? null : hash(text.slice(0, at) + text.slice(at + SUM_LENGTH));
}
const SUM_LENGTH = ',"sum":""'.length + NO_RECORD.length;

/** What is wrong: a line that is no record (edited or torn), one that does not follow the one before, a torn text that is not the one
 *  closed, or a first record that was written for another file. */
export type ChainFault = 'unreadable' | 'out-of-chain' | 'torn-differs' | 'other-file';

/** Where a chain breaks. `line` is one-based. */
export interface ChainBreak {
  readonly line: number;
  readonly what: ChainFault;
}

interface ReadRecords {
  readonly records: readonly JournalRecord[];
  /** One-based line of each. */
  readonly lines: readonly number[];
}

export type ChainReading =
  | ({ readonly ok: true } & ReadRecords)
  /** The first break, all of them, and the records that can still be read by themselves. */
  | ({ readonly ok: false; readonly breaks: readonly ChainBreak[] } & ChainBreak & ReadRecords);

/** Where a chain stands, and with what it is read. */
export interface ChainPlace {
  /** Path inside the workspace folder with forward slashes; without it the first record may name any. */
  readonly path?: string;
  readonly hash?: Hash;
}

/** Follows a whole file, line by line (without line ends). After a break it goes on from the next record. */
export function readChain(lines: readonly string[], { path, hash = sha256Hex }: ChainPlace = {}): ChainReading {
  const records: JournalRecord[] = [];
  const numbers: number[] = [];
  const breaks: ChainBreak[] = [];
  let last: Last = { prev: path === undefined ? null : hash(path), seq: 0 };
  let torn: string[] = [];
  for (const [index, text] of lines.entries()) {
    const record = readRecord(text, hash);
    if (!record) {
      torn.push(text);
      continue;
    }
    const what = faultOf(record, { last, torn, hash });
    if (what) breaks.push({ line: index + 1 - torn.length, what });
    records.push(record);
    numbers.push(index + 1);
    last = { prev: hash(text), seq: record.seq };
    torn = [];
  }
  if (torn.length > 0) breaks.push({ line: lines.length + 1 - torn.length, what: 'unreadable' });
  const [first] = breaks;
  return first ? { ok: false, ...first, records, lines: numbers, breaks } : { ok: true, records, lines: numbers };
}

interface Last {
  /** What the next record has to name; null: anything. */
  readonly prev: string | null;
  readonly seq: number;
}

function faultOf(
  record: JournalRecord,
  before: { readonly last: Last; readonly torn: readonly string[]; readonly hash: Hash },
): ChainFault | null {
  const { last, torn, hash } = before;
  if (torn.length > 0 && record.kind !== 'torn') return 'unreadable';
  if (record.kind === 'torn' && (torn.length === 0 || record.fragment !== hash(torn.join('\n')))) return 'torn-differs';
  if (record.seq !== last.seq + 1) return 'out-of-chain';
  if (last.prev === null || record.prev === last.prev) return null;
  if (last.seq > 0) return 'out-of-chain';
  // Version 0.1.0 did not bind a journal to its path. Whoever forges a whole file could name either.
  return record.prev === NO_RECORD ? null : 'other-file';
}

/** Where a file's text leaves off: the last readable record, and what stands unreadable after it. */
export interface Tail extends Place {
  /** Unreadable text after the last record; empty when there is none. */
  readonly fragment: string;
  /** Whether the text ends with a line feed (or is empty). */
  readonly closed: boolean;
}

/** Finds where the next record goes. A last record that lacks only its line end counts as whole. `path` is the file's own. */
export function readTail(text: string, path: string | null = null): Tail {
  const closed = text === '' || text.endsWith('\n');
  // A checkout on Windows may have given the file other line ends.
  const even = text.replaceAll('\r\n', '\n');
  const lines = even === '' ? [] : (closed ? even.slice(0, -1) : even).split('\n');
  for (let i = lines.length - 1; i >= 0; i--) {
    const record = readRecord(lines[i] ?? '');
    if (record) return { previous: lines[i] ?? '', seq: record.seq, fragment: lines.slice(i + 1).join('\n'), closed };
  }
  return { previous: path, seq: 0, fragment: lines.join('\n'), closed };
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
