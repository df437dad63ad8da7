// Starts and stops a real VS Code on the loopback, with its own user data and extensions.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from './run.mjs';
import { Told } from './say.mjs';

/** Nothing is sent home, nothing pops up over the workbench, and the editor is quiet enough to be read by a test. */
export const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.openRepositoryInParentFolders': 'never',
  'workbench.colorTheme': 'Default Dark Modern',
};

/** The environment VS Code starts with: without what our own npm run and a surrounding VS Code left in it. */
export function cleanEnv(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([key]) => !/^(npm_|VSCODE_|VITEST|NODE_ENV$|ELECTRON_|PORT$|CI$)/i.test(key)));
}

/** Makes the folders and the user's settings. */
export async function prepareProfile({ userData, extensions, settings = {} }) {
  await mkdir(join(userData, 'User'), { recursive: true });
  await mkdir(extensions, { recursive: true });
  await writeFile(join(userData, 'User', 'settings.json'), `${JSON.stringify({ ...SETTINGS, ...settings }, null, 2)}\n`);
}

/** Installs the package as a user does. Its look-ups of the extension gallery may fail; ours is a file. */
export async function installExtension({ entry, userData, extensions, vsix }) {
  const args = [entry, '--user-data-dir', userData, '--extensions-dir', extensions, '--install-extension', vsix, '--force'];
  const done = await must(process.execPath, args, { env: cleanEnv() });
  if (!/successfully installed/i.test(done.out)) throw new Told(`The extension was not installed.\n${done.out}\n${done.err}`);
}

/** Serves VS Code on a free port of 127.0.0.1 until `stop` is called. */
export async function serve({ entry, userData, extensions, trust = false, env = {}, onLine = () => undefined }) {
  const args = [entry, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--user-data-dir', userData, '--extensions-dir', extensions];
  args.push(
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    ...(trust ? [] : ['--disable-workspace-trust']),
  );
  // The cookie suffix and the socket of a surrounding code-server must not reach ours.
  // VSCODE_CLI: take our environment as it is; otherwise VS Code asks a login shell, and the PATH of the trial is lost.
  const child = spawn(process.execPath, args, { env: { ...cleanEnv(), ...env, VSCODE_CLI: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const origin = await listening(child, onLine);
  return {
    origin,
    pid: child.pid,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const last = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(last);
    },
  };
}

/** The address, from code-server's own line; the port is the system's choice. */
function listening(child, onLine) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk) => {
      const text = String(chunk);
      printed = (printed + text).slice(-20_000);
      for (const line of text.split('\n')) if (line.trim()) onLine(line);
      const found = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed);
      if (found) resolve(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (cause) => reject(new Told(`VS Code could not be started: ${cause.message}.`)));
    child.once('close', (code) => reject(new Told(`VS Code ended with exit ${code} before it listened.\n${printed}`)));
  });
}

/** The page that shows a folder. */
export const addressOf = (origin, folder) =>
  folder ? `${origin}/?folder=${encodeURIComponent(folder).replaceAll('%2F', '/')}` : `${origin}/?ew=true`;
