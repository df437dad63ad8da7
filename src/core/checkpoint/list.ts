// Checkpoints read back from git's log.
import { RESTORED_TRAILER, RUN_TRAILER, STEP_TRAILER } from './words.ts';

/** One checkpoint to come back to. */
export interface CheckpointEntry {
  /** Whole commit id. */
  readonly commit: string;
  /** Committed at, milliseconds since the epoch (whole seconds: git knows no finer). */
  readonly at: number;
  readonly subject: string;
  /** The step it was taken after or before; empty for a restore. */
  readonly step: string;
  /** The run it records; empty for one taken before a step. */
  readonly run: string;
}

/** For `git log -z --format=…`: fields that no message can fake, since %x1f and NUL cannot stand in one line of ours. */
export const LIST_FORMAT = ['%H', '%ct', '%s', trailer(STEP_TRAILER), trailer(RUN_TRAILER), trailer(RESTORED_TRAILER)].join('%x1f');

function trailer(name: string): string {
  return `%(trailers:key=${name},valueonly,separator=%x20)`;
}

/** Reads what git said in LIST_FORMAT. Commits without a trailer of ours are somebody's own work and are left out. */
export function readCheckpoints(text: string): readonly CheckpointEntry[] {
  return text.split('\0').flatMap((line): CheckpointEntry[] => {
    const [commit = '', seconds = '', subject = '', step = '', run = '', restored = ''] = line.trim().split('\u001f');
    if (!/^[0-9a-f]{40,64}$/.test(commit) || !/^\d+$/.test(seconds)) return [];
    return step === '' && restored === '' ? [] : [{ commit, at: Number(seconds) * 1000, subject, step, run }];
  });
}

/** A file that is not now as a checkpoint holds it. `lost`: it is there now and would go; `back`: it is gone and would come back. */
export interface Difference {
  /** Path inside the workspace folder. */
  readonly path: string;
  readonly kind: 'changed' | 'lost' | 'back';
}

/** Reads `git diff --name-status -z --no-renames CHECKPOINT` (from the checkpoint to the disk) and a list of untracked files. */
export function readDifferences(status: string, untracked: string): readonly Difference[] {
  const fields = status.split('\0');
  const found = new Map<string, Difference['kind']>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [code = '', path = ''] = [fields[at], fields[at + 1]];
    if (path !== '') found.set(path, code.startsWith('A') ? 'lost' : code.startsWith('D') ? 'back' : 'changed');
  }
  // A file git does not know yet stands in the diff as gone, if the checkpoint had it.
  for (const path of untracked.split('\0').filter(Boolean)) found.set(path, found.has(path) ? 'changed' : 'lost');
  return [...found].map(([path, kind]) => ({ path, kind })).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
