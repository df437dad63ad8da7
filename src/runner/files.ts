// Files that must survive a crash: written whole, on disk before anybody is told, readable by nobody else.
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Permissions of everything in the private storage. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** Writes a file so that it is there whole or not at all, also after a crash. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await createDurably(temporary, content, { again: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Creates a file that must not exist yet (unless `again`), on disk when this returns. */
export async function createDurably(path: string, content: string | Uint8Array, options?: { readonly again: boolean }): Promise<void> {
  const exclusive = options?.again ? constants.O_TRUNC : constants.O_EXCL;
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | exclusive, PRIVATE_FILE);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable. File systems that cannot do that are left alone. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, constants.O_RDONLY);
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows and some network file systems refuse; the rename was atomic all the same.
  }
}

/** The code of a system error (`ENOENT`), or its message. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) return (error as NodeJS.ErrnoException).code ?? error.message;
  return String(error);
}
