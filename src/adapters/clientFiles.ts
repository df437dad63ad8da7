// The files of AI clients in the folder: read whole, written whole, and never through a link.
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../runner/files.ts';

/** Larger files are none that a person wrote for a client. */
const BYTES_LIMIT = 1024 * 1024;

/** A file as it stands; `refused`: one that is better left alone. */
export type ClientFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'refused';
      readonly why: 'link' | 'not-a-file' | 'read-only' | 'not-text' | 'too-large' | 'unreadable';
      readonly detail: string;
    };

export interface ClientFiles {
  /** Never rejects. */
  read(path: string): Promise<ClientFile>;
  /** Writes the file, its folder too where there is none, and says whether it made that. Throws what the system says. */
  write(path: string, text: string): Promise<{ readonly madeFolder: boolean }>;
  /** Removes the file, and its folder when that is to go and holds nothing else. */
  remove(path: string, of: { readonly folderToo: boolean }): Promise<void>;
}

/** `folder`: absolute; paths are from there, with at most one folder in them. */
export function createClientFiles(folder: string): ClientFiles {
  return {
    read: (path) => read(folder, path),
    async write(path, text) {
      const file = join(folder, path);
      const madeFolder = (await mkdir(dirname(file), { recursive: true })) !== undefined;
      await replace(file, text);
      return { madeFolder };
    },
    async remove(path, { folderToo }) {
      const file = join(folder, path);
      await rm(file, { force: true });
      if (folderToo && dirname(file) !== folder) await rmdir(dirname(file)).catch(() => undefined);
    },
  };
}

async function read(folder: string, path: string): Promise<ClientFile> {
  try {
    const parent = dirname(join(folder, path));
    const above = parent === folder ? null : await lookAt(parent);
    if (above?.isSymbolicLink()) return refused('link');
    if (above && !above.isDirectory()) return refused('not-a-file');
    const found = await lookAt(join(folder, path));
    if (!found) return { kind: 'none' };
    if (found.isSymbolicLink()) return refused('link');
    if (!found.isFile()) return refused('not-a-file');
    if ((found.mode & 0o200) === 0) return refused('read-only');
    if (found.size > BYTES_LIMIT) return refused('too-large');
    const text = utf8(await readFile(join(folder, path)));
    return text === null ? refused('not-text') : { kind: 'text', text };
  } catch (cause) {
    return { kind: 'refused', why: 'unreadable', detail: errorCode(cause) };
  }
}

const refused = (why: Extract<ClientFile, { kind: 'refused' }>['why']): ClientFile => ({ kind: 'refused', why, detail: '' });

async function lookAt(path: string) {
  return lstat(path).catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT') return null;
    throw cause;
  });
}

/** The text with its byte order mark, or null where the bytes are no UTF-8. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** There whole or not at all, with the permissions it had. */
async function replace(file: string, text: string): Promise<void> {
  const mode = await stat(file).then(
    (found) => found.mode & 0o777,
    () => 0o644,
  );
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx', mode });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}
