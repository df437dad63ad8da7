// The terminal the runner lives in: what comes into it, and what does not.
import { afterEach, expect, test } from 'vitest';
import { createRunnerTerminal } from '../../src/adapters/terminal.ts';

type Options = {
  readonly strictEnv: boolean;
  readonly env: Record<string, string>;
  readonly shellPath: string;
  readonly shellArgs: string[];
};

const HOSTILE = {
  VSCODE_IPC_HOOK: '/tmp/hook',
  VSCODE_GIT_ASKPASS_NODE: '/tmp/node',
  ELECTRON_RUN_AS_NODE: '1',
  ELECTRON_NO_ASAR: '1',
  NODE_OPTIONS: '--require /tmp/evil.js',
  NODE_PATH: '/tmp/evil',
};
afterEach(() => {
  for (const name of [...Object.keys(HOSTILE), 'OF_THE_PERSON']) delete process.env[name];
});

/** A VS Code whose settings and extensions want to change every terminal's environment, as far as a terminal lets them. */
function vscode() {
  const made: Options[] = [];
  const createTerminal = (options: Options) => {
    const settings = { PATH: '/tmp/evil', NODE_OPTIONS: '--require /tmp/evil.js', 'FROM.SETTINGS': '1' };
    made.push({ ...options, env: options.strictEnv ? options.env : { ...options.env, ...settings } });
    return { name: 'Countersign', show: () => undefined, dispose: () => undefined };
  };
  class ThemeIcon {}
  return { made, vscode: { window: { terminals: [], createTerminal }, ThemeIcon } };
}

function open(electron: boolean): Options {
  const fake = vscode();
  const node = { path: '/usr/bin/node', electron };
  const deps = { runnerPath: '/ext/dist/runner.cjs', runtimeDir: '/storage', name: 'Countersign', node, env: { COUNTERSIGN_LANG: 'de' } };
  createRunnerTerminal({ ...deps, vscode: fake.vscode, folder: {} } as unknown as Parameters<typeof createRunnerTerminal>[0]).open();
  const [options] = fake.made;
  if (!options) throw new Error('no terminal was made');
  return options;
}

test('nothing of the settings, of VS Code or of Node gets into the terminal: only what the person has', () => {
  Object.assign(process.env, HOSTILE, { OF_THE_PERSON: 'yes' });
  const { env, strictEnv } = open(false);
  expect(strictEnv).toBe(true);
  expect(Object.keys(env).filter((name) => /^(?:VSCODE_|ELECTRON_|NODE_OPTIONS|NODE_PATH|FROM\.)/.test(name))).toEqual([]);
  expect(env).toMatchObject({ PATH: process.env.PATH, OF_THE_PERSON: 'yes', COUNTERSIGN_LANG: 'de', COLORTERM: 'truecolor' });
});

test('its process is the runner, and no shell', () => {
  expect(open(false)).toMatchObject({ shellPath: '/usr/bin/node', shellArgs: ['/ext/dist/runner.cjs', '/storage'] });
  expect(open(true).env).toMatchObject({ ELECTRON_RUN_AS_NODE: '1' });
});
