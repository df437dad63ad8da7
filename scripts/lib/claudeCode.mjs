// Claude Code for the end-to-end tests: from the npm registry, in a cache outside the clone. It is not free software and part of nothing we ship.
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locked } from './lock.mjs';
import { cacheDir } from './paths.mjs';
import { capture, withBin } from './run.mjs';

export const CLAUDE_CODE_VERSION = '2.1.330';
const PACKAGE = '@anthropic-ai/claude-code';

const homeOf = () => join(cacheDir(), `claude-code-${CLAUDE_CODE_VERSION}-${process.platform}-${process.arch}`);
/** Finds the program of this platform and starts it. */
const entryOf = (home) => join(home, 'node_modules', PACKAGE, 'cli-wrapper.cjs');

/** The script that starts it, installed if need be; or why there is none on this machine. */
export async function findClaudeCode() {
  const home = homeOf();
  if (existsSync(entryOf(home))) return { entry: entryOf(home) };
  try {
    await locked(`${home}.lock`, async () => {
      if (!existsSync(entryOf(home))) await installInto(home);
    });
    return { entry: entryOf(home) };
  } catch (cause) {
    return { why: cause.message.split('\n')[0] };
  }
}

/** Built beside its place and moved there when it has said its version. */
async function installInto(home) {
  const building = await mkdtemp(`${home}.building-`);
  try {
    await writeFile(join(building, 'package.json'), '{ "private": true }\n');
    const args = ['install', `${PACKAGE}@${CLAUDE_CODE_VERSION}`, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    // Without a network the tests are to say so soon.
    args.push('--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=60000');
    const npm = await capture('npm', args, { cwd: building, env: withBin() });
    if (npm.code !== 0) throw new Error(`npm could not install it: ${npm.err.trim() || npm.out.trim()}`);
    const said = await capture(process.execPath, [entryOf(building), '--version'], { env: { ...withBin(), HOME: building } });
    if (said.code !== 0) throw new Error(`it does not start here: ${said.err.trim()}`);
    await rename(building, home);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}
