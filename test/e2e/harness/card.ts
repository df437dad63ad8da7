// The sidebar's card as a person sees it: found by what it says and by roles, two frames deep.
import type { Locator, Page } from 'playwright-core';
import { waitFor } from './waitFor.ts';

export interface Card {
  /** Everything the card shows. */
  readonly root: Locator;
  isShown(): Promise<boolean>;
  text(): Promise<string>;
  button(name: string | RegExp): Locator;
  /** Waits until the card says this. */
  says(text: string | RegExp, limitMs?: number): Promise<void>;
  press(name: string | RegExp): Promise<void>;
}

export function cardOf(page: Page): Card {
  const frame = page.locator('iframe.webview.ready').last().contentFrame().locator('#active-frame').contentFrame();
  const root = frame.locator('#root');
  const isShown = async () => (await page.locator('iframe.webview.ready').count()) > 0 && (await root.isVisible());
  const text = async () => ((await isShown()) ? ((await root.allInnerTexts())[0] ?? '') : '');
  const button = (name: string | RegExp) => root.getByRole('button', { name }).first();
  return {
    root,
    isShown,
    text,
    button,
    says: (wanted, limitMs) =>
      waitFor(
        async () => {
          const shown = await text();
          return typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown);
        },
        async () => `the card to say ${wanted}; it says:\n${await text()}`,
        limitMs,
      ),
    press: (name) => button(name).click(),
  };
}
