// Marks in the editor of the policy itself: what is wrong with it, and what follows from that.
import type * as VSCode from 'vscode';
import { POLICY_PATH } from '../core/policy/policy.ts';
import { readPolicy } from '../core/policy/read.ts';
import type { Say } from '../core/words.ts';
import type { Disposable } from '../ports.ts';

/** After the last keystroke, before anything is marked. */
const SETTLE_MS = 400;

export interface PolicyMarksDeps {
  readonly vscode: typeof VSCode;
  readonly folder: VSCode.Uri;
  readonly say: Say;
  readonly after: (ms: number, call: () => void) => Disposable;
}

/** What is wrong with the text of a policy, and its zero-based line; null where nothing is. */
export function faultOf(text: string, say: Say): { readonly line: number; readonly message: string } | null {
  const read = readPolicy(text);
  if (read.kind !== 'broken') return null;
  const message = say('This policy cannot be read: {detail}. Until it can, every step counts as destructive.', { detail: read.detail });
  return { line: Math.max(0, read.line - 1), message };
}

/** Keeps the mark of an open policy. */
export function registerPolicyMarks({ vscode, folder, say, after }: PolicyMarksDeps): Disposable {
  const collection = vscode.languages.createDiagnosticCollection('countersign.policy');
  const path = vscode.Uri.joinPath(folder, POLICY_PATH).toString();
  let waiting: Disposable | undefined;

  function mark(document: VSCode.TextDocument): void {
    const fault = faultOf(document.getText(), say);
    collection.delete(document.uri);
    if (!fault) return;
    const { range } = document.lineAt(Math.min(fault.line, document.lineCount - 1));
    const diagnostic = new vscode.Diagnostic(range, fault.message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'Countersign';
    collection.set(document.uri, [diagnostic]);
  }

  function soon(document: VSCode.TextDocument): void {
    if (document.uri.toString() !== path) return;
    waiting?.dispose();
    waiting = after(SETTLE_MS, () => mark(document));
  }

  const registrations = [
    collection,
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument((document) => collection.delete(document.uri)),
  ];
  for (const document of vscode.workspace.textDocuments) soon(document);
  return {
    dispose() {
      waiting?.dispose();
      for (const registration of registrations) registration.dispose();
    },
  };
}
