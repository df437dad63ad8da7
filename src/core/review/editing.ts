// Editing the step on the card: a draft that is assessed as it is typed, and its way into the runbook, where it is a new step to review.

import type { Step } from '../step.ts';
import { onRunbook, present, same, withReview } from './choosing.ts';
import { presentedBy } from './deciding.ts';
import type { Reduced, SessionEvent } from './events.ts';
import { attend } from './gate.ts';
import type { Session, StepEdit } from './session.ts';

type Of<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

/** Edits of one session that are remembered; the journal keeps all of them. */
const EDIT_LIMIT = 200;

/** Opens the draft, or follows what is typed into it. The pause stands still meanwhile: the card shows another text. */
export function onEdit(session: Session, event: Of<'edit'>): Reduced {
  const presented = presentedBy(session, event.digest);
  const { runbook } = session;
  if (!presented || !runbook || presented.step.rehearses || presented.draft?.saving) return same(session);
  const { text } = event;
  const attention = attend(presented.attention, { whole: false, focused: false, at: event.at });
  const unchanged = text === presented.step.text;
  const draft = { text, assessment: unchanged ? presented.assessment : null, saving: false, failure: null };
  const step = { ...presented.step, text };
  return withReview(
    session,
    { ...presented, attention, draft },
    unchanged ? [] : [{ kind: 'assess-draft', digest: event.digest, runbook, step }],
  );
}

export function onEditClose(session: Session, event: Of<'edit-close'>): Reduced {
  const presented = presentedBy(session, event.digest);
  return presented?.draft && !presented.draft.saving ? withReview(session, { ...presented, draft: null }) : same(session);
}

/** An answer for a text that was typed over is dropped. */
export function onDraftAssessed(session: Session, event: Of<'draft-assessed'>): Reduced {
  const presented = presentedBy(session, event.digest);
  if (presented?.draft?.text !== event.text) return same(session);
  return withReview(session, { ...presented, draft: { ...presented.draft, assessment: event.assessment } });
}

/** The person is done editing. The draft goes into the runbook; what comes back from there is a new step with its own review. */
export function onRewrite(session: Session, event: Of<'rewrite'>): Reduced {
  const presented = presentedBy(session, event.digest);
  if (!presented?.draft || presented.draft.saving || !session.runbook) return same(session);
  const { step } = presented;
  const { text, by, at } = event;
  if (text === step.text) return withReview(session, { ...presented, draft: null });
  const edit: StepEdit = { runbook: session.runbook.path, step: step.id, text, was: step.text, by, at };
  const draft = { text, assessment: presented.draft.text === text ? presented.draft.assessment : null, saving: true, failure: null };
  return withReview(session, { ...presented, draft }, [{ kind: 'rewrite', digest: event.digest, step, edit }]);
}

/** The runbook holds the edited command: it is reviewed from the start, with who wrote it. */
export function onRewritten(session: Session, event: Of<'rewritten'>): Reduced {
  const { edit, index } = event;
  const presented = presentedBy(session, event.digest);
  const step = event.runbook.steps[index] ?? null;
  const made = step ? { ...edit, step: step.id } : edit;
  const noted: Session = { ...session, edits: [...session.edits, made].slice(-EDIT_LIMIT) };
  const followed = onRunbook(noted, { kind: 'runbook', runbook: event.runbook, take: false });
  const reduced = presented && step ? present(followed.session, step) : followed;
  return step ? { ...reduced, effects: [{ kind: 'journal-edit', step, edit: made }, ...reduced.effects] } : reduced;
}

export function onRewriteFailed(session: Session, event: Of<'rewrite-failed'>): Reduced {
  const presented = presentedBy(session, event.digest);
  if (!presented?.draft) return same(session);
  return withReview(session, { ...presented, draft: { ...presented.draft, saving: false, failure: event.failure } });
}

/** Who made this command on the card, and out of which proposal; undefined for a proposal as it was proposed. */
export function editOf(session: Session, { id, text }: Pick<Step, 'id' | 'text'>): StepEdit | undefined {
  const edits = session.edits.filter((edit) => edit.runbook === session.runbook?.path);
  const last = edits.findLastIndex((edit) => edit.step === id && edit.text === text);
  const edit = edits[last];
  if (!edit) return undefined;
  // An edit of an edit is still one against what was proposed: back in time, from each text to what it was made of.
  const was = edits.slice(0, last).reduceRight((sought, before) => (before.text === sought ? before.was : sought), edit.was);
  return was === text ? undefined : { ...edit, was };
}
