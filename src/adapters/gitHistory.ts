// What git remembers of the journals: they may only ever have grown. This finds what a chain alone cannot show, a lost end and a chain
// computed anew, for everything that was committed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../core/recall/finding.ts';
import { JOURNAL_DIR } from '../core/remember/paths.ts';
import { look } from './gitLook.ts';

export interface History {
  /** False where there is no repository, or git cannot read all of its past (a shallow or partial clone without its objects). */
  readonly checked: boolean;
  /** Commits that touched a journal. */
  readonly commits: number;
  readonly findings: readonly Finding[];
}

/** Commits that are compared line by line, newest first: a second's work. Of older ones only removed journals are looked for. */
const COMPARED_LIMIT = 2_000;

interface Change {
  readonly commit: string;
  readonly path: string;
  /** Lines this commit took away. */
  readonly removed: number;
}

/** Follows every journal through the commits that led to HEAD, and from there to the file on disk. `compared`: see COMPARED_LIMIT. */
export async function checkHistory(folder: string, compared = COMPARED_LIMIT): Promise<History> {
  const unchecked: History = { checked: false, commits: 0, findings: [] };
  const head = await look(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (!head.ok) return unchecked;
  const how = ['--relative', '--numstat', '-z', '--no-renames', '--no-ext-diff', '--no-textconv'];
  const wanted = ['-m', '--format=commit %H', ...how, '--', JOURNAL_DIR];
  const log = await look(folder, ['log', `--max-count=${compared}`, ...wanted]);
  const gone = await look(folder, ['log', `--skip=${compared}`, '--diff-filter=D', ...wanted]);
  const now = await look(folder, ['diff', ...how, 'HEAD', '--', JOURNAL_DIR]);
  if (!log.ok || !gone.ok || !now.ok) return unchecked;
  const past = [...changesOf(log.text), ...changesOf(gone.text)];
  const findings: Finding[] = [];
  for (const change of past) if (change.removed > 0) findings.push(...(await lostIn(folder, change)));
  for (const { path, removed } of changesOf(now.text)) if (removed > 0) findings.push(...(await lostSince(folder, path)));
  return { checked: true, commits: new Set(past.map(({ commit }) => commit)).size, findings: unique(findings) };
}

/** Reads `--numstat -z` under `commit <id>` headings. A count that is none (a binary file) counts as loss. */
function changesOf(text: string): Change[] {
  const changes: Change[] = [];
  let commit = '';
  for (const field of text.split('\0')) {
    commit = /^\s*commit ([0-9a-f]+)\s*$/.exec(field)?.[1] ?? commit;
    const [, removed, path] = /^\s*(?:\d+|-)\t(\d+|-)\t([\s\S]+)$/.exec(field) ?? [];
    if (path !== undefined) changes.push({ commit, path, removed: removed === '-' ? 1 : Number(removed) });
  }
  return changes;
}

/** A line can be taken away without loss in one case only: a torn one that was then given its end. */
async function lostIn(folder: string, { commit, path }: Change): Promise<Finding[]> {
  const parents = await look(folder, ['rev-parse', `${commit}^@`]);
  const after = await look(folder, ['cat-file', 'blob', `${commit}:./${path}`]);
  for (const parent of parents.text.split('\n').filter(Boolean)) {
    const before = await look(folder, ['cat-file', 'blob', `${parent}:./${path}`]);
    if (before.ok && !(after.ok && after.text.startsWith(before.text)))
      return [{ kind: 'history-lost', path, line: 1, about: commit.slice(0, 10) }];
  }
  return [];
}

async function lostSince(folder: string, path: string): Promise<Finding[]> {
  const committed = await look(folder, ['cat-file', 'blob', `HEAD:./${path}`]);
  const text = await readFile(join(folder, path), 'utf8').catch(() => '');
  return committed.ok && text.replaceAll('\r\n', '\n').startsWith(committed.text)
    ? []
    : [{ kind: 'working-lost', path, line: firstDifference(committed.text, text), about: '' }];
}

/** One-based line where two texts part. */
function firstDifference(one: string, other: string): number {
  const lines = other.split('\n');
  return Math.max(1, one.split('\n').findIndex((line, at) => line !== lines[at]) + 1);
}

const unique = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.kind} ${finding.path} ${finding.about}`, finding])).values(),
];
