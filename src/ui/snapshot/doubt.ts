// The last run of a step has no known end: said on its card, so that nobody runs twice what may have run once.
import { timeWords } from '../../core/annotate/words.ts';
import { HANDOVER_WORDS as WORDS } from '../../core/recall/words.ts';
import { UNENDED } from '../../core/review/past.ts';
import type { Presented } from '../../core/review/session.ts';
import type { Say } from '../../core/words.ts';
import { titleOf } from './titles.ts';

/** None where the last run of the step has an end. */
export function doubtWarnings({ past, step }: Pick<Presented, 'past' | 'step'>, say: Say): string[] {
  const [last] = past;
  if (last?.outcome !== UNENDED && last?.outcome !== 'lost') return [];
  const facts = { step: titleOf(step, say), by: last.by, at: timeWords(last.at) };
  return [`${say(last.outcome === UNENDED ? WORDS.open : WORDS.lost, facts)} ${say(WORDS.advice)}`];
}
