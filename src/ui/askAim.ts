// Asks for a runbook's objective and state where its front matter does not say them, and writes them there.
import type * as VSCode from 'vscode';
import { writeAim } from '../core/ask/aim.ts';
import { wordFailure } from '../core/failureWords.ts';
import type { SessionEvent } from '../core/review/events.ts';
import type { Runbook } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import type { Runbooks } from '../ports.ts';

export interface AskAimDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly runbooks: Runbooks;
  readonly dispatch: (event: SessionEvent) => void;
}

/** Whether there is an objective now. The state is asked for with it, and may stay empty. */
export async function askAim(deps: AskAimDeps, { path, frontMatter }: Runbook): Promise<boolean> {
  if (frontMatter.objective?.trim()) return true;
  const { vscode, say, runbooks, dispatch } = deps;
  const objective = await vscode.window.showInputBox({
    ...{ title: say('What is this runbook for?'), ignoreFocusOut: true },
    prompt: say('The objective: what shall be true in the end. It is written into the runbook and goes to the model.'),
    placeHolder: say('The worker w3 is a ready member of the cluster'),
    validateInput: (text) => (text.trim() === '' ? say('A model needs an objective.') : undefined),
  });
  if (!objective?.trim()) return false;
  const state = await vscode.window.showInputBox({
    ...{ title: say('How do things stand?'), ignoreFocusOut: true, value: frontMatter.state ?? '' },
    prompt: say('What is known already. May be empty.'),
    placeHolder: say('k3s runs on m1; w3 is installed and reachable by ssh'),
  });
  if (state === undefined) return false;
  const read = await runbooks.read(path);
  const edit = read.ok ? writeAim(read.value.text, { path, aim: { objective, state } }) : null;
  const spliced = read.ok && edit ? await runbooks.splice(path, { ...edit, expected: read.value.text }) : null;
  if (spliced?.ok && edit) {
    dispatch({ kind: 'runbook', runbook: edit.runbook, take: false });
    return true;
  }
  const failure = !read.ok ? read.failure : spliced && !spliced.ok ? spliced.failure : null;
  const words = failure
    ? wordFailure(failure, say).sentence
    : say('The objective does not fit into this front matter. Write it there yourself.');
  void vscode.window.showWarningMessage(words);
  return false;
}
