// Follows a text call by call and says what each acts on: through wrappers, assignments and calls that choose a target for those after them.
import type { Invocation, Reading } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { classOf } from '../policy/classes.ts';
import type { Policy } from '../policy/policy.ts';
import { aimOf, isAimed } from './aiming.ts';
import { hostAim } from './aimRemotes.ts';
import { type Aim, aimLine, type ClassedAim } from './aims.ts';
import { type Around, findAssigned } from './assigned.ts';
import { argsOf } from './callArgs.ts';
import { type ReadyTool, toolNamed } from './compile.ts';
import type { Facts } from './facts.ts';
import { optionOf, type Sight } from './sight.ts';

const NOTHING: Facts = {};
/** Wrappers that leave a call on this machine, with this user's configuration. Anything else may be another place. */
const STAYS =
  /^(?:env|nice|ionice|nohup|setsid|command|builtin|exec|stdbuf|timeout|gtimeout|time|gtime|watch|flock|xargs|gxargs|parallel|find|fd|fdfind|bash|sh|dash|zsh|ksh|ash|source|.|eval|trap|alias|strace|op|doppler|infisical|dotenvx|varlock|dotenv|direnv|sops|hyperfine|entr|unbuffer|caffeinate|mise|asdf|uv|poetry|systemd-inhibit)(?: |$)/;
const PLACE_WRAPPERS = /^(?:ssh|mosh|autossh|kubectl|k|oc|docker|podman|nerdctl|docker-compose|podman-compose)$/;

interface Enclosing extends Around {
  readonly aim: Aim | null;
}

export interface Sighting {
  /** What a call acts on. Calls are to be asked about in the order of the reading. */
  readonly of: (invocation: Invocation) => ClassedAim | null;
  /** A line for each target resolved so far, for the plan. */
  readonly lines: () => readonly string[];
}

/** Prepares to follow one reading. */
export function sight(reading: Reading, { facts = NOTHING, policy }: { readonly facts?: Facts; readonly policy: Policy | null }): Sighting {
  const enclosing: Enclosing[] = [];
  const chosen = new Map<string, string>();
  const lines = new Set<string>();
  const findGiven = findAssigned(reading);

  function look(invocation: Invocation): Aim | null {
    const { via, words } = invocation;
    enclosing.length = Math.min(enclosing.length, via.length);
    const name = words[0]?.kind === 'literal' ? programName(words[0].text) : '';
    const tool = isAimed(name) ? toolNamed(name) : undefined;
    const own = tool === undefined ? null : ownAim(invocation, { tool, here: via.every((step) => STAYS.test(step)) });
    if (via.length > 0 || wraps(invocation)) enclosing[via.length] = { ...invocation, aim: untold(own) };
    if (own !== null) return own;
    const around = enclosing.slice(0, via.length).findLast((one) => one?.aim != null)?.aim ?? null;
    return around ?? placeNamed(via, facts);
  }

  function ownAim(invocation: Invocation, { tool, here }: { tool: ReadyTool; here: boolean }): Aim | null {
    const args = argsOf(tool, invocation);
    const operands = args.operands.map((word) => word.text);
    const seen: Sight = { args, operands, chosen, facts: here ? facts : NOTHING, variable: (name) => variable(name, { invocation, here }) };
    if (here) choose(tool.name, seen, chosen);
    return aimOf(tool.name, seen);
  }

  function variable(name: string, { invocation, here }: { invocation: Invocation; here: boolean }): string | undefined {
    if (name === '') return undefined;
    const own = invocation.assignments.findLast((assigned) => assigned.name === name);
    if (own !== undefined) return own.value?.text ?? '';
    const wrappers = enclosing.slice(0, invocation.via.length).filter((one) => one !== undefined);
    const given = findGiven(name, { start: invocation.span[0], wrappers });
    if (given !== undefined) return given.value?.text ?? '';
    const set = [...wrappers, invocation].findLast((one) => one.set?.has(name))?.set?.get(name);
    // What may be another value leaves what is current here as the worst that is known.
    if (typeof set === 'string') return set;
    return here ? facts.env?.[name] : undefined;
  }

  return {
    of(invocation) {
      const aim = look(invocation) ?? hereAim(invocation, facts);
      if (aim === null) return null;
      const classed = { ...aim, class: classOf([aim.name, ...aim.more, ...(aim.inside === undefined ? [] : [aim.inside])], policy) };
      // This machine matters where it is production; else it goes without saying.
      if (aim.kind === 'host' && !aim.named && classed.class !== 'prod') return null;
      lines.add(aimLine(classed));
      return classed;
    },
    lines: () => [...lines],
  };
}

const wraps = ({ words, opened }: Invocation): boolean => opened || PLACE_WRAPPERS.test(words[0]?.text ?? '');
/** For what runs inside, nothing says it yet. */
function untold(aim: Aim | null): Aim | null {
  if (aim?.told === undefined) return aim;
  const { told: _, ...rest } = aim;
  return rest;
}

/** The machine this runs on, for what names no other target. */
function hereAim({ via, words }: Invocation, { host }: Facts): Aim | null {
  if (
    host === undefined ||
    isAimed(programName(words[0]?.text ?? '')) ||
    !via.every((step) => STAYS.test(step) || step === 'sudo' || step === 'doas')
  )
    return null;
  return { kind: 'host', name: host, more: [], named: false };
}

/** A host in the path of a call, where the call that leads there was not seen. */
function placeNamed(via: readonly string[], facts: Facts): Aim | null {
  const step = via.findLast((one) => /^(?:ssh|mosh|autossh) /.test(one));
  return step === undefined ? null : hostAim(step.slice(step.indexOf(' ') + 1), facts);
}

/** Notes what a call makes current for those after it. */
function choose(tool: string, sight: Sight, chosen: Map<string, string>): void {
  const [first, second, third, fourth] = sight.operands;
  const set = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '-') chosen.set(key, value);
  };
  if (tool === 'kubectx') set('kube', first);
  else if (/^(?:kubectl|k|oc|kubecolor)$/.test(tool) && first === 'config' && /^use(?:-context)?$/.test(second ?? '')) set('kube', third);
  else if (/^(?:terraform|tofu|tf|terragrunt)$/.test(tool) && first === 'workspace' && /^(?:select|new)$/.test(second ?? ''))
    set('terraform', third);
  else if (tool === 'pulumi' && first === 'stack' && second === 'select') set('pulumi', third);
  else if (tool === 'docker' && first === 'context' && second === 'use') set('docker', third);
  else if (tool === 'az' && first === 'account' && second === 'set') set('az', optionOf(sight, '--subscription -s -n --name'));
  else if (tool === 'gcloud' && first === 'config' && second === 'set' && /^(?:core\/)?project$/.test(third ?? '')) set('gcloud', fourth);
}
