// The journal's files: opened for appending only, fsynced before anybody is told that something is remembered.
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { appendText, readTail, type Tail } from '../core/remember/chain.ts';
import type { JournalEntry } from '../core/remember/journal.ts';
import { journalPath } from '../core/remember/paths.ts';
import { sha256Hex } from '../core/seal/digest.ts';
import type { Journal, Outcome } from '../ports.ts';

/** A signature over a text, as the journal keeps it. */
export type Signed = Omit<Extract<JournalEntry, { kind: 'signed' }>, 'kind' | 'at'>;

export interface JournalDeps {
  /** The workspace folder. */
  readonly folder: string;
  /** Signs with the person's own key, or gives null where they sign nothing. What it cannot sign is recorded all the same. */
  readonly sign?: (text: string) => Promise<Signed | null>;
}

interface Known {
  /** Bytes of the file after our last append: another size means that somebody else wrote, and the file is read anew. */
  readonly size: number;
  readonly tail: Tail;
}

/** The journal of one workspace folder. Appends wait for one another, so that the chain has one end. */
export function createJournal({ folder, sign }: JournalDeps): Journal {
  const known = new Map<string, Known>();
  let last: Promise<unknown> = Promise.resolve();

  async function append(path: string, entry: JournalEntry): Promise<Outcome<{ readonly path: string }>> {
    const file = join(folder, path);
    try {
      const created = await ensureDirectory(folder, dirname(file));
      if (!created) return failed(path, 'it lies outside the folder');
      const after = await appendTo(file, { path, entry, known: known.get(path) ?? null });
      known.set(path, after);
      if (sign && SIGNED_KINDS.has(entry.kind)) known.set(path, await signed(file, { path, entry, known: after, sign }));
      return { ok: true, value: { path } };
    } catch (cause) {
      known.delete(path);
      return failed(path, detailOf(cause));
    }
  }

  return {
    append(runbook, session, entry) {
      const turn = last.then(() => append(journalPath(runbook, session), entry));
      last = turn;
      return turn;
    },
  };
}

/** One signature vouches for every record before it, so it is asked for once a run and not for every record. */
const SIGNED_KINDS: ReadonlySet<JournalEntry['kind']> = new Set(['ran', 'recovered', 'restored']);

interface Appending {
  readonly path: string;
  readonly entry: JournalEntry;
}

/** Signs the record just written. The record itself stands already: without a signature it only lacks one. */
async function signed(
  file: string,
  of: Appending & { readonly known: Known; readonly sign: NonNullable<JournalDeps['sign']> },
): Promise<Known> {
  const { previous } = of.known.tail;
  const signature = previous === null ? null : await of.sign(sha256Hex(previous));
  if (!signature) return of.known;
  return appendTo(file, { path: of.path, known: of.known, entry: { kind: 'signed', at: of.entry.at, ...signature } });
}

/** Makes the folder, unless a link on the way leads out of the workspace. */
async function ensureDirectory(folder: string, directory: string): Promise<boolean> {
  const root = await realpath(folder);
  const parts = relative(folder, directory).split(sep);
  let at = root;
  for (const part of parts) {
    at = join(at, part);
    await mkdir(at).catch(ifExists);
    at = await realpath(at);
    const inside = relative(root, at);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return false;
  }
  return true;
}

function ifExists(cause: unknown): void {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
}

const { O_APPEND, O_CREAT, O_RDWR } = constants;
/** A link in the file's place could lead anywhere. Windows has no such flag. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;

async function appendTo(file: string, of: Appending & { readonly known: Known | null }): Promise<Known> {
  const handle = await open(file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o644);
  try {
    const { size } = await handle.stat();
    const tail = of.known?.size === size ? of.known.tail : readTail(await handle.readFile('utf8'), of.path);
    const next = appendText(tail, of.entry);
    const bytes = Buffer.from(next.text, 'utf8');
    await writeWhole(handle, { bytes, size });
    if (size === 0) await syncDirectory(dirname(file));
    return { size: size + bytes.length, tail: next.tail };
  } finally {
    await handle.close();
  }
}

/** All or nothing: what was written of a record that did not get through (a full disk) is taken back, nobody was told of it. */
async function writeWhole(handle: FileHandle, of: { readonly bytes: Buffer; readonly size: number }): Promise<void> {
  try {
    for (let at = 0; at < of.bytes.length; ) at += (await handle.write(of.bytes, at)).bytesWritten;
    await handle.sync();
  } catch (cause) {
    await handle.truncate(of.size).catch(() => undefined);
    throw cause;
  }
}

/** So that a new file's name survives a power cut too; where folders cannot be synced, its contents still are. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const CODES: Readonly<Record<string, string>> = {
  EROFS: 'the file system is read-only',
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'it is a link',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands in its place',
};

function detailOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return CODES[code] ?? (cause instanceof Error ? cause.message : String(cause));
}

function failed(path: string, detail: string): Outcome<never> {
  return { ok: false, failure: { kind: 'journal-failed', path, detail } };
}
