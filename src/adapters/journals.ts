// The journals read back, for the card and the record view. What cannot be read is left out: `verify` is there to complain of it.
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { journalFolder } from '../core/recall/files.ts';
import { readRecord } from '../core/remember/chain.ts';
import { JOURNAL_DIR } from '../core/remember/paths.ts';
import type { JournalRecord } from '../core/remember/record.ts';
import type { Journals, SessionJournal } from '../ports.ts';
import { nodeHash } from './recordFiles.ts';

/** Newest sessions that are read; their names begin with their time. */
const SESSION_LIMIT = 40;
/** Bytes of one journal that are read; a session of a thousand runs has less. */
const SIZE_LIMIT = 4 * 1024 * 1024;
/** Folders below the journal's own: runbooks lie in folders, and no deeper than this. */
const DEPTH_LIMIT = 8;

interface Known {
  readonly stamp: string;
  readonly records: readonly JournalRecord[];
}

/** Reads journals of one workspace folder; a file that did not change is not read again. */
export function createJournals({ folder }: { readonly folder: string }): Journals {
  const known = new Map<string, Known>();

  async function read(path: string): Promise<SessionJournal | null> {
    try {
      const { size, mtimeMs } = await stat(join(folder, path));
      if (size > SIZE_LIMIT) return null;
      const stamp = `${size} ${mtimeMs}`;
      const before = known.get(path);
      const records = before?.stamp === stamp ? before.records : recordsOf(await readFile(join(folder, path), 'utf8'));
      known.set(path, { stamp, records });
      return { path, records };
    } catch {
      return null;
    }
  }

  async function newest(paths: readonly string[]): Promise<readonly SessionJournal[]> {
    const read_ = await Promise.all(paths.toSorted(byName).slice(-SESSION_LIMIT).map(read));
    return read_.filter((journal) => journal !== null);
  }

  return {
    async of(runbook) {
      const at = journalFolder(runbook);
      const journals = await newest((await entries(folder, at)).filter(isJournal).map(({ name }) => `${at}/${name}`));
      return journals.flatMap(({ records }) => records);
    },
    all: async () => newest(await below(folder, JOURNAL_DIR, 0)),
  };
}

const isJournal = (entry: Dirent): boolean => entry.isFile() && entry.name.endsWith('.jsonl');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const byName = (a: string, b: string): number => (nameOf(a) < nameOf(b) ? -1 : 1);

function recordsOf(text: string): readonly JournalRecord[] {
  return text.split(/\r?\n/).flatMap((line) => (line === '' ? [] : (readRecord(line, nodeHash) ?? [])));
}

/** Links are not followed: what they lead to is not part of the record. */
async function entries(folder: string, at: string): Promise<readonly Dirent[]> {
  return readdir(join(folder, at), { withFileTypes: true }).catch(() => []);
}

async function below(folder: string, at: string, depth: number): Promise<readonly string[]> {
  if (depth > DEPTH_LIMIT) return [];
  const found = await entries(folder, at);
  const deeper = await Promise.all(
    found.filter((entry) => entry.isDirectory()).map(({ name }) => below(folder, `${at}/${name}`, depth + 1)),
  );
  return [...found.filter(isJournal).map(({ name }) => `${at}/${name}`), ...deeper.flat()];
}
