// What stands between a person and a dangerous step, tried as a hurried person would.
import { describe, expect, it } from 'vitest';
import { expectCheckpoint, RUNBOOK, runsIn } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { fence } from './harness/workspace.ts';

const { scene } = e2e();
const destructive = { [RUNBOOK]: fence('Delete the old key', 'rm old.key', 'id=delete'), 'old.key': 'key\n' };
const critical = {
  [RUNBOOK]: fence('Format the image', '/sbin/mkfs.ext4 -q -F disk.img', 'id=format'),
  'disk.img': new Uint8Array(4 << 20),
};

describe('a destructive step', () => {
  it('cannot be approved before the pause is over, by click, key, palette or lens; then its button says the deed', async () => {
    const { window, workspace } = await scene({ files: destructive, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Delete the old key');
    expect(await card.level()).toBe('destructive');
    await card.says(/Delete old\.key in \d s/);
    expect(await card.root.locator('.approve[disabled]').count()).toBe(1);
    await card.approveButton().click({ force: true });
    await window.page.keyboard.press('a');
    await window.runCommand('Countersign: Approve Next Step');
    expect(await card.state()).toBe('review');
    await card.approve();
    await card.outcome('Exit 0');
    await card.readOutput();
    await expectCheckpoint(workspace, 'delete exit 0');
    expect(await runsIn(workspace)).toBe(1);
  });

  it('is never approved by Enter, by its key, or by a key that is held; Space on the button approves it once', async () => {
    const { window, workspace } = await scene({ files: destructive, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Delete the old key');
    await card.readCommand();
    await card.root.locator('.approve:not([disabled])').waitFor();
    await card.approveButton().focus();
    for (let times = 0; times < 5; times += 1) await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('a');
    await window.runCommand('Countersign: Approve Next Step');
    expect(await card.state()).toBe('review');
    expect(await workspace.journal()).toEqual([]);
    await card.approveButton().focus();
    await window.page.keyboard.press('Space');
    await card.outcome('Exit 0');
    await card.readOutput();
    expect(await runsIn(workspace)).toBe(1);
  });

  it('clicked five times in a row runs once', async () => {
    const { window, workspace } = await scene({
      files: { [RUNBOOK]: fence('Count', 'echo x >> count.txt', 'id=count') + fence('Count more', 'echo y >> count.txt', 'id=more') },
      open: RUNBOOK,
    });
    const card = await window.showCard();
    await card.readCommand();
    await card.root.locator('.approve:not([disabled])').waitFor();
    await card.approve();
    await card
      .approveButton()
      .click({ clickCount: 5, timeout: 500 })
      .catch(() => undefined);
    await card.outcome('Exit 0');
    await card.readOutput();
    expect(await workspace.read('count.txt')).toBe('x\n');
    expect(await runsIn(workspace)).toBe(1);
  });

  it('shows what it would do before it is decided, and a checkpoint is made before it where something is uncommitted', async () => {
    const { window, workspace } = await scene({ files: destructive, open: RUNBOOK });
    await workspace.write(RUNBOOK, `${await workspace.read(RUNBOOK)}\nA note.\n`);
    const card = await window.showCard();
    await card.says('Deletes old.key');
    await card.approve();
    await card.outcome('Exit 0');
    await card.readOutput();
    expect((await workspace.git('log', '--format=%s')).split('\n')).toEqual([
      'runbook(runbook): delete exit 0',
      'runbook(runbook): before delete',
      'Begin',
    ]);
  });
});

describe('a critical step', () => {
  it('cannot be approved without its target typed, letter by letter', async () => {
    const { window, workspace } = await scene({ files: critical, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Format the image');
    expect(await card.level()).toBe('critical');
    expect(await card.expected()).toBe('disk.img');
    await card.readCommand();
    await card.confirmField().pressSequentially('disk.im');
    await card.confirmField().press('Enter');
    await card.says(/(?:Erase|Format) disk\.img$/m);
    expect(await card.root.locator('.approve[disabled]').count()).toBe(1);
    await card.approveButton().click({ force: true });
    expect(await card.state()).toBe('review');
    await card.confirmField().press('End');
    await card.confirmField().pressSequentially('g');
    await card.confirmField().press('Enter');
    expect(await card.state()).toBe('review');
    await card.approve();
    await card.outcome('Exit 0');
    await card.readOutput();
    await expectCheckpoint(workspace, 'format exit 0');
  });
});

describe('a command longer than the card', () => {
  it('cannot be approved until its end was on screen', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `echo line ${index}`);
    const { window } = await scene({ files: { [RUNBOOK]: fence('Say much', lines.join('\n'), 'id=much') }, open: RUNBOOK });
    const card = await window.showCard();
    await card.says('Scroll through the whole command first.');
    expect(await card.root.locator('.approve[disabled]').count()).toBe(1);
    await card.readCommand();
    await card.root.locator('.approve:not([disabled])').waitFor();
  });
});

describe('after a run', () => {
  it('the next step waits until the output was on screen to its end', async () => {
    const files = { [RUNBOOK]: fence('Say much', 'seq 1 90', 'id=much') + fence('Go on', 'echo on', 'id=on') };
    const { window } = await scene({ files, open: RUNBOOK, size: { width: 1100, height: 500 } });
    const card = await window.showCard();
    await card.approve();
    await card.outcome('Exit 0');
    await card.says('Read the output to its end to go on.');
    expect(await card.root.locator('.next[disabled]').count()).toBe(1);
    await window.runCommand('Countersign: Approve Next Step');
    expect(await card.state()).toBe('outcome');
    await card.goOn();
    await card.reviews('Go on');
  });
});
