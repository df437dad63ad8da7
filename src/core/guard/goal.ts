// What an attempt is after, so that two attempts at one goal are known as such whatever they wait, print or retry.
import type { Shell } from '../step.ts';
import { type Call, callsOf } from './calls.ts';

export interface Goal {
  readonly programs: ReadonlySet<string>;
  /** Kinds of things: pod, node, deployment. */
  readonly kinds: ReadonlySet<string>;
  /** Names of things: web-0, k3s-agent, host names. */
  readonly names: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
  /** Machines it goes to: over ssh, as the host of an address, or as that of a copy. */
  readonly hosts: ReadonlySet<string>;
}

/** Programs that wait, print or filter: they are no goal. */
const AROUND =
  /^(?:u?sleep|timeout|gtimeout|start-sleep|seq|echo|printf|date|true|false|:|test|\[|watch|grep|egrep|head|tail|awk|sed|jq|yq|wc|sort|uniq|tee|cat|tr|cut|break|exit|set|let|sudo|env|eval|command|nohup|exec|read|retry|kill|bash|sh|time|if|for|do|done|while|until|then|fi|xargs|column|clear|wait|python[\d.]*|perl|ruby|php|node)$/i;
/** Of those, what reads a file: where nothing else is called, the file is the goal. */
const READING = /^(?:grep|egrep|head|tail|awk|sed|jq|yq|wc|cat|test|\[)$/;
/** The first word after these names what to do, not with what. */
const VERB_FIRST =
  /^(?:kubectl|oc|helm|docker|podman|nerdctl|crictl|systemctl|terraform|tofu|git|aws|gcloud|az|qm|pct|virsh|flux|argocd|cilium|talosctl|etcdctl|vault|consul|nomad|zpool|zfs|k3s|kubeadm)$/;
/** Verbs and words that name no thing. */
const VERBS =
  /^(?:get|describe|logs?|wait|rollout|status|restart|apply|delete|exec|top|events?|upgrade|install|up|down|ps|inspect|show|is-active|list|start|stop|run|check|health|endpoint|plan|init|state|cluster|version|all)$/;
const KINDS: Readonly<Record<string, string>> = {
  po: 'pod',
  no: 'node',
  svc: 'service',
  deploy: 'deployment',
  ds: 'daemonset',
  sts: 'statefulset',
  ns: 'namespace',
  pvc: 'persistentvolumeclaim',
  pv: 'persistentvolume',
  ing: 'ingress',
  job: 'job',
  cert: 'certificate',
  hr: 'helmrelease',
  ks: 'kustomization',
  crd: 'customresourcedefinition',
};
const KIND =
  /^(?:pod|node|service|deployment|daemonset|statefulset|replicaset|namespace|persistentvolume(?:claim)?|ingress|job|cronjob|certificate|helmrelease|kustomization|endpoint|event|secret|configmap|application|machine|volume|container|image)$/;

/** Null for a command that only waits: it belongs to whatever goal it stands among. */
export function goalOf(of: { readonly command: string; readonly shell: Shell }): Goal | null {
  const all = callsOf(of).filter(({ program }) => program !== '');
  const acting = all.filter(({ program }) => !AROUND.test(program));
  const calls = acting.length > 0 ? acting : all.filter(({ program, operands }) => READING.test(program) && operands.some(isPath));
  if (calls.length === 0) return null;
  const programs = new Set(calls.map(({ program }) => program));
  const things = calls.flatMap(thingsOf).filter((thing) => !programs.has(thing));
  const names = things.filter((thing) => !isKind(thing));
  const worded = names.filter((name) => /[a-z]/.test(name));
  return {
    programs,
    kinds: new Set(things.filter(isKind)),
    // A bare number is a port beside a name, and an id where it stands alone.
    names: new Set(worded.length > 0 ? worded : names),
    hosts: new Set(calls.flatMap(hostsOf)),
    namespaces: new Set(calls.flatMap(({ options }) => [options.get('-n') ?? [], options.get('--namespace') ?? []].flat())),
  };
}

const SSH = /^ssh (?:[^@\s]+@)?(\S+)/;
const COPIED = /^(?:[^@\s/]+@)?([\w.-]+):/;

function hostsOf({ program, operands, via }: Call): readonly string[] {
  const reached = via.flatMap((layer) => SSH.exec(layer)?.[1] ?? []);
  const named = operands.flatMap(
    (word) => hostOf(word) ?? (/^(?:scp|rsync|sftp)$/.test(program) ? COPIED.exec(word)?.[1] : undefined) ?? [],
  );
  return [...reached, ...named];
}

const isPath = (word: string): boolean => word.includes('/');
const isKind = (thing: string): boolean => KIND.test(thing);

/** The things a call names, kinds in the singular and without their short names. */
function thingsOf({ program, operands, options, via }: Call): readonly string[] {
  const selected = ['-l', '--selector', '-u', '--unit'].flatMap((name) => options.get(name)?.split('=').at(-1) ?? []);
  const hosts = via.flatMap((layer) => (layer.startsWith('ssh ') ? layer.slice(4) : []));
  const named = (VERB_FIRST.test(program) ? operands.slice(1) : operands).filter(
    (word) => hostOf(word) !== undefined || !word.includes('='),
  );
  const own = named.flatMap((word) => hostOf(word) ?? (/^[/.~]/.test(word) ? [word] : word.split('/')));
  return [...own, ...selected, ...hosts]
    .map((thing) => singular(thing.toLowerCase().replace(/\.service$/, '')))
    .filter((thing) => /[a-z0-9]/.test(thing) && !VERBS.test(thing) && !/^\d+(?:\.\d+)?(?:ms|[smh])$/.test(thing));
}

function singular(thing: string): string {
  const [bare = ''] = thing.split('.');
  const short = KINDS[bare] ?? bare;
  const one = short
    .replace(/ses$/, 's')
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1');
  return KIND.test(one) ? one : thing;
}

const hostOf = (word: string): string | undefined => /^[a-z][a-z+]*:\/\/(?:[^@/]*@)?([^/?#]+)/i.exec(word)?.[1];

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((item) => b.has(item));

/** Whether two attempts are after the same thing. Names decide where both have some; else the program and the kind of thing. */
export function sameGoal(a: Goal | null, b: Goal | null): boolean {
  if (a === null || b === null) return true;
  if (a.namespaces.size > 0 && b.namespaces.size > 0 && !meet(a.namespaces, b.namespaces)) return false;
  if (a.hosts.size > 0 && b.hosts.size > 0 && !meet(a.hosts, b.hosts)) return false;
  if (a.names.size > 0 && b.names.size > 0) return meet(a.names, b.names);
  if (!meet(a.programs, b.programs)) return false;
  return a.kinds.size === 0 || b.kinds.size === 0 || meet(a.kinds, b.kinds);
}
