// Whether a path lies in a folder.
import { sep } from 'node:path';

/** Both absolute and real: links have been followed. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}
