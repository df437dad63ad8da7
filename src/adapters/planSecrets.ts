// Which secrets a step gets, and who resolves them: the env file, the minimal part of it, the provider's program and its arguments.
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import type { Failure } from '../core/failure.ts';
import { sha256Hex } from '../core/seal/digest.ts';
import { guardedName, quietCopy, runsCommands } from '../core/seal/envDanger.ts';
import { parseEnvFile } from '../core/seal/envfile.ts';
import { minimalEnv } from '../core/seal/minimalEnv.ts';
import { neededNames } from '../core/seal/needs.ts';
import type { SecretsPlan } from '../core/seal/plan.ts';
import { DEBIAN_DOTENV, fillArgs, isOp, kindOf, type ProviderKind } from '../core/seal/providers.ts';
import type { Provider, Runbook, Step } from '../core/step.ts';
import type { Outcome } from '../ports.ts';
import { errorCode } from '../runner/files.ts';
import { findProgram } from './findProgram.ts';
import { isInside } from './inside.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A step and where it would run. */
export interface SecretsAsk {
  readonly runbook: Runbook;
  readonly step: Step;
  /** The workspace folder and the working directory: real, absolute. */
  readonly root: string;
  readonly cwd: string;
  /** The person's setting for `op`; null: the one on PATH. */
  readonly opPath: string | null;
  readonly env: Env;
}

const PROBE_MS = 3000;

/** Plans what a step gets. Runs nothing but the provider's own `--version`. */
export async function planSecrets(ask: SecretsAsk): Promise<Outcome<SecretsPlan>> {
  const provider = ask.runbook.frontMatter.provider ?? 'op';
  const kind = kindOf(provider);
  if (kind.reads === 'nothing') return planElsewhere(ask, provider);
  const found = await findEnvFile(ask, kind.file);
  if (!found.ok) return found;
  if (kind.reads === 'place') return planInPlace(ask, { provider, source: found.value });
  return found.value === null ? { ok: true, value: without(provider) } : planCopy(ask, { provider, source: found.value });
}

type EnvSource = { readonly name: string; readonly path: string; readonly text: string; readonly sha256: string };

/** The provider gets a file of the step's own, with the lines it needs. */
async function planCopy(ask: SecretsAsk, { provider, source }: { provider: Provider; source: EnvSource }): Promise<Outcome<SecretsPlan>> {
  const kind = kindOf(provider);
  const [problem] = parseEnvFile(source.text).problems;
  if (problem) return fail({ kind: 'env-file-unreadable', path: source.name, detail: `line ${problem.line}: ${problem.detail}` });
  const always = provider === 'dotenvx' ? /^DOTENV_PUBLIC_KEY/ : undefined;
  const minimal = minimalEnv({
    text: source.text,
    script: ask.step.text,
    env: ask.step.attributes.env,
    reference: kind.unresolved,
    always,
  });
  const { names, plain } = minimal;
  if (names.length + plain.length === 0) return { ok: true, value: without(provider) };
  const copied = provider === 'dotenvx' ? quietCopy(minimal.envText) : { ok: true as const, envText: minimal.envText };
  const danger = guardedName([...names, ...plain]) ?? (copied.ok ? null : copied.danger);
  if (danger || !copied.ok) return fail({ kind: 'env-file-unreadable', path: source.name, detail: danger?.detail ?? '' });
  const envFile = { path: source.path, sha256: source.sha256 };
  // Plain values alone need nobody to resolve them; with python's dotenv they are all there is.
  if (names.length === 0 && provider !== 'dotenv') return { ok: true, value: { provider, providerPath: null, envFile, ...minimal } };
  if (names.length > 0 && (provider === 'none' || provider === 'dotenv')) {
    const detail = `the provider is ${provider}, so nobody resolves the references of ${names.join(', ')}`;
    return fail({ kind: 'env-file-unreadable', path: source.path, detail });
  }
  const keys = join(dirname(source.path), '.env.keys');
  const called = await callOf(ask, { provider, values: { keys: (await isFile(keys)) ? keys : undefined } });
  return called.ok ? { ok: true, value: { provider, ...called.value, envFile, ...minimal, envText: copied.envText } } : called;
}

/** The provider reads the file where it lies, and what it needs besides. */
async function planInPlace(
  ask: SecretsAsk,
  { provider, source }: { provider: Provider; source: EnvSource | null },
): Promise<Outcome<SecretsPlan>> {
  const kind = kindOf(provider);
  if (source === null) return fail({ kind: 'env-file-missing', path: kind.file ?? 'env-file' });
  const folder = dirname(source.path);
  const called = await callOf(ask, { provider, values: { folder, file: source.path, profile: ask.runbook.frontMatter.profile } });
  if (!called.ok) return called;
  const names = neededNames({ text: source.text, script: ask.step.text, env: ask.step.attributes.env });
  const besides = await besidesIn(folder, kind);
  if (provider === 'varlock') {
    const running = await findRunning([source.path, ...(besides.besides ?? []).map(({ path }) => path)]);
    if (running !== null)
      return fail({ kind: 'env-file-unreadable', path: running, detail: 'it runs commands, which nobody would have read' });
  }
  const envFile = { path: source.path, sha256: source.sha256 };
  return { ok: true, value: { provider, ...called.value, envFile, envText: '', names, plain: [], ...besides } };
}

/** The provider keeps its secrets elsewhere: what must be there is what `env=` names. */
async function planElsewhere(ask: SecretsAsk, provider: Provider): Promise<Outcome<SecretsPlan>> {
  const called = await callOf(ask, { provider, values: { profile: ask.runbook.frontMatter.profile } });
  if (!called.ok) return called;
  const names = neededNames({ text: '', script: ask.step.text, env: ask.step.attributes.env });
  const besides = await besidesIn(ask.cwd, kindOf(provider));
  return { ok: true, value: { provider, ...called.value, envFile: null, envText: '', names, plain: [], ...besides } };
}

/** The first of varlock's files that says that commands are to be run. */
async function findRunning(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (runsCommands(await readFile(path, 'utf8').catch(() => ''))) return basename(path);
  return null;
}

function without(provider: Provider): SecretsPlan {
  return { provider, providerPath: null, envFile: null, envText: '', names: [], plain: [] };
}

/** The files a provider reads besides the env file, as they are now. */
async function besidesIn(folder: string, kind: ProviderKind): Promise<Pick<SecretsPlan, 'besides'>> {
  if (kind.besides.length === 0) return {};
  const there = await readdir(folder).catch(() => []);
  const names = kind.besides.flatMap((name) => (name.endsWith('*') ? there.filter((each) => each.startsWith(name.slice(0, -1))) : [name]));
  const besides = [...new Set(names)].sort().map(async (name) => {
    const path = join(folder, name);
    return { path, sha256: await readFile(path).then(sha256Hex, () => null) };
  });
  return { besides: await Promise.all(besides) };
}

/** The env file named by the step or the front matter; else the provider's own beside the runbook, else at the root, else none. */
async function findEnvFile({ runbook, step, root }: SecretsAsk, usual: string | null): Promise<Outcome<EnvSource | null>> {
  const beside = dirname(runbook.path);
  const named = step.attributes.envFile ?? runbook.frontMatter.envFile;
  if (named !== undefined) return readEnvFile(root, { name: named, path: resolve(root, beside, named) });
  if (usual === null) return { ok: true, value: null };
  for (const path of new Set([resolve(root, beside, usual), join(root, usual)])) {
    const read = await readEnvFile(root, { name: usual, path });
    if (read.ok || read.failure.kind !== 'env-file-missing') return read;
  }
  return { ok: true, value: null };
}

async function readEnvFile(root: string, { name, path }: { readonly name: string; readonly path: string }): Promise<Outcome<EnvSource>> {
  const unreadable = (detail: string) => fail({ kind: 'env-file-unreadable', path: name, detail });
  try {
    const real = await realpath(path);
    if (!isInside(root, real)) return unreadable('it lies outside the workspace folder');
    const bytes = await readFile(real);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { ok: true, value: { name, path: real, text, sha256: sha256Hex(bytes) } };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return fail({ kind: 'env-file-missing', path: name });
    return unreadable(error instanceof TypeError ? 'it is not UTF-8' : errorCode(error));
  }
}

type Call = Pick<SecretsPlan, 'args'> & { readonly providerPath: string };
type CallAsk = { readonly provider: Provider; readonly values: Parameters<typeof fillArgs>[1] };

/** The provider's program, which has to answer, and its arguments. */
async function callOf({ opPath, env }: SecretsAsk, { provider, values }: CallAsk): Promise<Outcome<Call>> {
  const kind = kindOf(provider);
  const name = (isOp(provider) ? opPath : null) ?? kind.program;
  const path = await findProgram(name, env);
  const version = path === null ? null : await versionOf(path, env);
  if (path === null || version === null) return fail({ kind: 'provider-missing', name });
  const debian = provider === 'dotenv' && /^\d/.test(version);
  const filled = fillArgs(debian ? DEBIAN_DOTENV : kind.args, values);
  if (!filled.ok) return fail({ kind: 'front-matter-invalid', field: filled.missing, detail: `left out with the provider ${provider}` });
  // How `op` is called goes by its name alone: the policy may still turn on its masking.
  return { ok: true, value: { providerPath: path, ...(isOp(provider) ? {} : { args: filled.args }) } };
}

/** What it says of itself; null where it does not answer. */
async function versionOf(path: string, env: Env): Promise<string | null> {
  const { failed, stdout } = await execa(path, ['--version'], {
    reject: false,
    timeout: PROBE_MS,
    stdin: 'ignore',
    env: { ...env },
    extendEnv: false,
  });
  return failed ? null : stdout.trim();
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function fail(failure: Failure): Extract<Outcome<never>, { ok: false }> {
  return { ok: false, failure };
}
