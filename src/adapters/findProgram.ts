// Finds a program as a shell would, but never in the current folder.
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Absolute path of a program by its name on PATH, or of an absolute path itself; null where there is none that can be executed. */
export async function findProgram(name: string, env: Env): Promise<string | null> {
  if (isAbsolute(name)) return (await isExecutable(name)) ? name : null;
  if (/[\\/]/.test(name)) return null;
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const extension of extensions(env)) {
      const path = join(folder, name + extension);
      if (await isExecutable(path)) return path;
    }
  }
  return null;
}

function extensions(env: Env): readonly string[] {
  return process.platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
