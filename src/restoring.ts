// Going back to a checkpoint: the declared paths on disk, the ways back as steps in the runbook, a record, and one commit of it all.

import type { CheckpointEntry } from './core/checkpoint/list.ts';
import type { Undo } from './core/checkpoint/undo.ts';
import { undoId, undoSection } from './core/checkpoint/undoSection.ts';
import { beforeRestore, type RestoreFacts, restoreCheckpoint } from './core/checkpoint/words.ts';
import { parseRunbook } from './core/propose/runbook.ts';
import { proposedEntry } from './core/remember/entries.ts';
import { journalPath } from './core/remember/paths.ts';
import type { Say } from './core/words.ts';
import type { Clock, Git, Journal, Outcome, Runbooks } from './ports.ts';

export interface RestoreDeps {
  readonly runbooks: Runbooks;
  readonly journal: Journal;
  readonly git: Git;
  readonly clock: Clock;
  readonly say: Say;
  /** Puts paths on disk as a commit holds them, see adapters/gitRestore.ts. */
  readonly restore: (commit: string, wanted: { readonly paths: readonly string[]; readonly runbook: string }) => Promise<Outcome<null>>;
}

export interface RestoreRequest {
  /** Path of the runbook inside the workspace folder. */
  readonly runbook: string;
  readonly session: string;
  readonly by: string;
  readonly checkpoint: CheckpointEntry;
  /** The paths the runbook declares. */
  readonly declared: readonly string[];
  /** What the files' restore does not take back. */
  readonly undos: readonly Undo[];
}

/** Nothing on disk changes before all of it is committed, and nothing that is committed is ever rewritten. */
export async function restoreTo(deps: RestoreDeps, request: RestoreRequest): Promise<Outcome<{ readonly commit: string | null }>> {
  const { runbook, session, by, checkpoint, declared } = request;
  const read = await deps.runbooks.read(runbook);
  if (!read.ok) return read;
  if (read.value.dirty) return { ok: false, failure: { kind: 'checkpoint-failed', reason: 'unsaved', detail: runbook } };
  const facts: RestoreFacts = { runbook, by, declared, commit: checkpoint.commit, paths: [runbook, journalPath(runbook, session)] };
  const kept = await deps.git.checkpoint(beforeRestore(facts));
  if (!kept.ok) return kept;
  const restored = await deps.restore(checkpoint.commit, { paths: declared, runbook });
  if (!restored.ok) return restored;
  const proposed = await propose(deps, request);
  if (!proposed.ok) return proposed;
  const written = await remember(deps, { ...request, undos: proposed.value });
  if (!written.ok) return written;
  const made = await deps.git.checkpoint(restoreCheckpoint(facts));
  return made.ok ? { ok: true, value: { commit: made.value?.commit ?? null } } : made;
}

/** The restore, and every way back it proposes. */
async function remember({ journal, clock }: RestoreDeps, request: RestoreRequest): Promise<Outcome<null>> {
  const { runbook, session, by, checkpoint, declared, undos } = request;
  const at = clock.now();
  const proposals = undos.flatMap((undo) =>
    undo.command === null
      ? []
      : [proposedEntry({ step: undoId(undo), text: undo.command, source: 'restore', why: `undo of ${undo.id}`, at, by })],
  );
  for (const entry of [{ kind: 'restored', at, by, commit: checkpoint.commit, paths: declared } as const, ...proposals]) {
    const written = await journal.append(runbook, session, entry);
    if (!written.ok) return written;
  }
  return { ok: true, value: null };
}

/** Writes the ways back that do not stand in the runbook already, from an earlier restore: a step's id is there once. */
async function propose({ runbooks, say }: RestoreDeps, of: RestoreRequest): Promise<Outcome<readonly Undo[]>> {
  const read = await runbooks.read(of.runbook);
  if (!read.ok) return read;
  const { text } = read.value;
  const known = new Set(parseRunbook(text, of.runbook).steps.map(({ id }) => id));
  const undos = of.undos.filter((undo) => !known.has(undoId(undo)));
  const splice = undoSection({ text, commit: of.checkpoint.commit, undos, say });
  if (!splice) return { ok: true, value: [] };
  const spliced = await runbooks.splice(of.runbook, { ...splice, expected: text });
  return spliced.ok ? { ok: true, value: undos } : spliced;
}
