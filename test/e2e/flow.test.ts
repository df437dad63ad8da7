// From an empty folder to a hand-over, in a real VS Code, by keyboard: what one night with a runbook is like.
import { mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { journalKinds } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { waitFor } from './harness/waitFor.ts';
import type { Window } from './harness/window.ts';
import { fence, type Workspace } from './harness/workspace.ts';

const { scene, window: openWindow } = e2e();
const PATH = 'runbooks/move-the-data.md';
const JUNK = 'data/old/junk.txt';
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The keys of the card, pressed by somebody who looks at it first. */
function keysOf({ page, card }: Window) {
  const press = (key: string) => page.keyboard.press(key);
  const has = async (selector: string) => (await card.root.locator(selector).count()) > 0;
  const until = (ask: () => Promise<boolean>, what: string) => waitFor(ask, async () => `${what}; the card says:\n${await card.text()}`);
  async function tabTo(selector: string): Promise<void> {
    await until(async () => {
      if (await has(`${selector}:focus-within`)) return true;
      await press('Tab');
      return has(`${selector}:focus-within`);
    }, `the keyboard on ${selector}`);
  }
  return {
    press,
    tabTo,
    async toCard() {
      await until(async () => {
        await press('Control+Alt+Enter');
        return has('.title:focus');
      }, 'the keyboard on the card');
    },
    /** Looks at the command, then presses; a step that only reads takes one key, the others a second one on the button. */
    async approve() {
      const [title, level] = [await card.title(), await card.level()];
      await page.waitForTimeout(900 + 18 * ((await card.root.locator('.command').textContent()) ?? '').length);
      await until(() => has('.approve:not([disabled])'), 'the button to open');
      await press('a');
      if (level !== 'read') {
        await until(() => has('.approve:focus-within'), 'the keyboard on the button');
        await press('Space');
      }
      await until(async () => (await card.state()) !== 'review' || (await card.title()) !== title, `the approval of ${title}`);
    },
    /** Reads the output to its end with j. */
    async read() {
      await until(() => has('.output'), 'the output');
      await until(async () => {
        if (await has('.next:not([disabled])')) return true;
        await press('j');
        return false;
      }, 'the output to be read and the record to be made');
    },
    async goOn() {
      await press('a');
      await until(() => has('.next:focus-within'), 'the keyboard on the way onward');
      await press('Space');
    },
  };
}

/** As an assistant would write it, on disk. */
async function writeSteps(workspace: Workspace): Promise<void> {
  const text = await workspace.read(PATH);
  const steps = [
    fence('Note it', "mkdir -p data/new\nprintf 'moved\\n' > data/new/note.txt", 'id=note'),
    fence('Tidy up', 'rm -r data', 'id=tidy undo="mkdir -p data/old"'),
    fence('Probe', 'echo probing; ls data/nowhere', 'id=probe'),
    fence('Hold the line', 'sleep 600', 'id=hold'),
  ];
  await workspace.write(PATH, text.replace('environment: dev\n', 'environment: dev\npaths: [data]\n') + steps.join(''));
}

async function notified(window: Window, wanted: string | RegExp): Promise<void> {
  await waitFor(
    async () => (await window.notifications()).some((text) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))),
    async () => `the notification ${wanted}; there is: ${(await window.notifications()).join(' | ')}`,
    60_000,
  );
}

it('a night with a runbook, from New Runbook to the hand-over', { timeout: 300_000 }, async () => {
  const { window, workspace } = await scene({ files: { [JUNK]: 'junk\n', 'data/keep.txt': 'keep\n' } });
  const { page, card } = window;
  const keys = keysOf(window);

  // New Runbook, and the steps somebody proposes in it.
  await window.runCommand('Countersign: New Runbook');
  const ask = page.locator('.quick-input-widget', { hasText: 'What is it for?' });
  await ask.locator('input').first().fill('Move the data');
  await keys.press('Enter');
  await page.locator('.tab.active[data-resource-name="move-the-data.md"]').waitFor();
  await writeSteps(workspace);
  await window.showCard();
  await card.reviews('See where you are');
  await card.says('step 1 of 5');

  // One key for what only reads; two for a change.
  await keys.toCard();
  await keys.approve();
  await card.outcome('Exit 0');
  await keys.read();
  await keys.goOn();
  await card.reviews('Note it');
  expect(await card.level()).toBe('change');
  await keys.approve();
  await card.outcome('Exit 0');
  await keys.read();
  await keys.goOn();

  // A dry run shows that too much would go; the step is edited; only what was edited runs.
  await card.reviews('Tidy up');
  await keys.press('d');
  await card.reviews('Dry run: Tidy up');
  await keys.approve();
  await card.outcome('Exit 0');
  await keys.read();
  await keys.goOn();
  await card.reviews('Tidy up');
  await keys.press('e');
  await card.root.locator('.edit-text:focus-within').waitFor();
  await keys.press('Control+A');
  await page.keyboard.type('rm -r data/old');
  await keys.tabTo('.edit-done:not([disabled])');
  await keys.press('Enter');
  await card.says('Edited here by Ada Lovelace');
  await keys.toCard();
  expect(await card.level()).toBe('destructive');
  await keys.approve();
  await card.outcome('Exit 0');
  expect(await exists(join(workspace.folder, JUNK))).toBe(false);
  expect(await exists(join(workspace.folder, 'data/keep.txt'))).toBe(true);
  await keys.read();
  await keys.goOn();

  // A failure stops the way until somebody decides.
  await card.reviews('Probe');
  await keys.approve();
  await card.outcome('Exit 2');
  await keys.read();
  await keys.tabTo('.next.go-on');
  await keys.press('Space');
  await card.reviews('Hold the line');

  // Back to the checkpoint before the tidying: the difference first, then a commit of its own.
  const before = await workspace.git('rev-list', '--count', 'HEAD');
  await window.runCommand('Countersign: Restore to Checkpoint');
  const pick = page.locator('.quick-input-widget', { hasText: 'Restore to which checkpoint?' });
  await pick.locator('input').first().fill('note exit 0');
  await pick.locator('.monaco-list-row', { hasText: 'note exit 0' }).first().waitFor();
  await keys.press('Enter');
  const dialog = page.locator('.monaco-dialog-box', { hasText: 'Brought back: data/old/junk.txt' });
  await dialog.waitFor();
  await window.screenshot('flow-restore');
  expect(await dialog.textContent()).toContain('Not undone by this, newest first: Tidy up (tidy)');
  await keys.press('Enter');
  await notified(window, /^Restored to/);
  expect(await workspace.read(JUNK)).toBe('junk\n');
  expect(await workspace.read(PATH)).toMatch(/Undo since checkpoint[\s\S]*mkdir -p data\/old/);
  expect(Number(await workspace.git('rev-list', '--count', 'HEAD'))).toBeGreaterThan(Number(before));
  // The person is led to what could not be undone by files.
  await page.locator('.tab.active[data-resource-name="move-the-data.md"]').waitFor();
  await page.locator('.view-lines').getByText('Undo since checkpoint').first().waitFor();

  // The report, as a page; the record, held against itself.
  await window.runCommand('Countersign: Export Report');
  await page.locator('.quick-input-widget', { hasText: 'Export the report of' }).waitFor();
  await keys.press('Enter');
  await page.locator('.quick-input-widget input').first().waitFor();
  await waitFor(
    async () => (await page.locator('.quick-input-widget input').first().inputValue()).endsWith('move-the-data-report.html'),
    async () => 'the dialog that asks where to save',
  );
  await keys.press('Enter');
  await notified(window, 'The report is in move-the-data-report.html.');
  const report = await workspace.read('move-the-data-report.html');
  for (const told of ['Move the data', 'Tidy up', 'Failed (exit 2)', 'Ada Lovelace', '<svg']) expect(report).toContain(told);
  await window.runCommand('Countersign: Verify Journal');
  await notified(window, 'The record is whole.');
  await window.screenshot('flow-verified');

  // Somebody else takes over in the middle of a step, from the repository alone.
  await keys.toCard();
  await card.reviews('Hold the line');
  await keys.approve();
  await card.is('running');
  const other = await realpath(await mkdtemp(join(tmpdir(), 'countersign-other-')));
  onTestFinished(() => rm(other, { recursive: true, force: true, maxRetries: 5 }));
  await workspace.git('add', '-A');
  await workspace.git('commit', '-q', '-m', 'Hand over');
  await workspace.git('clone', '-q', workspace.folder, other);
  await workspace.git('-C', other, 'config', 'user.name', 'Grace Hopper');
  await workspace.git('-C', other, 'config', 'user.email', 'grace@example.org');
  const second = await openWindow(other);
  await second.openFile(PATH);
  await second.showCard();
  await notified(second, 'In doubt: Hold the line was approved by Ada Lovelace <ada@example.org>');
  await second.card.reviews('Probe');
  await second.screenshot('flow-handover');
  expect(await second.card.text()).toContain('exit 2');
  // Whoever misses the notification reads it on the card of that step.
  await second.card.press('Skip');
  await second.card.reviews('Hold the line');
  await second.card.says('It may have run, or still be running.');
  expect(await readFile(join(other, PATH), 'utf8')).toBe(await workspace.read(PATH));

  await keys.press('c');
  await card.outcome('Cancelled');
  await keys.read();
  expect((await journalKinds(workspace)).filter((kind) => kind === 'ran')).toHaveLength(6);
});
