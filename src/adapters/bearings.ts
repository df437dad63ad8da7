// Where a step would act and what its repository demands: local facts for its working directory, and the policy of the workspace folder.
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type Handed, NOTHING_HANDED } from '../core/seal/carry.ts';
import type { Bearings } from '../ports.ts';
import { carriedCwd } from './carriedCwd.ts';
import { createFacts, type ReadFacts } from './facts.ts';
import { createPolicy } from './policy.ts';

export interface BearingsOptions {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** The environment steps inherit. */
  readonly env: Env;
  /** What earlier steps of this session handed on; by default nothing. */
  readonly handed?: (runbook: string) => Handed;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Looks at the disk each time it is asked, and reads only what has changed. */
export function createBearings({ folder, env, handed }: BearingsOptions): Bearings {
  const factsUnder = overlaid(env);
  const policy = createPolicy(folder);
  return {
    async take(runbook, step) {
      const { carry, cwd: usual } = runbook.frontMatter;
      const carried = carry && handed ? handed(runbook.path) : NOTHING_HANDED;
      const root = await realpath(folder).catch(() => folder);
      const named = resolve(folder, dirname(runbook.path), step.attributes.cwd ?? usual ?? '.');
      const cwd = (await carriedCwd({ runbook, step, root, handed: carried })) ?? named;
      const facts = factsUnder(carry?.includes('env') ? carried.env : {});
      const [known, demanded] = await Promise.all([facts(cwd), policy()]);
      return { facts: known, policy: demanded };
    },
  };
}

/** Facts under variables that were carried; the last overlay keeps its memory of files. */
function overlaid(env: Env): (over: Env) => ReadFacts {
  let last: { readonly key: string; readonly read: ReadFacts } | null = null;
  return (over) => {
    const key = JSON.stringify(over);
    if (last?.key !== key) last = { key, read: createFacts({ env: { ...env, ...over }, home: env.HOME ?? homedir() }) };
    return last.read;
  };
}
