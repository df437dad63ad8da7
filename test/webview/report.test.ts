// The report as people open it: one file in a real Chromium, in light and dark, wide and narrow, looked at by axe.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_FLAGS, ensureChromium } from '../../scripts/lib/chromium.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_FLAGS] });
});
afterAll(() => browser.close());

describe.each(['light', 'dark'] as const)('the report in %s', (colorScheme) => {
  it.each([1100, 360])('at %d px loads nothing, overflows nowhere, and axe finds nothing', async (width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const faults: string[] = [];
    page.on('request', (request) => faults.push(request.url()));
    page.on('console', (line) => faults.push(line.text()));
    await page.setContent(readFileSync('test/golden/report/k3s.html', 'utf8'));
    mkdirSync('out/screens', { recursive: true });
    await page.screenshot({ path: `out/screens/report-${colorScheme}-${width}.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(faults).toEqual([]);
    await page.evaluate(`${AXE}; undefined`);
    const found = await page.evaluate(
      'axe.run(document).then((result) => result.violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
    expect(found).toEqual([]);
    await page.close();
  });
});
