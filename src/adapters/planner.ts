// Turns a step into a plan by looking at the disk. Runs nothing but a provider's `--version`, and that only where there is something to resolve.
import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Failure } from '../core/failure.ts';
import type { CarryPlan, Handed } from '../core/seal/carry.ts';
import { NOTHING_HANDED } from '../core/seal/carry.ts';
import type { Plan } from '../core/seal/plan.ts';
import type { Runbook, Shell, Step } from '../core/step.ts';
import type { Outcome, Planner } from '../ports.ts';
import { carriedCwd } from './carriedCwd.ts';
import { findProgram } from './findProgram.ts';
import { isInside } from './inside.ts';
import { planSecrets } from './planSecrets.ts';

export interface PlannerOptions {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** The person's setting for `op`; null: the one on PATH. */
  readonly opPath: () => string | null;
  /** Where programs are looked for; by default the host's own environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What earlier steps of this session handed on; by default nothing. */
  readonly handed?: (runbook: string) => Handed;
}

/** No interpreter reads start-up files: they are not in the runbook, so nobody approved them. */
const ARGS: Readonly<Record<Shell, readonly string[]>> = {
  bash: [],
  sh: [],
  zsh: ['-f'],
  fish: ['--no-config'],
  pwsh: ['-NoProfile', '-NonInteractive', '-File'],
};

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
  const handed = runbook.frontMatter.carry ? (options.handed?.(runbook.path) ?? NOTHING_HANDED) : null;
  const carried = handed && (await carriedCwd({ ...facts, handed }));
  const cwd = carried === null ? await findCwd(facts) : { ok: true as const, value: carried };
  if (!cwd.ok) return cwd;
  const interpreter = await findInterpreter(step.shell, options);
  if (!interpreter.ok) return interpreter;
  const secrets = await planSecrets({ ...facts, cwd: cwd.value, opPath: options.opPath(), env: options.env ?? process.env });
  if (!secrets.ok) return secrets;
  const carry = handed ? carryPlan(facts, { handed, cwd: carried, own: [...secrets.value.names, ...secrets.value.plain] }) : null;
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
    ...(carry ? { carry } : {}),
  };
  return { ok: true, value: plan };
}

/** What the step takes over; variables of its env file are the env file's. Only bash tells at its end what it would hand on. */
function carryPlan(
  { runbook, step }: Facts,
  { handed, cwd, own }: { readonly handed: Handed; readonly cwd: string | null; readonly own: readonly string[] },
): CarryPlan {
  const asked = runbook.frontMatter.carry ?? [];
  const env = asked.includes('env') ? Object.entries(handed.env).filter(([name]) => !own.includes(name)) : [];
  const tells = step.shell === 'bash';
  const left = asked.includes('env') ? handed.dropped : [];
  return { cwd, env: Object.fromEntries(env), left, hands: { cwd: tells && asked.includes('cwd'), env: tells && asked.includes('env') } };
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

async function findInterpreter(shell: Shell, options: PlannerOptions): Promise<Outcome<Plan['interpreter']>> {
  const path = await findProgram(shell, options.env ?? process.env);
  return path === null ? fail({ kind: 'interpreter-missing', name: shell }) : { ok: true, value: { shell, path, args: ARGS[shell] } };
}

function fail(failure: Failure): Failed {
  return { ok: false, failure };
}
