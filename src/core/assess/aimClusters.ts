// Which cluster or server a call acts on.
import { type Aim, tidy, withoutCredentials } from './aims.ts';
import { optionOf, type Sight, some } from './sight.ts';

/** Kinds of things that stand in no namespace. */
const CLUSTER_WIDE =
  /^(?:ns|namespaces?|no|nodes?|pv|persistentvolumes?|crds?|customresourcedefinitions?|clusterroles?|clusterrolebindings?|sc|storageclass(?:es)?)(?:\/|$|\.)/i;

/** The cluster of kubectl and its kin; each names its context by another option. */
export function kube(sight: Sight, names: { readonly context: string; readonly space?: string }): Aim | null {
  const { facts, operands, chosen } = sight;
  // `kubectl config use-context NAME` acts on what it names.
  const shown =
    operands[0] === 'config' && /^(?:use(?:-context)?|delete-context|rename-context)$/.test(operands[1] ?? '') ? operands[2] : undefined;
  const made = operands[0] === 'config' && operands[1] === 'set' && operands[2] === 'current-context' ? operands[3] : undefined;
  const named = optionOf(sight, names.context) ?? shown ?? made;
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

/** A server named by an option or a variable. */
export function endpoint(
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

/** What makes another context, project or namespace current: it acts on the one it names. */
export function switcher({ operands }: Sight): Aim | null {
  const [name] = operands;
  return name === undefined || name === '-' ? null : { kind: 'cluster', name: tidy(name), more: [], named: true, told: true };
}

/** The stack of Pulumi. */
export function pulumi(sight: Sight): Aim | null {
  const { operands } = sight;
  const operand = operands[0] === 'stack' && /^(?:rm|select|init)$/.test(operands[1] ?? '') ? operands[2] : undefined;
  const name = optionOf(sight, '--stack -s') ?? operand ?? sight.chosen.get('pulumi');
  return name === undefined
    ? null
    : { kind: 'stack', name: tidy(name), more: [], named: true, ...(operand === undefined ? {} : { told: true }) };
}

/** The nodes of talosctl, which its sentences name; without any the context that is current, with its nodes. */
export function talos(sight: Sight): Aim | null {
  const elsewhere = optionOf(sight, '--talosconfig') ?? sight.variable('TALOSCONFIG');
  const facts = elsewhere === undefined || elsewhere === sight.facts.env?.TALOSCONFIG ? sight.facts.talos : undefined;
  const context = optionOf(sight, '--context') ?? facts?.current;
  const known = facts?.contexts.find(({ name }) => name === context);
  const aim = endpoint(sight, { options: '--nodes -n --context --endpoints -e', kind: 'host' });
  if (aim !== null)
    return {
      ...aim,
      more: some(context === aim.name ? undefined : context, ...(context === aim.name ? (known?.nodes ?? []) : [])),
      told: true,
    };
  const flag = known?.nodes[0];
  return context === undefined
    ? null
    : {
        kind: 'cluster',
        name: tidy(context),
        more: some(...(known?.nodes ?? [])),
        named: false,
        ...(flag === undefined ? {} : { flag: `--nodes ${flag}` }),
      };
}
