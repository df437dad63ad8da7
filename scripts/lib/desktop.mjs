// The desktop VS Code of this machine, as an instance of its own: the person's settings and extensions stay as they are.

import { capture, must } from './run.mjs';
import { say, step, Told } from './say.mjs';
import { prepareProfile } from './vscode.mjs';

/** Tells what to do where there is no desktop VS Code. */
export async function findDesktop() {
  const done = await capture('code', ['--version']).catch(() => ({ code: 1 }));
  if (done.code !== 0)
    throw new Told('No desktop VS Code: `code` is not on PATH. Install its shell command, or run npm start without --desktop.');
}

export async function openDesktop({ trial, vsix, env }) {
  const own = ['--user-data-dir', trial.userData, '--extensions-dir', trial.extensions];
  await prepareProfile(trial);
  await step('Installing the extension', () => must('code', [...own, '--install-extension', vsix, '--force']));
  say(`Opening ${trial.workspace} in VS Code.`);
  await must('code', [...own, '--new-window', trial.workspace], { env: { ...process.env, ...env } });
  return 0;
}
