// Follows the runbooks in the editor: parses what is open (incrementally), and tells the session of the ones it reviews.
import type * as VSCode from 'vscode';
import { createRunbookReader } from '../core/propose/reader.ts';
import type { SessionEvent } from '../core/review/events.ts';
import type { Session } from '../core/review/session.ts';
import type { Runbook } from '../core/step.ts';
import type { Disposable } from '../ports.ts';

/** After the last keystroke, before the review follows: nothing happens on the typing path. */
const SETTLE_MS = 120;

export interface RunbookWatchDeps {
  readonly vscode: typeof VSCode;
  readonly folder: VSCode.Uri;
  readonly dispatch: (event: SessionEvent) => void;
  readonly session: () => Session;
  readonly after: (ms: number, call: () => void) => Disposable;
}

export interface RunbookWatch extends Disposable {
  /** The runbook in a document of the workspace folder; parsed at most once a version. */
  of(document: VSCode.TextDocument): Runbook | null;
  /** Reads a runbook and makes it the session's. */
  take(path: string): Promise<Runbook | null>;
  /** Looks at the active editor again. */
  look(): void;
}

interface Parsed {
  readonly version: number;
  readonly runbook: Runbook;
}

export function watchRunbooks(deps: RunbookWatchDeps): RunbookWatch {
  const { vscode, folder, dispatch } = deps;
  const readers = new WeakMap<VSCode.TextDocument, ReturnType<typeof createRunbookReader>>();
  const parsed = new WeakMap<VSCode.TextDocument, Parsed>();
  let settle: Disposable | undefined;

  function pathOf(document: VSCode.TextDocument): string | null {
    if (document.languageId !== 'markdown' || document.uri.scheme !== 'file') return null;
    const inside = document.uri.path.startsWith(`${folder.path}/`);
    return inside ? document.uri.path.slice(folder.path.length + 1) : null;
  }

  function of(document: VSCode.TextDocument): Runbook | null {
    const path = pathOf(document);
    if (path === null || path.startsWith('.countersign/')) return null;
    const known = parsed.get(document);
    if (known?.version === document.version) return known.runbook;
    const reader = readers.get(document) ?? createRunbookReader();
    readers.set(document, reader);
    const runbook = reader.read(document.getText(), path);
    parsed.set(document, { version: document.version, runbook });
    return runbook;
  }

  function look(): void {
    const document = vscode.window.activeTextEditor?.document;
    const runbook = document && of(document);
    // An objective without steps is a runbook too: agents propose the first one.
    const isRunbook = runbook && (runbook.steps.length > 0 || runbook.problem || runbook.frontMatter.objective !== undefined);
    if (runbook && isRunbook) dispatch({ kind: 'runbook', runbook, take: false });
  }

  function onChange(document: VSCode.TextDocument): void {
    if (pathOf(document) !== deps.session().runbook?.path) return;
    settle?.dispose();
    settle = deps.after(SETTLE_MS, () => {
      const runbook = of(document);
      if (runbook) dispatch({ kind: 'runbook', runbook, take: false });
    });
  }

  /** A checkpoint that waits for the runbook to be saved is made once it is. */
  function onSave(document: VSCode.TextDocument): void {
    const { review, runbook } = deps.session();
    const waits = review.kind === 'ended' && review.failure?.kind === 'checkpoint-failed' && review.failure.reason === 'unsaved';
    if (waits && pathOf(document) === runbook?.path) dispatch({ kind: 'retry-record' });
  }

  const registrations = [
    vscode.workspace.onDidSaveTextDocument(onSave),
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.workspace.onDidChangeTextDocument((event) => onChange(event.document)),
  ];

  return {
    of,
    look,
    async take(path) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
      const runbook = of(document);
      if (runbook) dispatch({ kind: 'runbook', runbook, take: true });
      return runbook;
    },
    dispose() {
      settle?.dispose();
      for (const registration of registrations) registration.dispose();
    },
  };
}
