// Programs that take the whole screen, driven by keys in the integrated terminal of a real VS Code. More of them: test/runner/programs.test.ts.
import { describe, expect, it } from 'vitest';
import { logOf, RUNBOOK } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { fence } from './harness/workspace.ts';

const { scene } = e2e();
const lines = Array.from({ length: 300 }, (_, index) => `line ${index + 1} of the file`).join('\n');

async function start(title: string, command: string) {
  const files = { [RUNBOOK]: fence(title, command, 'id=screen'), 'lines.txt': `${lines}\n` };
  const { window, workspace } = await scene({ files, open: RUNBOOK });
  const card = await window.showCard();
  await card.approve();
  return { window, workspace, card };
}

describe('a program that takes the whole screen', () => {
  it('less: pages, searches, and gives the screen back', async () => {
    const { window, workspace, card } = await start('Page', 'less lines.txt; echo paged');
    await window.terminalShows('line 1 of the file');
    await window.typeInTerminal('/line 250\n');
    await window.terminalShows('line 255 of the file');
    expect(await window.terminalText()).not.toContain('line 1 of the file');
    await window.typeInTerminal('q');
    await window.terminalShows('paged');
    expect(await window.terminalText()).not.toContain('line 255');
    await card.outcome('Exit 0');
    await card.readOutput();
    const block = await workspace.read(RUNBOOK);
    expect(block).toContain('paged');
    expect(block).not.toContain('line 250');
    expect(await logOf(workspace)).toContain('line 250');
  });

  it('vim: what is typed is written, Escape reaches it, and the runbook holds no screen', async () => {
    const { window, workspace, card } = await start('Edit', 'vim -u NONE -N new.txt; echo edited');
    await window.terminalShows('new.txt');
    await window.typeInTerminal('ityped in vim');
    await window.terminalShows('typed in vim');
    await window.page.keyboard.press('Escape');
    await window.typeInTerminal(':wq\n');
    await window.terminalShows('edited');
    await card.outcome('Exit 0');
    await card.readOutput();
    expect(await workspace.read('new.txt')).toBe('typed in vim\n');
    expect(await workspace.read(RUNBOOK)).not.toContain('\u001b');
  });

  it('a monitor that redraws itself follows the size of the terminal and leaves by its key', async () => {
    const { window, card } = await start('Watch', 'if command -v htop >/dev/null; then htop; else top; fi; echo watched');
    await window.terminalShows(/load average/i);
    await window.resize(1100, 700);
    await window.terminalShows(/load average/i);
    await window.typeInTerminal('q');
    await window.terminalShows('watched');
    await card.outcome('Exit 0');
  });
});
