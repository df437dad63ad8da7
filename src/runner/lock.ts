// One runner per runtime folder.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectTo, RUNTIME_FILES, readAddress } from './address.ts';
import { createWhole, errorCode } from './files.ts';
import { isAlive } from './stop.ts';

/** Locks are numbered: the highest counts, and only a dead one is followed by the next number. Creating it is what takes it. */
const LOCK = (runtimeDir: string, number: number): string => join(runtimeDir, `${RUNTIME_FILES.lock}.${number}`);

/** Takes the lock of a runtime folder; false where another runner lives there. A dead runner's lock is taken over, by one. */
export async function takeLock(runtimeDir: string): Promise<boolean> {
  for (;;) {
    const number = last(runtimeDir);
    if (number > 0 && (await isHeld(runtimeDir, LOCK(runtimeDir, number)))) return false;
    try {
      await createWhole(LOCK(runtimeDir, number + 1), String(process.pid));
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

function last(runtimeDir: string): number {
  let number = 0;
  while (existsSync(LOCK(runtimeDir, number + 1))) number++;
  return number;
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
  // Ours is the highest, as long as we live.
  await rm(LOCK(runtimeDir, last(runtimeDir)), { force: true });
}
