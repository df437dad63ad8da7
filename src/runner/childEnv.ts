// The environments of the provider and of the step.

import type { Secret } from '../core/redact/mask.ts';
import { plainValues } from '../core/seal/minimalEnv.ts';
import type { Plan } from '../core/seal/plan.ts';
import { isOp, kindOf } from '../core/seal/providers.ts';
import { addedBy, INHERITED_VARIABLE, inheritedMark } from './inherited.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Ours, the provider's own keys, and what would make an interpreter read or run something nobody approved. */
const REMOVED =
  /^(?:COUNTERSIGN_.*|ELECTRON_RUN_AS_NODE|ELECTRON_NO_ATTACH_CONSOLE|OP_SERVICE_ACCOUNT_TOKEN|OP_SESSION.*|OP_CONNECT_TOKEN|OP_INTEGRATION_.*|OP_RUN_NO_MASKING|NODE_CHANNEL_FD|BASH_ENV|ENV|SHELLOPTS|BASHOPTS|BASH_XTRACEFD|BASH_FUNC_.*|LINES|COLUMNS)$/;
/** The credentials of the provider: removed from the step, and masked in case they turn up all the same. */
const CREDENTIALS = /^(?:OP_SERVICE_ACCOUNT_TOKEN|OP_CONNECT_TOKEN|OP_SESSION.*)$/;

/** The step's environment: the relay's, without ours and the provider's, except for variables the approved plan names. */
export function stepEnv(plan: Plan, env: Env): Record<string, string> {
  return { ...baseEnv(plan, env), ...plan.carry?.env, PWD: plan.cwd };
}

/** The step's environment as it would be had no step before handed anything on. */
export function baseEnv(plan: Plan, env: Env): Record<string, string> {
  const named = new Set([...plan.secrets.names, ...plan.secrets.plain]);
  const kept = Object.entries({ ...env, ...ownPlain(plan, env) }).filter(([name]) => named.has(name) || !isRemoved(plan, name));
  return { TERM: 'xterm-256color', ...Object.fromEntries(kept.filter(isSet)), PWD: plan.cwd };
}

function isRemoved({ secrets }: Plan, name: string): boolean {
  if (REMOVED.test(name)) return true;
  if (secrets.providerPath === null) return false;
  const { credentials, leftovers } = kindOf(secrets.provider);
  return credentials?.test(name) === true || leftovers?.test(name) === true;
}

function isSet(entry: readonly [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined;
}

/** Without a provider nobody sets the plain variables of the env file but us. */
function ownPlain(plan: Plan, env: Env): Record<string, string> {
  return plan.secrets.providerPath === null ? plainValues(plan.secrets.envText, env) : {};
}

/** What the mask has to conceal: the values of the step's variables, whatever else the provider set, and the provider's credentials. */
export function secretsOf(plan: Plan, env: Env): Secret[] {
  const { names, plain, provider, providerPath } = plan.secrets;
  const step = baseEnv(plan, env);
  const own = new Map([...names, ...plain].map((name) => [name, step[name] ?? '']));
  const added = Object.entries(providerAdded(plan, env)).filter(([name]) => !own.has(name));
  const keys = providerPath === null ? null : kindOf(provider).credentials;
  const credentials = Object.entries(env).filter(([name]) => (CREDENTIALS.test(name) || keys?.test(name)) && !own.has(name));
  const all = new Map([...own, ...added, ...credentials.filter(isSet)]);
  return [...all].map(([name, value]) => ({ name, value }));
}

/** What a provider set that decides by itself what the step gets; `op` sets what the plan names. */
function providerAdded(plan: Plan, env: Env): Record<string, string> {
  return plan.secrets.providerPath === null || isOp(plan.secrets.provider) ? {} : addedBy(env);
}

/** Names of what a provider set by itself, `PATH` apart, which some are there to set. */
export function providerNames(plan: Plan, env: Env): string[] {
  return Object.keys(providerAdded(plan, env));
}

/** Names of secrets the provider did not resolve: missing, or with a reference or cipher text still in them. */
export function unresolved(plan: Plan, env: Env): string[] {
  const { names, plain, provider } = plan.secrets;
  const reference = kindOf(provider).unresolved;
  const missing = names.filter((name) => env[name] === undefined || reference.test(env[name] ?? ''));
  const added = Object.entries({ ...providerAdded(plan, env), ...pick(env, isOp(provider) ? [] : plain) });
  const raw = added.filter(([, value]) => reference.test(value)).map(([name]) => name);
  return [...new Set([...missing, ...raw])];
}

function pick(env: Env, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, env[name] ?? '']));
}

/** The provider's environment: inherited references would be resolved too, and one stale one would make every run fail. */
export function providerEnv(plan: Plan, { env, version }: { readonly env: Env; readonly version: string }): Record<string, string> {
  const passed = withoutReferences(env);
  if (!isOp(plan.secrets.provider)) return { ...passed, [INHERITED_VARIABLE]: inheritedMark(passed) };
  return {
    ...passed,
    OP_INTEGRATION_NAME: 'Countersign',
    OP_INTEGRATION_ID: 'CSN',
    OP_INTEGRATION_BUILDNUMBER: buildNumber(version),
  };
}

/** What a provider may inherit. */
export function withoutReferences(env: Env): Record<string, string> {
  const kept = Object.entries(env).filter(isSet);
  return Object.fromEntries(kept.filter(([name, value]) => !/op:\/\//i.test(value) && name !== 'OP_RUN_NO_MASKING'));
}

/** 1.2.3 → 0102003: the form the provider's SDKs use. */
function buildNumber(version: string): string {
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  return `${major.padStart(2, '0')}${minor.padStart(2, '0')}${patch.padStart(3, '0')}`;
}
