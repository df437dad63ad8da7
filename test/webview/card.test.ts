import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CARDS, critical, DIGEST, destructive, failed, outcome, review, running, snapshot } from './fixtures.ts';
import { nextIntent, openStage, openView, type Stage, screenshot, type View } from './harness.ts';
import { THEMES } from './themes.ts';

let stage: Stage;
const views: View[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  const open = views.splice(0);
  for (const view of open) await view.page.close();
  // Whatever a test did: no script error, no violation of the content security policy.
  expect(open.flatMap((view) => view.faults)).toEqual([]);
});

async function show(card: Parameters<typeof snapshot>[0], of: { theme?: string; width?: number; height?: number } = {}): Promise<View> {
  const view = await openView(stage, { ...of, first: snapshot(card) });
  views.push(view);
  return view;
}

const sentOf = async (view: View, kind: string) => (await view.sent()).filter((message) => message.t === kind);
const settle = (view: View) => view.page.waitForTimeout(450);

describe('approving', () => {
  it('takes one press of the button', async () => {
    const view = await show(review());
    await settle(view);
    await view.page.click('.approve');
    expect(await nextIntent(view, 'approve')).toEqual({ t: 'approve', digest: DIGEST });
  });

  it('a double click approves once', async () => {
    const view = await show(review());
    await settle(view);
    await view.page.dblclick('.approve');
    await view.page.waitForTimeout(200);
    expect(await sentOf(view, 'approve')).toHaveLength(1);
  });

  it('a click that was on its way when the card changed does not count', async () => {
    const view = await show(review());
    await view.page.click('.approve');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
  });

  it('Enter never approves, Space does', async () => {
    const view = await show(review({ level: 'change' }));
    await settle(view);
    await view.page.focus('.approve');
    await view.page.keyboard.press('Enter');
    await view.page.keyboard.press('NumpadEnter');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    await view.page.keyboard.press('Space');
    expect(await nextIntent(view, 'approve')).toBeTruthy();
  });

  it('a held key approves nothing more than its first press', async () => {
    const view = await show(review());
    await settle(view);
    for (let count = 0; count < 5; count += 1) await view.page.keyboard.down('a');
    await view.page.waitForTimeout(1200);
    for (let count = 0; count < 5; count += 1) await view.page.keyboard.down('a');
    expect(await sentOf(view, 'approve')).toHaveLength(1);
  });

  it('the key a approves a read step only; for others it moves to the button', async () => {
    const view = await show(destructive({ kind: 'open' }));
    await settle(view);
    await view.page.keyboard.press('a');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    expect(await view.page.evaluate(() => document.activeElement?.classList.contains('approve'))).toBe(true);
  });

  it('script cannot press the button', async () => {
    const view = await show(review());
    await settle(view);
    await view.page.evaluate(() => document.querySelector<HTMLElement>('.approve')?.click());
    await view.page.evaluate(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true })));
    expect(await sentOf(view, 'approve')).toHaveLength(0);
  });

  it('is shut while the pause runs, counts down, and says what will be done', async () => {
    const view = await show(destructive({ kind: 'pause', remainingMs: 4000, totalMs: 5000, runs: true }));
    expect(await view.page.textContent('.approve')).toBe('Delete pod authentik-worker-7d9f6b in 4 s');
    await view.page.waitForFunction(() => document.querySelector('.approve')?.textContent?.includes('in 3 s'));
    await view.page.click('.approve', { force: true });
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    expect(await view.page.evaluate(() => document.activeElement?.classList.contains('approve'))).toBe(false);
  });

  it('of a critical step offers the field, sends what is typed, and opens when the host says so', async () => {
    const view = await show(critical({ kind: 'typing', expected: 'authentik-prd' }));
    await view.page.click('.confirm input');
    await view.page.keyboard.type('authentik-prd');
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'typed' && message.text === 'authentik-prd'));
    await view.show(snapshot(critical({ kind: 'open' }), { seq: 2 }));
    await view.page.waitForSelector('.approve:not([disabled])');
    expect(await view.page.evaluate(() => (document.querySelector('.confirm') as HTMLInputElement).value)).toBe('authentik-prd');
    await view.page.keyboard.press('Enter');
    expect(await sentOf(view, 'approve')).toHaveLength(0);
    await settle(view);
    await view.page.click('.approve');
    expect(await nextIntent(view, 'approve')).toBeTruthy();
  });
});

describe('what was seen', () => {
  it('a short command counts at once', async () => {
    const view = await show(review());
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'seen' && message.whole));
  });

  it('a command longer than the view counts when each part of it has been on screen', async () => {
    const long = Array.from({ length: 120 }, (_, index) => `echo line ${index}`).join('\n');
    const view = await show(review({ command: [{ kind: 'text', text: long }] }), { height: 500 });
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'seen'));
    const whole = () => view.page.evaluate(() => window.sent.some((message) => message.t === 'seen' && message.whole));
    expect(await whole()).toBe(false);
    // Jumping to the end shows the end, not the middle.
    await view.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await view.page.waitForTimeout(200);
    expect(await whole()).toBe(false);
    for (let top = 0; top < 4000; top += 250) {
      await view.page.evaluate((y) => scrollTo(0, y), top);
      await view.page.waitForTimeout(40);
    }
    await view.page.waitForFunction(() => window.sent.some((message) => message.t === 'seen' && message.whole));
  });

  it('an output counts when its end was on screen, or all its notable lines were opened', async () => {
    const scrolled = await show(outcome());
    await scrolled.page.waitForTimeout(500);
    expect(await sentOf(scrolled, 'output-seen')).toHaveLength(0);
    await scrolled.page.evaluate(() => document.querySelector('.output')?.scrollTo(0, 1e6));
    expect(await nextIntent(scrolled, 'output-seen')).toEqual({ t: 'output-seen', run: 'run-1' });

    const opened = await show(outcome());
    const buttons = opened.page.locator('.notable button');
    await buttons.nth(0).click();
    expect(await sentOf(opened, 'output-seen')).toHaveLength(0);
    await buttons.nth(1).click();
    expect(await nextIntent(opened, 'output-seen')).toBeTruthy();
    expect(await sentOf(opened, 'open-log')).toHaveLength(2);
  });

  it('an output that arrives after the card is not taken as seen before', async () => {
    const view = await show(outcome({ output: '', notable: [] }));
    await nextIntent(view, 'output-seen');
    await view.show(snapshot(outcome({ notable: [] }), { seq: 2 }));
    await view.page.waitForTimeout(500);
    expect(await sentOf(view, 'output-seen')).toHaveLength(1);
    await view.page.evaluate(() => document.querySelector('.output')?.scrollTo(0, 1e6));
    await view.page.waitForFunction(() => window.sent.filter((message) => message.t === 'output-seen').length === 2);
  });
});

describe('the other acts', () => {
  it('reject with a reason and words of one’s own', async () => {
    const view = await show(review());
    await view.page.keyboard.press('r');
    await view.page.click('.reason-text input');
    await view.page.keyboard.type('not on a Friday');
    await view.page.click('[data-reason=not-now]');
    expect(await nextIntent(view, 'reject')).toEqual({ t: 'reject', digest: DIGEST, reason: 'not-now', text: 'not on a Friday' });
  });

  it('cancel, go on, retry, stop', async () => {
    const view = await show(running());
    await view.page.keyboard.press('c');
    expect(await nextIntent(view, 'cancel')).toEqual({ t: 'cancel', run: 'run-1' });
    await view.show(snapshot({ ...failed(), seen: true }, { seq: 2 }));
    await view.page.click('.next.retry');
    expect(await nextIntent(view, 'next')).toEqual({ t: 'next', run: 'run-1', how: 'retry' });
  });

  it('the next step waits until the output was seen', async () => {
    const view = await show(failed());
    await view.page.click('.next.retry', { force: true });
    expect(await sentOf(view, 'next')).toHaveLength(0);
  });

  it('? shows the keys, Escape hides them', async () => {
    const view = await show(review());
    await view.page.keyboard.press('?');
    await view.page.waitForSelector('.help');
    await view.page.keyboard.press('Escape');
    expect(await view.page.locator('.help').count()).toBe(0);
  });
});

describe('hostile text', () => {
  it('is drawn as text', async () => {
    const evil = '<img src=x onerror=alert(1)><script>document.title="pwned"</script>';
    const view = await show(
      review({
        title: evil,
        command: [
          { kind: 'text', text: evil },
          { kind: 'risk', text: evil, level: 'critical', why: evil },
          { kind: 'hidden', text: '\u202e', name: 'U+202E RIGHT-TO-LEFT OVERRIDE' },
        ],
        findings: [{ level: 'critical', sentence: evil, path: evil }],
        warnings: [evil],
      }),
    );
    expect(await view.page.locator('img').count()).toBe(0);
    expect(await view.page.title()).toBe('Countersign');
    expect(await view.page.textContent('.hidden')).toBe('U+202E RIGHT-TO-LEFT OVERRIDE');
    expect(await view.page.evaluate(() => document.querySelector('.command')?.textContent?.includes('\u202e'))).toBe(false);
  });
});

describe('the look', () => {
  const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  for (const theme of Object.keys(THEMES)) {
    it(`axe finds nothing in any card, ${theme}`, async () => {
      for (const [name, card] of Object.entries(CARDS)) {
        const view = await show(card, { theme });
        await view.page.evaluate(axe);
        const found = await view.page.evaluate(async () => {
          const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
            resultTypes: ['violations'],
          });
          return violations.map(
            (violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
          );
        });
        await screenshot(view, `card-${name}-${theme}`);
        expect(found, name).toEqual([]);
      }
    });
  }

  it('nothing overflows at 200 pixels, nor at 200 % zoom', async () => {
    for (const [name, card] of Object.entries(CARDS)) {
      const view = await show(card, { width: 200 });
      const wide = () => view.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await wide(), name).toBeLessThanOrEqual(0);
      await screenshot(view, `narrow-${name}`);
      await view.page.setViewportSize({ width: 300, height: 900 });
      await view.page.evaluate(() => document.body.style.setProperty('zoom', '2'));
      expect(await wide(), `${name} zoomed`).toBeLessThanOrEqual(0);
    }
  });
});
