// A disk of one megabyte, where the tests may mount one: full and read-only for real.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'ignore' });

/** Whether this machine lets us: root, on Linux, and not in a container that forbids it. */
export function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'mount'));
  try {
    mountSmallDisk(place).dispose();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Mounts it over a folder. `dispose` has to be called before that folder is removed. */
export function mountSmallDisk(folder: string) {
  run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
  const filler = join(folder, 'filler');
  return {
    fill() {
      try {
        writeFileSync(filler, 'x'.repeat(2_000_000));
      } catch {
        // That is the point.
      }
    },
    empty: () => rmSync(filler, { force: true }),
    readOnly: () => run('mount', '-o', 'remount,ro', folder),
    writable: () => run('mount', '-o', 'remount,rw', folder),
    dispose: () => run('umount', '-l', folder),
  };
}
