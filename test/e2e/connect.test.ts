// Connect an AI Client in a real window: the difference is in VS Code's own editor, the question before it, and Disconnect leaves nothing behind.
import { describe, expect, it } from 'vitest';
import { RUNBOOK } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { waitFor } from './harness/waitFor.ts';
import type { Window } from './harness/window.ts';
import { fence } from './harness/workspace.ts';

const { scene } = e2e();

/** Servers of other people, as a person wrote them down: tabs, CRLF, no line end at the end. */
const SERVERS = '{\r\n\t"mcpServers": {\r\n\t\t"github": { "command": "gh-mcp" }\r\n\t}\r\n}';

async function answer({ page }: Window, of: { readonly ask: string; readonly button: string }): Promise<void> {
  const dialog = page.locator('.monaco-dialog-box', { hasText: of.ask });
  await dialog.waitFor();
  await page.locator('.monaco-diff-editor', { hasText: 'countersign' }).first().waitFor();
  await dialog.getByRole('button', { name: of.button, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function choose({ page }: Window, row: string): Promise<void> {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).waitFor();
  await page.keyboard.press('Enter');
}

const says = (window: Window, text: string) =>
  waitFor(
    async () => (await window.notifications()).includes(text),
    async () => `"${text}"; there is: ${await window.notifications()}`,
  );

describe('an AI client', () => {
  it('is connected and disconnected, and the folder is as it was', { timeout: 180_000 }, async () => {
    const { window, workspace } = await scene({ files: { [RUNBOOK]: fence('Look', 'pwd'), '.mcp.json': SERVERS }, open: RUNBOOK });
    await window.runCommand('Countersign: Connect an AI Client');
    await choose(window, '.mcp.json');
    await choose(window, 'All commands');
    await window.page.locator('.monaco-dialog-box', { hasText: 'Write .mcp.json?' }).waitFor();
    await window.screenshot('connect');
    await answer(window, { ask: 'Write .mcp.json?', button: 'Write' });
    await answer(window, { ask: 'Write .claude/settings.json?', button: 'Write' });
    await says(window, 'Connected: .mcp.json, .claude/settings.json. Start the client again in this folder.');
    expect(await workspace.read('.mcp.json')).toContain('"github": { "command": "gh-mcp" },\r\n\t\t"countersign": {');
    // The difference is gone with the question: the runbook is in front again.
    await window.page.locator('.monaco-diff-editor').waitFor({ state: 'hidden' });

    await window.reload();
    await window.runCommand('Countersign: Disconnect an AI Client');
    await choose(window, '.claude/settings.json');
    await answer(window, { ask: 'Write .mcp.json?', button: 'Write' });
    await answer(window, { ask: 'Remove .claude/settings.json?', button: 'Remove' });
    await says(window, 'Disconnected: .mcp.json, .claude/settings.json.');
    expect(await workspace.read('.mcp.json')).toBe(SERVERS);
    expect((await workspace.everything()).map(({ path }) => path).filter((path) => path.includes('.claude'))).toEqual([]);
    expect(await workspace.git('status', '--porcelain')).toBe('');
  });

  it('is not connected in a folder that is not trusted', async () => {
    const { window, workspace } = await scene({ files: { [RUNBOOK]: fence('Look', 'pwd') }, server: 'bare', open: RUNBOOK });
    await window.runCommand('Countersign: Connect an AI Client');
    await waitFor(
      async () => (await window.notifications()).some((text) => /trust/i.test(text)),
      async () => `a word about trust; there is: ${await window.notifications()}`,
    );
    expect(await workspace.git('status', '--porcelain')).toBe('');
  });
});
