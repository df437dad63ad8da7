// From a fence to a checkpoint, by each of the three ways to the same review.
import { describe, expect, it } from 'vitest';
import { expectCheckpoint, journalKinds, logOf, RUNBOOK, runsIn } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import type { Window } from './harness/window.ts';
import { fence } from './harness/workspace.ts';

const { scene } = e2e();
const files = {
  [RUNBOOK]: fence('Look around', 'printf "seen: %s\\n" "$PWD"', 'id=look') + fence('Look again', 'echo second', 'id=again'),
};

describe('a read step', () => {
  it('approved on the card runs in the terminal, is recorded under its step, in the journal and in a checkpoint', async () => {
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Look around');
    expect(await card.level()).toBe('read');
    expect(await card.text()).toContain('printf "seen: %s\\n" "$PWD"');
    await card.approve();
    await window.terminalShows(`seen: ${workspace.folder}`);
    await card.outcome('Exit 0');
    await card.readOutput();
    const text = await workspace.read(RUNBOOK);
    expect(text).toMatch(/```\n\n<!-- countersign:result [^\n]*-->[\s\S]*seen: [\s\S]*<!-- \/countersign:result -->/);
    expect(text).toContain('## Look again');
    expect(await logOf(workspace)).toBe(`seen: ${workspace.folder}\n`);
    expect(await journalKinds(workspace)).toEqual(['approved', 'ran']);
    await expectCheckpoint(workspace, 'look exit 0');
    expect(await workspace.git('log', '-1', '--format=%(trailers:key=Approved-by,valueonly)')).toContain('Ada Lovelace');
    await card.goOn();
    await card.reviews('Look again');
  });

  it('approved from the palette is the same review and the same run', async () => {
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Look around');
    await card.readCommand();
    await window.runCommand('Countersign: Approve Next Step');
    await card.outcome('Exit 0');
    await card.readOutput();
    await expectCheckpoint(workspace, 'look exit 0');
    expect((await workspace.journal())[0]).toMatchObject({ kind: 'approved', via: 'palette', step: 'look' });
  });

  it('asked for in the palette before it was on screen is shown, not run', async () => {
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    await window.lens('Review').waitFor();
    await window.runCommand('Countersign: Approve Next Step');
    await window.card.reviews('Look around');
    expect(await runsIn(workspace)).toBe(0);
  });

  it('approved by its lens is the same review and the same run', async () => {
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    await clickLens(window, 'Review (', { place: 0, of: 2 });
    await window.card.reviews('Look around');
    await window.card.readCommand();
    await window.lens('Approve:').click();
    await window.card.outcome('Exit 0');
    await window.card.readOutput();
    await expectCheckpoint(workspace, 'look exit 0');
    expect((await workspace.journal())[0]).toMatchObject({ kind: 'approved', via: 'codelens', step: 'look' });
    await window.lens('exit 0').waitFor();
  });

  it('is reviewed by the lens over it, whatever the order of the steps', async () => {
    const { window } = await scene({ files, open: RUNBOOK });
    await clickLens(window, 'Review (', { place: 1, of: 2 });
    await window.card.reviews('Look again');
  });
});

/** Clicks on the lens at this place from above, once there are so many: the editor keeps them in no order of their own, and draws them anew. */
async function clickLens({ page }: Window, text: string, { place, of }: { readonly place: number; readonly of: number }): Promise<void> {
  const lenses = page.locator('.codelens-decoration a', { hasText: text });
  await lenses.nth(of - 1).waitFor();
  const boxes = (await Promise.all((await lenses.all()).map((lens) => lens.boundingBox()))).filter((box) => box !== null);
  const box = boxes.sort((a, b) => a.y - b.y)[place];
  if (!box) throw new Error(`No lens at ${place} of ${boxes.length}.`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

describe('a rejection', () => {
  it('keeps its reason and the person’s words in the journal, and nothing runs', async () => {
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    const card = await window.showCard();
    await card.reviews('Look around');
    await card.press('Reject…');
    await card.root.locator('.reason-text input').fill('ask the network team first');
    await card.press('Wrong target');
    await card.reviews('Look again');
    expect(await workspace.journal()).toMatchObject([
      {
        kind: 'rejected',
        step: 'look',
        reason: 'Wrong target',
        text: 'ask the network team first',
        by: expect.stringContaining('Ada Lovelace'),
      },
    ]);
    expect(await workspace.read(RUNBOOK)).toBe(files[RUNBOOK]);
  });
});

describe('the person’s own work', () => {
  it('stays as it was: index, other changes and other files are no part of the checkpoint', async () => {
    const { window, workspace } = await scene({ files: { ...files, 'staged.txt': 'a\n', 'changed.txt': 'a\n' }, open: RUNBOOK });
    await workspace.write('staged.txt', 'b\n');
    await workspace.git('add', 'staged.txt');
    await workspace.write('changed.txt', 'b\n');
    await workspace.write('new.txt', 'b\n');
    const card = await window.showCard();
    await card.approve();
    await card.outcome('Exit 0');
    await card.readOutput();
    await expectCheckpoint(workspace, 'look exit 0');
    const status = (await workspace.git('status', '--porcelain', '--untracked-files=all')).split('\n').map((line) => line.trim());
    expect(status).toEqual(expect.arrayContaining(['M  staged.txt', 'M changed.txt', '?? new.txt']));
  });
});
