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
}

/** Programs that wait, print or filter: they are no goal. */
const AROUND =
  /^(?:sleep|timeout|gtimeout|start-sleep|seq|echo|printf|date|true|false|:|test|\[|watch|grep|egrep|head|tail|awk|sed|jq|yq|wc|sort|uniq|tee|cat|tr|cut|break|exit|set|let|sudo|env|bash|sh|time|if|for|do|done|while|until|then|fi|xargs|column|clear|wait)$/i;
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
  const calls = callsOf(of).filter(({ program }) => program !== '' && !AROUND.test(program));
  if (calls.length === 0) return null;
  const things = calls.flatMap(thingsOf);
  return {
    programs: new Set(calls.map(({ program }) => program)),
    kinds: new Set(things.filter(isKind)),
    names: new Set(things.filter((thing) => !isKind(thing))),
    namespaces: new Set(calls.flatMap(({ options }) => [options.get('-n') ?? [], options.get('--namespace') ?? []].flat())),
  };
}

const isKind = (thing: string): boolean => KIND.test(thing);

/** The things a call names, kinds in the singular and without their short names. */
function thingsOf({ operands, options, via }: Call): readonly string[] {
  const selected = ['-l', '--selector', '-u', '--unit'].flatMap((name) => options.get(name)?.split('=').at(-1) ?? []);
  const hosts = via.flatMap((layer) => (layer.startsWith('ssh ') ? layer.slice(4) : []));
  const own = operands.flatMap((word) => hostOf(word) ?? word.split('/'));
  return [...own, ...selected, ...hosts]
    .map((thing) => singular(thing.toLowerCase().replace(/\.service$/, '')))
    .filter((thing) => /[a-z0-9]/.test(thing) && !VERBS.test(thing));
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
  if (a.names.size > 0 && b.names.size > 0) return meet(a.names, b.names);
  if (!meet(a.programs, b.programs)) return false;
  return a.kinds.size === 0 || b.kinds.size === 0 || meet(a.kinds, b.kinds);
}
