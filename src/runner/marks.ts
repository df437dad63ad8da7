// The marks a run leaves: that its child was started, and how it ended. Each written whole and on disk before anybody is told.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { endSchema, RUN_FILES, type RunEnd, type RunStart, startSchema } from '../core/seal/seal.ts';
import { writeDurably } from './files.ts';

/** An end with everything that was not said filled in: nothing ran, now. */
export function endOf(folder: string, facts: Partial<RunEnd> & Pick<RunEnd, 'outcome'>): RunEnd {
  return { v: 1, run: basename(folder), exit: null, signal: null, startedAt: null, endedAt: Date.now(), bytes: 0, refusal: null, ...facts };
}

/** Writes the end of a run, once: the first end stands. */
export async function writeEnd(folder: string, end: RunEnd): Promise<void> {
  if (!hasEnded(folder)) await writeDurably(join(folder, RUN_FILES.end), JSON.stringify(endSchema.parse(end)));
}

export async function writeStart(folder: string, start: Omit<RunStart, 'v'>): Promise<void> {
  await writeDurably(join(folder, RUN_FILES.start), JSON.stringify(startSchema.parse({ v: 1, ...start })));
}

export function hasEnded(folder: string): boolean {
  return existsSync(join(folder, RUN_FILES.end));
}

/** The start mark, or null where the child was never started. */
export async function readStart(folder: string): Promise<RunStart | null> {
  return readMark(join(folder, RUN_FILES.start), (json) => startSchema.parse(json));
}

/** How the run ended, or null where it did not yet. */
export async function readEnd(folder: string): Promise<RunEnd | null> {
  return readMark(join(folder, RUN_FILES.end), (json) => endSchema.parse(json));
}

async function readMark<T>(path: string, parse: (json: unknown) => T): Promise<T | null> {
  try {
    return parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
