// Which account, project, workspace or engine a call acts on.
import { type Aim, tidy, withoutCredentials } from './aims.ts';
import { optionOf, type Resolver, type Sight, some } from './sight.ts';

/** Terraform's workspace, with the backend that holds its state. */
export function terraform(sight: Sight): Aim | null {
  const elsewhere = optionOf(sight, '-chdir');
  const own = elsewhere === undefined ? sight.facts.terraform : undefined;
  const named = sight.variable('TF_WORKSPACE') ?? sight.chosen.get('terraform');
  const name = named ?? own?.workspace;
  const files = sight.args.options.flatMap((option) =>
    /^--?(?:var-file|backend-config)$/.test(option.name) ? (option.value?.text ?? []) : [],
  );
  const folder = elsewhere ?? own?.folder;
  if (name === undefined) return configuration(some(...files, folder));
  return {
    kind: 'workspace',
    // Its state says more than its name, which is `default` for most.
    name: tidy(own?.backend === undefined ? name : `${name} (${own.backend})`),
    more: some(folder, ...files),
    named: named !== undefined,
    flag: `TF_WORKSPACE=${name}`,
  };
}

/** Without a workspace its files say which of several it is. */
function configuration([name, ...more]: readonly string[]): Aim | null {
  return name === undefined ? null : { kind: 'configuration', name, more, named: false };
}

/** The account behind an AWS profile. */
export function aws(sight: Sight): Aim | null {
  const named = optionOf(sight, '--profile');
  const set = sight.variable('AWS_PROFILE') ?? sight.variable('AWS_DEFAULT_PROFILE');
  const profiles = sight.facts.aws?.profiles ?? [];
  // Keys in the environment belong to an account nobody here knows the name of.
  if (named === undefined && sight.facts.aws?.keys === true) return null;
  const name = named ?? set ?? (profiles.some((profile) => profile.name === 'default') ? 'default' : undefined);
  if (name === undefined) return null;
  const known = profiles.find((profile) => profile.name === name);
  const region = optionOf(sight, '--region') ?? sight.variable('AWS_REGION') ?? sight.variable('AWS_DEFAULT_REGION') ?? known?.region;
  const inherited = set !== undefined && set === sight.facts.env?.AWS_PROFILE;
  return {
    kind: 'account',
    name: tidy(name),
    more: some(known?.account, region),
    named: named !== undefined || (set !== undefined && !inherited),
    flag: `--profile ${name}`,
  };
}

/** The project of gcloud. */
export function gcloud(sight: Sight): Aim | null {
  const named = optionOf(sight, '--project --project_id') ?? sight.chosen.get('gcloud');
  const set = sight.variable('CLOUDSDK_CORE_PROJECT');
  const configuration = optionOf(sight, '--configuration');
  const own = configuration === undefined ? sight.facts.gcloud : undefined;
  const name = named ?? set ?? configuration ?? own?.project;
  if (name === undefined) return null;
  return {
    kind: 'project',
    name: tidy(name),
    more: some(own?.account, named === undefined ? own?.configuration : undefined),
    named: named !== undefined || configuration !== undefined || (set !== undefined && set !== sight.facts.env?.CLOUDSDK_CORE_PROJECT),
    flag: `--project ${name}`,
  };
}

/** The subscription of az. */
export const azure: Resolver = (sight) => {
  const { operands, facts, chosen } = sight;
  // `az account set -s NAME` acts on what it names.
  const set = operands[0] === 'account' && operands[1] === 'set' ? optionOf(sight, '-s -n --name') : undefined;
  const named = optionOf(sight, '--subscription') ?? set ?? chosen.get('az');
  const name = named ?? facts.azure?.current;
  if (name === undefined) return null;
  const known = facts.azure?.subscriptions.find((one) => one.name === name || one.id === name);
  return {
    kind: 'account',
    name: tidy(name),
    more: some(known?.name === name ? known.id : known?.name),
    named: named !== undefined,
    flag: `--subscription ${name}`,
  };
};

/** The container engine, where it is another than this machine's. */
export function engine(sight: Sight): Aim | null {
  const host = optionOf(sight, '-H --host --url');
  const context = optionOf(sight, '--context -c --connection');
  const setHost = sight.variable('DOCKER_HOST') ?? sight.variable('CONTAINER_HOST');
  const setContext = sight.variable('DOCKER_CONTEXT') ?? sight.chosen.get('docker');
  const name = host ?? context ?? setHost ?? setContext ?? sight.facts.docker?.context;
  // The engine of this machine is no other place.
  if (name === undefined || name === 'default' || /^(?:unix|npipe|fd):/.test(name)) return null;
  const known = sight.facts.docker?.contexts.find((one) => one.name === name);
  const inherited = sight.facts.env?.DOCKER_HOST ?? sight.facts.env?.DOCKER_CONTEXT;
  return {
    kind: 'engine',
    name: tidy(withoutCredentials(name)),
    more: some(known?.host),
    named:
      host !== undefined ||
      context !== undefined ||
      sight.chosen.has('docker') ||
      ((setHost ?? setContext) !== undefined && (setHost ?? setContext) !== inherited),
    flag: setHost !== undefined && context === undefined ? `-H ${withoutCredentials(name)}` : `--context ${name}`,
  };
}
