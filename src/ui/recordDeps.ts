// What the palette's commands about the record are given, and the runbook they are about.
import type * as VSCode from 'vscode';
import type { CheckpointEntry, Difference } from '../core/checkpoint/list.ts';
import type { ReadJournal } from '../core/recall/files.ts';
import type { Verified } from '../core/recall/summary.ts';
import type { Report } from '../core/report/report.ts';
import type { Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import type { Outcome, Runbooks } from '../ports.ts';
import type { RestoreRequest } from '../restoring.ts';

/** What an editor holds of a file instead of the disk. */
export type HeldText = (path: string) => string | undefined;

export interface RecordDeps {
  readonly vscode: typeof VSCode;
  readonly folder: VSCode.Uri;
  readonly say: Say;
  readonly now: () => number;
  readonly session: () => Session;
  readonly identity: () => Promise<string>;
  readonly runbooks: Pick<Runbooks, 'read'>;
  readonly verify: (text: HeldText) => Promise<Verified>;
  readonly report: (of: { readonly runbook: string; readonly now: number; readonly text: HeldText }) => Promise<Report | null>;
  readonly journals: () => Promise<readonly ReadJournal[]>;
  readonly checkpoints: {
    list(runbook: string): Promise<readonly CheckpointEntry[]>;
    compare(
      commit: string,
      wanted: { readonly paths: readonly string[]; readonly runbook: string },
    ): Promise<Outcome<readonly Difference[]>>;
    contentAt(commit: string, path: string): Promise<string | null>;
  };
  readonly restore: (request: RestoreRequest) => Promise<Outcome<{ readonly commit: string | null }>>;
}

/** The texts of open documents, by path inside the folder. */
export function heldBy({ vscode, folder }: Pick<RecordDeps, 'vscode' | 'folder'>): HeldText {
  return (path) => {
    const uri = vscode.Uri.joinPath(folder, path).toString();
    return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === uri)?.getText();
  };
}

/** The runbook in front of the person: the active editor's, else the one in review. */
export function currentRunbook({ vscode, folder, session }: Pick<RecordDeps, 'vscode' | 'folder' | 'session'>): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const root = `${folder.path}/`;
  if (document?.languageId === 'markdown' && document.uri.scheme === folder.scheme && document.uri.path.startsWith(root))
    return document.uri.path.slice(root.length);
  return session().runbook?.path;
}
