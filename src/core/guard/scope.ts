// Scope creep: a tool or a thing that neither the objective nor the runbook speaks of. Only what changes something is asked about.
import { callsOf } from './calls.ts';
import type { GuardFinding, Story, Suggestion } from './story.ts';

/** Families of tools, and the words that call for them. */
const FAMILIES: readonly (readonly [tools: RegExp, words: RegExp])[] = [
  [
    /^(?:kubectl|helm|kustomize|k3s|k9s|kubeadm|cilium|istioctl|flux|argocd|kubeseal|crictl|ctr|nerdctl|kind|minikube|velero|linkerd)$/,
    /\b(?:kube\w*|k3s|k8s|cluster|pods?|nodes?|deployments?|namespaces?|helm|charts?|cni|cilium|flannel|calico|ingress|statefulsets?|daemonsets?|control[- ]plane|workers?|flux|argo|gitops|cert-manager|operators?|longhorn|replicas?)\b/i,
  ],
  [/^(?:docker|podman|docker-compose|buildah|skopeo|crane)$/, /\b(?:docker|podman|containers?|compose|images?|registry)\b/i],
  [
    /^(?:terraform|tofu|terragrunt|pulumi|packer)$/,
    /\b(?:terraform|tofu|terragrunt|pulumi|packer|infrastructure as code|iac|provision\w*)\b/i,
  ],
  [/^(?:ansible|ansible-playbook|ansible-galaxy|salt|puppet|chef\w*)$/, /\b(?:ansible|playbooks?|salt|puppet|chef)\b/i],
  [/^(?:aws|eksctl|sam|cdk)$/, /\b(?:aws|amazon|ec2|s3|eks|iam|route ?53|rds|lambda|cloudformation|cdk)\b/i],
  [/^(?:gcloud|gsutil|bq)$/, /\b(?:gcp|gcloud|google|gke|gcs|bigquery)\b/i],
  [/^(?:az|azcopy)$/, /\b(?:azure|aks|entra)\b/i],
  [/^(?:psql|pg_\w+|createdb|dropdb|pgbackrest|patronictl)$/, /\b(?:postgres\w*|pg_?\w*|psql|database|db|sql|patroni)\b/i],
  [/^(?:mysql\w*|mariadb\w*)$/, /\b(?:mysql|mariadb|database|db|sql|galera)\b/i],
  [
    /^(?:redis-cli|mongosh?|mongo\w+|etcdctl|consul|vault|kafka-\w+|rabbitmq\w+)$/,
    /\b(?:redis|mongo\w*|etcd|consul|vault|kafka|rabbit\w*|cache|broker|database)\b/i,
  ],
  [
    /^(?:qm|pct|pvesh|pveum|pvecm|ha-manager|virsh|virt-\w+|vboxmanage|multipass|lxc|incus)$/,
    /\b(?:proxmox|pve\d*|vms?|virtual machines?|libvirt|kvm|guests?|lxc|incus|hypervisor)\b/i,
  ],
  [
    /^(?:zpool|zfs|lv\w+|vg\w+|pv(?:create|remove|resize)|mdadm|mkfs\S*|parted|fdisk|sgdisk|wipefs|cryptsetup)$/,
    /\b(?:zfs|zpool|lvm|volumes?|disks?|raid|partitions?|file ?systems?|storage|encrypt\w*|luks|mounts?)\b/i,
  ],
  [/^(?:iptables\S*|nft|ufw|firewall-cmd|ip6tables\S*)$/, /\b(?:firewall|iptables|nft\w*|ufw|ports?|network|cni|rules?|nat)\b/i],
  [/^(?:useradd|userdel|usermod|passwd|groupadd|groupdel|visudo|chpasswd)$/, /\b(?:users?|accounts?|groups?|sudo\w*|passwords?|access)\b/i],
  [
    /^(?:apt|apt-get|dnf|yum|pacman|apk|zypper|brew|snap|dpkg|rpm)$/,
    /\b(?:install\w*|packages?|upgrad\w*|updat\w*|apt|dnf|set ?up|bring up|bootstrap|migrat\w*|prepare)\b/i,
  ],
  [/^(?:gh|glab)$/, /\b(?:github|gitlab|pull requests?|issues?|releases?|gh)\b/i],
];

/** One finding, naming the first tool nothing speaks of; without an objective there is no scope to leave. */
export function guardScope(suggestion: Suggestion, story: Story): readonly GuardFinding[] {
  if (suggestion.level === 'read' || story.objective.trim() === '') return [];
  const known = `${story.objective}\n${story.state}\n${story.runbook}`;
  for (const { program } of callsOf(suggestion)) {
    const family = FAMILIES.find(([tools]) => tools.test(program));
    if (family && !family[1].test(known) && !mentions(known, program))
      return [{ guard: 'scope', verdict: 'told', args: { what: program } }];
  }
  return placeOutside(suggestion, known);
}

/** A namespace, context or host that is named here for the first time. */
function placeOutside(suggestion: Suggestion, known: string): readonly GuardFinding[] {
  for (const { options, via } of callsOf(suggestion)) {
    const hosts = via.flatMap((layer) => /^ssh (?:[^@\s]+@)?(\S+)$/.exec(layer)?.[1] ?? []);
    const named = ['-n', '--namespace', '--context', '--kube-context', '--profile', '--project'].flatMap((name) => options.get(name) ?? []);
    const stranger = [...named, ...hosts].find((place) => /^[A-Za-z][\w.-]{2,}$/.test(place) && !mentions(known, place));
    if (stranger !== undefined) return [{ guard: 'scope', verdict: 'told', args: { what: stranger } }];
  }
  return [];
}

const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w.])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`, 'i').test(text);
