import { expect, test } from 'vitest';
import type * as VSCode from 'vscode';
import { english } from '../../src/core/words.ts';
import type { SignOutAnswer } from '../../src/ports.ts';
import { signOut } from '../../src/ui/signOut.ts';

/** What is shown, and whether the terminal was closed. */
async function signedOut(answer: SignOutAnswer) {
  const shown: string[] = [];
  let closed = 0;
  const show = (kind: string) => (text: string) => void shown.push(`${kind}: ${text}`);
  const window = { showInformationMessage: show('info'), showWarningMessage: show('warning') };
  const vscode = { window } as unknown as typeof VSCode;
  await signOut({ vscode, say: english, signOut: async () => answer, closeTerminal: () => void closed++ });
  return { shown, closed };
}

test('the terminal closes with every answer but one, since the grant is the terminal’s', async () => {
  expect(await signedOut({ outcome: 'done', detail: '' })).toMatchObject({
    closed: 1,
    shown: [expect.stringMatching(/^info: Signed out/)],
  });
  expect(await signedOut({ outcome: 'nothing', detail: '' })).toMatchObject({ closed: 1 });
  expect(await signedOut({ outcome: 'failed', detail: 'no session.' })).toMatchObject({
    closed: 1,
    shown: [expect.stringMatching(/^warning: op could not sign out: no session\. The terminal/)],
  });
});

test('a running step keeps its terminal', async () => {
  expect(await signedOut({ outcome: 'busy', detail: '' })).toMatchObject({
    closed: 0,
    shown: [expect.stringMatching(/^warning: A step is running/)],
  });
});
