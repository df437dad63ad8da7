// Where a step would act and what its repository demands: local facts for its working directory, and the policy of the workspace folder.
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Bearings } from '../ports.ts';
import { createFacts } from './facts.ts';
import { createPolicy } from './policy.ts';

export interface BearingsOptions {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** The environment steps inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Looks at the disk each time it is asked, and reads only what has changed. */
export function createBearings({ folder, env }: BearingsOptions): Bearings {
  const facts = createFacts({ env, home: env.HOME ?? homedir() });
  const policy = createPolicy(folder);
  return {
    async take(runbook, step) {
      const cwd = resolve(folder, dirname(runbook.path), step.attributes.cwd ?? runbook.frontMatter.cwd ?? '.');
      const [known, demanded] = await Promise.all([facts(cwd), policy()]);
      return { facts: known, policy: demanded };
    },
  };
}
