// What a report says of one event and of the whole, in words that every form of it shares.
import { durationWords, timeWords } from '../annotate/words.ts';
import { GUARDS } from '../guard/story.ts';
import { GUARD_NAME_WORDS } from '../guard/words.ts';
import { wordDoubt } from '../recall/handover.ts';
import type { Say } from '../words.ts';
import type { OtherRecord, Report, ReportEvent } from './report.ts';
import { OUTCOME_WORDS, REPORT_WORDS as WORDS } from './words.ts';

export interface EventWords {
  readonly level: string;
  readonly outcome: string;
  readonly when: string;
  readonly duration: string;
}

export function eventWords(event: ReportEvent, say: Say): EventWords {
  const exit = event.signal ?? (event.exit === null ? '' : `exit ${event.exit}`);
  const outcome = say(OUTCOME_WORDS[event.outcome]);
  return {
    level: event.level ?? '',
    outcome: exit === '' || event.outcome === 'ok' ? outcome : `${outcome} (${exit})`,
    when: timeWords(event.from),
    duration: durationWords(event.to - event.from),
  };
}

/** One line on an event: what, when, who, how. */
export function eventLine(event: ReportEvent, say: Say): string {
  const { level, outcome, when, duration } = eventWords(event, say);
  const { approved, end } = event;
  const parts = [
    outcome,
    when,
    level,
    say(WORDS.by, { name: event.by }),
    approved ? say(WORDS.read, { time: durationWords(approved.readMs) }) : '',
    end ? say(WORDS.took, { time: duration }) : '',
    end && end.secrets.length > 0 ? say(WORDS.secrets, { names: end.secrets.join(', ') }) : '',
    event.refusal,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Digests that tie the event to its evidence, name and value. */
export function evidenceOf(event: ReportEvent, say: Say): readonly (readonly [name: string, value: string])[] {
  const { approved, end } = event;
  return [
    ...(approved ? [[say(WORDS.digest), `sha256:${approved.digest}`] as const] : []),
    ...(end ? [[say(WORDS.log), `${end.log} (${say(WORDS.bytes, { count: end.bytes })}, sha256:${end.logSha256})`] as const] : []),
  ];
}

/** Name and value of what stands at the top. */
export function headOf(report: Report, say: Say): readonly (readonly [name: string, value: string])[] {
  const { frontMatter, events, sessions } = report;
  const [first, last] = [events[0], events.at(-1)];
  const period = first && last ? say(WORDS.to, { from: timeWords(first.from), to: timeWords(last.to) }) : '';
  const rows: readonly (readonly [string, string])[] = [
    [say(WORDS.objective), frontMatter.objective ?? ''],
    [say(WORDS.state), frontMatter.state ?? ''],
    [say(WORDS.environment), frontMatter.environment ?? ''],
    [say(WORDS.runbook), report.runbook],
    [say(WORDS.period), period],
    [say(WORDS.sessions), String(sessions.length)],
    [say(WORDS.commit), report.commit ?? ''],
    [say(WORDS.made), report.at === null ? '' : timeWords(report.at)],
    [say(WORDS.record), recordWords(report, say)],
  ];
  return rows.filter(([, value]) => value.trim() !== '');
}

function recordWords({ events, findings }: Report, say: Say): string {
  if (events.length === 0 && findings.length === 0) return say(WORDS.nothing);
  return findings.length === 0 ? say(WORDS.whole) : say(WORDS.notWhole, { count: findings.length });
}

/** What is next and what is in doubt: the lines somebody who takes over reads first. */
export function standingLines({ standing }: Report, say: Say): readonly string[] {
  const next = standing.next ? say(WORDS.next, { step: standing.next.step.title }) : say(WORDS.nothingNext);
  return [next, ...standing.doubt.map((step) => wordDoubt(step, say))];
}

/** One line a guard that spoke, most often first. */
export function guardLines({ guards }: Report, say: Say): readonly string[] {
  const spoken = GUARDS.filter((guard) => guards[guard] > 0).toSorted((a, b) => guards[b] - guards[a]);
  return spoken.map((guard) => say(WORDS.guard, { what: say(GUARD_NAME_WORDS[guard]), count: guards[guard] }));
}

/** One line on what else is recorded. */
export function otherLine(record: OtherRecord, say: Say): string {
  const at = timeWords(Date.parse(record.at));
  const { by } = record;
  if (record.kind === 'restored')
    return say(WORDS.restored, { at, by, paths: record.paths.join(', '), commit: record.commit.slice(0, 10) });
  if (record.kind === 'edited') return say(WORDS.edited, { at, by, step: record.step });
  if (record.kind === 'held') return say(WORDS.held, { at, by, source: record.source, why: record.why, command: record.command });
  return say(WORDS.proposed, { at, by, step: record.step, source: record.source, why: record.why });
}

/** The runbook's name for the title. */
export function nameOf({ runbook }: Report): string {
  return runbook.slice(runbook.lastIndexOf('/') + 1).replace(/\.(?:md|markdown)$/i, '');
}
