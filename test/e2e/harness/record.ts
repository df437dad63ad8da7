// What a run must have left behind: the result block, the journal, and a checkpoint of those two and nothing else.
import { expect } from 'vitest';
import type { Workspace } from './workspace.ts';

export const RUNBOOK = 'runbook.md';

/** The last commit is the checkpoint of this step. */
export async function expectCheckpoint(workspace: Workspace, subject: string): Promise<void> {
  expect(await workspace.git('log', '-1', '--format=%s')).toBe(`runbook(runbook): ${subject}`);
  const paths = (await workspace.git('show', '--name-only', '--format=', 'HEAD')).split('\n').sort();
  expect(paths).toHaveLength(2);
  expect(paths[0]).toMatch(/^\.countersign\/journal\/runbook\/[^/]+\.jsonl$/);
  expect(paths[1]).toBe(RUNBOOK);
  expect(await workspace.git('show', `HEAD:${RUNBOOK}`)).toBe((await workspace.read(RUNBOOK)).trim());
}

/** Kinds of the journal's records, in order. */
export async function journalKinds(workspace: Workspace): Promise<readonly unknown[]> {
  return (await workspace.journal()).map((record) => record.kind);
}

/** How many runs the journal knows: no act may lead to two. */
export async function runsIn(workspace: Workspace): Promise<number> {
  return (await journalKinds(workspace)).filter((kind) => kind === 'ran' || kind === 'recovered').length;
}

/** The full log of the last run: what the terminal was sent, so its line ends are a terminal's; here they are plain. */
export async function logOf(workspace: Workspace): Promise<string> {
  const log = (await workspace.journal()).findLast((record) => record.kind === 'ran' || record.kind === 'recovered')?.log;
  expect(log).toEqual(expect.any(String));
  return (await workspace.read(String(log))).replaceAll('\r\n', '\n');
}
