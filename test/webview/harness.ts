// The real webview in a real Chromium: built as for the package, served under the same content security policy, with a host that records.
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, ensureChromium } from '../../scripts/lib/chromium.mjs';
import type { Intent, Snapshot, ToView } from '../../src/protocol.ts';
import { css, THEMES } from './themes.ts';

export interface Stage {
  readonly browser: Browser;
  readonly url: string;
  close(): Promise<void>;
}

export interface View {
  readonly page: Page;
  /** Everything the page sent so far. */
  sent(): Promise<Intent[]>;
  show(message: ToView): Promise<void>;
  /** Content security policy violations and page errors. */
  readonly faults: string[];
}

async function build(): Promise<Map<string, Uint8Array>> {
  const built = await esbuild.build({
    entryPoints: { webview: 'webview/main.ts', style: 'webview/style.css' },
    outdir: 'dist',
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome130',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    logLevel: 'silent',
  });
  return new Map(built.outputFiles.map((file) => [basename(file.path), file.contents]));
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

function serve(files: Map<string, Uint8Array>): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = url.pathname.slice(1);
    if (name === '') {
      const csp = `default-src 'none'; style-src 'self' 'nonce-n'; font-src 'self'; script-src 'nonce-n'`;
      const body = `<div id="root"></div><script nonce="n" src="webview.js"></script>`;
      const head = `<meta charset="utf-8"><meta property="csp-nonce" content="n"><title>Countersign</title><link rel="stylesheet" href="theme.css?${url.searchParams.get('theme')}"><link rel="stylesheet" href="style.css">`;
      response
        .setHeader('content-security-policy', csp)
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><html lang="en">${head}<body>${body}</body></html>`);
    } else if (name === 'theme.css') response.setHeader('content-type', 'text/css').end(css(THEMES[url.search.slice(1)] ?? {}));
    else if (files.has(name)) response.setHeader('content-type', TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain').end(files.get(name));
    else response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export async function openStage(): Promise<Stage> {
  const executablePath = await ensureChromium();
  const [server, browser] = await Promise.all([build().then(serve), chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })]);
  return {
    browser,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

declare global {
  interface Window {
    sent: Intent[];
  }
}

export async function openView(
  stage: Stage,
  of: { theme?: string; width?: number; height?: number; first?: Snapshot } = {},
): Promise<View> {
  const page = await stage.browser.newPage({ viewport: { width: of.width ?? 300, height: of.height ?? 900 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => /Content Security Policy|Refused/.test(line.text()) && faults.push(line.text()));
  await page.addInitScript(() => {
    window.sent = [];
    Object.assign(window, { acquireVsCodeApi: () => ({ postMessage: (message: Intent) => window.sent.push(message) }) });
  });
  await page.goto(`${stage.url}?theme=${of.theme ?? 'dark'}`);
  const view: View = {
    page,
    faults,
    sent: () => page.evaluate(() => window.sent),
    show: (message) => page.evaluate((data) => void window.postMessage(data, '*'), message),
  };
  await page.waitForFunction(() => window.sent.some((message) => message.t === 'ready'));
  if (of.first) await view.show(of.first);
  if (of.first) await page.waitForSelector('.title');
  return view;
}

/** Waits until something of this kind was sent, and returns the last of it. */
export async function nextIntent<K extends Intent['t']>(view: View, kind: K): Promise<Extract<Intent, { t: K }>> {
  await view.page.waitForFunction((t) => window.sent.some((message) => message.t === t), kind);
  const all = await view.sent();
  return all.filter((message) => message.t === kind).at(-1) as Extract<Intent, { t: K }>;
}

export async function screenshot(view: View, name: string): Promise<void> {
  mkdirSync('out/screens', { recursive: true });
  await view.page.screenshot({ path: join('out/screens', `${name}.png`), fullPage: true });
}
