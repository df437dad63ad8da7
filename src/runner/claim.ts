// Who records a run: one window at a time, so that no run stands in the record twice. A window that died is followed by the next.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWhole, errorCode } from './files.ts';
import { began, isAlive } from './stop.ts';

/** Claims are numbered: the highest counts, and only a dead one is followed by the next number. Creating it is what takes it. */
const CLAIM = (folder: string, number: number): string => join(folder, `recorder.${number}`);

/** Claims a run for this process. False where another one that lives has it. */
export async function claimRun(folder: string): Promise<boolean> {
  for (;;) {
    const number = last(folder);
    if (number > 0) {
      const owner = await readFile(CLAIM(folder, number), 'utf8').catch(() => '');
      if (owner === us()) return true;
      if (lives(owner)) return false;
    }
    try {
      await createWhole(CLAIM(folder, number + 1), us());
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Gives a claim back, if it is ours: the window closes, and the next may record at once. */
export function releaseRun(folder: string): void {
  const number = last(folder);
  if (number > 0 && readIfThere(CLAIM(folder, number)) === us()) rmSync(CLAIM(folder, number), { force: true });
}

function last(folder: string): number {
  let number = 0;
  while (existsSync(CLAIM(folder, number + 1))) number++;
  return number;
}

function us(): string {
  return `${process.pid} ${began(process.pid)}`;
}

function lives(owner: string): boolean {
  const [pid = '', at = ''] = owner.split(' ');
  return Number(pid) > 0 && isAlive(Number(pid)) && began(Number(pid)) === at;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
