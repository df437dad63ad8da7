// Git, as the record needs it: who approves, and commits of exactly the named paths. What it says is classified in core/checkpoint.
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoint } from '../core/checkpoint/checkpoint.ts';
import { classifyGitError, type GitTrouble } from '../core/checkpoint/classify.ts';
import { isIgnored, isUnmerged, isUntracked, readStatus, type StatusEntry } from '../core/checkpoint/status.ts';
import { messageOf } from '../core/checkpoint/words.ts';
import type { CheckpointReason } from '../core/failure.ts';
import type { Git, Log, Outcome } from '../ports.ts';
import { type CommitResult, commitOnly, literal } from './gitCommit.ts';
import { look, type Said } from './gitLook.ts';
import { type GitPlace, inProgress, locateDeclared, locatePaths, readPlace } from './gitPlace.ts';

export interface GitDeps {
  /** The workspace folder; the repository's root may lie above it. */
  readonly folder: string;
  readonly log: Log;
  /** How long hooks and signing may take; 30 s unless a test says otherwise. */
  readonly timeoutMs?: number;
}

interface WantedPaths {
  /** From the root: the runbook and its journal. */
  readonly required: readonly string[];
  readonly declared: readonly string[];
}

type Made = Outcome<{ readonly commit: string } | null>;
/** Somebody else's git holds a lock for moments only: try again for this long. */
const LOCKED_MS = 2_000;

/** Git for one workspace folder. Checkpoints wait for one another. */
export function createGit(deps: GitDeps): Git {
  const { folder, log } = deps;
  let last: Promise<unknown> = Promise.resolve();

  async function place(): Promise<GitPlace | null> {
    const said = await look(folder, ['rev-parse', '--absolute-git-dir', '--show-toplevel']);
    return said.ok ? readPlace(said.text) : null;
  }

  async function make(request: Checkpoint): Promise<Made> {
    const where = await place();
    if (!where) return { ok: false, failure: { kind: 'no-git' } };
    const busy = await inProgress(where);
    if (busy !== null) return failed('merging', busy);
    const located = await locatePaths(where, { folder, paths: request.paths });
    const declared = await locateDeclared(where, { folder, paths: request.declared ?? [] });
    if (!located.ok) return nested(located.nested);
    if (!declared.ok) return nested(declared.nested);
    const paths = { required: located.paths, declared: declared.paths };
    return commitPaths(where, { request, paths });
  }

  async function commitPaths({ root }: GitPlace, of: { readonly request: Checkpoint; readonly paths: WantedPaths }): Promise<Made> {
    const { required, declared } = of.paths;
    if (required.length + declared.length === 0) return { ok: true, value: null };
    const seen = await status(root, [...required, ...declared]);
    if (!seen.ok) return troubled(seen.text);
    // What git ignores inside a declared folder is not for it; a runbook that is ignored has to be said.
    const entries = seen.entries.filter(
      (entry) => !isIgnored(entry) || required.some((path) => isWithin(path, entry.path.replace(/\/$/, ''))),
    );
    const refused = refusal(entries);
    if (refused) return refused;
    if (entries.length === 0) return { ok: true, value: null };
    const added = entries.filter(isUntracked).map((entry) => entry.path);
    const changed = declared.filter((path) => entries.some((entry) => isWithin(entry.path, path)));
    const request = { ...of.request, paths: [...required, ...changed] };
    const trouble = await patiently(() => commit(root, { request, added }));
    if (trouble) return failed(trouble.reason, trouble.detail);
    return committed(root, request);
  }

  /** The commit as git made it. What a hook of the person added to it is theirs; it is noted, not undone. */
  async function committed(root: string, { paths }: Checkpoint): Promise<Made> {
    const said = await look(root, ['diff-tree', '--root', '-r', '-z', '--no-renames', '--name-only', 'HEAD']);
    if (!said.ok) return troubled(said.text);
    const [commit = '', ...names] = said.text.split('\0').filter((part) => part !== '');
    const others = names.filter((name) => !paths.some((path) => isWithin(name, path)));
    if (others.length > 0) log.warn(`checkpoint ${commit}: a git hook added ${others.join(', ')}`);
    log.info(`checkpoint ${commit}: ${paths.join(', ')}`);
    return { ok: true, value: { commit } };
  }

  /** New files are made known to git first (`--only` takes known ones), and forgotten again if the commit fails. */
  async function commit(root: string, of: { readonly request: Checkpoint; readonly added: readonly string[] }): Promise<GitTrouble | null> {
    const { request, added } = of;
    for (const part of inParts(added)) {
      const known = await makeKnown(root, part.map(literal));
      if (!known.ok) return classifyGitError({ text: known.text, exit: null });
    }
    const result = await commitOnly({ root, paths: request.paths, message: messageOf(request), timeoutMs: deps.timeoutMs ?? 30_000 });
    if (result.kind === 'done') return null;
    if (added.length > 0) await forget(root, added);
    return troubleOf(result, deps.timeoutMs ?? 30_000);
  }

  async function forget(root: string, added: readonly string[]): Promise<void> {
    for (const part of inParts(added)) {
      const gone = await patiently(async () => {
        const said = await look(root, ['update-index', '--force-remove', '--', ...part]);
        return said.ok ? null : classifyGitError({ text: said.text, exit: null });
      });
      if (gone) log.warn(`git still expects ${part.join(', ')} to be added: ${gone.detail}`);
    }
  }

  return {
    async identity() {
      const said = await look(folder, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT']);
      return (said.ok && /^(.*>) \d+ [+-]\d+\s*$/.exec(said.text)?.[1]) || accountName();
    },
    async isRepository() {
      const said = await look(folder, ['rev-parse', '--is-inside-work-tree']);
      // A repository of another owner is one all the same; git's own advice is shown with the checkpoint.
      return said.ok ? said.text.trim() === 'true' : /dubious ownership/.test(said.text);
    },
    checkpoint(request) {
      const turn = last.then(() => make(request));
      last = turn.catch(() => undefined);
      return turn;
    },
    async uncommitted(paths) {
      const where = await place();
      const located = where && (await locatePaths(where, { folder, paths }));
      if (!where || !located?.ok || located.paths.length === 0) return false;
      const seen = await status(where.root, located.paths);
      return seen.ok && seen.entries.some((entry) => !isIgnored(entry));
    },
  };
}

/** Where only part of the repository is checked out, git wants to be told that a path outside of it is meant (since git 2.34). */
async function makeKnown(root: string, specs: readonly string[]): Promise<Said> {
  const said = await look(root, ['add', '--intent-to-add', '--', ...specs]);
  return said.ok || !/sparse-checkout/.test(said.text) ? said : look(root, ['add', '--sparse', '--intent-to-add', '--', ...specs]);
}

type Seen = { readonly ok: true; readonly entries: readonly StatusEntry[] } | { readonly ok: false; readonly text: string };

async function status(root: string, paths: readonly string[]): Promise<Seen> {
  const how = ['--porcelain=v1', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames'];
  const said = await look(root, ['status', ...how, '--', ...paths.map(literal)]);
  return said.ok ? { ok: true, entries: readStatus(said.text) } : { ok: false, text: said.text };
}

const nested = (path: string): Made => failed('other', `${path} is a repository of its own`);

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** A command line takes only so many paths. */
function inParts(paths: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(paths.length / 200) }, (_, at) => paths.slice(at * 200, (at + 1) * 200));
}

function refusal(entries: readonly StatusEntry[]): Made | null {
  const named = (list: readonly StatusEntry[]) => list.map((entry) => entry.path).join(', ');
  const unmerged = entries.filter(isUnmerged);
  if (unmerged.length > 0) return failed('merging', 'merge');
  const ignored = entries.filter(isIgnored);
  return ignored.length > 0 ? failed('ignored', named(ignored)) : null;
}

/** Runs again while somebody else holds a lock. */
async function patiently(attempt: () => Promise<GitTrouble | null>): Promise<GitTrouble | null> {
  for (let waited = 0, pause = 50; ; waited += pause, pause *= 2) {
    const trouble = await attempt();
    if (trouble?.reason !== 'locked' || waited + pause > LOCKED_MS) return trouble;
    await sleep(pause);
  }
}

function troubleOf(result: Exclude<CommitResult, { kind: 'done' }>, timeoutMs: number): GitTrouble {
  return result.kind === 'timeout' ? { reason: 'timeout', detail: `${Math.round(timeoutMs / 1000)} s` } : classifyGitError(result);
}

function troubled(text: string): Made {
  const { reason, detail } = classifyGitError({ text, exit: null });
  return failed(reason, detail);
}

const failed = (reason: CheckpointReason, detail: string): Made => ({ ok: false, failure: { kind: 'checkpoint-failed', reason, detail } });

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? 'unknown';
  }
}
