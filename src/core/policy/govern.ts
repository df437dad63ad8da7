// What an assessment carries besides its findings: what the calls act on, whether the policy forbids it, the pause it demands.
import type { Assessment } from '../assess/assessment.ts';
import { type Draft, findingOf } from '../assess/draft.ts';
import type { Say } from '../words.ts';
import { pauseOf } from './apply.ts';
import type { PolicyState } from './policy.ts';

export interface Governing {
  readonly drafts: readonly Draft[];
  readonly targets: readonly string[];
  readonly policy: PolicyState;
  readonly say: Say;
}

/** The assessment with what it needs to be approved under this policy. */
export function governed(assessment: Assessment, { drafts, targets, policy, say }: Governing): Assessment {
  const forbidden = drafts.find((draft) => draft.forbidden === true);
  const pauseMs = policy.kind === 'policy' ? pauseOf(policy.policy, assessment.level) : undefined;
  return {
    ...assessment,
    ...(targets.length === 0 ? {} : { targets }),
    ...(forbidden === undefined ? {} : { forbidden: findingOf(forbidden, say).sentence }),
    ...(pauseMs === undefined ? {} : { pauseMs }),
  };
}
