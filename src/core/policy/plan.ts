// What the policy and the targets make of a plan, before a person sees it.
import type { Failure } from '../failure.ts';
import type { Plan } from '../seal/plan.ts';
import type { PolicyState } from './policy.ts';

export type PlanUnder = { readonly ok: true; readonly value: Plan } | { readonly ok: false; readonly failure: Failure };

/** Binds a plan to what it acts on, and to the provider and mode the policy allows. */
export function planUnder(
  plan: Plan,
  { policy, targets = [] }: { readonly policy: PolicyState; readonly targets?: readonly string[] | undefined },
): PlanUnder {
  const aimed: Plan = targets.length === 0 ? plan : { ...plan, targets };
  if (policy.kind !== 'policy') return { ok: true, value: aimed };
  const { providers, mode } = policy.policy;
  const provider = mode === 'op-masking' && plan.secrets.provider === 'op' ? mode : plan.secrets.provider;
  // Whoever resolves nothing is not in question.
  const resolves = plan.secrets.providerPath !== null || plan.secrets.names.length > 0;
  if (resolves && providers !== undefined && !providers.includes(provider))
    return { ok: false, failure: { kind: 'provider-forbidden', name: provider } };
  return { ok: true, value: { ...aimed, secrets: { ...aimed.secrets, provider } } };
}
