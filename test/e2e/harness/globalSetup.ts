// Once for the whole end-to-end run: the packaged extension installed as a user does, two VS Code servers, one browser.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_FLAGS, ensureChromium } from '../../../scripts/lib/chromium.mjs';
import { ensureCodeServer } from '../../../scripts/lib/codeServer.mjs';
import { OUT, ROOT, VSIX } from '../../../scripts/lib/paths.mjs';
import { installExtension, prepareProfile, type Server, serve } from '../../../scripts/lib/vscode.mjs';
import { SERVICE_TOKEN, VAULT } from './secrets.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly vscode: Suite;
  }
}

/** What every test file is given. */
export interface Suite {
  /** Trusts every folder; the stand-in for `op` is first on PATH. */
  readonly origin: string;
  /** Asks for trust; no `op` anywhere on PATH. */
  readonly bareOrigin: string;
  readonly browser: string;
  /** Where windows leave their addresses for agents. */
  readonly agents: string;
  /** User data of the first server: the extension's own logs are in there. */
  readonly userData: string;
  readonly bareUserData: string;
}

/** DOM rows can be read by a test, and the walkthrough does not cover the editor. */
const SETTINGS = {
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.scrollback': 2000,
  'security.workspace.trust.banner': 'never',
  'editor.accessibilitySupport': 'off',
  'countersign.pauseSeconds': 2,
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(VSIX)) throw new Error('out/countersign.vsix is missing: npm run package makes it.');
  const [entry, executablePath] = [await ensureCodeServer(), await ensureChromium()];
  const home = await mkdtemp(join(tmpdir(), 'countersign-e2e-'));
  const profile = (name: string) => ({ userData: join(home, name, 'user'), extensions: join(home, 'extensions') });
  const [main, bare] = [profile('main'), profile('bare')];
  await prepareProfile({ ...main, settings: SETTINGS });
  await prepareProfile({ ...bare, settings: SETTINGS });
  await installExtension({ ...main, entry, vsix: VSIX });
  const environment = await gitEnv(home);
  const servers: Server[] = await Promise.all([
    serve({ ...main, entry, env: { ...environment, ...(await standIn(home)) } }),
    serve({ ...bare, entry, trust: true, env: { ...environment, PATH: pathWithout('op') } }),
  ]);
  const browser = await chromium.launchServer({ executablePath, args: [...CHROMIUM_FLAGS] });
  project.provide('vscode', {
    origin: servers[0]?.origin ?? '',
    bareOrigin: servers[1]?.origin ?? '',
    browser: browser.wsEndpoint(),
    agents: join(home, 'agents'),
    userData: main.userData,
    bareUserData: bare.userData,
  });
  return async () => {
    await browser.close();
    await Promise.all(servers.map((server) => server.stop()));
    await keepLogs(home);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** No setting of the machine's own git reaches the tests, and no agent of this machine their windows. */
async function gitEnv(home: string): Promise<Record<string, string>> {
  const config = join(home, 'gitconfig');
  await writeFile(config, '[init]\n\tdefaultBranch = main\n');
  return { GIT_CONFIG_GLOBAL: config, GIT_CONFIG_SYSTEM: '/dev/null', COUNTERSIGN_HOME: join(home, 'agents') };
}

async function standIn(home: string): Promise<Record<string, string>> {
  const vault = join(home, 'vault.json');
  await writeFile(vault, JSON.stringify(VAULT));
  const path = `${join(ROOT, 'scripts', 'trial')}${delimiter}${process.env.PATH ?? ''}`;
  // As slow as the real one, so that there is a moment between the approval and the start.
  return { PATH: path, OP_STANDIN_VAULT: vault, OP_STANDIN_DELAY_MS: '1000', OP_SERVICE_ACCOUNT_TOKEN: SERVICE_TOKEN };
}

const pathWithout = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !existsSync(join(folder, name)))
    .join(delimiter);

/** For whoever looks at a failure: VS Code's own logs stay in out/e2e-logs. */
async function keepLogs(home: string): Promise<void> {
  const { cp } = await import('node:fs/promises');
  await mkdir(join(OUT, 'e2e-logs'), { recursive: true });
  for (const name of ['main', 'bare']) {
    const from = join(home, name, 'user', 'logs');
    await rm(join(OUT, 'e2e-logs', name), { recursive: true, force: true });
    if (existsSync(from)) await cp(from, join(OUT, 'e2e-logs', name), { recursive: true });
  }
}
