// The record as it lies in a workspace folder: journals, runbooks, and the digests of the logs that are on this machine.
import { createHash, hash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextFile } from '../core/recall/files.ts';
import { JOURNAL_DIR } from '../core/remember/paths.ts';

export interface RecordFiles {
  readonly journals: readonly TextFile[];
  readonly runbooks: readonly TextFile[];
  /** SHA-256 (hex) by path. */
  readonly logs: ReadonlyMap<string, string>;
}

const LOG_DIR = '.countersign/logs';
/** Folders of other people's files, in which no runbook is looked for. */
const FOREIGN = /^(?:\..*|node_modules)$/;
const RUNBOOK = /\.(?:md|markdown)$/i;

/** Node's own SHA-256, many times faster than the pure core's. */
export const nodeHash = (text: string): string => hash('sha256', text, 'hex');

/** Reads everything. Links are not followed: what they lead to is not part of the folder. */
export async function readRecordFiles(folder: string): Promise<RecordFiles> {
  const [journals, runbooks, logs] = await Promise.all([
    readJournalFiles(folder),
    filesUnder(folder, '', (name) => RUNBOOK.test(name)),
    filesUnder(folder, LOG_DIR, (name) => name.endsWith('.log')),
  ]);
  return { journals, runbooks: await texts(folder, runbooks), logs: await digests(folder, logs) };
}

/** The journals alone, for whoever needs no more: no walk through the whole folder, and no log is read. */
export async function readJournalFiles(folder: string): Promise<readonly TextFile[]> {
  return texts(folder, await filesUnder(folder, JOURNAL_DIR, (name) => name.endsWith('.jsonl')));
}

async function filesUnder(folder: string, from: string, wanted: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const entries = await entriesOf(join(folder, at));
    // A folder below with a record of its own is a workspace of its own.
    if (from === '' && at !== '' && entries.some(({ name }) => name === '.countersign')) continue;
    for (const entry of entries) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory() && (from !== '' || !FOREIGN.test(entry.name))) queue.push(path);
      else if (entry.isFile() && wanted(entry.name)) found.push(path);
    }
  }
  return found.sort();
}

/** A folder that cannot be read holds nothing for us; that a record is missing is found from the other side. */
async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

async function texts(folder: string, paths: readonly string[]): Promise<TextFile[]> {
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}

async function digests(folder: string, paths: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of paths) {
    const sum = createHash('sha256');
    for await (const part of createReadStream(join(folder, path))) sum.update(part as Buffer);
    found.set(path, sum.digest('hex'));
  }
  return found;
}
