// Every kind of step a terminal has to bear, through the runner in the integrated terminal.
import { describe, expect, it } from 'vitest';
import { expectCheckpoint, logOf, RUNBOOK } from './harness/record.ts';
import { e2e } from './harness/suite.ts';
import { waitFor } from './harness/waitFor.ts';
import { fence } from './harness/workspace.ts';

const { scene } = e2e();
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const runbook = (...steps: string[]) => ({ [RUNBOOK]: steps.join('') });

describe('a step in the terminal', () => {
  it('has a real terminal: colour, width, and input that is typed into it', async () => {
    const command = [
      'test -t 0 && test -t 1 && printf "\\033[31mred\\033[0m on %s columns\\n" "$(tput cols)"',
      'read -r -p "Name? " name',
      'printf "hello %s\\n" "$name"',
    ];
    const { window, workspace } = await scene({ files: runbook(fence('Ask', command.join('\n'), 'id=ask')), open: RUNBOOK });
    const card = await window.showCard();
    await card.approve();
    await window.terminalShows('Name?');
    expect(await window.terminalText()).toMatch(/red on \d\d+ columns/);
    // The renderer names the colour by a class, or by a style where it raised the contrast.
    const red = window.page.locator('.xterm-rows :is(.xterm-fg-1, [style*="color:"])', { hasText: /^red$/ });
    expect(await red.count()).toBe(1);
    await window.typeInTerminal('Grace\n');
    await window.terminalShows('hello Grace');
    await card.outcome('Exit 0');
    await card.readOutput();
    expect(await workspace.read(RUNBOOK)).toContain('hello Grace');
    expect(await workspace.read(RUNBOOK)).not.toContain('\u001b');
    await expectCheckpoint(workspace, 'ask exit 0');
  });

  it('may hold a subshell and a heredoc, which shell integration cannot follow', async () => {
    const command = '(\n  cd /\n  pwd\n)\ncat <<END | tr a-z A-Z\nheredoc text\nEND';
    const { window, workspace } = await scene({ files: runbook(fence('Subshell', command, 'id=sub')), open: RUNBOOK });
    const card = await window.showCard();
    await card.approve();
    await card.outcome('Exit 0');
    await card.readOutput();
    expect(await logOf(workspace)).toBe('/\nHEREDOC TEXT\n');
    expect(await workspace.read(RUNBOOK)).toContain('HEREDOC TEXT');
  });

  it('may print 100,000 lines: all are in the log, the trimmed output stands under the step', async () => {
    const { window, workspace } = await scene({ files: runbook(fence('Count', 'seq 1 100000', 'id=count')), open: RUNBOOK });
    const card = await window.showCard();
    await card.approve();
    await card.outcome('Exit 0', 60_000);
    await card.readOutput();
    const log = await logOf(workspace);
    expect(log).toBe(`${Array.from({ length: 100_000 }, (_, index) => index + 1).join('\n')}\n`);
    const text = await workspace.read(RUNBOOK);
    expect(text.length).toBeLessThan(10_000);
    expect(text).toContain('100000');
    await expectCheckpoint(workspace, 'count exit 0');
  });

  it('that fails says so, and stops the way onward until the person decides', async () => {
    const files = runbook(fence('Fail', 'echo "error: no such host" >&2\nexit 35', 'id=fail'), fence('After', 'echo after', 'id=after'));
    const { window, workspace } = await scene({ files, open: RUNBOOK });
    const card = await window.showCard();
    await card.approve();
    await card.outcome('Exit 35');
    await card.readOutput();
    await expectCheckpoint(workspace, 'fail exit 35');
    expect(await card.button('Next step').count()).toBe(0);
    await window.runCommand('Countersign: Approve Next Step');
    expect(await card.state()).toBe('outcome');
    expect(await workspace.read(RUNBOOK)).toContain('error: no such host');
    await card.goOn('Go on without it');
    await card.reviews('After');
  });

  it('that is cancelled ends with everything it started, and what it printed is kept', async () => {
    const command = 'echo begun\nsleep 600 &\necho $! > child.pid\nwait';
    const { window, workspace } = await scene({ files: runbook(fence('Wait', command, 'id=wait')), open: RUNBOOK });
    const card = await window.showCard();
    await card.approve();
    await window.terminalShows('begun');
    await card.is('running');
    await card.press('Cancel');
    await card.outcome('Cancelled');
    await card.readOutput();
    expect(await logOf(workspace)).toContain('begun');
    await expectCheckpoint(workspace, 'wait cancelled');
    const pid = Number(await workspace.read('child.pid'));
    await waitFor(
      async () => !isAlive(pid),
      async () => `process ${pid} to end`,
      10_000,
    );
  });
});
