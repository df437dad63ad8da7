// How every state looks: axe, overflow, screenshots, in every kind of theme. The states come from the real reducer and the real words.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Snapshot } from '../../src/protocol.ts';
import { CARDS, review, snapshot } from './fixtures.ts';
import { openStage, openView, type Stage, screenshot, type View } from './harness.ts';
import { STATES, speak } from './states.ts';
import { THEMES } from './themes.ts';

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const ALL: Readonly<Record<string, () => Snapshot>> = {
  ...STATES,
  ...Object.fromEntries(Object.entries(CARDS).map(([name, card]) => [`card-${name}`, () => snapshot(card)])),
};

let stage: Stage;
const views: View[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  const open = views.splice(0);
  for (const view of open) await view.page.close();
  // No script error, no violation of the content security policy.
  expect(open.flatMap((view) => view.faults)).toEqual([]);
});

async function faults(view: View): Promise<readonly string[]> {
  return view.page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
      resultTypes: ['violations'],
    });
    return violations.map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
    );
  });
}

/** One page a theme, drawn with one state after the other, as the sidebar is. */
for (const theme of Object.keys(THEMES)) {
  it(`axe finds nothing in any state, ${theme}`, { timeout: 120_000 }, async () => {
    const view = await openView(stage, { theme });
    views.push(view);
    await view.page.evaluate(axe);
    let seq = 0;
    for (const [name, make] of Object.entries(ALL)) {
      seq += 1;
      const first = make();
      await view.show({ ...first, seq });
      await view.page.waitForFunction((title) => document.querySelector('.title')?.textContent === title, first.card.title);
      await screenshot(view, `${name}-${theme}`);
      expect(await faults(view), name).toEqual([]);
    }
  });
}

it.each(['en', 'de'] as const)(
  'nothing overflows at 200 pixels, nor zoomed to twice the size, in %s',
  { timeout: 120_000 },
  async (language) => {
    speak(language);
    onTestFinished(() => speak('en'));
    for (const [name, make] of Object.entries(ALL)) {
      const view = await openView(stage, { width: 200, first: make() });
      const wide = () => view.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await wide(), name).toBeLessThanOrEqual(0);
      await screenshot(view, `narrow-${language}-${name}`);
      await view.page.setViewportSize({ width: 300, height: 900 });
      await view.page.evaluate(() => document.body.style.setProperty('zoom', '2'));
      expect(await wide(), `${name} zoomed`).toBeLessThanOrEqual(0);
      expect(view.faults).toEqual([]);
      await view.page.close();
    }
  },
);

/** What the page opens by itself: the host knows nothing of it. */
const OPENED: Readonly<Record<string, { readonly key: string; readonly panel: string }>> = {
  rejecting: { key: 'r', panel: '.reject-panel' },
  keys: { key: '?', panel: '.help' },
};

it.each(Object.keys(THEMES))(
  'axe finds nothing in what the page opens by itself, and nothing overflows at 200 pixels, %s',
  async (theme) => {
    const view = await openView(stage, { theme, width: 200, first: snapshot(review()) });
    views.push(view);
    await view.page.evaluate(axe);
    for (const [name, { key, panel }] of Object.entries(OPENED)) {
      await view.page.keyboard.press(key);
      await view.page.waitForSelector(panel);
      await screenshot(view, `${name}-${theme}`);
      expect(await faults(view), name).toEqual([]);
      expect(
        await view.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBeLessThanOrEqual(0);
      await view.page.keyboard.press('Escape');
    }
  },
);

it('every state of the issue is among them', () => {
  for (const name of [
    'empty',
    'no-folder',
    'untrusted',
    'running',
    'running-waits-for-input',
    'interrupted',
    'failed',
    'runner-unreachable',
    'op-asks',
    'policy-forbids',
  ])
    expect(Object.keys(ALL)).toContain(name);
  expect(STATES['running-waits-for-input']?.().card).toMatchObject({ phase: 'waiting' });
  expect(STATES['op-asks']?.().card).toMatchObject({ phaseText: '1Password may be asking for your approval' });
});

it('a new snapshot takes under 16 ms of script in a session of 500 steps', { timeout: 60_000 }, async () => {
  const history = Array.from(
    { length: 500 },
    (_, index) => ({ title: `Step ${index}`, level: 'read', status: 'ok', text: 'exit 0 · 0.4 s' }) as const,
  );
  const states = ['running', 'review-dry-run-offered', 'failed'].map((name) => STATES[name]?.() ?? snapshot(review()));
  const view = await openView(stage, { first: { ...snapshot(review()), history } });
  views.push(view);
  // The time of the page's own thread: what else the machine is doing does not count.
  const chrome = await view.page.context().newCDPSession(view.page);
  await chrome.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () =>
    (await chrome.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN;
  const messages = Array.from({ length: 60 }, (_, index) => ({ ...(states[index % 3] ?? snapshot(review())), seq: index + 2, history }));
  const before = await spent();
  for (const message of messages) await view.show(message);
  await view.page.waitForFunction((title) => document.querySelector('.title')?.textContent === title, messages.at(-1)?.card.title);
  expect(((await spent()) - before) * 1000).toBeLessThan(16 * messages.length);
});
