// Starts the relay, inside the provider where the step has secrets, and collects what goes wrong on the way.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plan } from '../core/seal/plan.ts';
import { kindOf, providerCall } from '../core/seal/providers.ts';
import { RUN_FILES } from '../core/seal/seal.ts';
import { type Env, providerEnv } from './childEnv.ts';
import { errorCode, PRIVATE_FILE } from './files.ts';

export interface Launched {
  /** Ends the provider (and with it a relay that was not started yet). */
  kill(): void;
  /** When the provider ended: what it and the relay wrote to their standard error, the last 16 KB. */
  readonly ended: Promise<string>;
}

const SAID_LIMIT = 16 * 1024;

/** The relay beside this program: bundled, or as source. */
function relayPath(program: string): string {
  return join(dirname(program), basename(program).endsWith('.ts') ? 'relay.ts' : 'relay.cjs');
}

/** The command that runs a sealed step. The approved text is no part of it: only the folder it lies in. */
export function relayCommand(plan: Plan, folder: string, program: string): { readonly file: string; readonly args: readonly string[] } {
  const relay = [...process.execArgv, relayPath(program), folder];
  const { provider, providerPath, args = kindOf(provider).args.flat() } = plan.secrets;
  if (providerPath === null) return { file: process.execPath, args: relay };
  const run = { envFile: join(folder, RUN_FILES.env), command: [process.execPath, ...relay] };
  return { file: providerPath, args: providerCall(args, run) };
}

/** Starts it with the terminal as its input and output; its standard error is shown and kept, for there the provider says what is wrong. */
export function launchRelay(options: {
  readonly plan: Plan;
  readonly folder: string;
  readonly program: string;
  readonly env: Env;
  readonly version: string;
}): Launched {
  const { plan, folder } = options;
  const { file, args } = relayCommand(plan, folder, options.program);
  const env = plan.secrets.providerPath === null ? { ...options.env } : providerEnv(plan, { env: options.env, version: options.version });
  const child = spawn(file, args, { cwd: plan.cwd, env, stdio: ['inherit', 'inherit', 'pipe'] });
  return { kill: () => void child.kill('SIGTERM'), ended: collect(child, join(folder, RUN_FILES.providerLog)) };
}

async function collect(child: ChildProcess, logPath: string): Promise<string> {
  const log = createWriteStream(logPath, { flags: 'a', mode: PRIVATE_FILE });
  log.on('error', () => undefined);
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString('utf8')).slice(-SAID_LIMIT);
    log.write(bytes);
    process.stderr.write(bytes.toString('utf8').replace(/\r?\n/g, '\r\n'));
  });
  const failure = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(errorCode(error)));
    child.once('exit', () => resolve(''));
  });
  // What something in the background still writes there is not waited for.
  await new Promise((resolve) => setTimeout(resolve, child.stderr?.readableEnded === false && failure === '' ? 50 : 0));
  child.stderr?.destroy();
  log.end();
  return said + failure;
}
