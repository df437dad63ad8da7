// Signatures with the person's own git signing key, the way git itself makes them: ssh-keygen or gpg, as their configuration says.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Log } from '../ports.ts';
import { commitEnv } from './gitEnv.ts';
import type { Signed } from './journal.ts';

/** What an SSH signature is for: one made for anything else is not accepted, nor is ours accepted elsewhere. */
export const SIGNATURE_NAMESPACE = 'countersign';

export interface SignDeps {
  /** The workspace folder: its git configuration counts. */
  readonly folder: string;
  readonly log: Log;
  /** How long a key's passphrase or touch may take, in milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * Makes the signer of one folder. It signs where `countersign.sign` is true in git's configuration or, without that, where commits are
 * signed (`commit.gpgSign`). What cannot be signed is noted in the log; the record is never held up by it.
 */
export function createSigner({ folder, log, timeoutMs = 30_000 }: SignDeps): (text: string) => Promise<Signed | null> {
  return async (text) => {
    const config = await readConfig(folder);
    if (!config.wanted) return null;
    try {
      const how = { text, timeoutMs, folder };
      if (config.format === 'ssh') return await signSsh(config, how);
      if (config.format === 'openpgp') return await signPgp(config, how);
      log.warn(`journal: signatures of format ${config.format} are not made`);
    } catch (cause) {
      log.warn(`journal: not signed: ${cause instanceof Error ? cause.message.split('\n').slice(0, 3).join(' / ') : String(cause)}`);
    }
    return null;
  };
}

interface Config {
  readonly wanted: boolean;
  readonly format: string;
  readonly key: string;
  readonly program: string;
}

interface How {
  readonly text: string;
  readonly timeoutMs: number;
  readonly folder: string;
}

/** One value of git's configuration as seen from a folder; empty where there is none. `as`: git's own types, which also expand `~`. */
export async function gitConfig(folder: string, name: string, as: 'bool' | 'path' | 'text' = 'text'): Promise<string> {
  const type = as === 'text' ? [] : [`--type=${as}`];
  const said = await execa('git', ['config', ...type, '--get', name], {
    ...{ cwd: folder, env: commitEnv(process.env), extendEnv: false, reject: false, stdin: 'ignore', windowsHide: true },
  });
  return said.failed ? '' : said.stdout.trim();
}

async function readConfig(folder: string): Promise<Config> {
  const wanted = (await gitConfig(folder, 'countersign.sign', 'bool')) || (await gitConfig(folder, 'commit.gpgSign', 'bool'));
  if (wanted !== 'true') return { wanted: false, format: '', key: '', program: '' };
  const format = (await gitConfig(folder, 'gpg.format')) || 'openpgp';
  const literal = await gitConfig(folder, 'user.signingKey');
  const key = isLiteral(literal) ? literal : await gitConfig(folder, 'user.signingKey', 'path');
  return { wanted: true, format, key, program: await signProgram(folder, format) };
}

/** The program git would call for a signature of this format. */
export async function signProgram(folder: string, format: string): Promise<string> {
  if (format === 'ssh') return (await gitConfig(folder, 'gpg.ssh.program', 'path')) || 'ssh-keygen';
  return (await gitConfig(folder, 'gpg.openpgp.program', 'path')) || (await gitConfig(folder, 'gpg.program', 'path')) || 'gpg';
}

/** A public key written out instead of a file's name: its private half is the agent's. */
const isLiteral = (key: string): boolean => /^(?:key::|ssh-|ecdsa-|sk-)/.test(key);

async function signSsh({ key, program }: Config, how: How): Promise<Signed> {
  if (key === '') throw new Error('user.signingKey is not set');
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    const file = join(folder, 'key.pub');
    if (isLiteral(key)) await writeFile(file, `${key.replace(/^key::/, '')}\n`);
    const from = isLiteral(key) ? ['-f', file, '-U'] : ['-f', key];
    const signature = await run(program, ['-Y', 'sign', '-n', SIGNATURE_NAMESPACE, ...from], how);
    return { format: 'ssh', key, signature };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function signPgp({ key, program }: Config, how: How): Promise<Signed> {
  const signature = await run(program, ['--batch', '--armor', '--detach-sign', ...(key === '' ? [] : ['--local-user', key])], how);
  return { format: 'openpgp', key, signature };
}

async function run(program: string, args: readonly string[], { text, timeoutMs, folder }: How): Promise<string> {
  const { stdout } = await execa(program, [...args], {
    ...{ cwd: folder, env: commitEnv(process.env), extendEnv: false, input: text, timeout: timeoutMs, windowsHide: true },
    ...{ maxBuffer: 100_000 },
  });
  return stdout;
}
