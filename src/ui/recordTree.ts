// The view "Record": journals and checkpoints as a tree, by keyboard and screen reader like every tree of VS Code.
import type * as VSCode from 'vscode';
import type { Say } from '../core/words.ts';
import type { Disposable, Journals } from '../ports.ts';
import { COMMANDS, RECORD_VIEW } from './contributions.ts';
import { type Checkpoint, checkpointItems, type RecordItem, recordGroups } from './recordItems.ts';

export interface RecordTreeDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly journals: Journals;
  /** The newest checkpoints of the repository; none where it has none. */
  readonly checkpoints: () => Promise<readonly Checkpoint[]>;
}

type Node =
  | { readonly kind: 'group'; readonly name: string; readonly icon: string; readonly items: readonly RecordItem[] }
  | { readonly kind: 'item'; readonly item: RecordItem };

/** Registers the view. `refresh` makes it read the record again, once it is looked at. */
export function registerRecordTree(deps: RecordTreeDeps): Disposable & { refresh(): void } {
  const { vscode, say } = deps;
  const changed = new vscode.EventEmitter<undefined>();
  const time = (at: number) => new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });

  async function roots(): Promise<Node[]> {
    const [journals, checkpoints] = await Promise.all([deps.journals.all(), deps.checkpoints()]);
    const groups = recordGroups(journals, { say, time }).map(({ name, items }): Node => ({ kind: 'group', name, icon: 'book', items }));
    const kept = checkpointItems(checkpoints, { time });
    return kept.length === 0 ? groups : [...groups, { kind: 'group', name: say('Checkpoints'), icon: 'git-commit', items: kept }];
  }

  const provider: VSCode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) =>
      node === undefined ? roots() : node.kind === 'group' ? node.items.map((item): Node => ({ kind: 'item', item })) : [],
    getTreeItem: (node) => treeItem(vscode, node),
  };
  const view = vscode.window.createTreeView(RECORD_VIEW, { treeDataProvider: provider });
  return {
    refresh: () => changed.fire(undefined),
    dispose() {
      view.dispose();
      changed.dispose();
    },
  };
}

function treeItem(vscode: typeof VSCode, node: Node): VSCode.TreeItem {
  if (node.kind === 'group') {
    const group = new vscode.TreeItem(node.name, vscode.TreeItemCollapsibleState.Collapsed);
    group.iconPath = new vscode.ThemeIcon(node.icon);
    group.description = String(node.items.length);
    return group;
  }
  const { label, description, tooltip, icon, run } = node.item;
  const item = new vscode.TreeItem(label);
  Object.assign(item, { description, tooltip, iconPath: new vscode.ThemeIcon(icon) });
  if (run !== undefined) item.command = { command: COMMANDS.showLog, title: label, arguments: [run] };
  return item;
}
