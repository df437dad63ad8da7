// Reads small files that others may have written, and again only when they have changed. Never throws, never waits for a pipe, never reads much.
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of a file that are read; a larger one counts as absent. */
const LIMIT = 1024 * 1024;
const MOST_FILES = 500;
const MOST_ENTRIES = 200;

export interface Files {
  /** What `parse` makes of the text, or undefined where there is no such file, or none that can be read. */
  read<T>(path: string, parse: (text: string) => T | undefined): Promise<T | undefined>;
  /** Names in a folder, sorted, not more than a few hundred; none where there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  isFolder(path: string): Promise<boolean>;
}

interface Kept {
  readonly stamp: string;
  readonly value: unknown;
}

/** One memory for one adapter. A path must always be read with the same parser. */
export function createFiles(): Files {
  const kept = new Map<string, Kept>();

  async function read<T>(path: string, parse: (text: string) => T | undefined): Promise<T | undefined> {
    const stamp = await stampOf(path);
    const known = kept.get(path);
    if (known !== undefined && known.stamp === stamp) return known.value as T | undefined;
    const value = stamp === '' ? undefined : await parsed(path, parse);
    if (kept.size >= MOST_FILES) kept.clear();
    kept.set(path, { stamp, value });
    return value;
  }

  return {
    read,
    list: async (path) => (await readdir(path).catch(() => [])).sort().slice(0, MOST_ENTRIES),
    isFolder: (path) =>
      stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      ),
  };
}

/** Changes whenever the file does; empty where there is nothing to read. */
async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeNs, ctimeNs, size, ino, dev } = await statFile(path);
    return [mtimeNs, ctimeNs, size, ino, dev].join(' ');
  } catch {
    return '';
  }
}

async function statFile(path: string) {
  const found = await stat(path, { bigint: true });
  if (!found.isFile() || found.size > LIMIT) throw new Error('not a small file');
  return found;
}

async function parsed<T>(path: string, parse: (text: string) => T | undefined): Promise<T | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const bytes = new Uint8Array(LIMIT);
      const { bytesRead } = await file.read(bytes, 0, LIMIT, 0);
      return parse(new TextDecoder().decode(bytes.subarray(0, bytesRead)));
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** A path as a configuration file writes it: `~` is the home folder, anything else stands beside `folder`. */
export function pathFrom(written: string, { home, folder }: { readonly home: string; readonly folder: string }): string {
  if (written === '~' || written.startsWith('~/')) return join(home, written.slice(1));
  return written.startsWith('/') || /^[A-Za-z]:[\\/]/.test(written) ? written : join(folder, written);
}
