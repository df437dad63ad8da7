// Finds a step again in a runbook that moved on while it ran.
import type { Runbook, Step } from '../step.ts';

/** The step of that id if its text is still the same, else the only step with that text, else undefined: a result under the wrong
 *  step would be a false record. A fence that lost its end holds no result either. */
export function locateStep(runbook: Runbook, sought: { readonly id: string; readonly text: string }): Step | undefined {
  const same = runbook.steps.filter((step) => step.text === sought.text && step.problem?.kind !== 'fence-unclosed');
  return same.find((step) => step.id === sought.id) ?? (same.length === 1 ? same[0] : undefined);
}
