// Opens the full log of a run, while it is still private to the extension or once it stands in the workspace.
import type * as VSCode from 'vscode';
import type { Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';

export interface LogDeps {
  readonly vscode: typeof VSCode;
  readonly folder: VSCode.Uri;
  readonly session: () => Session;
  readonly say: Say;
}

/** Without a run: the log of the outcome on the card. `line` is one-based. */
export async function openLog(deps: LogDeps, run: string | undefined, line = 1): Promise<void> {
  const { vscode, say } = deps;
  const uri = await locate(deps, run);
  if (!uri) {
    void vscode.window.showInformationMessage(say('No log of that run is in this folder. Logs stay on the machine where the step ran.'));
    return;
  }
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at), preview: true });
}

async function locate({ vscode, folder, session }: LogDeps, run: string | undefined): Promise<VSCode.Uri | undefined> {
  const { review } = session();
  const shown = review.kind === 'ended' ? review : null;
  if (shown?.evidence && (run === undefined || shown.ticket.run === run)) {
    const { logPath } = shown.evidence;
    return logPath.startsWith('/') ? vscode.Uri.file(logPath) : vscode.Uri.joinPath(folder, logPath);
  }
  if (run === undefined || !/^[0-9a-z-]+$/.test(run)) return undefined;
  const [found] = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, `.countersign/logs/*/${run}.log`), null, 1);
  return found;
}
