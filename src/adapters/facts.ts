// Gathers what this machine says about where commands would act. Only looks: no program is started, nothing is written, no secret is kept.
import { hostname } from 'node:os';
import { tidy, withoutCredentials } from '../core/assess/aims.ts';
import type { Facts } from '../core/assess/facts.ts';
import { TARGET_VARIABLES } from '../core/parse/targetVariables.ts';
import { readAws, readGcloud } from './facts/clouds.ts';
import { readDocker, readTerraform } from './facts/engines.ts';
import { createFiles } from './facts/files.ts';
import { readGit } from './facts/gitRepository.ts';
import type { Ground } from './facts/ground.ts';
import { readKube } from './facts/kube.ts';
import { readAzure, readServices, readTalos } from './facts/others.ts';
import { readSsh } from './facts/ssh.ts';

export interface FactsOptions {
  /** The environment a step would inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The person's home folder, absolute. */
  readonly home: string;
  /** The name of this machine; by default what it says itself. */
  readonly host?: string;
}

/** Reads the facts for a working directory (absolute). Asked again it reads only what has changed. Never rejects. */
export type ReadFacts = (cwd: string) => Promise<Facts>;

/** The facts of this machine, with a memory of the files they come from. */
export function createFacts({ env, home, host = hostname() }: FactsOptions): ReadFacts {
  const files = createFiles();
  return async (cwd) => {
    const ground: Ground = { files, env, home, cwd };
    const [kube, terraform, aws, gcloud, docker, ssh, git, azure, talos, pg] = await Promise.all([
      orNothing(readKube(ground)),
      orNothing(readTerraform(ground)),
      orNothing(readAws(ground)),
      orNothing(readGcloud(ground)),
      orNothing(readDocker(ground)),
      orNothing(readSsh(ground)),
      orNothing(readGit(ground)),
      orNothing(readAzure(ground)),
      orNothing(readTalos(ground)),
      orNothing(readServices(ground)),
    ]);
    return present({ kube, terraform, aws, gcloud, docker, ssh, git, azure, talos, pg, env: targetVariables(env), host: tidy(host) });
  };
}

/** A reader that stumbles over a file knows nothing; the others still do. */
const orNothing = <T>(reading: Promise<T | undefined>): Promise<T | undefined> => reading.catch(() => undefined);

function targetVariables(env: FactsOptions['env']): Record<string, string> {
  const set = TARGET_VARIABLES.flatMap((name) => {
    const value = env[name];
    return value === undefined || value === '' ? [] : [[name, tidy(withoutCredentials(value))] as const];
  });
  return Object.fromEntries(set);
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(facts: T): Known<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Known<T>;
}
