// Countersign: Sign Out of 1Password. At the end of a session: `op` signs out, and the terminal closes, since what was granted was granted to it.
import type * as VSCode from 'vscode';
import type { Say } from '../core/words.ts';
import type { SignOutAnswer } from '../ports.ts';

export interface SignOutDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly signOut: () => Promise<SignOutAnswer>;
  readonly closeTerminal: () => void;
}

// l10n
const ANSWERS: Readonly<Record<SignOutAnswer['outcome'], string>> = {
  done: 'Signed out of 1Password; the Countersign terminal is closed. The next step with secrets asks again.',
  nothing: 'No step of this session has used 1Password. The Countersign terminal is closed all the same.',
  busy: 'A step is running. Wait for its end or cancel it, then sign out.',
  failed: 'op could not sign out: {detail}. The terminal is closed, which ends what was granted to it; lock the 1Password app to be sure.',
};

/** Signs out and closes the terminal, unless a step runs in it. */
export async function signOut({ vscode, say, signOut: ask, closeTerminal }: SignOutDeps): Promise<void> {
  const { outcome, detail } = await ask();
  if (outcome !== 'busy') closeTerminal();
  const text = say(ANSWERS[outcome], { detail: detail.replace(/[\s.]+$/, '') || '?' });
  const show = outcome === 'done' || outcome === 'nothing' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  void show(text);
}
