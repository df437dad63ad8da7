// Leaves the launcher where the files of AI clients expect it.
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type LauncherTarget, launcherText } from '../core/connect/launcher.ts';
import { doorsIn } from '../door/address.ts';
import { PRIVATE_FOLDER } from '../runner/files.ts';

const EXECUTABLE = 0o700;

/** Writes `bin/countersign` beside the folder of the windows, unless it stands there as it should; gives its path. Throws where it cannot. */
export async function keepLauncher(env: Readonly<Record<string, string | undefined>>, target: LauncherTarget): Promise<string> {
  const path = join(dirname(doorsIn(env)), 'bin', 'countersign');
  const text = launcherText(target);
  if (await isAsItShould(path, text)) return path;
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  // Two windows may write at once: each its own file, and the last name stands.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { mode: EXECUTABLE });
    await chmod(temporary, EXECUTABLE);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return path;
}

async function isAsItShould(path: string, text: string): Promise<boolean> {
  try {
    const { mode } = await lstat(path);
    return (mode & 0o777) === EXECUTABLE && (await readFile(path, 'utf8')) === text;
  } catch {
    return false;
  }
}
