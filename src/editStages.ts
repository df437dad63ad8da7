// What editing a step on the card does with the ports: assess the draft, and write it into the runbook.
import type { Effect, SessionEvent } from './core/review/events.ts';
import { rewriteStep } from './core/review/rewrite.ts';
import { assessStep, type Stages } from './stages.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** The level and findings of what is being typed; null where a bug kept them from being found. The draft decides nothing by itself. */
export async function assessDraft(deps: Stages, { digest, runbook, step }: Of<'assess-draft'>): Promise<SessionEvent | null> {
  try {
    return { kind: 'draft-assessed', digest, text: step.text, assessment: await assessStep(deps, runbook, step) };
  } catch (cause) {
    deps.log.error('assess-draft', cause);
    return null;
  }
}

/** Writes the edited command into its fence through the editor, where it can be undone. Whatever fails: the runbook is as it was. */
export async function rewrite(deps: Stages, { digest, step, edit }: Of<'rewrite'>): Promise<SessionEvent> {
  const failed = (detail: string): SessionEvent => ({
    kind: 'rewrite-failed',
    digest,
    failure: { kind: 'rewrite-failed', path: edit.runbook, detail },
  });
  try {
    const read = await deps.runbooks.read(edit.runbook);
    if (!read.ok) return { kind: 'rewrite-failed', digest, failure: read.failure };
    const { text } = read.value;
    const made = rewriteStep({ text, path: edit.runbook, index: step.index, was: edit.was, command: edit.text });
    if (!made) return failed('unfit');
    const spliced = await deps.runbooks.splice(edit.runbook, { ...made.splice, expected: text });
    if (!spliced.ok) return { kind: 'rewrite-failed', digest, failure: spliced.failure };
    return { kind: 'rewritten', digest, runbook: made.runbook, index: step.index, edit };
  } catch (cause) {
    deps.log.error('rewrite', cause);
    return failed(String(cause));
  }
}
