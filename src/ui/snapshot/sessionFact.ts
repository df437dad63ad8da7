// What a step takes over from the steps before it, and what of its own ends with it: the session in one fact.
import { basename } from 'node:path';
import { type Fleeting, fleetingOf } from '../../core/seal/fleeting.ts';
import type { Plan } from '../../core/seal/plan.ts';
import type { Carry, Step } from '../../core/step.ts';
import type { Say } from '../../core/words.ts';
import type { FactView } from '../../protocol.ts';

type Part = FactView['parts'][number];

/** More than this is counted instead of named. */
const MOST_NAMED = 6;
/** Variables that lead every later command elsewhere. */
const LEADING = /^(?:HOME|KUBECONFIG|DOCKER_HOST|DOCKER_CONTEXT|AWS_PROFILE|CLOUDSDK_\w+|TF_WORKSPACE|\w*_PROXY)$/i;

/** What was carried into the step, value by value; null where the runbook carries nothing or nothing was handed on. */
export function carriedFact(plan: Plan, say: Say): FactView | null {
  const { carry } = plan;
  if (!carry) return null;
  const cwd: Part[] = carry.cwd === null ? [] : [{ text: say('directory {name}', { name: basename(carry.cwd) }) }];
  const variables = Object.entries(carry.env).map(
    ([name, value]): Part => ({ text: `${name}=${value}`, code: true, ...(LEADING.test(name) ? { warn: true } : {}) }),
  );
  const left = carry.left.length === 0 ? [] : [{ text: say('not carried: {names}', { names: namesOf(carry.left, say) }) }];
  const parts = [...cwd, ...variables, ...left];
  return parts.length === 0 ? null : { label: say('Carried'), parts };
}

function namesOf(names: readonly string[], say: Say): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  const rest = names.length - MOST_NAMED;
  return rest > 0 ? `${shown} ${say('and {count} more', { count: rest })}` : shown;
}

/** What of the step ends with it, though in one shell it would last; null where there is nothing. */
export function fleetingFact({ plan, step }: { readonly plan: Plan; readonly step: Step }, say: Say): FactView | null {
  const carry: Carry[] = [...(plan.carry?.hands.cwd ? (['cwd'] as const) : []), ...(plan.carry?.hands.env ? (['env'] as const) : [])];
  const found = fleetingOf({ text: step.text, shell: step.shell, carry });
  if (found.length === 0) return null;
  const named = found.slice(0, MOST_NAMED).map((each): Part => ({ text: textOf(each, say) }));
  const rest = found.length - named.length;
  return { label: say('Ends with it'), parts: rest > 0 ? [...named, { text: say('and {count} more', { count: rest }) }] : named };
}

function textOf({ kind, name }: Fleeting, say: Say): string {
  switch (kind) {
    case 'cwd':
      return say('the directory of {name}', { name });
    case 'variable':
      return say('variable {name}', { name });
    case 'alias':
      return say('alias {name}', { name });
    case 'function':
      return say('function {name}', { name });
    case 'option':
      return say('{name} (an option of the shell)', { name });
    case 'source':
      return say('what {name} defines', { name });
  }
}
