// What somebody has to know before they go on with a runbook that another session left: said once, when it comes into review.
import { timeWords } from '../annotate/words.ts';
import type { Say } from '../words.ts';
import type { Standing, StepStanding } from './standing.ts';
import { HANDOVER_WORDS as WORDS } from './words.ts';

/**
 * The runs whose end nobody knows, and that are not this window's own to clear up: those (found again after a reload) are recorded by itself.
 * A step that was edited after it ran is no news to whoever edited it; the report says so.
 */
export function doubtsOf({ doubt }: Standing, own: ReadonlySet<string>): readonly StepStanding[] {
  return doubt.filter(({ mark, last }) => mark === 'doubt' && !(last && 'run' in last && own.has(last.run)));
}

/** One sentence on a step in doubt: what is known, and that looking comes before running it again. */
export function wordDoubt({ step, last, mark }: StepStanding, say: Say): string {
  const facts = { step: step.title, by: last?.by ?? '', at: last ? timeWords(Date.parse(last.at)) : '' };
  if (mark === 'edited') return say(WORDS.edited, facts);
  return say(last?.kind === 'approved' ? WORDS.open : WORDS.lost, facts);
}
