// In the editor of a real VS Code: dangerous pieces are marked and explained, and the policy of the repository counts on the card.
import { describe, expect, it } from 'vitest';
import { RUNBOOK, runsIn } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { fence } from './harness/workspace.ts';

const { scene } = e2e();

describe('the runbook in its editor', () => {
  it('is marked where it is dangerous, and explains itself under the pointer', async () => {
    const text = `---\nenvironment: dev\n---\n\n${fence('Clear', 'ls\nkubectl --context prod-eu delete pod web-0', 'id=clear')}`;
    const { window } = await scene({ files: { [RUNBOOK]: text }, open: RUNBOOK });
    const { page } = window;
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await window.goToLine(9);
    await window.runCommand('Show or Focus Hover');
    const hover = page.locator('.monaco-hover');
    for (const said of [
      /Deletes\spod\sweb-0\son\scluster\sprod-eu\./,
      /which\sis\sproduction/,
      /--context\sprod-eu\sdelete\spod\sweb-0\s--dry-run=server/,
    ]) {
      await hover.filter({ hasText: said }).first().waitFor();
    }
    expect(await page.locator('.monaco-editor .squiggly-warning').count()).toBeGreaterThan(0);
  });

  it('and a step the policy forbids cannot be approved by anything', async () => {
    const files = {
      [RUNBOOK]: fence('Leave a mark', 'touch mark', 'id=mark'),
      '.countersign/policy.yaml': 'version: 1\nforbid: [{ command: "touch *", because: Nothing is touched here. }]\n',
    };
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Leave a mark');
    await card.says(/Nothing is touched here/);
    await window.runCommand('Countersign: Approve Next Step');
    expect(await runsIn(workspace)).toBe(0);
  });
});
