// The story the guards look at: the proposals of this window on one runbook, and what the person wrote into it.
import type { Attempt, Story } from '../core/guard/story.ts';
import type { Session } from '../core/review/session.ts';
import type { Runbook } from '../core/step.ts';
import { type Entry, stateOf } from './tickets.ts';

export function storyOf(entries: readonly Entry[], of: { readonly runbook: Runbook; readonly session: Session }): Story {
  const { runbook, session } = of;
  const theirs = new Set(entries.map(({ ticket }) => ticket));
  const own = runbook.steps.filter(({ id }) => !theirs.has(id)).map(({ title, text }) => `${title}\n${text}`);
  return {
    objective: runbook.frontMatter.objective ?? '',
    state: runbook.frontMatter.state ?? '',
    runbook: own.join('\n'),
    attempts: entries.flatMap((entry) => attemptOf(entry, session)),
  };
}

function attemptOf(entry: Entry, session: Session): readonly Attempt[] {
  const { proposal, shell, level, evidence, output } = entry;
  const state = stateOf(entry, session);
  if (state !== 'finished' && state !== 'rejected' && state !== 'refused') return [];
  const outcome = state === 'rejected' ? 'rejected' : evidence?.end.outcome === 'exited' && evidence.end.exit === 0 ? 'ok' : 'failed';
  const { why, hypothesis = '', expected = '' } = proposal;
  return [
    {
      command: entry.ran ?? proposal.command,
      shell,
      why,
      hypothesis,
      expected,
      level,
      outcome,
      output: output || (evidence?.excerpt.text ?? ''),
    },
  ];
}
