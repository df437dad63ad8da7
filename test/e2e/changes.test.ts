// What happens between the approval and the end of a run: the window goes, the runbook changes.
import { describe, expect, it } from 'vitest';
import { expectCheckpoint, journalKinds, logOf, RUNBOOK, runsIn } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { waitFor } from './harness/waitFor.ts';
import { fence } from './harness/workspace.ts';

const { scene, window: openAgain } = e2e();
const slow = 'echo begun\nuntil test -e go; do sleep 0.1; done\necho ended';
const files = { [RUNBOOK]: fence('Wait for it', slow, 'id=wait') + fence('After', 'echo after', 'id=after') };

describe('the window reloaded in the middle of a step', () => {
  it('finds the running step again and records its end', async () => {
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    await (await window.showCard()).approve();
    await window.terminalShows('begun');
    await window.reload();
    const card = await window.showCard();
    await card.is('running');
    await card.says('found again');
    await workspace.write('go', '');
    await card.outcome('Exit 0');
    await card.readOutput();
    expect(await logOf(workspace)).toBe('begun\nended\n');
    await expectCheckpoint(workspace, 'wait exit 0');
    expect(await runsIn(workspace)).toBe(1);
  });

  it('records a step that ended while no window was open', async () => {
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    await (await window.showCard()).approve();
    await window.terminalShows('begun');
    await window.close();
    await workspace.write('go', '');
    const again = await openAgain(workspace.folder);
    const card = await again.showCard();
    await card.outcome('Exit 0', 60_000);
    await card.readOutput();
    expect(await logOf(workspace)).toBe('begun\nended\n');
    expect(await journalKinds(workspace)).toEqual(['approved', 'recovered']);
    await expectCheckpoint(workspace, 'wait exit 0');
  });
});

describe('a runbook edited between approval and run', () => {
  const env = { '.env': 'DB_PASSWORD=op://Trial/database/password\n' };
  const step = fence('Touch', 'touch "ran-$(printf %s "$DB_PASSWORD" | wc -c)"', 'id=touch');

  it('is refused at the last moment, on disk', async () => {
    const { window, workspace } = await scene({ files: { [RUNBOOK]: step, ...env }, open: RUNBOOK });
    const card = await window.showCard();
    await card.approve();
    await workspace.write(RUNBOOK, step.replace('touch "ran', 'touch "ran-something-else'));
    await card.is('message error');
    await card.says('Nothing ran');
    await card.says(/changed/i);
    expect(await workspace.git('status', '--porcelain')).not.toContain('ran-');
    await waitFor(
      async () => (await journalKinds(workspace)).includes('refused'),
      async () => 'the refusal in the journal',
    );
    expect(await runsIn(workspace)).toBe(0);
  });

  it('before the approval is shown anew and wants a new approval', async () => {
    const { window, workspace } = await scene({ files: { [RUNBOOK]: fence('Say', 'echo first', 'id=say') }, open: RUNBOOK });
    const card = await window.showCard();
    await card.says('echo first');
    await window.goToLine(4);
    await window.page.keyboard.press('End');
    await window.type(' and more');
    await card.says('echo first and more');
    await card.approve();
    await card.outcome('Exit 0');
    expect(await window.terminalText()).toContain('first and more');
    expect(await runsIn(workspace)).toBeLessThanOrEqual(1);
  });
});
