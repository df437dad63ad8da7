// One runner per runtime folder.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectTo, RUNTIME_FILES, readAddress } from './address.ts';
import { createDurably, errorCode } from './files.ts';
import { isAlive } from './stop.ts';

/** Takes the lock of a runtime folder; false where another runner lives there. A dead runner's lock is taken over. */
export async function takeLock(runtimeDir: string): Promise<boolean> {
  const path = join(runtimeDir, RUNTIME_FILES.lock);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await createDurably(path, String(process.pid));
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    if (await isHeld(runtimeDir, path)) return false;
    await rm(path, { force: true });
  }
  return false;
}

/** A process of that number is not enough, numbers are used again: it also has to answer, or not to have had the time to. */
async function isHeld(runtimeDir: string, path: string): Promise<boolean> {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid)) return false;
  const address = await readAddress(runtimeDir);
  if (address?.pid !== pid) return true;
  const socket = await connectTo(address.socket);
  socket?.destroy();
  return socket !== null;
}

export async function releaseLock(runtimeDir: string): Promise<void> {
  const address = await readAddress(runtimeDir);
  if (address?.pid === process.pid) await rm(join(runtimeDir, RUNTIME_FILES.address), { force: true });
  await rm(join(runtimeDir, RUNTIME_FILES.lock), { force: true });
}
