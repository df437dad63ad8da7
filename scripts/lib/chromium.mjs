// A Chromium for the webview and end-to-end tests and for the demo.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { canInstall, installPackages } from './debian.mjs';
import { BIN } from './paths.mjs';
import { capture } from './run.mjs';
import { step, Told } from './say.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Flags for a browser without a screen, without a sandbox of its own (containers), and without calls home. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function present() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Told(`CHROMIUM names ${named}, which does not exist.`);
  }
  const { chromium } = await import('playwright-core');
  return [...PLACES, chromium.executablePath()].find((path) => existsSync(path));
}

/** Path of a Chromium, installed if need be; null where none can be had. */
export async function findChromium() {
  const found = await present();
  if (found) return found;
  if (canInstall()) await installPackages(['chromium', 'fonts-dejavu-core']);
  else {
    await step("Fetching Playwright's Chromium", () =>
      capture(process.execPath, [join(BIN, 'playwright-core'), 'install', 'chromium-headless-shell', 'chromium']),
    );
  }
  return (await present()) ?? null;
}

/** As findChromium, but its absence is told. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  throw new Told('No Chromium was found or could be installed. Install one and name it: CHROMIUM=/path/to/chromium.');
}
