// Export Report: the change report of the runbook in front of the person, as a page or as markdown.
import type * as VSCode from 'vscode';
import { RESTORE_WORDS } from '../core/checkpoint/restoreWords.ts';
import { renderHtml } from '../core/report/html.ts';
import { renderMarkdown } from '../core/report/markdown.ts';
import type { Report } from '../core/report/report.ts';
import { renderTimeline } from '../core/report/svg.ts';
import { REPORT_WORDS } from '../core/report/words.ts';
import { currentRunbook, heldBy, type RecordDeps } from './recordDeps.ts';

export async function exportReport(deps: RecordDeps): Promise<void> {
  const { vscode, folder, say } = deps;
  const runbook = currentRunbook(deps);
  if (runbook === undefined) return void vscode.window.showInformationMessage(say(RESTORE_WORDS.noRunbook));
  const report = await deps.report({ runbook, now: deps.now(), text: heldBy(deps) });
  if (!report) return void vscode.window.showInformationMessage(say(REPORT_WORDS.nothing));
  const formats = [
    { label: say('Page'), description: say('One HTML file with the timeline; loads nothing'), extension: 'html' },
    { label: 'Markdown', description: say('With the timeline beside it as a picture'), extension: 'md' },
  ];
  const format = await vscode.window.showQuickPick(formats, { title: say('Export the report of {runbook}', { runbook }) });
  if (!format) return;
  const name = `${runbook.slice(runbook.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')}-report.${format.extension}`;
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder, name) });
  if (!target) return;
  await (format.extension === 'html' ? writePage(deps, { report, target }) : writeMarkdown(deps, { report, target }));
  await offer(deps, target);
}

interface Writing {
  readonly report: Report;
  readonly target: VSCode.Uri;
}

async function writePage({ vscode, say }: RecordDeps, { report, target }: Writing): Promise<void> {
  await put(vscode, target, renderHtml(report, { say, language: vscode.env.language }));
}

async function writeMarkdown({ vscode, say }: RecordDeps, { report, target }: Writing): Promise<void> {
  const timeline = renderTimeline(report.events, say);
  const picture = target.with({ path: `${target.path}.svg` });
  if (timeline !== '') await put(vscode, picture, `${timeline}\n`);
  const link = timeline === '' ? null : encodeURIComponent(picture.path.slice(picture.path.lastIndexOf('/') + 1));
  await put(vscode, target, renderMarkdown(report, { say, timeline: link }));
}

function put(vscode: typeof VSCode, uri: VSCode.Uri, text: string): Thenable<void> {
  return vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function offer({ vscode, say }: RecordDeps, target: VSCode.Uri): Promise<void> {
  const open = say('Open');
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const chosen = await vscode.window.showInformationMessage(say('The report is in {name}.', { name }), open);
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', target);
}
