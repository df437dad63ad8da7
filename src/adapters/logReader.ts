// Reads kept logs for those who pass them on. A path may come from a journal, and a journal from anybody's repository: what really lies
// elsewhere is no log.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { ReadLog } from '../door/results.ts';
import { isInside } from './inside.ts';

/** Logs of the workspace, and those of the storage for a workspace that could not take them. */
export function createLogReader({ folder, runtimeDir }: { readonly folder: string; readonly runtimeDir: string }): ReadLog {
  const places = [
    [folder, join(folder, '.countersign', 'logs')],
    [runtimeDir, join(runtimeDir, 'logs')],
  ] as const;
  return async (logPath) => {
    try {
      const path = await realpath(isAbsolute(logPath) ? logPath : join(folder, logPath));
      for (const [root, logs] of places) {
        const real = await realpath(logs).catch(() => null);
        // A folder of logs that is itself a link leads elsewhere.
        const isOwn = real !== null && isInside(await realpath(root), real) && isInside(real, path);
        if (isOwn && (await stat(path)).isFile()) return createReadStream(path, { encoding: 'utf8' });
      }
      return null;
    } catch {
      return null;
    }
  };
}
