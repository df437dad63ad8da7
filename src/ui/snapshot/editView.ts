// The draft on the card, and what a step was before it was edited.
import { wordFailure } from '../../core/failureWords.ts';
import { diffWords } from '../../core/review/diff.ts';
import type { Draft } from '../../core/review/session.ts';
import type { Step } from '../../core/step.ts';
import type { DiffView, DraftView, ReviewCard } from '../../protocol.ts';
import type { CardContext } from './cardContext.ts';
import { commandParts } from './commandParts.ts';
import { findingViews } from './findingViews.ts';
import { levelMeaning, levelName } from './levels.ts';

export function diffView(before: string, after: string): DiffView[] {
  return diffWords(before, after).map(({ kind, text }) => ({ kind, parts: commandParts(text, []) }));
}

/** Always against what was proposed, also when the step has been edited before. */
export function draftView(draft: Draft, of: { readonly step: Step; readonly context: CardContext }): DraftView {
  const { say, edit } = of.context;
  const { text, assessment, saving, failure } = draft;
  const words = failure && wordFailure(failure, say);
  const proposed = edit(of.step)?.was ?? of.step.text;
  return {
    ...{ text, saving },
    changed: text !== of.step.text,
    diff: text === proposed ? [] : diffView(proposed, text),
    problem: words ? `${words.sentence} ${words.action}` : '',
    verdict: assessment && {
      level: assessment.level,
      levelName: levelName(assessment.level, say),
      levelMeaning: levelMeaning(assessment.level, say),
      findings: findingViews(assessment.findings, { rehearses: of.step.id }),
    },
  };
}

/** Who wrote what is on the card, where it is not the proposal itself. */
export function originView(step: Step, { say, edit }: CardContext): Pick<ReviewCard, 'origin'> {
  if (step.rehearses) return { origin: { text: say('This only looks: the step itself does not run.'), diff: [] } };
  const made = edit(step);
  return made ? { origin: { text: say('Edited here by {by}.', { by: made.by }), diff: diffView(made.was, made.text) } } : {};
}
