// The variables of the environment that choose what a command acts on, followed through a text.
import { type Scope, variable } from './scope.ts';

/** Nothing else of the environment becomes a fact, or is followed. */
export const TARGET_VARIABLES = [
  'KUBECONFIG',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'CLOUDSDK_CORE_PROJECT',
  'CLOUDSDK_ACTIVE_CONFIG_NAME',
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'CONTAINER_HOST',
  'TF_WORKSPACE',
  'TALOSCONFIG',
  'ETCDCTL_ENDPOINTS',
  'VAULT_ADDR',
  'PGHOST',
  'PGDATABASE',
  'PGSERVICE',
  'DATABASE_URL',
  'MYSQL_HOST',
  'REDIS_URL',
  'MONGODB_URI',
] as const;

/** Those a text has assigned at this point: the value, or null where it may be another one. */
export function targetsSet(scope: Scope): ReadonlyMap<string, string | null> {
  const set = new Map<string, string | null>();
  for (const name of TARGET_VARIABLES) {
    const value = variable(scope, name);
    if (value !== undefined) set.set(name, typeof value === 'string' ? value : null);
  }
  return set;
}
