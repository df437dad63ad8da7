// Verify Journal: what is wrong with the record, each finding leading to its place.

import { wordSummary } from '../core/recall/summary.ts';
import { wordFinding } from '../core/recall/words.ts';
import { heldBy, type RecordDeps } from './recordDeps.ts';

export async function verifyJournal(deps: RecordDeps): Promise<void> {
  const { vscode, folder, say } = deps;
  const options = { location: vscode.ProgressLocation.Window, title: say('Verifying the record') };
  const verified = await vscode.window.withProgress(options, () => deps.verify(heldBy(deps)));
  const summary = wordSummary(verified, say).join(' ');
  const findings = [...verified.audit.findings, ...verified.audit.notes];
  if (findings.length === 0) return void vscode.window.showInformationMessage(summary);
  const items = findings.map((finding) => ({
    label: wordFinding(finding, say),
    description: `${finding.path}:${finding.line}`,
    finding,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: summary, matchOnDescription: true });
  if (!picked) return;
  const at = new vscode.Position(picked.finding.line - 1, 0);
  const uri = vscode.Uri.joinPath(folder, picked.finding.path);
  try {
    await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
  } catch {
    // A journal that is gone has no place to show.
    void vscode.window.showWarningMessage(picked.label);
  }
}
