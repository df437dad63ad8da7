// Resolves what each tool acts on: its own options first, then variables, then what is current on this machine.
import type { Args } from '../parse/args.ts';
import type { Word } from '../parse/invocation.ts';
import { fits } from '../policy/glob.ts';
import { type Aim, tidy, withoutCredentials } from './aims.ts';
import type { Facts } from './facts.ts';

/** What a resolver may look at. */
export interface Sight {
  readonly args: Args;
  /** Operands as text, the verb among them. */
  readonly operands: readonly string[];
  /** Value of a variable the call would see: assigned in the text, or inherited. */
  readonly variable: (name: string) => string | undefined;
  /** What is current here; empty where the call runs elsewhere or as somebody else. */
  readonly facts: Facts;
  /** What earlier calls of the same text chose: `kubectl config use-context`, `terraform workspace select`. */
  readonly chosen: ReadonlyMap<string, string>;
}

type Resolver = (sight: Sight) => Aim | null;

/** The last value of any of some options. */
export function optionOf({ args }: Sight, names: string): string | undefined {
  const wanted = names.split(' ');
  return textOf(args.options.findLast(({ name, value }) => wanted.includes(name) && value !== null)?.value);
}

const textOf = (word: Word | null | undefined): string | undefined => (word == null || word.text === '' ? undefined : word.text);
const some = (...texts: readonly (string | undefined)[]): string[] => texts.filter((text) => text !== undefined).map(tidy);

/** Kinds of things that stand in no namespace. */
const CLUSTER_WIDE =
  /^(?:ns|namespaces?|no|nodes?|pv|persistentvolumes?|crds?|customresourcedefinitions?|clusterroles?|clusterrolebindings?|sc|storageclass(?:es)?)(?:\/|$|\.)/i;

function kube(sight: Sight, names: { readonly context: string; readonly space?: string }): Aim | null {
  const { facts, operands, chosen } = sight;
  const named = optionOf(sight, names.context);
  const server = optionOf(sight, '--server -s --cluster');
  const file = optionOf(sight, '--kubeconfig') ?? foreignKubeconfig(sight);
  // A file that is set but was not read is all that is known.
  const unread = facts.kube === undefined ? facts.env?.KUBECONFIG : undefined;
  const current = named ?? server ?? (file === undefined ? (chosen.get('kube') ?? facts.kube?.current) : undefined) ?? file ?? unread;
  if (current === undefined) return null;
  const known = file === undefined ? facts.kube?.contexts.find(({ name }) => name === current) : undefined;
  const wide =
    /^(?:drain|cordon|uncordon|taint|config|cluster-info)$/.test(operands[0] ?? '') ||
    operands.some((operand) => CLUSTER_WIDE.test(operand));
  const inside = wide ? undefined : (optionOf(sight, names.space ?? '-n --namespace') ?? known?.namespace);
  return {
    kind: 'cluster',
    name: tidy(current),
    more: some(
      known?.cluster === current ? undefined : known?.cluster,
      known?.server && withoutCredentials(known.server),
      file === current ? undefined : file,
    ),
    ...(inside === undefined ? {} : { inside: tidy(inside) }),
    named: named !== undefined || server !== undefined || file !== undefined || chosen.has('kube'),
    flag: `${names.context.split(' ')[0]} ${current}`,
  };
}

/** A kubeconfig the text itself names, of which the facts know nothing. */
function foreignKubeconfig({ variable, facts }: Sight): string | undefined {
  const file = variable('KUBECONFIG');
  return file === undefined || file === '' || file === facts.env?.KUBECONFIG ? undefined : file;
}

function terraform(sight: Sight): Aim | null {
  const elsewhere = optionOf(sight, '-chdir');
  const own = elsewhere === undefined ? sight.facts.terraform : undefined;
  const named = sight.variable('TF_WORKSPACE') ?? sight.chosen.get('terraform');
  const name = named ?? own?.workspace;
  if (name === undefined) return null;
  return {
    kind: 'workspace',
    // Its state says more than its name, which is `default` for most.
    name: tidy(own?.backend === undefined ? name : `${name} (${own.backend})`),
    more: some(elsewhere),
    named: named !== undefined,
    flag: `TF_WORKSPACE=${name}`,
  };
}

function aws(sight: Sight): Aim | null {
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

function gcloud(sight: Sight): Aim | null {
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

const azure: Resolver = (sight) => {
  const name = optionOf(sight, '--subscription');
  return name === undefined ? null : { kind: 'account', name: tidy(name), more: [], named: true };
};

function engine(sight: Sight): Aim | null {
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

/** `git push [REMOTE [REFSPEC]]`; what is not named is taken from the branch's upstream. */
function gitPush(sight: Sight): Aim | null {
  const { operands, facts, args } = sight;
  if (operands[0] !== 'push') return null;
  const elsewhere = args.options.some(({ name }) => name === '-C' || name === '--git-dir' || name === '--work-tree');
  const git = elsewhere ? undefined : facts.git;
  const named = operands[1];
  const remote = named ?? git?.upstream?.remote;
  if (remote === undefined) return null;
  const refspec = operands[2];
  const branch = refspec === undefined ? (git?.upstream?.branch ?? git?.branch) : refspec.replace(/^\+/, '').split(':').at(-1);
  const target = branch === 'HEAD' ? git?.branch : branch?.replace(/^refs\/heads\//, '');
  const url = git?.remotes.find(({ name }) => name === remote)?.url;
  return {
    kind: 'remote',
    name: tidy(withoutCredentials(remote)),
    more: some(url && withoutCredentials(url)),
    ...(target === undefined || target === '' ? {} : { inside: tidy(target) }),
    named: named !== undefined,
    ...(named === undefined ? {} : { told: true }),
    ...(target === undefined ? {} : { flag: `git push ${remote} ${target}` }),
  };
}

const URL_FORM = /^(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|sqlserver|clickhouse):\/\//i;

function database(sight: Sight): Aim | null {
  const url = urlOf(sight);
  if (url !== undefined) return { kind: 'database', name: tidy(shortUrl(url)), more: [], named: true };
  const { operands } = sight;
  const conninfo = operands.find((operand) => /(?:^|\s)(?:host|dbname|service)=/.test(operand)) ?? '';
  const part = (key: string): string | undefined => new RegExp(`(?:^|\\s)${key}=(\\S+)`).exec(conninfo)?.[1];
  const named = optionOf(sight, '-h --host') ?? part('host');
  const host = named ?? sight.variable('PGHOST') ?? sight.variable('MYSQL_HOST');
  const name =
    optionOf(sight, '-d --dbname -D --database') ??
    part('dbname') ??
    part('service') ??
    sight.variable('PGDATABASE') ??
    sight.variable('PGSERVICE');
  if (host === undefined && name === undefined) return null;
  const whole = host === undefined ? (name ?? '') : name === undefined ? host : `${name} (${host})`;
  return {
    kind: 'database',
    name: tidy(whole),
    more: [],
    named: named !== undefined || optionOf(sight, '-d --dbname') !== undefined || conninfo !== '',
    ...(host === undefined ? {} : { flag: `-h ${host}` }),
  };
}

/** A database URL among the words, also by way of a variable that is known. */
function urlOf(sight: Sight): string | undefined {
  const texts = [...sight.operands, ...sight.args.options.flatMap(({ value }) => (value === null ? [] : [value.text]))];
  return texts.map((text) => sight.variable(/^\$\{?([A-Z_]+)\}?$/.exec(text)?.[1] ?? '') ?? text).find((text) => URL_FORM.test(text));
}

const shortUrl = (url: string): string => {
  const [, host = '', path = ''] = /^[^:]+:\/\/(?:[^@/?#]*@)?([^/?#]*)\/?([^?#]*)/.exec(url) ?? [];
  return path === '' ? host : `${path} (${host})`;
};

/** `scp x host:/y`, `rsync x user@host:/y`. */
function copyHost(sight: Sight): Aim | null {
  const remote = sight.operands.findLast((operand) => /^(?:[\w.-]+@)?[\w.-]{2,}:(?!\/\/)/.test(operand));
  return remote === undefined ? null : { ...hostAim(remote.slice(0, remote.indexOf(':')), sight.facts), told: true };
}

/** A host by the name the command uses, and by the one its ssh configuration gives it: the first block that fits and says so. */
export function hostAim(written: string, facts: Facts): Aim {
  const alias = written
    .replace(/^ssh:\/\//, '')
    .replace(/^[^@]*@/, '')
    .replace(/:\d+$/, '');
  const known = facts.ssh?.find(({ patterns, hostName }) => hostName !== undefined && fitsHost(patterns, alias))?.hostName;
  const address = known?.replaceAll('%h', alias);
  return { kind: 'host', name: tidy(alias), more: some(address === alias ? undefined : address), named: true };
}

const fitsHost = (patterns: readonly string[], alias: string): boolean =>
  patterns.some((pattern) => fits(pattern, alias)) && !patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1), alias));

function endpoint(
  sight: Sight,
  names: { readonly options: string; readonly variable?: string; readonly kind?: 'host' | 'endpoint' },
): Aim | null {
  const named = optionOf(sight, names.options);
  const set = names.variable === undefined ? undefined : sight.variable(names.variable);
  const name = named ?? set;
  if (name === undefined) return null;
  return {
    kind: names.kind ?? 'endpoint',
    name: tidy(withoutCredentials(name)),
    more: [],
    named: named !== undefined,
    flag: `${names.options.split(' ')[0]} ${name}`,
  };
}

function talos(sight: Sight): Aim | null {
  const aim = endpoint(sight, { options: '--nodes -n --context --endpoints -e', kind: 'host' });
  return aim === null ? null : { ...aim, told: true };
}

const RESOLVERS: readonly (readonly [names: string, resolve: Resolver])[] = [
  [
    'kubectl k oc kubecolor microk8s.kubectl kubectl-cnpg kubectl-argo-rollouts flux cilium linkerd istioctl kustomize argo',
    (sight) => kube(sight, { context: '--context' }),
  ],
  ['helm helmfile', (sight) => kube(sight, { context: '--kube-context' })],
  ['velero', (sight) => kube(sight, { context: '--kubecontext' })],
  ['terraform tofu terragrunt tf', terraform],
  ['aws eksctl cdk sam', aws],
  ['gcloud gsutil bq', gcloud],
  ['az', azure],
  ['docker podman nerdctl docker-compose podman-compose', engine],
  ['git', gitPush],
  [
    'psql mysql mariadb mongosh mongo redis-cli cqlsh clickhouse-client sqlcmd usql pg_restore pg_dump dropdb createdb dropuser mysqladmin mysqldump mongodump mongorestore',
    database,
  ],
  ['scp rsync sftp', copyHost],
  ['ssh mosh autossh', ({ operands, facts }) => (operands[0] === undefined ? null : { ...hostAim(operands[0], facts), told: true })],
  ['talosctl', talos],
  ['etcdctl', (sight) => endpoint(sight, { options: '--endpoints', variable: 'ETCDCTL_ENDPOINTS' })],
  ['vault', (sight) => endpoint(sight, { options: '-address --address', variable: 'VAULT_ADDR' })],
  ['argocd', (sight) => endpoint(sight, { options: '--server' })],
  ['pulumi', (sight) => endpoint(sight, { options: '--stack -s' })],
];
const BY_NAME = new Map(RESOLVERS.flatMap(([names, resolve]) => names.split(' ').map((name) => [name, resolve] as const)));

/** What a call of this tool acts on; null where the tool names nothing, or nothing is known of it. */
export const aimOf = (tool: string, sight: Sight): Aim | null => BY_NAME.get(tool)?.(sight) ?? null;

/** Whether calls of this tool act on something their operands do not name, or choose it for those after them. */
export const isAimed = (tool: string): boolean => BY_NAME.has(tool) || tool === 'kubectx';
