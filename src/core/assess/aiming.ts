// Resolves what each tool acts on: its own options first, then variables, then what is current on this machine.
import { aws, azure, engine, gcloud, terraform } from './aimClouds.ts';
import { endpoint, kube, pulumi, switcher, talos } from './aimClusters.ts';
import { database } from './aimDatabases.ts';
import { copyHost, forge, gitPush, hostAim, inventory, registry } from './aimRemotes.ts';
import type { Aim } from './aims.ts';
import type { Resolver, Sight } from './sight.ts';

const RESOLVERS: readonly (readonly [names: string, resolve: Resolver])[] = [
  [
    'kubectl k oc kubecolor microk8s.kubectl kubectl-cnpg kubectl-argo-rollouts flux cilium linkerd istioctl kustomize argo',
    (sight) => kube(sight, { context: '--context' }),
  ],
  ['helm helmfile', (sight) => registry(sight) ?? kube(sight, { context: '--kube-context' })],
  ['velero', (sight) => kube(sight, { context: '--kubecontext' })],
  ['terraform tofu terragrunt tf', terraform],
  ['aws eksctl cdk sam', aws],
  ['gcloud gsutil bq', gcloud],
  ['az', azure],
  ['docker podman nerdctl docker-compose podman-compose', (sight) => registry(sight) ?? engine(sight)],
  ['skopeo crane oras buildah', registry],
  ['gh glab', forge],
  ['ansible', inventory('ansible')],
  ['ansible-playbook ansible-console', inventory('ansible-playbook')],
  ['kubectx', switcher],
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
  ['pulumi', pulumi],
];
const BY_NAME = new Map(RESOLVERS.flatMap(([names, resolve]) => names.split(' ').map((name) => [name, resolve] as const)));

/** What a call of this tool acts on; null where the tool names nothing, or nothing is known of it. */
export const aimOf = (tool: string, sight: Sight): Aim | null => BY_NAME.get(tool)?.(sight) ?? null;

/** How a tool names its target where nothing is known of the one it would take. */
const GENERAL: readonly (readonly [names: string, flag: string])[] = [
  ['kubectl k oc kubecolor microk8s.kubectl flux cilium linkerd istioctl', '--context NAME'],
  ['helm', '--kube-context NAME'],
  ['velero', '--kubecontext NAME'],
  ['terraform tofu terragrunt tf', 'TF_WORKSPACE=NAME'],
  ['aws eksctl cdk sam', '--profile NAME'],
  ['gcloud', '--project NAME'],
  ['az', '--subscription NAME'],
  ['docker podman nerdctl', '--context NAME'],
  ['psql mysql mariadb mongosh', '-h HOST'],
  ['talosctl', '--nodes ADDRESS'],
  ['etcdctl', '--endpoints URL'],
  ['argocd', '--server HOST'],
  ['pulumi', '--stack NAME'],
];
const FLAGS = new Map(GENERAL.flatMap(([names, flag]) => names.split(' ').map((name) => [name, flag] as const)));

/** The flag that would name a tool's target, with a word in the place of the name. */
export const generalFlag = (tool: string): string | undefined => FLAGS.get(tool);

/** Whether calls of this tool act on something their operands do not name, or choose it for those after them. */
export const isAimed = (tool: string): boolean => BY_NAME.has(tool);
