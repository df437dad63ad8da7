// Restore to Checkpoint: pick one, see what would change, be told what it cannot undo, then decide.
import type * as VSCode from 'vscode';
import type { CheckpointEntry, Difference } from '../core/checkpoint/list.ts';
import { RESTORE_WORDS as WORDS } from '../core/checkpoint/restoreWords.ts';
import { type Undo, undoSince } from '../core/checkpoint/undo.ts';
import { shortId } from '../core/checkpoint/words.ts';
import type { Failure } from '../core/failure.ts';
import { wordFailure } from '../core/failureWords.ts';
import { parseRunbook } from '../core/propose/runbook.ts';
import { journalsOf, runsOf } from '../core/recall/runs.ts';
import { isBusy } from '../core/review/choosing.ts';
import type { Runbook } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import { currentRunbook, type RecordDeps } from './recordDeps.ts';

/** Content of files as a checkpoint holds them, for the diff editor. */
const SCHEME = 'countersign-checkpoint';

export async function restoreToCheckpoint(deps: RecordDeps): Promise<void> {
  const { vscode, say } = deps;
  const tell = (text: string) => void vscode.window.showInformationMessage(text);
  const runbook = await runbookAtHand(deps);
  if (!runbook) return tell(say(WORDS.noRunbook));
  const declared = runbook.frontMatter.paths ?? [];
  if (declared.length === 0) return tell(say(WORDS.noPaths));
  if (isBusy(deps.session().review)) return tell(say(WORDS.busy));
  const checkpoint = await pick(deps, runbook.path);
  if (!checkpoint) return;
  const commit = shortId(checkpoint.commit);
  const compared = await deps.checkpoints.compare(checkpoint.commit, { paths: declared, runbook: runbook.path });
  if (!compared.ok) return showFailure(deps, compared.failure);
  if (compared.value.length === 0) return tell(say(WORDS.same, { commit }));
  const unsaved = unsavedAmong(deps, [...compared.value.map(({ path }) => path), runbook.path]);
  if (unsaved.length > 0) return tell(say(WORDS.unsaved, { paths: some(unsaved, say) }));
  const diff = await showDiff(deps, { checkpoint, differences: compared.value });
  try {
    const undos = await undosOf(deps, { checkpoint, runbook });
    if (await confirmed(deps, { commit, differences: compared.value, undos })) await carryOut(deps, { checkpoint, runbook, undos });
  } finally {
    diff.dispose();
  }
}

async function runbookAtHand(deps: RecordDeps): Promise<Runbook | null> {
  const path = currentRunbook(deps);
  const read = path === undefined ? null : await deps.runbooks.read(path);
  return path !== undefined && read?.ok ? parseRunbook(read.value.text, path) : null;
}

async function pick({ vscode, say, checkpoints }: RecordDeps, runbook: string): Promise<CheckpointEntry | undefined> {
  const list = await checkpoints.list(runbook);
  if (list.length === 0) {
    void vscode.window.showInformationMessage(say(WORDS.none));
    return undefined;
  }
  const items = list.map((checkpoint) => ({
    label: checkpoint.subject,
    description: `${shortId(checkpoint.commit)} · ${new Date(checkpoint.at).toLocaleString(vscode.env.language)}`,
    checkpoint,
  }));
  return (await vscode.window.showQuickPick(items, { title: say(WORDS.pick), placeHolder: say(WORDS.pickHint), matchOnDescription: true }))
    ?.checkpoint;
}

function unsavedAmong({ vscode, folder }: RecordDeps, paths: readonly string[]): readonly string[] {
  const uris = new Map(paths.map((path) => [vscode.Uri.joinPath(folder, path).toString(), path]));
  return vscode.workspace.textDocuments.flatMap((document) => {
    const path = document.isDirty ? uris.get(document.uri.toString()) : undefined;
    return path === undefined ? [] : [path];
  });
}

/** Left what stands there now, right what would stand there: side by side for every file, in VS Code's own editor. */
async function showDiff(
  { vscode, folder, say, checkpoints }: RecordDeps,
  of: { readonly checkpoint: CheckpointEntry; readonly differences: readonly Difference[] },
): Promise<VSCode.Disposable> {
  const { commit } = of.checkpoint;
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri) => (await checkpoints.contentAt(uri.query, uri.path.slice(1))) ?? '',
  });
  const resources = of.differences.map(({ path, kind }) => {
    const now = vscode.Uri.joinPath(folder, path);
    const then = vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query: commit });
    return [now, kind === 'back' ? undefined : now, kind === 'lost' ? undefined : then];
  });
  await vscode.commands.executeCommand('vscode.changes', say(WORDS.diffTitle, { commit: shortId(commit) }), resources);
  return provider;
}

async function undosOf(
  deps: RecordDeps,
  { checkpoint, runbook }: { readonly checkpoint: CheckpointEntry; readonly runbook: Runbook },
): Promise<readonly Undo[]> {
  const runs = runsOf(journalsOf(runbook.path, await deps.journals())).values();
  return undoSince({ checkpoint, runs, runbook, say: deps.say });
}

async function confirmed(
  { vscode, say }: RecordDeps,
  of: { readonly commit: string; readonly differences: readonly Difference[]; readonly undos: readonly Undo[] },
): Promise<boolean> {
  const { commit, differences, undos } = of;
  const confirm = say(WORDS.confirm);
  const detail = detailOf({ differences, undos, say });
  const ask = say(WORDS.ask, { count: differences.length, commit });
  return (await vscode.window.showWarningMessage(ask, { modal: true, detail }, confirm)) === confirm;
}

/** What the restore does, and what it does not: the text above the button. */
export function detailOf(of: { readonly differences: readonly Difference[]; readonly undos: readonly Undo[]; readonly say: Say }): string {
  const { differences, undos, say } = of;
  const paths = (kind: Difference['kind']) => differences.filter((difference) => difference.kind === kind).map(({ path }) => path);
  const parts = (['changed', 'lost', 'back'] as const).flatMap((kind) =>
    paths(kind).length === 0 ? [] : [say(WORDS[kind], { paths: some(paths(kind), say) })],
  );
  const steps = undos.map(({ title, id }) => `${title} (${id})`);
  const cannot = steps.length === 0 ? [] : [say(WORDS.cannot, { steps: some(steps, say) }), say(WORDS.proposals)];
  return [...parts, ...cannot, say(WORDS.commits)].join('\n\n');
}

const SHOWN = 10;

/** A list that fits a dialog. */
function some(list: readonly string[], say: Say): string {
  const rest = list.length - SHOWN;
  return [...list.slice(0, SHOWN), ...(rest > 0 ? [say(WORDS.more, { count: rest })] : [])].join(', ');
}

async function carryOut(
  deps: RecordDeps,
  of: { readonly checkpoint: CheckpointEntry; readonly runbook: Runbook; readonly undos: readonly Undo[] },
): Promise<void> {
  const { checkpoint, runbook, undos } = of;
  // The dialog may have stood open for hours.
  const { id, review } = deps.session();
  if (isBusy(review)) return void deps.vscode.window.showInformationMessage(deps.say(WORDS.busy));
  const facts = { runbook: runbook.path, session: id, by: await deps.identity(), declared: runbook.frontMatter.paths ?? [] };
  const done = await deps.restore({ ...facts, checkpoint, undos });
  if (!done.ok) return showFailure(deps, done.failure);
  void deps.vscode.window.showInformationMessage(deps.say(WORDS.done, { commit: shortId(checkpoint.commit) }));
  if (undos.length > 0) await showUndos(deps, { runbook: runbook.path, commit: checkpoint.commit });
}

/** To the place in the runbook where the undo of the steps since now stands, each with its lens. */
async function showUndos({ vscode, folder, say }: RecordDeps, of: { readonly runbook: string; readonly commit: string }): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, of.runbook));
  const found = document.getText().lastIndexOf(say(WORDS.title, { commit: shortId(of.commit) }));
  const at = document.positionAt(Math.max(0, found));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preview: false });
}

function showFailure({ vscode, say }: RecordDeps, failure: Failure): void {
  const { sentence, action } = wordFailure(failure, say);
  void vscode.window.showErrorMessage(`${sentence} ${action}`);
}
