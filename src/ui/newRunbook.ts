// Countersign: New Runbook. Asks for a name and opens a first step to write.
import type * as VSCode from 'vscode';
import type { Say } from '../core/words.ts';

export interface NewRunbookDeps {
  readonly vscode: typeof VSCode;
  readonly folder: VSCode.Uri;
  readonly say: Say;
}

const FOLDER = 'runbooks';

/** A file name of what a person calls it: "Join the worker" becomes "join-the-worker.md". Null where nothing is left of it. */
export function fileNameOf(title: string): string | null {
  const name = title
    .replace(/\.md$/i, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
  return name === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(name) ? null : `${name}.md`;
}

/** The runbook as it is made. The title is quoted: a colon in it must not become YAML. */
export function runbookText(title: string, say: Say): string {
  const plain = title.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const lines = [
    '---',
    `objective: ${JSON.stringify(plain)}`,
    'environment: dev',
    // Steps run in the folder of their runbook; people think of the workspace's.
    'cwd: ..',
    '---',
    '',
    `# ${plain.replace(/^#+\s*/, '')}`,
    '',
    `## ${say('See where you are')}`,
    '',
    '```bash {id=look}',
    'uname -a',
    '```',
    '',
  ];
  return lines.join('\n');
}

export async function newRunbook({ vscode, folder, say }: NewRunbookDeps): Promise<void> {
  const title = await vscode.window.showInputBox({
    title: say('New runbook'),
    ignoreFocusOut: true,
    prompt: say('What is it for?'),
    placeHolder: say('Join the second worker'),
    validateInput: (text) => (text.trim() === '' || fileNameOf(text) ? undefined : say('A name needs letters or digits.')),
  });
  const name = title === undefined ? null : fileNameOf(title);
  if (title === undefined || !name) return;
  const uri = vscode.Uri.joinPath(folder, FOLDER, name);
  try {
    // One that is there already is opened, and never overwritten.
    if (!(await exists(vscode, uri))) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(runbookText(title, say)));
    await vscode.window.showTextDocument(uri);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    void vscode.window.showErrorMessage(say('{path} could not be made: {detail}', { path: `${FOLDER}/${name}`, detail }));
  }
}

async function exists({ workspace }: typeof VSCode, uri: VSCode.Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
