// Child processes of the scripts.
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { BIN } from './paths.mjs';
import { Told } from './say.mjs';

/** The environment in which the clone's own programs, Node 24 among them, come first. */
export function withBin(env = process.env) {
  const path = env.PATH ?? '';
  return { ...env, PATH: path.split(delimiter)[0] === BIN ? path : `${BIN}${delimiter}${path}` };
}

/** Runs to the end and gives back code and output. `show` lets the output through to the terminal instead. */
export function capture(command, args, { cwd, env = process.env, show = false, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'] });
    const chunks = { out: '', err: '' };
    const collect = (name) => (chunk) => {
      chunks[name] += chunk;
      onOutput?.(String(chunk));
    };
    child.stdout?.on('data', collect('out'));
    child.stderr?.on('data', collect('err'));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, ...chunks }));
  });
}

/** As `capture`, but a failing program is told with the end of what it printed. */
export async function must(command, args, options = {}) {
  const done = await capture(command, args, options).catch((cause) => {
    throw new Told(`${command} could not be started: ${cause.message}.`);
  });
  if (done.code === 0) return done;
  const printed = `${done.out}\n${done.err}`.trim().split('\n').slice(-20).join('\n');
  throw new Told(`${[command, ...args].join(' ').slice(0, 200)} ended with ${done.signal ?? `exit ${done.code}`}.\n${printed}`);
}
