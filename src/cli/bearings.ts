// Where a command would act and what its repository demands, for each working directory that is asked about.
import { homedir } from 'node:os';
import { createFacts } from '../adapters/facts.ts';
import { createPolicy, policyFolders, type ReadPolicy } from '../adapters/policy.ts';
import type { Facts } from '../core/assess/facts.ts';
import { mergePolicies } from '../core/policy/merge.ts';
import type { PolicyState } from '../core/policy/policy.ts';
import type { World } from './command.ts';

export interface Bearing {
  readonly facts?: Facts;
  readonly policy: PolicyState;
}

/** Takes the bearing of an absolute directory. */
export type TakeBearing = (directory: string) => Promise<Bearing>;

/** For so many milliseconds an answer counts as present: thousands of lines a second need not look at the disk each. */
const FRESH_MS = 200;
const MOST_PLACES = 200;

/** `facts: false` takes the text alone; the policy always counts. */
export function createBearings({ env }: World, { facts: wanted }: { readonly facts: boolean }): TakeBearing {
  const readFacts = wanted ? createFacts({ env, home: env.HOME ?? homedir() }) : null;
  const policies = new Map<string, ReadPolicy>();
  const recent = new Map<string, { readonly at: number; readonly bearing: Bearing }>();

  async function policyOf(directory: string): Promise<PolicyState> {
    const folders = await policyFolders(directory);
    return mergePolicies(await Promise.all(folders.map((folder) => readerOf(folder)())));
  }

  function readerOf(folder: string): ReadPolicy {
    const read = policies.get(folder) ?? createPolicy(folder);
    if (policies.size >= MOST_PLACES) policies.clear();
    policies.set(folder, read);
    return read;
  }

  return async (directory) => {
    const known = recent.get(directory);
    if (known !== undefined && performance.now() - known.at < FRESH_MS) return known.bearing;
    const [facts, policy] = await Promise.all([readFacts?.(directory), policyOf(directory)]);
    const bearing = { policy, ...(facts === undefined ? {} : { facts }) };
    if (recent.size >= MOST_PLACES) recent.clear();
    recent.set(directory, { at: performance.now(), bearing });
    return bearing;
  };
}
