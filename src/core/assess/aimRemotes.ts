// Which host, repository or registry a call acts on.
import { fits } from '../policy/glob.ts';
import { type Aim, tidy, withoutCredentials } from './aims.ts';
import type { Facts } from './facts.ts';
import { optionOf, type Sight, some } from './sight.ts';

/** `git push [REMOTE [REFSPEC]]`; what is not named is taken from the branch's upstream. */
export function gitPush(sight: Sight): Aim | null {
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

/** `scp x host:/y`, `rsync x user@host:/y`. */
export function copyHost(sight: Sight): Aim | null {
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

/** The repository of gh and glab: by option, by the operand of `repo` verbs, else the one whose remote is here. */
export function forge(sight: Sight): Aim | null {
  const { operands, facts } = sight;
  const option = optionOf(sight, '-R --repo');
  const operand = operands[0] === 'repo' && operands[2]?.includes('/') ? operands[2] : undefined;
  const own = facts.git?.remotes.find(({ name }) => name === 'origin')?.url;
  const name = option ?? operand ?? own;
  if (name === undefined) return null;
  const named = option !== undefined || operand !== undefined;
  return {
    kind: 'repository',
    name: tidy(withoutCredentials(name)),
    more: [],
    named,
    ...(operand === undefined ? {} : { told: true }),
    ...(named ? {} : { flag: '-R OWNER/NAME' }),
  };
}

/** The registries an image or chart is sent to: `docker push`, `docker build --push -t`, `helm push`, `skopeo copy`, `crane`. */
export function registry(sight: Sight): Aim | null {
  const { operands, args } = sight;
  const pushes =
    operands.includes('push') ||
    args.options.some(({ name }) => name === '--push') ||
    /^(?:copy|cp|sync|delete|tag)$/.test(operands[0] ?? '');
  if (!pushes) return null;
  const tagged = args.options.flatMap(({ name, value }) =>
    value !== null && /^(?:-t|--tag|--destination)$/.test(name) ? [value.text] : [],
  );
  const hosts = [...new Set([...operands, ...tagged].flatMap((text) => IMAGE.exec(text)?.[1] ?? []))];
  const [first, ...more] = hosts;
  return first === undefined ? null : { kind: 'registry', name: tidy(first), more: some(...more), named: true, told: true };
}

/** A registry's host stands before the first slash and has a dot, a port, or is localhost. */
const IMAGE = /^(?:oci:\/\/|docker:\/\/)?((?:[\w-]+\.)+[\w-]+(?::\d+)?|[\w-]+:\d+|localhost)\//;

/** The hosts of Ansible: the pattern, the limit, the inventory. */
export function inventory(tool: string): (sight: Sight) => Aim | null {
  return (sight) => {
    const limit = optionOf(sight, '-l --limit');
    const file = optionOf(sight, '-i --inventory --inventory-file');
    const pattern = tool === 'ansible' ? sight.operands[0] : undefined;
    const name = limit ?? pattern ?? file;
    if (name === undefined) return null;
    return {
      kind: 'inventory',
      name: tidy(name),
      more: some(file === name ? undefined : file),
      named: true,
      ...(limit === undefined && pattern !== undefined ? { told: true } : {}),
    };
  };
}
