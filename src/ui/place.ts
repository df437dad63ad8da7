// Whether this window is a place where anything may run: trusted, and in a git repository.
import type * as VSCode from 'vscode';
import type { Failure } from '../core/failure.ts';
import type { SessionEvent } from '../core/review/events.ts';
import type { Disposable, Git } from '../ports.ts';

export interface PlaceDeps {
  readonly vscode: typeof VSCode;
  readonly git: Git;
  readonly dispatch: (event: SessionEvent) => void;
  /** The first time all is well. */
  readonly onReady: () => void;
}

export function watchPlace(deps: PlaceDeps): Disposable & { look(): Promise<void> } {
  const { vscode, dispatch } = deps;
  let ready = false;

  async function problem(): Promise<Failure | null> {
    // Without trust not even git is asked: its configuration can name programs to run.
    if (!vscode.workspace.isTrusted) return { kind: 'untrusted' };
    return (await deps.git.isRepository()) ? null : { kind: 'no-git' };
  }

  async function look(): Promise<void> {
    const found = await problem();
    dispatch({ kind: 'place', problem: found });
    if (found || ready) return;
    ready = true;
    deps.onReady();
  }

  const registration = vscode.workspace.onDidGrantWorkspaceTrust(() => void look());
  return { look, dispose: () => registration.dispose() };
}
