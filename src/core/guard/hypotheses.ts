// The book of hypotheses: what was expected, what was seen, and whether one bore out the other.
import type { Attempt, GuardFinding, Story, Suggestion } from './story.ts';

export type Verdict = 'confirmed' | 'refuted' | 'open';

/** How many refutations in a row pause the session. */
const REFUTED_LIMIT = 3;
const FAILS =
  /\b(?:fails?|failure|error|refused|denied|not found|no such|non-?zero|exit(?:s| code| status)? (?:with )?[1-9]\d*|should not (?:work|exist|succeed))\b/i;

/** Holds what was expected against what was seen. A failure nobody expected refutes; a success confirms only what can be read in the output. */
export function verdictOf({ expected, outcome, output }: Attempt): Verdict {
  if (outcome === 'rejected' || expected.trim() === '') return 'open';
  const quoted = literalsOf(expected);
  if (quoted.length > 0) {
    const seen = output.toLowerCase();
    if (quoted.every((literal) => seen.includes(literal.toLowerCase()))) return 'confirmed';
    return outcome === 'failed' || output !== '' ? 'refuted' : 'open';
  }
  const failureExpected = FAILS.test(expected);
  if (outcome === 'failed') return failureExpected ? 'confirmed' : 'refuted';
  return /\bexit(?: code| status)? 0\b/i.test(expected) ? 'confirmed' : failureExpected ? 'refuted' : 'open';
}

/** What is quoted in an expectation has to be in the output, letter by letter. */
const literalsOf = (expected: string): readonly string[] =>
  [...expected.matchAll(/`([^`\n]{2,200})`|"([^"\n]{2,200})"/g)].map((found) => found[1] ?? found[2] ?? '');

/** Refutations since something was last confirmed, or since a fresh look ended the pause they made. */
export function refutations(attempts: readonly Attempt[]): number {
  let count = 0;
  for (const [at, attempt] of attempts.entries()) {
    const verdict = verdictOf(attempt);
    if (verdict === 'confirmed' || (count >= REFUTED_LIMIT && isTaken(attempt, attempts.slice(0, at)))) count = 0;
    else if (verdict === 'refuted') count++;
  }
  return count;
}

/** A fresh look that ran: whatever it showed, it was a look. */
const isTaken = (attempt: Attempt, before: readonly Attempt[]): boolean => attempt.outcome === 'ok' && isFreshLook(attempt, before);

/** After three refutations nothing but a look with a hypothesis of its own goes on. */
export function guardRefuted(suggestion: Suggestion, { attempts }: Story): readonly GuardFinding[] {
  const count = refutations(attempts);
  if (count < REFUTED_LIMIT) return [];
  return [{ guard: 'refuted', verdict: isFreshLook(suggestion, attempts) ? 'told' : 'held', args: { count } }];
}

function isFreshLook({ level, hypothesis }: Suggestion, attempts: readonly Attempt[]): boolean {
  const known = new Set(attempts.map((attempt) => attempt.hypothesis.trim().toLowerCase()));
  return level === 'read' && hypothesis.trim().length >= 20 && !known.has(hypothesis.trim().toLowerCase());
}
