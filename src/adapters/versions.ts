// Versions of the programs a step ran with, for its evidence.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const ANSWER_WITHIN_MS = 2000;
const LONGEST = 200;
const known = new Map<string, string | null>();

/** What a program says to `--version`, its first line; null where it does not know the word. Asked once for each state of its file. */
export async function versionOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  const key = `${path} ${found.size} ${found.mtimeMs}`;
  const version = known.has(key) ? (known.get(key) ?? null) : await ask(path);
  known.set(key, version);
  return version;
}

async function ask(path: string): Promise<string | null> {
  const options = { cwd: '/', env: { PATH: process.env.PATH }, timeout: ANSWER_WITHIN_MS, maxBuffer: 64 * 1024 };
  const { stdout } = await promisify(execFile)(path, ['--version'], options).catch(() => ({ stdout: '' }));
  return stdout.split('\n')[0]?.trim().slice(0, LONGEST) || null;
}
