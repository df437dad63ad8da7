// What a step in the editor would do, as lenses, marks and hovers say it: the same assessment the card makes, with what is known of this place.
import { assess } from '../core/assess/assess.ts';
import type { Assessment } from '../core/assess/assessment.ts';
import type { Runbook, Step } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import type { Bearings } from '../ports.ts';

export type AssessStep = (runbook: Runbook, step: Step) => Promise<Assessment>;

/** Assesses steps as they stand in the editor. */
export function createAssessor({ bearings, say }: { readonly bearings: Bearings; readonly say: Say }): AssessStep {
  return async (runbook, step) => {
    const bearing = await bearings.take(runbook, step);
    return assess({ command: step.text, shell: step.shell, environment: runbook.frontMatter.environment ?? null, ...bearing }, say);
  };
}
