// The last look before a step runs: is everything still as it was approved?
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FailureKind } from '../core/failure.ts';
import { digestOf, planOfSeal, sha256Hex } from '../core/seal/digest.ts';
import type { Plan } from '../core/seal/plan.ts';
import { RUN_FILES, type Seal, sealSchema } from '../core/seal/seal.ts';
import { errorCode } from './files.ts';
import { changedProgram } from './programMarks.ts';

/** Why a sealed step does not run: a kind of Failure and its fact (a path, a name, what changed). */
export interface Refusal {
  readonly kind: FailureKind;
  readonly detail: string;
}

export type Checked = { readonly ok: true; readonly seal: Seal; readonly plan: Plan } | { readonly ok: false; readonly refusal: Refusal };

const refuse = (kind: FailureKind, detail: string): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { kind, detail },
});

/** Reads a run folder and compares everything the approval was bound to with what is there now. `now` in milliseconds since the epoch. */
export async function checkSeal(folder: string, now: number): Promise<Checked> {
  const read = await readSealed(folder);
  if (!read.ok) return read;
  const { seal, plan } = read;
  if (now > seal.expiresAt || now < seal.sealedAt - 60_000) return refuse('seal-expired', new Date(seal.expiresAt).toISOString());
  const refusal =
    (await checkFile(seal.source, 'runbook')) ??
    (await checkFile(plan.secrets.envFile, 'env file')) ??
    (await checkBesides(plan)) ??
    (await checkCwd(plan.cwd)) ??
    (await checkPrograms(plan)) ??
    (await checkMarks(seal));
  return refusal ? { ok: false, refusal } : read;
}

async function readSealed(folder: string): Promise<Checked> {
  try {
    const seal = sealSchema.parse(JSON.parse(await readText(join(folder, RUN_FILES.seal))));
    const script = await readText(join(folder, RUN_FILES.script));
    const envText = await readText(join(folder, RUN_FILES.env));
    const plan = planOfSeal(seal, { script, envText });
    if (seal.run !== basename(folder)) return refuse('changed-since-approved', 'run folder');
    return digestOf(plan) === seal.digest ? { ok: true, seal, plan } : refuse('changed-since-approved', 'sealed step');
  } catch (error) {
    return refuse('run-refused', `the sealed step cannot be read (${errorCode(error).slice(0, 200)})`);
  }
}

/** Strictly UTF-8, byte order mark included, so that equal texts are equal bytes. */
async function readText(path: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
}

async function checkFile(file: { readonly path: string; readonly sha256: string } | null, what: string): Promise<Refusal | null> {
  if (!file) return null;
  try {
    const same = sha256Hex(await readFile(file.path)) === file.sha256;
    return same ? null : { kind: 'changed-since-approved', detail: what };
  } catch {
    return { kind: 'changed-since-approved', detail: what };
  }
}

/** Files the provider reads besides the env file: what was there must be the same, what was not must not be there. */
async function checkBesides({ secrets }: Plan): Promise<Refusal | null> {
  for (const { path, sha256 } of secrets.besides ?? []) {
    const now = await readFile(path).then(sha256Hex, () => null);
    if (now !== sha256) return { kind: 'changed-since-approved', detail: basename(path) };
  }
  return null;
}

async function checkCwd(cwd: string): Promise<Refusal | null> {
  try {
    if ((await realpath(cwd)) !== cwd) return { kind: 'changed-since-approved', detail: 'working directory' };
    return (await stat(cwd)).isDirectory() ? null : { kind: 'cwd-missing', detail: cwd };
  } catch {
    return { kind: 'cwd-missing', detail: cwd };
  }
}

async function checkPrograms(plan: Plan): Promise<Refusal | null> {
  if (!(await isFile(plan.interpreter.path))) return { kind: 'interpreter-missing', detail: plan.interpreter.path };
  const provider = plan.secrets.providerPath;
  return provider === null || (await isFile(provider)) ? null : { kind: 'provider-missing', detail: provider };
}

/** The same path is not the same program. */
async function checkMarks(seal: Seal): Promise<Refusal | null> {
  const what = await changedProgram(seal);
  return what === null ? null : { kind: 'changed-since-approved', detail: PROGRAM_NAMES[what] };
}

const PROGRAM_NAMES = { interpreter: "shell's program", provider: "provider's program", cwd: 'working directory' } as const;

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
