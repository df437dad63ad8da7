// Turns a step into a plan by looking at the disk. Runs nothing but `op --version`, and that only where there is something to resolve.
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { execa } from 'execa';
import type { Failure } from '../core/failure.ts';
import { sha256Hex } from '../core/seal/digest.ts';
import { parseEnvFile } from '../core/seal/envfile.ts';
import { minimalEnv } from '../core/seal/minimalEnv.ts';
import type { Plan, SecretsPlan } from '../core/seal/plan.ts';
import type { Provider, Runbook, Shell, Step } from '../core/step.ts';
import type { Outcome, Planner } from '../ports.ts';
import { errorCode } from '../runner/files.ts';
import { findProgram } from './findProgram.ts';

export interface PlannerOptions {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** The person's setting for `op`; null: the one on PATH. */
  readonly opPath: () => string | null;
  /** Where programs are looked for; by default the host's own environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** No interpreter reads start-up files: they are not in the runbook, so nobody approved them. */
const ARGS: Readonly<Record<Shell, readonly string[]>> = {
  bash: [],
  sh: [],
  zsh: ['-f'],
  fish: ['--no-config'],
  pwsh: ['-NoProfile', '-NonInteractive', '-File'],
};
const PROBE_MS = 3000;

type Facts = { readonly runbook: Runbook; readonly step: Step; readonly root: string };
type Failed = Extract<Outcome<never>, { ok: false }>;

export function createPlanner(options: PlannerOptions): Planner {
  return { plan: async (runbook, step, level) => makePlan(options, { runbook, step, level }) };
}

async function makePlan(
  options: PlannerOptions,
  { runbook, step, level }: { readonly runbook: Runbook; readonly step: Step; readonly level: Plan['level'] },
): Promise<Outcome<Plan>> {
  const root = await realpath(options.folder).catch(() => null);
  if (root === null) return fail({ kind: 'cwd-missing', path: options.folder });
  const facts = { runbook, step, root };
  const cwd = await findCwd(facts);
  if (!cwd.ok) return cwd;
  const interpreter = await findInterpreter(step.shell, options);
  if (!interpreter.ok) return interpreter;
  const secrets = await planSecrets(facts, options);
  if (!secrets.ok) return secrets;
  const plan: Plan = {
    v: 1,
    runbook: runbook.path,
    step: step.id,
    script: step.text,
    interpreter: interpreter.value,
    cwd: cwd.value,
    environment: runbook.frontMatter.environment ?? null,
    secrets: secrets.value,
    timeoutMs: step.attributes.timeoutMs ?? null,
    level,
  };
  return { ok: true, value: plan };
}

/** The attribute, else the front matter, else the runbook's folder; a link that leads out of the workspace folder counts where it leads. */
async function findCwd({ runbook, step, root }: Facts): Promise<Outcome<string>> {
  const named = step.attributes.cwd ?? runbook.frontMatter.cwd ?? '.';
  const path = resolve(root, dirname(runbook.path), named);
  const real = await realpath(path).catch(() => null);
  if (!isInside(root, real ?? path)) return fail({ kind: 'cwd-outside', path: named });
  const isFolder = real !== null && (await stat(real)).isDirectory();
  return isFolder ? { ok: true, value: real } : fail({ kind: 'cwd-missing', path: named });
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

async function findInterpreter(shell: Shell, options: PlannerOptions): Promise<Outcome<Plan['interpreter']>> {
  const path = await findProgram(shell, options.env ?? process.env);
  return path === null ? fail({ kind: 'interpreter-missing', name: shell }) : { ok: true, value: { shell, path, args: ARGS[shell] } };
}

async function planSecrets(facts: Facts, options: PlannerOptions): Promise<Outcome<SecretsPlan>> {
  const { runbook, step } = facts;
  const provider = runbook.frontMatter.provider ?? 'op';
  const found = await findEnvFile(facts);
  if (!found.ok) return found;
  if (found.value === null) return { ok: true, value: without(provider) };
  const { path, text, sha256 } = found.value;
  const minimal = minimalEnv({ text, script: step.text, env: step.attributes.env });
  if (minimal.names.length + minimal.plain.length === 0) return { ok: true, value: without(provider) };
  const program =
    minimal.names.length > 0
      ? await findProvider(provider, { options, envFile: path, names: minimal.names })
      : { ok: true as const, value: null };
  if (!program.ok) return program;
  return { ok: true, value: { provider, providerPath: program.value, envFile: { path, sha256 }, ...minimal } };
}

function without(provider: Provider): SecretsPlan {
  return { provider, providerPath: null, envFile: null, envText: '', names: [], plain: [] };
}

type EnvSource = { readonly path: string; readonly text: string; readonly sha256: string };

/** The env file named by the step or the front matter; else a `.env` beside the runbook, else one at the root of the workspace folder, else none. */
async function findEnvFile({ runbook, step, root }: Facts): Promise<Outcome<EnvSource | null>> {
  const beside = dirname(runbook.path);
  const named = step.attributes.envFile ?? runbook.frontMatter.envFile;
  if (named !== undefined) return readEnvFile(root, { name: named, path: resolve(root, beside, named) });
  for (const path of new Set([resolve(root, beside, '.env'), join(root, '.env')])) {
    const read = await readEnvFile(root, { name: '.env', path });
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
    const [problem] = parseEnvFile(text).problems;
    if (problem) return unreadable(`line ${problem.line}: ${problem.detail}`);
    return { ok: true, value: { path: real, text, sha256: sha256Hex(bytes) } };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return fail({ kind: 'env-file-missing', path: name });
    return unreadable(error instanceof TypeError ? 'it is not UTF-8' : errorCode(error));
  }
}

type ProviderNeed = { readonly options: PlannerOptions; readonly envFile: string; readonly names: readonly string[] };

async function findProvider(provider: Provider, { options, envFile, names }: ProviderNeed): Promise<Outcome<string>> {
  if (provider === 'none') {
    const detail = `the provider is none, so nobody resolves the references of ${names.join(', ')}`;
    return fail({ kind: 'env-file-unreadable', path: envFile, detail });
  }
  const set = options.opPath();
  const env = options.env ?? process.env;
  const path = set === null ? await findProgram('op', env) : await findProgram(set, env);
  const works = path !== null && (await answers(path, env));
  return works ? { ok: true, value: path } : fail({ kind: 'provider-missing', name: set ?? 'op' });
}

async function answers(path: string, env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const { failed } = await execa(path, ['--version'], {
    reject: false,
    timeout: PROBE_MS,
    stdin: 'ignore',
    env: { ...env },
    extendEnv: false,
  });
  return !failed;
}

function fail(failure: Failure): Failed {
  return { ok: false, failure };
}
