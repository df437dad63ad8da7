// First line of every script: dependencies installed, and Node 24 running the rest, whatever the machine's Node is.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { BIN, ROOT } from './paths.mjs';
import { withBin } from './run.mjs';
import { main } from './say.mjs';

const WANTED = 24;

/** Runs `body` under the clone's own Node 24, after installing what is missing. */
export function ready(url, body) {
  return main(async () => {
    process.chdir(ROOT);
    if (Number(process.versions.node.split('.')[0]) < 18) throw new Error('Node 18 or later is needed to begin.');
    await install();
    Object.assign(process.env, withBin());
    if (Number(process.versions.node.split('.')[0]) >= WANTED) return body(process.argv.slice(2));
    return again(fileURLToPath(url), process.argv.slice(2));
  });
}

/** The same script under Node 24; signals reach it through the terminal's process group, its end is ours. */
function again(script, args) {
  const child = spawn(join(BIN, 'node'), [script, ...args], { stdio: 'inherit', env: withBin() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
