// The trial: a fresh git repository made from runbooks/, and, where 1Password's `op` is not installed, a labelled stand-in for it.
import { accessSync, constants } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from './paths.mjs';
import { capture, must } from './run.mjs';
import { Told } from './say.mjs';

export const RUNBOOK = 'private-ca.md';
const STAND_IN = join(ROOT, 'scripts', 'trial');

const TRIAL_PERSON = { name: 'Trial Reviewer', email: 'reviewer@example.org' };

/** A folder of the trial's own: `workspace` to look at, `user` and `extensions` for its VS Code. */
export async function makeTrial({ person } = {}) {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'countersign-trial-')));
  const workspace = join(home, 'private-ca');
  await mkdir(workspace);
  await cp(join(ROOT, 'runbooks'), workspace, { recursive: true });
  await makeRepository(workspace, person);
  return { home, workspace, userData: join(home, 'user'), extensions: join(home, 'extensions') };
}

/** Commits are the person's who tries it, where git knows one; the trial's own only where it does not, or where one is given. */
async function makeRepository(folder, person) {
  const git = (...args) => must('git', args, { cwd: folder });
  await git('--version').catch(() => {
    throw new Told('git is needed: install it, then run the command again.');
  });
  await git('-c', 'init.defaultBranch=main', 'init', '--quiet');
  const known = (await capture('git', ['config', 'user.email'], { cwd: folder })).code === 0;
  const { name, email } = person ?? TRIAL_PERSON;
  if (person || !known) {
    await git('config', 'user.name', name);
    await git('config', 'user.email', email);
  }
  // The trial never waits for a signature's passphrase and never meets the hooks of the machine.
  await git('config', 'commit.gpgsign', 'false');
  await git('config', 'core.hooksPath', '.git/hooks');
  await appendFile(join(folder, '.git', 'info', 'exclude'), '.vscode/\n');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Begin: a runbook for a private certificate authority');
}

/** Whether `op` is on PATH. */
export function findOp(path = process.env.PATH ?? '') {
  return path.split(delimiter).find((folder) => folder && isExecutable(join(folder, 'op')));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The environment of the trial's VS Code. `standIn` says whether the stand-in answers for `op`. */
export function trialEnv({ forceStandIn = false } = {}) {
  if (!forceStandIn && findOp()) return { standIn: false, env: {} };
  if (!isExecutable(join(STAND_IN, 'op'))) throw new Told('scripts/trial/op is missing or not executable: check out the repository again.');
  const env = { PATH: `${STAND_IN}${delimiter}${process.env.PATH ?? ''}`, OP_STANDIN_VAULT: join(STAND_IN, 'trial-vault.json') };
  return { standIn: true, env };
}
