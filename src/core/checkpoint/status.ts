// Reads `git status --porcelain=v1 -z`: which of the named paths differ from HEAD, and how.

export interface StatusEntry {
  /** The two letters: index and working tree. */
  readonly code: string;
  /** From the root of the repository; a directory ends with a slash. */
  readonly path: string;
}

/** Entries in git's order. The old name of a rename is a field of its own and is skipped. */
export function readStatus(text: string): readonly StatusEntry[] {
  const fields = text.split('\0');
  const entries: StatusEntry[] = [];
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i] ?? '';
    if (field.length < 4) continue;
    const code = field.slice(0, 2);
    entries.push({ code, path: field.slice(3) });
    if (/[RC]/.test(code)) i++;
  }
  return entries;
}

/** Not known to git yet. */
export const isUntracked = ({ code }: StatusEntry): boolean => code === '??';
/** Kept out by a .gitignore. */
export const isIgnored = ({ code }: StatusEntry): boolean => code === '!!';
/** In conflict: no path can be committed by name until it is resolved. */
export const isUnmerged = ({ code }: StatusEntry): boolean => code.includes('U') || code === 'AA' || code === 'DD';
