// Where Countersign shows itself besides the card: the tree of the record, and completion in runbooks.
import type * as VSCode from 'vscode';
import { JOURNAL_DIR } from '../core/remember/paths.ts';
import type { Disposable } from '../ports.ts';
import { registerCompletions } from './completions.ts';
import { type RecordTreeDeps, registerRecordTree } from './recordTree.ts';

export interface NativePlaces extends Disposable {
  /** Something was decided or recorded. */
  refresh(): void;
}

export function registerNativePlaces(deps: RecordTreeDeps & { readonly folder: VSCode.Uri }): NativePlaces {
  const { vscode, say, folder } = deps;
  const tree = registerRecordTree(deps);
  // Journals also change from outside: a pull, another window.
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, `${JOURNAL_DIR}/**/*.jsonl`));
  const parts = [tree, watcher, watcher.onDidChange(tree.refresh), watcher.onDidCreate(tree.refresh), watcher.onDidDelete(tree.refresh)];
  const completions = registerCompletions(vscode, say);
  return { refresh: tree.refresh, dispose: () => [...parts, completions].forEach((part) => void part.dispose()) };
}
