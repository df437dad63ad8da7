// The desk of a window without a folder: the card says so, and every command leads to it.
import type * as VSCode from 'vscode';
import { freshSession } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import type { Disposable, Log } from '../ports.ts';
import { createActions } from './actions.ts';
import { COMMANDS } from './contributions.ts';
import { registerSidebar } from './sidebar.ts';
import { snapshotOf } from './snapshot/snapshot.ts';

export interface EmptyDeskDeps {
  readonly vscode: typeof VSCode;
  readonly extensionUri: VSCode.Uri;
  readonly say: Say;
  readonly log: Log;
}

export function openEmptyDesk({ vscode, extensionUri, say, log }: EmptyDeskDeps): Disposable {
  const session = { ...freshSession({ id: '', pauseMs: 0 }), place: { kind: 'no-folder' } as const };
  const nothing = async () => undefined;
  const act = createActions({
    vscode,
    say,
    folder: null,
    session: () => session,
    dispatch: () => undefined,
    lookAgain: nothing,
    showTerminal: () => undefined,
    openLog: nothing,
  });
  const sidebar = registerSidebar({
    vscode,
    extensionUri,
    log,
    onHidden: () => undefined,
    onIntent: (intent) => void (intent.t === 'action' && act(intent.id)),
  });
  sidebar.show(snapshotOf(session, { say, now: 0, folder: '', lang: vscode.env.language, seq: 1 }));
  const commands = Object.values(COMMANDS).map((id) => vscode.commands.registerCommand(id, () => sidebar.focus()));
  return { dispose: () => [sidebar, ...commands].forEach((part) => void part.dispose()) };
}
