// A VS Code window, used as a person uses it: keyboard, palette, quick open, lenses, terminal and card.
// Everything waits for what it needs to see; nothing sleeps.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { OUT } from '../../../scripts/lib/paths.mjs';
import { addressOf } from '../../../scripts/lib/vscode.mjs';
import { type Card, cardOf } from './card.ts';
import { waitFor } from './waitFor.ts';

export interface WindowOptions {
  readonly browser: Browser;
  readonly origin: string;
  /** Absolute path of the folder to open; without one the window is empty. */
  readonly folder?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Dark and light follow the system's wish where the user set no theme. */
  readonly colorScheme?: 'dark' | 'light';
}

export interface Window {
  readonly page: Page;
  readonly card: Card;
  openFile(name: string): Promise<void>;
  runCommand(title: string): Promise<void>;
  /** What the palette offers for these words. */
  offered(words: string): Promise<readonly string[]>;
  /** The lens over the step whose fence begins at this one-based line, or after `near` in the file. */
  lens(text: string | RegExp): Locator;
  showCard(): Promise<Card>;
  goToLine(line: number): Promise<void>;
  /** Types into the editor that has the focus. */
  type(text: string): Promise<void>;
  terminalText(): Promise<string>;
  typeInTerminal(text: string): Promise<void>;
  /** Waits until the terminal shows this text. */
  terminalShows(text: string | RegExp): Promise<void>;
  notifications(): Promise<readonly string[]>;
  reload(): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Writes out/<folder>/<name>.png and gives its path. */
  screenshot(name: string, folder?: string): Promise<string>;
  /** Gives up the page as a killed browser does. */
  close(): Promise<void>;
}

const WORKBENCH = '.monaco-workbench';

export async function openWindow(options: WindowOptions): Promise<Window> {
  const { browser, origin, folder, size = { width: 1360, height: 900 }, colorScheme = 'dark' } = options;
  const context = await browser.newContext({ viewport: size, colorScheme });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(addressOf(origin, folder));
  await settled(page);
  return windowOf(page, context);
}

/** The workbench is drawn and its extension host has told of our view. */
async function settled(page: Page): Promise<void> {
  await page.locator(WORKBENCH).waitFor({ timeout: 60_000 });
  await page.locator('.activitybar a[aria-label^="Countersign"]').first().waitFor({ timeout: 60_000 });
}

function windowOf(page: Page, context: BrowserContext): Window {
  const card = cardOf(page);
  const rows = page.locator('.terminal-wrapper.active .xterm-rows');
  const terminalText = async () => ((await rows.allInnerTexts())[0] ?? '').replaceAll('\u00a0', ' ');

  return {
    page,
    card,
    async openFile(name) {
      await quickInput(page, 'Control+P', name);
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name.split('/').at(-1) ?? name }).first();
      await row.waitFor();
      await row.click();
      await page.locator(`.tab.active[data-resource-name="${name.split('/').at(-1)}"]`).waitFor();
    },
    async runCommand(title) {
      const row = page
        .locator('.quick-input-list .monaco-list-row')
        .filter({ has: page.getByText(title, { exact: true }) })
        .first();
      // A command that is registered after the palette opened is not in it: then a person opens it again.
      await waitFor(
        async () => {
          await quickInput(page, 'F1', `>${title}`);
          const offered = await row.waitFor({ timeout: 3000 }).then(
            () => true,
            () => false,
          );
          if (!offered) await page.keyboard.press('Escape');
          return offered;
        },
        async () => `the palette to offer "${title}"`,
      );
      await row.click();
    },
    async offered(words) {
      await quickInput(page, 'F1', `>${words}`);
      const rows = page.locator('.quick-input-list .monaco-list-row .label-name');
      await rows.first().waitFor();
      const labels = await rows.allInnerTexts();
      await page.keyboard.press('Escape');
      return labels;
    },
    lens: (text) => page.locator('.codelens-decoration a', { hasText: text }).first(),
    async showCard() {
      // The icon of a view that is open already would close it; while the window restores itself, nobody can tell which.
      const icon = page.locator('.activitybar a[aria-label^="Countersign"]').first();
      await waitFor(
        async () => {
          if (await card.isShown()) return true;
          if ((await page.locator('.activitybar .action-item.checked a[aria-label^="Countersign"]').count()) === 0) await icon.click();
          return card.root.waitFor({ timeout: 8000 }).then(
            () => true,
            () => false,
          );
        },
        async () => 'the card',
        60_000,
      );
      // The tooltip of the icon lies over the card while the pointer rests on it.
      await page.mouse.move(900, 60);
      return card;
    },
    async goToLine(line) {
      await quickInput(page, 'Control+G', `:${line}`);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    },
    async type(text) {
      await page.keyboard.type(text);
    },
    terminalText,
    async typeInTerminal(text) {
      await page.locator('.terminal-wrapper.active .xterm-helper-textarea').first().focus();
      await page.keyboard.type(text);
    },
    terminalShows: (text) =>
      waitFor(
        async () => matches(await terminalText(), text),
        async () => `the terminal to show ${text}; it shows:\n${await terminalText()}`,
      ),
    notifications: () => page.locator('.notification-list-item-message').allInnerTexts(),
    async reload() {
      await page.reload();
      await settled(page);
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    async screenshot(name, into = 'screens') {
      const path = join(OUT, into, `${name}.png`);
      await mkdir(join(OUT, into), { recursive: true });
      await page.screenshot({ path });
      return path;
    },
    close: () => context.close(),
  };
}

const matches = (text: string, wanted: string | RegExp) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));

/** Opens a quick input by its key and fills it. The key is pressed again while the workbench is too busy to hear it. */
async function quickInput(page: Page, key: string, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await waitFor(
    async () => {
      await page.keyboard.press(key);
      return input.waitFor({ timeout: 1500 }).then(
        () => true,
        () => false,
      );
    },
    async () => `the quick input of ${key}`,
  );
  await input.fill(text);
}
