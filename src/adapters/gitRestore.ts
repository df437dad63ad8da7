// Checkpoints read back, compared and restored in the working tree. History is only ever read here: commits are made by git.ts.
import { execa } from 'execa';
import { classifyGitError } from '../core/checkpoint/classify.ts';
import { type CheckpointEntry, type Difference, LIST_FORMAT, readCheckpoints, readDifferences } from '../core/checkpoint/list.ts';
import { journalFolder } from '../core/recall/files.ts';
import type { Outcome } from '../ports.ts';
import { commitEnv } from './gitEnv.ts';
import { look } from './gitLook.ts';

export interface Checkpoints {
  /** The checkpoints of a runbook, newest first, at most 200. */
  list(runbook: string): Promise<readonly CheckpointEntry[]>;
  /** How the declared paths on disk differ from a checkpoint. */
  compare(commit: string, wanted: Wanted): Promise<Outcome<readonly Difference[]>>;
  /** A file as a checkpoint holds it; null where it does not. */
  contentAt(commit: string, path: string): Promise<string | null>;
  /** Puts the declared paths on disk as a checkpoint holds them. Files it does not hold go, if git knows them. */
  restore(commit: string, wanted: Wanted): Promise<Outcome<null>>;
}

export interface Wanted {
  /** The declared files and folders. */
  readonly paths: readonly string[];
  /** The runbook: it may lie in a folder it declares, and its results are never taken back. */
  readonly runbook: string;
}

const LIMIT = 200;
/** A path from the folder git was started in, and nothing but that path. */
const here = (path: string): string => `:(literal)${path}`;
const but = (path: string): string => `:(exclude,literal)${path}`;
const isCommit = (text: string): boolean => /^[0-9a-f]{7,64}$/.test(text);

/** Checkpoints of one workspace folder. */
export function createCheckpoints(folder: string): Checkpoints {
  return {
    async list(runbook) {
      const paths = [here(runbook), here(journalFolder(runbook))];
      const said = await look(folder, ['log', '-z', `--max-count=${LIMIT}`, `--format=${LIST_FORMAT}`, '--', ...paths]);
      return said.ok ? readCheckpoints(said.text) : [];
    },
    async compare(commit, { paths, runbook }) {
      if (!isCommit(commit)) return failed('not a commit');
      const wanted = [...paths.map(here), but(runbook)];
      const how = ['--relative', '--name-status', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=all'];
      const [changed, untracked] = [
        await look(folder, ['diff', ...how, commit, '--', ...wanted]),
        await look(folder, ['ls-files', '-z', '--others', '--exclude-standard', '--', ...wanted]),
      ];
      if (!changed.ok || !untracked.ok) return failed(changed.ok ? untracked.text : changed.text);
      return { ok: true, value: readDifferences(changed.text, untracked.text) };
    },
    async contentAt(commit, path) {
      if (!isCommit(commit)) return null;
      const said = await look(folder, ['cat-file', 'blob', `${commit}:./${path}`]);
      return said.ok ? said.text : null;
    },
    async restore(commit, { paths, runbook }) {
      if (!isCommit(commit)) return failed('not a commit');
      const known: string[] = [];
      for (const path of paths) if (path !== runbook && (await isKnown(folder, { commit, path }))) known.push(path);
      if (known.length === 0) return { ok: true, value: null };
      return restoreFiles(folder, { commit, specs: [...known.map(here), but(runbook)] });
    },
  };
}

/** Git refuses a path that neither the checkpoint nor the index has. */
async function isKnown(folder: string, { commit, path }: { readonly commit: string; readonly path: string }): Promise<boolean> {
  const then = await look(folder, ['ls-tree', '--name-only', '-z', commit, '--', path]);
  if (then.ok && then.text !== '') return true;
  const now = await look(folder, ['ls-files', '-z', '--', here(path)]);
  return now.ok && now.text !== '';
}

async function restoreFiles(folder: string, of: { readonly commit: string; readonly specs: readonly string[] }): Promise<Outcome<null>> {
  const args = ['restore', `--source=${of.commit}`, '--worktree', '--no-overlay', '--quiet', '--', ...of.specs];
  const done = await execa('git', args, {
    ...{ cwd: folder, env: commitEnv(process.env), extendEnv: false, stdin: 'ignore', reject: false, timeout: 60_000, windowsHide: true },
  });
  return done.failed ? failed(done.stderr || (done.originalMessage ?? '')) : { ok: true, value: null };
}

function failed(text: string): Outcome<never> {
  const { reason, detail } = classifyGitError({ text, exit: null });
  return { ok: false, failure: { kind: 'checkpoint-failed', reason, detail } };
}
