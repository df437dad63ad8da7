// The facts of this machine as a step sees them whose env file sets variables of its own.
import { TARGET_VARIABLES } from '../parse/targetVariables.ts';
import { tidy, withoutCredentials } from './aims.ts';
import type { Facts } from './facts.ts';

/** What an env file gives a step: the value, or null where it is a secret nobody here knows. */
export type Given = ReadonlyMap<string, string | null>;

/** Variables that lead a tool to another configuration than the one the facts were read from. */
const LEADS_AWAY: readonly (readonly [
  fact: 'kube' | 'terraform' | 'aws' | 'gcloud' | 'docker' | 'azure' | 'talos' | 'pg',
  names: readonly string[],
])[] = [
  ['kube', ['KUBECONFIG', 'HOME']],
  ['terraform', ['TF_DATA_DIR']],
  ['aws', ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_ACCESS_KEY_ID', 'HOME']],
  ['gcloud', ['CLOUDSDK_CONFIG', 'CLOUDSDK_ACTIVE_CONFIG_NAME', 'GOOGLE_APPLICATION_CREDENTIALS', 'HOME']],
  ['docker', ['DOCKER_CONFIG', 'HOME']],
  ['azure', ['AZURE_CONFIG_DIR', 'HOME']],
  ['talos', ['TALOSCONFIG', 'HOME']],
  ['pg', ['PGSERVICEFILE', 'PGSYSCONFDIR', 'HOME']],
];

/** Whether any of it changes what commands act on. */
export const leadsAway = (given: Given): boolean =>
  [...given.keys()].some((name) => TARGET_VARIABLES.some((one) => one === name) || LEADS_AWAY.some(([, names]) => names.includes(name)));

/** The facts that still hold. What is not known any more is left out, never guessed. */
export function factsUnder(facts: Facts, given: Given): Facts {
  const gone = LEADS_AWAY.filter(([, names]) => names.some((name) => given.has(name))).map(([fact]) => fact);
  const kept = Object.fromEntries(Object.entries(facts).filter(([fact]) => !gone.some((one) => one === fact))) as Facts;
  return { ...kept, env: { ...Object.fromEntries(Object.entries(facts.env ?? {}).filter(([name]) => !given.has(name))), ...known(given) } };
}

function known(given: Given): Readonly<Record<string, string>> {
  const set = TARGET_VARIABLES.flatMap((name) => {
    const value = given.get(name);
    return value == null || value === '' ? [] : [[name, tidy(withoutCredentials(value))] as const];
  });
  return Object.fromEntries(set);
}
