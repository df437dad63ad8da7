// Editing and rehearsing on the card of a real VS Code, and the places besides the card.
import { describe, expect, it } from 'vitest';
import { journalKinds, RUNBOOK } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { waitFor } from './harness/waitFor.ts';
import { fence } from './harness/workspace.ts';

const { scene } = e2e();

describe('a step edited on the card', () => {
  it('is assessed while it is typed, stands in the runbook, is reviewed anew, and can be undone in the editor', async () => {
    const { window, workspace } = await scene({ files: { [RUNBOOK]: fence('Look around', 'echo one', 'id=look') }, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Look around');
    await card.press('Edit');
    const text = card.root.locator('.edit-text textarea');
    await text.fill('rm -rf /srv/old');
    await waitFor(
      async () => /Destructive|Critical/.test((await card.root.locator('.draft-level').textContent()) ?? ''),
      async () => `the level of the draft; the card says:\n${await card.text()}`,
    );
    await text.fill('echo two');
    await waitFor(
      async () => ((await card.root.locator('.draft-level').textContent()) ?? '').includes('Read'),
      async () => 'the level of the second draft',
    );
    await card.press('Write it into the runbook');
    await card.says('Edited here by Ada Lovelace');
    await waitFor(
      async () => (await workspace.read(RUNBOOK)).includes('```bash {id=look}\necho two\n```'),
      async () => `the runbook to hold the edit:\n${await workspace.read(RUNBOOK)}`,
    );
    await card.approve();
    await window.terminalShows('two');
    await card.outcome('Exit 0');
    await card.readOutput();
    expect(await journalKinds(workspace)).toEqual(['edited', 'approved', 'ran']);
  });
});

describe('a dry run', () => {
  it('is reviewed and run as a read step, and leads back to the step, which has not run', async () => {
    const { window, workspace } = await scene({
      files: { [RUNBOOK]: fence('Tidy up', 'rm -r old-data', 'id=tidy'), 'old-data/a.txt': 'a' },
      open: RUNBOOK,
    });
    const card = await window.showCard();
    await card.reviews('Tidy up');
    await card.press('Dry run');
    await card.reviews('Dry run: Tidy up');
    expect(await card.level()).toBe('read');
    await card.approve();
    await card.outcome('Exit 0');
    await card.goOn('Back to the step');
    await card.reviews('Tidy up');
    expect(await workspace.read('old-data/a.txt')).toBe('a');
    expect(await workspace.read(RUNBOOK)).not.toContain('countersign:result');
  });
});

describe('besides the card', () => {
  it('a new runbook is made and reviewed, and the record tells what was decided', async () => {
    const { window, workspace } = await scene({ files: { 'README.md': 'x' } });
    await window.runCommand('Countersign: New Runbook');
    const ask = window.page.locator('.quick-input-widget', { hasText: 'What is it for?' });
    await ask.locator('input').first().fill('Join the worker');
    await ask.locator('input').first().press('Enter');
    await ask.waitFor({ state: 'hidden' });
    await window.page.locator('.tab.active[data-resource-name="join-the-worker.md"]').waitFor();
    const card = await window.showCard();
    await card.reviews('See where you are');
    expect(await workspace.read('runbooks/join-the-worker.md')).toContain('objective: "Join the worker"');
    await card.press('Skip');
    await card.is('message done');
    await window.page.locator('.pane-header', { hasText: 'Record' }).click();
    const rows = window.page
      .locator('.pane', { has: window.page.locator('.pane-header', { hasText: 'Record' }) })
      .locator('.monaco-list-row');
    await rows.filter({ hasText: 'runbooks/join-the-worker' }).click();
    await rows.filter({ hasText: 'skipped' }).waitFor();
  });
});
