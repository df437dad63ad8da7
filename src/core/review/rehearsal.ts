// A dry run: the preview of a finding, as a step of its own with its own review, level and approval.
import type { Runbook, Step } from '../step.ts';

/** The step that runs a preview where its step would run, with the same secrets. No author's id can hold the `#`. */
export function rehearsalOf(step: Step, preview: string): Step {
  const { cwd, envFile, env, timeoutMs } = step.attributes;
  return {
    id: `${step.id}#dry-run`,
    index: step.index,
    title: step.title,
    text: preview,
    shell: step.shell,
    attributes: {
      ...(cwd === undefined ? {} : { cwd }),
      ...(envFile === undefined ? {} : { envFile }),
      ...(env === undefined ? {} : { env }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    },
    fence: step.fence,
    line: step.line,
    rehearses: step.id,
  };
}

/** The step of the runbook this one stands for: itself, or the one it rehearses. */
export function ownerIn(runbook: Runbook | null, step: Pick<Step, 'id' | 'rehearses'>): Step | undefined {
  return runbook?.steps.find((candidate) => candidate.id === (step.rehearses ?? step.id));
}
