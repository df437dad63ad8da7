// One process at a time does an expensive installation; a lock whose owner died is taken over.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { say } from './say.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `work` while holding the lock folder at `path`. */
export async function locked(path, work) {
  await mkdir(dirname(path), { recursive: true });
  for (let waits = 0; !(await take(path)); waits += 1) {
    if (waits === 0) say(`• Another process is installing (${path}); waiting for it`);
    if (await abandoned(path)) await rm(path, { recursive: true, force: true });
    else await pause(500);
  }
  try {
    return await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

async function take(path) {
  try {
    await mkdir(path);
  } catch (cause) {
    if (cause.code === 'EEXIST') return false;
    throw cause;
  }
  await writeFile(join(path, 'pid'), String(process.pid));
  return true;
}

/** The owner is gone; a lock without a name is given five seconds to write one. */
async function abandoned(path) {
  const pid = Number(await readFile(join(path, 'pid'), 'utf8').catch(() => ''));
  if (pid > 0) return !alive(pid);
  const made = await stat(path).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > 5000;
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}
