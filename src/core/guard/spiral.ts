// Sleep spiral: waits that grow over attempts at one goal. The third is held until somebody says what is being waited for.
import { type Goal, goalOf, sameGoal } from './goal.ts';
import { isMechanical } from './mechanical.ts';
import { type Patience, patienceOf } from './patience.ts';
import type { GuardFinding, Story, Suggestion } from './story.ts';

/** The attempt that is held. */
const HELD_AT = 3;

interface Wait {
  readonly seconds: number;
  readonly goal: Goal | null;
}

/** A finding where this is at least the third wait of a growing series at one goal, without a mechanical hypothesis. */
export function guardSpiral(suggestion: Suggestion, story: Story): readonly GuardFinding[] {
  const now = patienceOf(suggestion);
  if (now === null) return [];
  const waits = waitsBefore({ seconds: now.seconds, goal: goalOf(suggestion) }, story);
  const [first] = waits;
  const last = waits.at(-1);
  const count = waits.length + 1;
  if (first === undefined || last === undefined || count < HELD_AT || now.seconds <= first.seconds) return [];
  if (isMechanical(`${suggestion.hypothesis}\n${suggestion.why}`)) return [];
  return [{ guard: 'spiral', verdict: 'held', args: { count, now: told(now.seconds), before: told(last.seconds) } }];
}

/** The waits at this goal that lead up to this one without a step back, oldest first. What was waited for and came ends the series. */
function waitsBefore(now: Wait, { attempts }: Story): readonly Wait[] {
  const waits: Wait[] = [];
  let limit = now.seconds;
  for (const attempt of [...attempts].reverse()) {
    const patience = patienceOf(attempt);
    if (patience === null) continue;
    const goal = goalOf(attempt);
    if (!sameGoal(goal, now.goal)) continue;
    if (came(attempt.outcome, patience) || patience.seconds > limit) break;
    waits.unshift({ seconds: patience.seconds, goal });
    limit = patience.seconds;
  }
  return waits;
}

/** A wait with a condition that ended well; `sleep 30; kubectl get pods` ends well whatever the pods do. */
const came = (outcome: string, { conditional }: Patience): boolean => conditional && outcome === 'ok';

function told(seconds: number): string {
  if (seconds >= 86_400) return 'without end';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
