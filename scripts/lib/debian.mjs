// Programs from Debian's packages, on the machines where that can be done without asking.
import { existsSync } from 'node:fs';
import { must } from './run.mjs';
import { step } from './say.mjs';

/** Root on a Debian-like system. */
export const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

export async function installPackages(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`Installing ${names.join(', ')} with apt-get`, async () => {
    await must('apt-get', ['update', '-q'], { env });
    await must('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], { env });
  });
}
