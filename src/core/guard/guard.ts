// The guards over a suggestion, one after the other.
import { guardExotic } from './exotic.ts';
import { guardRefuted } from './hypotheses.ts';
import { guardPileUp } from './pileup.ts';
import { guardRepetition } from './repetition.ts';
import { guardScope } from './scope.ts';
import { guardSpiral } from './spiral.ts';
import type { GuardFinding, Story, Suggestion } from './story.ts';

/** Attempts further back are no reason any more. */
const LOOK_BACK = 60;

/** Everything the guards see in a suggestion, in the order of GUARDS. Nothing here lowers a level or approves anything. */
export function guardSuggestion(suggestion: Suggestion, story: Story): readonly GuardFinding[] {
  const recent = { ...story, attempts: story.attempts.slice(-LOOK_BACK) };
  return [guardSpiral, guardRefuted, guardRepetition, guardExotic, guardScope, guardPileUp].flatMap((guard) => guard(suggestion, recent));
}
