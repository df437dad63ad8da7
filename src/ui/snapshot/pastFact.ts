// The last runs of a step in one line: "6 runs, all exit 0, last on 3 Oct".
import { type PastRun, UNENDED, wentWell } from '../../core/review/past.ts';
import type { Say } from '../../core/words.ts';
import type { FactView } from '../../protocol.ts';
import { duration } from './format.ts';

/** Null where nothing is known; of a run without an end the card warns (doubt.ts). What the last run of another command under this step did is said as such. */
export function pastFact(
  all: readonly PastRun[],
  { say, lang }: { readonly say: Say; readonly lang: string },
): FactView['parts'][number] | null {
  const past = all.filter(({ outcome }) => outcome !== UNENDED);
  const [last] = past;
  if (!last) return null;
  const count = past.length;
  const failed = past.filter((run) => !wentWell(run)).length;
  const date = dateOf(last.at, lang);
  const how = `${howOf(last, say)}${last.isSame ? '' : ` (${say('another command')})`}`;
  if (count === 1) return { text: say('{how}, on {date}', { how, date }), warn: failed > 0 };
  if (failed === 0) return { text: say('{count} runs, all exit 0, last on {date}', { count, date }) };
  return { text: say('{count} runs, {failed} not exit 0; last on {date}: {how}', { count, failed, date, how }), warn: !wentWell(last) };
}

function howOf(run: PastRun, say: Say): string {
  const took = run.durationMs === null ? '' : ` · ${duration(run.durationMs, say)}`;
  return `${run.exit === null ? say('no exit code') : say('exit {exit}', { exit: run.exit })}${took}`;
}

/** A day as the person's language writes it; the ISO day where the language is unknown. */
export function dateOf(at: number, lang: string): string {
  try {
    return new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at);
  } catch {
    return new Date(at).toISOString().slice(0, 10);
  }
}
