// The marks a run leaves: that its child was started, and how it ended. Each written whole and on disk before anybody is told.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { endSchema, RUN_FILES, type RunEnd, type RunStart, startSchema } from '../core/seal/seal.ts';
import { createWhole, errorCode, type Reserved, reserve, writeDurably } from './files.ts';
import { began, livesSince } from './stop.ts';

/** An end with everything that was not said filled in: nothing ran, now. */
export function endOf(folder: string, facts: Partial<RunEnd> & Pick<RunEnd, 'outcome'>): RunEnd {
  return { v: 1, run: basename(folder), exit: null, signal: null, startedAt: null, endedAt: Date.now(), bytes: 0, refusal: null, ...facts };
}

/**
 * Uses up a seal, so that nothing else can start it; false where it was used before. `by`: the relay's process id, `0` for whoever
 * writes an end instead of running it. Beside it stands when that process began: after a restart of the machine another one has its number. No end is ever made up before this was done: a step cannot run after its end was recorded.
 */
export async function useUp(folder: string, by: number): Promise<boolean> {
  // Also where the disk is too full to try.
  if (existsSync(join(folder, RUN_FILES.used))) return false;
  try {
    await createWhole(join(folder, RUN_FILES.used), by === 0 ? '0' : `${by} ${began(by)}`.trim());
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The relay that used a seal, as long as it lives; null where there is none. */
export async function livingRelay(folder: string): Promise<number | null> {
  const [number = '', at = ''] = (await readFile(join(folder, RUN_FILES.used), 'utf8').catch(() => '')).split(' ');
  const pid = Number(number);
  return Number.isInteger(pid) && pid > 0 && livesSince(pid, at) ? pid : null;
}

/** Writes the end of a run, once: the first end stands. */
export async function writeEnd(folder: string, end: RunEnd): Promise<void> {
  if (!hasEnded(folder)) await writeDurably(join(folder, RUN_FILES.end), JSON.stringify(endSchema.parse(end)));
}

/** The relay's own marks, with their room on the disk taken beforehand. */
export interface RelayMarks {
  start(start: Omit<RunStart, 'v'>): Promise<void>;
  end(end: RunEnd): Promise<void>;
}

/** Room for what an end says: an exit, a few names. Longer ones are written the ordinary way. */
const END_SIZE = 2048;

/** Takes the room for both marks: where the disk is full, nothing starts; where it fills up later, the end is still told. */
export async function reserveMarks(folder: string, startSize: number): Promise<RelayMarks> {
  const [start, end] = await Promise.all([
    reserve(join(folder, RUN_FILES.start), startSize),
    reserve(join(folder, RUN_FILES.end), END_SIZE),
  ]);
  return {
    start: (mark) => start.write(JSON.stringify(startSchema.parse({ v: 1, ...mark }))),
    end: (mark) => writeReserved(folder, { end: mark, room: end }),
  };
}

async function writeReserved(folder: string, of: { readonly end: RunEnd; readonly room: Reserved }): Promise<void> {
  const text = JSON.stringify(endSchema.parse(of.end));
  if (hasEnded(folder)) return;
  if (Buffer.byteLength(text) <= END_SIZE) await of.room.write(text);
  else await writeEnd(folder, of.end);
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
