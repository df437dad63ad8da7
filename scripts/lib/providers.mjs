// The providers of secrets that tests run for real, in a folder of the clone's own; Debian's packages where that needs nobody's leave.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canInstall, installPackages } from './debian.mjs';
import { locked } from './lock.mjs';
import { OUT, ROOT } from './paths.mjs';
import { capture, must } from './run.mjs';
import { step } from './say.mjs';

const HOME = join(OUT, 'providers');
const NPM = ['@dotenvx/dotenvx@2.38.2', 'varlock@1.20.0'];
const PIP = 'python-dotenv[cli]==1.2.4';

/** Where each program lies; null where it could not be had here. */
export async function ensureProviders() {
  return locked(join(OUT, '.providers.lock'), async () => {
    await fromNpm();
    await fromDebian();
    await fromPip();
    return {
      dotenvx: there(join(HOME, 'node_modules', '.bin', 'dotenvx')),
      varlock: there(join(HOME, 'node_modules', '.bin', 'varlock')),
      direnv: there('/usr/bin/direnv'),
      debianDotenv: there('/usr/bin/dotenv'),
      pythonDotenv: there(join(HOME, 'python', 'bin', 'dotenv')),
    };
  });
}

const there = (path) => (existsSync(path) ? path : null);

/** Not into the clone's own node_modules: they are no dependencies of ours. */
async function fromNpm() {
  const mark = join(HOME, 'installed.txt');
  if ((await readFile(mark, 'utf8').catch(() => '')) === NPM.join('\n')) return;
  const args = ['install', '--prefix', HOME, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', ...NPM];
  await step(`Installing ${NPM.join(', ')} for the tests`, () => must('npm', args, { cwd: ROOT }));
  await writeFile(mark, NPM.join('\n'));
}

async function fromDebian() {
  if (!canInstall() || (existsSync('/usr/bin/direnv') && existsSync('/usr/bin/dotenv'))) return;
  await installPackages(['direnv', 'python3-dotenv-cli']).catch(() => undefined);
}

async function fromPip() {
  const python = join(HOME, 'python');
  if (existsSync(join(python, 'bin', 'dotenv'))) return;
  const made = await capture('python3', ['-m', 'venv', python], { cwd: ROOT });
  if (made.code === 0) await capture(join(python, 'bin', 'pip'), ['install', '--quiet', PIP], { cwd: ROOT });
}
