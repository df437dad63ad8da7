// The trial runbook from its first step to its last, as a careful person would go through it. Used by `npm run demo`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../../../scripts/lib/chromium.mjs';
import { waitFor } from './waitFor.ts';
import { openWindow, type Window } from './window.ts';

const RUNBOOK = 'private-ca.md';
/** More cards than the runbook has steps: a way that does not end is a failure. */
const MOST_CARDS = 60;

export interface DemoOptions {
  readonly chromium: string;
  readonly origin: string;
  readonly workspace: string;
  readonly say: (line: string) => void;
}

/** Plays the demo; the number it gives is the exit code. */
export async function playDemo({ chromium: executablePath, origin, workspace, say }: DemoOptions): Promise<number> {
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  const shots: string[] = [];
  try {
    const window = await openWindow({ browser, origin, folder: workspace });
    await window.openFile(RUNBOOK);
    await window.showCard();
    const shoot = async (name: string) =>
      void shots.push(await window.screenshot(`${String(shots.length + 1).padStart(2, '0')}-${name}`, 'demo'));
    const done = await walk({ window, say, shoot });
    await window.goToLine(1);
    await shoot('the-end');
    report({ workspace, shots, say });
    return done ? 0 : 1;
  } finally {
    await browser.close();
    endServer(workspace);
  }
}

/** A demo that stops half way leaves no server behind. */
function endServer(workspace: string): void {
  try {
    process.kill(Number(readFileSync(join(workspace, 'ca', 'server.pid'), 'utf8')));
  } catch {
    // The runbook came to its end and has stopped it.
  }
}

interface Walk {
  readonly window: Window;
  readonly say: (line: string) => void;
  readonly shoot: (name: string) => Promise<void>;
}

/** Decides one card after the other until none is left. */
async function walk(way: Walk): Promise<boolean> {
  const { card } = way.window;
  for (let cards = 0; cards < MOST_CARDS; cards += 1) {
    await waitFor(
      async () => /review|outcome|message done/.test(await card.state()),
      async () => `a card to decide; it shows:\n${await card.text()}`,
      60_000,
    );
    const state = await card.state();
    if (state === 'message done') return true;
    if (state === 'review') await decide(way);
    else await goOn(way);
  }
  return false;
}

async function decide({ window, say, shoot }: Walk): Promise<void> {
  const { card } = window;
  const [title, level] = [await card.title(), await card.level()];
  if (level !== 'read') {
    await card.root.locator('.place').click();
    // For the eye of whoever looks at the pictures: the editor scrolls there.
    await window.page.waitForTimeout(600);
    await shoot(`${level}-${title.toLowerCase().replace(/\W+/g, '-')}`);
  }

  if (level === 'critical') {
    const expected = await card.expected();
    await card.confirmField().fill(expected);
    say(`  typed     ${expected}`);
  }
  const command = await card.text();
  await card.approve();
  say(`✓ approved  ${title}  [${level}]`);
  if (command.includes('Who takes over')) {
    await window.terminalShows('Who takes over this authority?');
    await window.typeInTerminal('Ada Lovelace\n');
    say('  answered  Ada Lovelace, in the terminal');
  }
}

async function goOn({ window, say, shoot }: Walk): Promise<void> {
  const { card } = window;
  // The step has ended; how, is being read.
  await card.root.locator('.next').first().waitFor();
  const [title, status] = [await card.title(), await card.status()];
  const failed = (await card.button('Go on without it').count()) > 0;
  say(`  ${status.toLowerCase().padEnd(9)} ${title}`);
  if (failed) await shoot('failed-step');
  await card.readOutput();
  await card.press(failed ? 'Go on without it' : 'Next step');
  // The card of this outcome stays until the next one is drawn.
  await waitFor(
    async () => (await card.state()) !== 'outcome',
    async () => 'the card after this outcome',
  );
  if (failed) say('  decided   to go on without it');
}

function report({ workspace, shots, say }: { workspace: string; shots: readonly string[]; say: (line: string) => void }): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace, encoding: 'utf8' });
  say(`\n── ${RUNBOOK}\n`);
  say(readFileSync(join(workspace, RUNBOOK), 'utf8'));
  say('── git log\n');
  say(git('log', '--reverse', '--stat', '--format=%h %an: %s%n%n%(trailers:only,unfold)'));
  say('── screenshots\n');
  for (const shot of shots) say(shot);
}
