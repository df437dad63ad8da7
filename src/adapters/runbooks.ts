// Runbooks as the editor holds them. Splices go through the editor, so that they can be undone and never fight with typing.
import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type * as VSCode from 'vscode';
import type { Failure } from '../core/failure.ts';
import type { Outcome, Runbooks } from '../ports.ts';
import { decodeUtf8, fitSplice } from './runbookEdit.ts';

export interface RunbooksDeps {
  readonly vscode: typeof VSCode;
  /** The workspace folder. */
  readonly folder: VSCode.Uri;
}

type Edit = Parameters<Runbooks['splice']>[1];

/** The runbooks of one workspace folder. */
export function createRunbooks({ vscode, folder }: RunbooksDeps): Runbooks {
  const uriOf = (path: string) => vscode.Uri.joinPath(folder, path);
  const openDocument = (path: string) => {
    const uri = uriOf(path).toString();
    return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === uri);
  };

  async function edit(
    document: VSCode.TextDocument,
    of: { readonly path: string; readonly edit: Edit },
  ): Promise<Outcome<{ saved: boolean }>> {
    const fitted = fitSplice(of.edit, document.getText());
    if (!fitted) return notWritten(of.path, 'changed');
    const wasDirty = document.isDirty;
    const range = new vscode.Range(document.positionAt(fitted.span[0]), document.positionAt(fitted.span[1]));
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, range, fitted.text);
    // The editor refuses it when the document was edited meanwhile.
    if (!(await vscode.workspace.applyEdit(change))) return notWritten(of.path, 'edit-refused');
    return { ok: true, value: { saved: !wasDirty && (await document.save()) } };
  }

  return {
    async read(path) {
      const disk = await readInside(folder.fsPath, path);
      const document = openDocument(path);
      // An open document whose file is gone is still what the person sees; everything else wrong with the file counts.
      if (!disk.ok && !(document && disk.failure.kind === 'runbook-unreadable')) return disk;
      if (document) return { ok: true, value: { text: document.getText(), dirty: document.isDirty } };
      return disk.ok ? { ok: true, value: { text: disk.value, dirty: false } } : disk;
    },

    async splice(path, wanted) {
      const disk = await readInside(folder.fsPath, path);
      if (!disk.ok && disk.failure.kind !== 'runbook-unreadable') return disk;
      try {
        const document = openDocument(path) ?? (await vscode.workspace.openTextDocument(uriOf(path)));
        return await edit(document, { path, edit: wanted });
      } catch (cause) {
        return notWritten(path, cause instanceof Error ? cause.message : String(cause));
      }
    },
  };
}

function notWritten(path: string, detail: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind: 'annotate-failed', path, detail } };
}

/** The text on disk. Links are followed as long as they end inside the folder. */
async function readInside(folder: string, path: string): Promise<Outcome<string>> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    if (!isInside(root, file)) return { ok: false, failure: { kind: 'runbook-outside', path } };
    const text = decodeUtf8(await readFile(file));
    return text === null ? { ok: false, failure: { kind: 'not-utf8', path } } : { ok: true, value: text };
  } catch (cause) {
    if (!isInside(folder, join(folder, path))) return { ok: false, failure: { kind: 'runbook-outside', path } };
    return { ok: false, failure: { kind: 'runbook-unreadable', path, detail: detailOf(cause) } };
  }
}

function isInside(root: string, file: string): boolean {
  const inside = relative(root, file);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

const CODES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'reading it is not permitted',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go round in a circle',
};

function detailOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return CODES[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
