// Several policies over one place, as of a repository and a folder in it: the strictest of all of them.
import type { Level } from '../step.ts';
import { NO_POLICY, type Policy, type PolicyState } from './policy.ts';

/** All of them at once. None of them can take back what another demands; a broken one breaks the whole. */
export function mergePolicies(states: readonly PolicyState[]): PolicyState {
  const broken = states.find((state) => state.kind === 'broken');
  if (broken !== undefined) return broken;
  const policies = states.flatMap((state) => (state.kind === 'policy' ? [state.policy] : []));
  return policies.reduce<PolicyState>(
    (merged, policy) => ({ kind: 'policy', policy: merged.kind === 'policy' ? both(merged.policy, policy) : policy }),
    NO_POLICY,
  );
}

function both(a: Policy, b: Policy): Policy {
  const providers = a.providers && b.providers ? a.providers.filter((one) => b.providers?.includes(one)) : (a.providers ?? b.providers);
  const mode = a.mode ?? b.mode;
  return {
    environments: {
      prod: [...a.environments.prod, ...b.environments.prod],
      nonProd: [...a.environments.nonProd, ...b.environments.nonProd],
    },
    forbid: [...a.forbid, ...b.forbid],
    raise: [...a.raise, ...b.raise],
    ...(providers === undefined ? {} : { providers }),
    ...(mode === undefined ? {} : { mode }),
    pauseMs: longest(a.pauseMs, b.pauseMs),
  };
}

function longest(a: Policy['pauseMs'], b: Policy['pauseMs']): Policy['pauseMs'] {
  const levels = [...new Set([...Object.keys(a), ...Object.keys(b)])] as Level[];
  return Object.fromEntries(levels.map((level) => [level, Math.max(a[level] ?? 0, b[level] ?? 0)]));
}
