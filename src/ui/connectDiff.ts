// The difference that a person sees before a file of an AI client is written, and the question beside it.
import type * as VSCode from 'vscode';
import { CONNECT_WORDS as WORDS } from '../core/connect/words.ts';
import type { Say } from '../core/words.ts';

/** The file as it stands and as it would, for the diff editor. */
const SCHEME = 'countersign-connect';

export interface Change {
  /** From the folder. */
  readonly path: string;
  readonly before: string | null;
  /** Null: the file would be gone. */
  readonly after: string | null;
  /** What writing it means. */
  readonly detail: string;
}

/** Shows the difference, asks, and takes the difference away again. */
export async function confirmChange(
  { vscode, say }: { readonly vscode: typeof VSCode; readonly say: Say },
  { path, before, after, detail }: Change,
): Promise<boolean> {
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => (uri.query === 'before' ? before : after) ?? '',
  });
  const uri = (query: string) => vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query });
  try {
    await vscode.commands.executeCommand('vscode.diff', uri('before'), uri('after'), say(WORDS.diffTitle, { path }));
    const button = say(after === null ? WORDS.remove : WORDS.write);
    const ask = say(after === null ? WORDS.askRemove : WORDS.ask, { path });
    return (await vscode.window.showInformationMessage(ask, { modal: true, detail }, button)) === button;
  } finally {
    await closeDiffs(vscode);
    provider.dispose();
  }
}

async function closeDiffs(vscode: typeof VSCode): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = tabs.filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME);
  if (ours.length > 0) await vscode.window.tabGroups.close(ours);
}
