// Programs the tests of the terminal drive: from Debian's packages where that can be done without asking. What is missing is skipped there.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, installPackages } from './debian.mjs';
import { dim, say } from './say.mjs';

/** Program → the package that brings it. */
const PACKAGES = {
  fish: 'fish',
  zsh: 'zsh',
  dash: 'dash',
  script: 'bsdutils',
  less: 'less',
  vim: 'vim',
  nano: 'nano',
  top: 'procps',
  htop: 'htop',
  mc: 'mc',
  man: 'man-db',
  tmux: 'tmux',
  dialog: 'dialog',
  whiptail: 'whiptail',
  sudo: 'sudo',
  ssh: 'openssh-client',
  sshd: 'openssh-server',
  setpriv: 'util-linux',
};

/** Installs what is missing; a machine that cannot is said so, and loses those tests only. */
export async function preparePrograms() {
  const folders = `${process.env.PATH}${delimiter}/usr/sbin`.split(delimiter);
  const missing = Object.keys(PACKAGES).filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  if (missing.length === 0) return;
  if (!canInstall()) return say(dim(`not installed, and not tested: ${missing.join(', ')}`));
  await installPackages([...new Set(missing.map((name) => PACKAGES[name]))]).catch((cause) => say(dim(String(cause))));
}
