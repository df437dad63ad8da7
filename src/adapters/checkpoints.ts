// The checkpoints git holds, for the record view. Read-only; a folder without any answers with none.
import { look } from './gitLook.ts';

export interface KeptCheckpoint {
  readonly commit: string;
  readonly subject: string;
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const LIMIT = 100;

/** The newest commits that name a step of ours, in the folder's own history. */
export async function readCheckpoints(folder: string): Promise<readonly KeptCheckpoint[]> {
  const format = '--format=%H%x1f%s%x1f%an%x1f%ct%x1e';
  const said = await look(folder, ['log', `--max-count=${LIMIT}`, '--grep=^Countersign-Step:', format, '--', '.']);
  if (!said.ok) return [];
  return said.text.split('\x1e').flatMap((record) => {
    const [commit = '', subject = '', by = '', at = ''] = record.replace(/^\n/, '').split('\x1f');
    return /^[0-9a-f]{40,64}$/.test(commit) ? [{ commit, subject, by, at: Number(at) * 1000 }] : [];
  });
}
