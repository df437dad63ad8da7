// What the buttons of a message card do outside the review.
import type * as VSCode from 'vscode';
import type { SessionEvent } from '../core/review/events.ts';
import type { Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import type { ActionId } from '../protocol.ts';
import { COMMANDS, SETTINGS_SECTION } from './contributions.ts';
import { stepOf } from './snapshot/snapshot.ts';

export interface ActionDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly folder: VSCode.Uri | null;
  readonly session: () => Session;
  readonly dispatch: (event: SessionEvent) => void;
  /** Looks at the window's place (folder, trust, repository) and the active editor again. */
  readonly lookAgain: () => Promise<void>;
  readonly showTerminal: () => void;
  readonly openLog: (run: string | undefined) => Promise<void>;
}

export function createActions(deps: ActionDeps): (id: ActionId) => Promise<void> {
  const { vscode } = deps;
  const run = async (command: string, ...args: unknown[]) => void (await vscode.commands.executeCommand(command, ...args));
  const table: Readonly<Record<ActionId, () => Promise<void>>> = {
    'open-folder': () => run('workbench.action.files.openFolder'),
    trust: () => run('workbench.trust.manage'),
    'open-runbook': () => pickRunbook(deps),
    retry: () => retry(deps),
    'retry-checkpoint': async () => deps.dispatch({ kind: 'retry-record' }),
    'show-step': () => showStep(deps),
    'show-log': () => deps.openLog(undefined),
    'show-terminal': async () => deps.showTerminal(),
    'init-git': () => run('git.init', true).then(deps.lookAgain),
    'open-settings': () => run('workbench.action.openSettings', `@ext:countersign.countersign ${SETTINGS_SECTION}`),
    'reload-runbook': deps.lookAgain,
    'export-report': () => run(COMMANDS.exportReport),
    'ask-next': () => run(COMMANDS.askNextStep),
    resume: async () => deps.dispatch({ kind: 'next-step' }),
  };
  return (id) => table[id]();
}

async function retry(deps: ActionDeps): Promise<void> {
  const { review } = deps.session();
  await deps.lookAgain();
  if (review.kind === 'blocked' && review.step) deps.dispatch({ kind: 'choose', step: review.step.rehearses ?? review.step.id });
}

async function pickRunbook({ vscode, folder, say }: ActionDeps): Promise<void> {
  if (!folder) return;
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, '**/*.md'),
    '**/{node_modules,.countersign,.git}/**',
    200,
  );
  const items = found.map((uri) => ({ label: uri.path.slice(folder.path.length + 1), uri })).sort((a, b) => a.label.localeCompare(b.label));
  const picked = await vscode.window.showQuickPick(items, {
    title: say('Open a runbook'),
    placeHolder: say('Markdown files of this folder'),
  });
  if (picked) await vscode.window.showTextDocument(picked.uri);
}

async function showStep({ vscode, folder, session }: ActionDeps): Promise<void> {
  const { runbook, review } = session();
  if (!runbook || !folder) return;
  const step = runbook.steps.find((candidate) => candidate.id === stepOf(review));
  const line = (step?.line ?? 0) + (step ? 1 : 0);
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, runbook.path), { selection });
}
