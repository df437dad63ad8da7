// Where things are: the clone, its output folder, and the cache outside it that survives a fresh clone.
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Git-ignored output: packages, screenshots, trial workspaces. */
export const OUT = join(ROOT, 'out');

export const BIN = join(ROOT, 'node_modules', '.bin');

export const VSIX = join(OUT, 'countersign.vsix');

/** Kept between clones: 600 MB of code-server are installed once per machine. */
export function cacheDir(env = process.env) {
  if (env.COUNTERSIGN_CACHE) return env.COUNTERSIGN_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'countersign');
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches', 'countersign') : join(homedir(), '.cache', 'countersign');
}
