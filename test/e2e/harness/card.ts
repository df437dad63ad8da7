// The sidebar's card as a person sees and uses it, two frames deep.
import type { Locator, Page } from 'playwright-core';
import { waitFor } from './waitFor.ts';

export interface Card {
  /** Everything the card shows. */
  readonly root: Locator;
  isShown(): Promise<boolean>;
  text(): Promise<string>;
  /** Waits until the card says this. */
  says(text: string | RegExp, limitMs?: number): Promise<void>;
  button(name: string | RegExp): Locator;
  press(name: string | RegExp): Promise<void>;
  /** "review", "running", "outcome", "message error"; empty while there is no card. */
  state(): Promise<string>;
  is(state: string, limitMs?: number): Promise<void>;
  title(): Promise<string>;
  /** The level of the step under review. */
  level(): Promise<string>;
  /** How the run ended, in the card's words. */
  status(): Promise<string>;
  /** Waits for the review of this step. */
  reviews(title: string, limitMs?: number): Promise<void>;
  /** The word a critical step wants typed. */
  expected(): Promise<string>;
  confirmField(): Locator;
  approveButton(): Locator;
  /** Scrolls through the whole command. */
  readCommand(): Promise<void>;
  /** Reads the command, waits for the gate, and presses the button that names the deed. */
  approve(): Promise<void>;
  /** Waits for the end of the run and the record of it. */
  outcome(status: string | RegExp, limitMs?: number): Promise<void>;
  /** Scrolls the output to its end and waits until that counts. */
  readOutput(): Promise<void>;
  /** Reads the output and goes on to the next step. */
  goOn(name?: string): Promise<void>;
}

/** How long a person looks at a command of so many characters, in milliseconds. */
const readingMs = (length: number): number => Math.min(8500, 800 + 18 * length);

/** Pixels of VS Code's own title and view bars above the card. */
const HEADER = 70;

const LEVELS = ['read', 'change', 'destructive', 'critical'];

export function cardOf(page: Page): Card {
  const frame = page.locator('iframe.webview.ready').last().contentFrame().locator('#active-frame').contentFrame();
  const root = frame.locator('#root');
  const isShown = async () => (await page.locator('iframe.webview.ready').count()) > 0 && (await root.isVisible());
  const textOf = async (within: Locator) => ((await isShown()) ? ((await within.allInnerTexts())[0] ?? '').trim() : '');
  const classOf = async (selector: string) => {
    if (!(await isShown()) || (await root.locator(selector).count()) === 0) return [];
    return (
      (await root
        .locator(selector)
        .first()
        .getAttribute('class', { timeout: 2000 })
        .catch(() => '')) ?? ''
    ).split(/\s+/);
  };
  const text = () => textOf(root);
  const button = (name: string | RegExp) => root.getByRole('button', { name, exact: typeof name === 'string' }).first();
  const approveButton = () => root.locator('.approve');
  const holds = async (within: Locator, wanted: string | RegExp) => {
    const shown = await textOf(within);
    return typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown);
  };
  const until = (ask: () => Promise<boolean>, what: string, limitMs?: number) =>
    waitFor(ask, async () => `${what}; the card is "${await state()}" and says:\n${await text()}`, limitMs);

  async function state(): Promise<string> {
    const [, kind = ''] = await classOf('article.card');
    if (kind !== 'message') return kind;
    const [, tone = ''] = await classOf('p.message');
    return `message ${tone}`;
  }

  /** The wheel over the card, as often as it takes. The pointer rests where it is: what moves is under it. */
  async function scroll(over: Locator, done: () => Promise<boolean>, what: string): Promise<void> {
    if (await done()) return;
    await over.hover({ position: { x: 20, y: 5 } });
    await until(async () => {
      await page.mouse.wheel(0, 240);
      return done();
    }, what);
  }

  async function readCommand(): Promise<void> {
    await root.locator('article.review').waitFor();
    await scroll(
      root.locator('.command'),
      async () => !(await text()).includes('Scroll through the whole command first.'),
      'the whole command to be seen',
    );
  }

  /** Brings the end of the output into view and leaves it there, as an eye does that reads it. */
  async function readOutput(): Promise<void> {
    await root.locator('article.outcome').waitFor();
    const output = root.locator('.output');
    await output.hover({ position: { x: 20, y: 5 } });
    await until(async () => {
      const [end, box] = [await root.locator('.output-end').boundingBox(), await output.boundingBox()];
      const bottom = Math.min(page.viewportSize()?.height ?? 0, box ? box.y + box.height : 0);
      if (end && end.y + end.height > bottom + 1) await page.mouse.wheel(0, 240);
      else if (end && end.y < HEADER) await page.mouse.wheel(0, -240);
      return (await root.locator('.next:not([disabled])').count()) > 0;
    }, 'the output to be seen and the record to be made');
  }

  return {
    ...{ root, isShown, text, button, approveButton, state, readCommand, readOutput },
    says: (wanted, limitMs) => until(() => holds(root, wanted), `the card to say ${wanted}`, limitMs),
    is: (wanted, limitMs) => until(async () => (await state()) === wanted, `a card "${wanted}"`, limitMs),
    press: (name) => button(name).click(),
    title: () => textOf(root.locator('.title')),
    level: async () => (await classOf('p.level')).find((name) => LEVELS.includes(name)) ?? '',
    status: () => textOf(root.locator('.status')),
    reviews: (title, limitMs) =>
      until(
        async () => (await state()) === 'review' && (await textOf(root.locator('.title'))) === title,
        `the review of "${title}"`,
        limitMs,
      ),
    expected: async () => /^Type (.+) to go on$/.exec(await textOf(root.locator('.confirm')))?.[1] ?? '',
    confirmField: () => root.locator('.confirm input'),
    async approve() {
      await readCommand();
      // At a reader's pace: the velocity guard stops whoever is faster.
      await page.waitForTimeout(readingMs((await textOf(root.locator('.command'))).length));
      await root.locator('.approve:not([disabled])').waitFor({ timeout: 20_000 });
      // A press within 400 ms of a new card does not count, so a person presses again.
      await until(async () => {
        if ((await state()) !== 'review') return true;
        await approveButton()
          .click({ timeout: 2000 })
          .catch(() => undefined);
        return waitFor(
          async () => (await state()) !== 'review',
          async () => 'the approval',
          1200,
        ).then(
          () => true,
          () => false,
        );
      }, 'the approval to count');
    },
    async outcome(wanted, limitMs) {
      await until(
        async () => (await state()) === 'outcome' && (await holds(root.locator('.status'), wanted)),
        `the outcome ${wanted}`,
        limitMs,
      );
    },
    async goOn(name = 'Next step') {
      await readOutput();
      await button(name).click();
    },
  };
}
