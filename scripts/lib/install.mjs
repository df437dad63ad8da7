// The clone's dependencies: installed when node_modules does not hold what package-lock.json names.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './lock.mjs';
import { BIN, ROOT } from './paths.mjs';
import { must } from './run.mjs';
import { step, Told } from './say.mjs';

/** What npm says it installed, against what is wanted; npm writes its own list last, so a broken installation has none. */
export function missingPackages(wanted, installed) {
  if (!installed) return ['node_modules'];
  const have = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {})
    .filter(([path, entry]) => path !== '' && !(entry.optional && !have[path]))
    .filter(([path, entry]) => have[path]?.version !== entry.version)
    .map(([path]) => path);
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Why an installation is needed, or null. */
export function installNeeded(root = ROOT) {
  const wanted = read(join(root, 'package-lock.json'));
  if (!wanted) throw new Told('package-lock.json is missing or broken: check out the repository again.');
  const missing = missingPackages(wanted, read(join(root, 'node_modules', '.package-lock.json')));
  if (missing.length > 0) return missing[0] === 'node_modules' ? 'nothing is installed yet' : `${missing.length} packages differ`;
  return existsSync(join(root, 'node_modules', '.bin', 'node')) ? null : 'Node 24 is missing';
}

/** Installs what is missing. Needs nothing but Node and npm. */
export async function install() {
  if (installNeeded() === null) return;
  await locked(join(ROOT, 'out', '.install.lock'), async () => {
    const why = installNeeded();
    if (why === null) return;
    await step(`Installing the dependencies (${why})`, () => must('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT }));
  });
  if (!existsSync(join(BIN, 'node'))) {
    throw new Told('Node 24 did not install for this platform. Install Node 24 yourself, then run the command again.');
  }
}
