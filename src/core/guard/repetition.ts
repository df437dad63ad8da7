// Repetition: the same command, or the same effect in other words, again after it failed and with nothing changed since.
import { callsOf } from './calls.ts';
import type { Attempt, GuardFinding, Story, Suggestion } from './story.ts';

/** Options that change how it is said or how long it takes, not what it does. */
const COSMETIC =
  /^(?:-v+|-q|-y|--(?:verbose|quiet|debug|yes|assume-yes|force|no-pager|no-color|color|colour|progress|timeout|wait-timeout|request-timeout|connect-timeout|max-time|retry|retries|retry-delay|v|stderrthreshold|help|output|wide))$/;
const AROUND = /^(?:sleep|timeout|sudo|env|echo|printf|date|time|nohup|set|true|:|tee|cat|head|tail|clear|bash|sh|stdbuf|nice)$/;

/** A finding where the last attempt at this effect failed and no change has gone well since. */
export function guardRepetition(suggestion: Suggestion, { attempts }: Story): readonly GuardFinding[] {
  const key = effectOf(suggestion);
  if (key === '') return [];
  const failed: Attempt[] = [];
  for (const attempt of [...attempts].reverse()) {
    if (effectOf(attempt) === key) {
      if (attempt.outcome !== 'failed') break;
      failed.push(attempt);
    } else if (attempt.outcome === 'ok' && attempt.level !== 'read') break;
  }
  const count = failed.length;
  return count === 0 ? [] : [{ guard: 'repetition', verdict: 'told', args: { exits: count === 1 ? 'once' : `${count} times` } }];
}

/** What a command does, without how it is said: the calls that are not around others, options sorted, cosmetic ones left out. */
function effectOf(of: Pick<Suggestion, 'command' | 'shell'>): string {
  const calls = callsOf(of).filter(({ program }) => !AROUND.test(program));
  const keys = calls.map(({ program, operands, options }) => {
    const kept = [...options].filter(([name]) => !COSMETIC.test(name)).map(([name, value]) => `${name}=${value}`);
    return [program, ...operands, ...kept.sort()].join(' ');
  });
  return [...new Set(keys)].join('\n');
}
