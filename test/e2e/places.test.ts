// Where nothing can run: each place says what is wrong and what to do, and nothing does run.
import { describe, expect, it } from 'vitest';
import { RUNBOOK, runsIn } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import type { Window } from './harness/window.ts';
import { fence } from './harness/workspace.ts';

const { scene, window: openWindow } = e2e();
/** As a person grants it: in the trust editor. */
async function trust(window: Window): Promise<void> {
  await window.page
    .getByRole('button', { name: /Restricted Mode/ })
    .first()
    .click();
  await pressTrust(window);
}

async function pressTrust({ page }: Window): Promise<void> {
  await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first().click();
  await page
    .getByRole('button', { name: /Restricted Mode/ })
    .first()
    .waitFor({ state: 'hidden' });
}

const files = { [RUNBOOK]: fence('Leave a mark', 'touch mark', 'id=mark') };

describe('a place where nothing can run', () => {
  it('without git: the card says so and offers to make a repository; then the step can be reviewed', async () => {
    const { window, workspace } = await scene({ files, git: 'none', open: RUNBOOK });
    const card = await window.showCard();
    await card.is('message error');
    await card.says(/git/i);
    await card.press('Initialise a repository');
    await card.reviews('Leave a mark');
    expect(await workspace.git('rev-parse', '--is-inside-work-tree')).toBe('true');
  });

  it('without a folder: the card says so and offers to open one', async () => {
    const window = await openWindow();
    const card = await window.showCard();
    await card.is('message error');
    await card.says(/folder/i);
    expect(await card.button('Open a folder').count()).toBe(1);
  });

  it('untrusted: the steps are shown, nothing can be approved, and trust is one press away', async () => {
    const { window, workspace } = await scene({ files, server: 'bare' });
    await window.page
      .getByRole('button', { name: /Restricted Mode/ })
      .first()
      .waitFor();
    await window.openFile(RUNBOOK);
    const card = await window.showCard();
    await card.is('message error');
    await card.says(/trust/i);
    await window.runCommand('Countersign: Approve Next Step');
    expect(await card.state()).toBe('message error');
    expect(await runsIn(workspace)).toBe(0);
    await card.press('Manage workspace trust');
    await pressTrust(window);
    await window.openFile(RUNBOOK);
    await card.is('review');
  });

  it('with op missing: a step that needs a secret says what to install, a step that needs none runs', async () => {
    const withSecret = `---\nenv-file: .env\n---\n\n${fence('Use it', 'test -n "$DB_PASSWORD"', 'id=use')}${fence('Look', 'echo fine', 'id=look')}`;
    const { window } = await scene({
      files: { [RUNBOOK]: withSecret, '.env': 'DB_PASSWORD=op://Trial/database/password\n' },
      server: 'bare',
    });
    await trust(window);
    await window.openFile(RUNBOOK);
    const card = await window.showCard();
    await card.is('message error');
    await card.says(/\bop\b|1Password/);
    expect(await card.button('Open settings').count()).toBe(1);
    await window.goToLine(14);
    await window.runCommand('Countersign: Review Step');
    await card.reviews('Look');
    await card.approve();
    await card.outcome('Exit 0');
  });

  it('with a broken front matter: the card names the line and nothing can be approved', async () => {
    const broken = `---\nobjective: [unclosed\n---\n\n${files[RUNBOOK]}`;
    const { window, workspace } = await scene({ files: { [RUNBOOK]: broken }, open: RUNBOOK });
    const card = await window.showCard();
    await card.is('message error');
    await card.says(/front matter/i);
    await card.says(/line \d/i);
    await window.runCommand('Countersign: Approve Next Step');
    expect(await card.state()).toBe('message error');
    expect(await runsIn(workspace)).toBe(0);
  });
});
