// Files that must survive a crash: written whole, on disk before anybody is told, readable by nobody else.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Permissions of everything in the private storage. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** Writes a file so that it is there whole or not at all, also after a crash. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  // A name of its own each time: two that write the same must not write into one another.
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
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

/** Creates a file that must not exist yet, so that nobody ever finds it half written: EEXIST where it is there, nothing where the disk is full. */
export async function createWhole(path: string, content: string): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
  try {
    await createDurably(temporary, content, { again: true });
    await link(temporary, path);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error;
    await createDurably(path, content);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
  await syncFolder(dirname(path));
}

/** What file systems without hard links say. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK']);

/** A small file whose room on the disk is taken before it is needed. */
export interface Reserved {
  /** Fills it and gives it its name: needs no room any more. */
  write(content: string): Promise<void>;
}

/** Takes the room for `size` bytes; a full disk is found out now (ENOSPC), before anything has happened that would have to be written down. */
export async function reserve(path: string, size: number): Promise<Reserved> {
  const temporary = `${path}.${process.pid}.room`;
  try {
    await createDurably(temporary, ' '.repeat(size), { again: true });
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { write: (content) => fill(temporary, { path, bytes: Buffer.from(content.padEnd(size)) }) };
}

async function fill(temporary: string, to: { readonly path: string; readonly bytes: Uint8Array }): Promise<void> {
  const file = await open(temporary, constants.O_WRONLY, PRIVATE_FILE);
  try {
    for (let done = 0; done < to.bytes.length; ) done += (await file.write(to.bytes, done, to.bytes.length - done, done)).bytesWritten;
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, to.path);
  await syncFolder(dirname(to.path));
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
