// The palette's commands about the record: verify it, report on it, go back to a checkpoint.
import { wordFailure } from '../core/failureWords.ts';
import { COMMANDS } from './contributions.ts';
import type { RecordDeps } from './recordDeps.ts';
import { exportReport } from './report.ts';
import { restoreToCheckpoint } from './restore.ts';
import { verifyJournal } from './verify.ts';

export const RECORD_COMMANDS = [COMMANDS.restoreToCheckpoint, COMMANDS.exportReport, COMMANDS.verifyJournal] as const;
export type RecordCommands = Readonly<Record<(typeof RECORD_COMMANDS)[number], () => Promise<void>>>;

export function recordCommands(deps: RecordDeps): RecordCommands {
  return {
    [COMMANDS.restoreToCheckpoint]: () => trusted(deps, restoreToCheckpoint),
    [COMMANDS.exportReport]: () => trusted(deps, exportReport),
    [COMMANDS.verifyJournal]: () => trusted(deps, verifyJournal),
  };
}

/** Without trust not even git is asked: its configuration may name programs. */
async function trusted(deps: RecordDeps, run: (deps: RecordDeps) => Promise<void>): Promise<void> {
  if (deps.vscode.workspace.isTrusted) return run(deps);
  const { sentence, action } = wordFailure({ kind: 'untrusted' }, deps.say);
  void deps.vscode.window.showWarningMessage(`${sentence} ${action}`);
}
