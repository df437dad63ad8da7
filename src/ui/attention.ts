// What is in front of the person: the view says what is on screen, VS Code says whether its window has focus.
// (Inside the webview "focused" cannot be known: the keyboard may be in the editor beside it.)
import type * as VSCode from 'vscode';
import type { SessionEvent } from '../core/review/events.ts';
import type { Disposable } from '../ports.ts';

export interface AttentionDeps {
  readonly vscode: typeof VSCode;
  readonly now: () => number;
  readonly dispatch: (event: SessionEvent) => void;
}

export interface AttentionWatch extends Disposable {
  /** The view reported what of the command is visible. */
  seen(seen: { readonly digest: string; readonly whole: boolean; readonly focused: boolean }): void;
  /** The view is out of sight. */
  hidden(): void;
}

export function watchAttention(deps: AttentionDeps): AttentionWatch {
  const { vscode } = deps;
  let last: { digest: string; whole: boolean; focused: boolean } | undefined;
  function tell(): void {
    if (!last) return;
    deps.dispatch({ kind: 'seen', ...last, focused: last.focused && vscode.window.state.focused, at: deps.now() });
  }
  const registration = vscode.window.onDidChangeWindowState(tell);
  return {
    seen({ digest, whole, focused }) {
      last = { digest, whole, focused };
      tell();
    },
    hidden() {
      if (last) last = { ...last, whole: false, focused: false };
      tell();
    },
    dispose: () => registration.dispose(),
  };
}
