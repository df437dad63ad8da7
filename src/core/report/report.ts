// The change report as data: everything the record of one runbook tells, in the order it happened and step by step.
import { standingDigest } from '../annotate/blockDigest.ts';
import { blockOutput } from '../annotate/blockOutput.ts';
import { countGuards, GUARDS, type Guard } from '../guard/story.ts';
import type { ReadJournal, ReadRunbook } from '../recall/files.ts';
import type { Finding } from '../recall/finding.ts';
import { type ApprovedRecord, type EndRecord, journalsOf, type RecordedRun, runsOf } from '../recall/runs.ts';
import { type Standing, standingOf } from '../recall/standing.ts';
import type { Redacted } from '../redact/redacted.ts';
import type { JournalRecord } from '../remember/record.ts';
import type { FrontMatter, Level, Step } from '../step.ts';

export type ReportOutcome = 'ok' | 'failed' | 'cancelled' | 'lost' | 'refused' | 'open' | 'rejected' | 'skipped';

/** Something that happened to a step, on the timeline. Times in milliseconds since the epoch; equal where it took none. */
export interface ReportEvent {
  readonly step: string;
  readonly level: Level | null;
  readonly outcome: ReportOutcome;
  readonly from: number;
  readonly to: number;
  readonly by: string;
  readonly session: string;
  readonly exit: number | null;
  readonly signal: string | null;
  /** The command as it was decided, redacted. */
  readonly command: string;
  /** Why not, for a rejection; empty otherwise. */
  readonly reason: string;
  readonly approved: ApprovedRecord | null;
  readonly end: EndRecord | null;
  /** Why an approved step did not run; empty otherwise. */
  readonly refusal: string;
}

export interface ReportStep {
  readonly id: string;
  readonly title: string;
  /** Null for a step that is no longer in the runbook. */
  readonly step: Step | null;
  readonly events: readonly ReportEvent[];
  /** The run whose output stands under the step, and that output; null where there is none, or it is not the one that was written. */
  readonly output: { readonly run: string; readonly text: Redacted } | null;
}

/** Brought back to a checkpoint, suggested, held back, or changed before it was decided. */
export type OtherRecord = Extract<JournalRecord, { kind: 'restored' | 'proposed' | 'held' | 'edited' }>;

export interface Approver {
  readonly name: string;
  readonly approved: number;
  readonly rejected: number;
}

export interface Report {
  readonly runbook: string;
  readonly frontMatter: FrontMatter;
  readonly steps: readonly ReportStep[];
  /** Oldest first. */
  readonly events: readonly ReportEvent[];
  readonly others: readonly OtherRecord[];
  readonly approvers: readonly Approver[];
  /** How often each guard spoke. */
  readonly guards: Readonly<Record<Guard, number>>;
  readonly sessions: readonly string[];
  readonly standing: Standing;
  readonly findings: readonly Finding[];
  /** When the report was made, milliseconds since the epoch; null leaves it out. */
  readonly at: number | null;
  /** The commit it was made of; null outside a repository. */
  readonly commit: string | null;
}

export interface ReportSources {
  readonly file: ReadRunbook;
  readonly journals: readonly ReadJournal[];
  /** Of the whole folder; those of other runbooks are left out. */
  readonly findings: readonly Finding[];
  readonly at: number | null;
  readonly commit: string | null;
}

export function reportOf({ file, journals, findings, at, commit }: ReportSources): Report {
  const { runbook } = file;
  const own = journalsOf(runbook.path, journals);
  const records = own.flatMap((journal) => journal.records.map((record) => ({ record, journal })));
  const runs = [...runsOf(own).values()].map(runEvent);
  const decisions = records.flatMap(({ record, journal }) => decisionEvent(record, journal) ?? []);
  const events = [...runs, ...decisions].toSorted((a, b) => a.from - b.from);
  const paths = new Set([runbook.path, ...own.map(({ path }) => path)]);
  return {
    ...{ runbook: runbook.path, frontMatter: runbook.frontMatter, events, at, commit },
    steps: stepsOf(file, events),
    others: records.flatMap(({ record }) => (isOther(record) ? [record] : [])),
    approvers: approversOf(events),
    guards: countGuards(records.flatMap(({ record }) => spokenIn(record))),
    sessions: own.map(({ session }) => session),
    standing: standingOf(file, journals),
    findings: findings.filter(({ path }) => paths.has(path)),
  };
}

const isOther = (record: JournalRecord): record is OtherRecord =>
  record.kind === 'restored' || record.kind === 'proposed' || record.kind === 'held' || record.kind === 'edited';

/** The guards that spoke of a proposal, or of an output. */
function spokenIn(record: JournalRecord): readonly Guard[] {
  if (record.kind === 'proposed' || record.kind === 'held') return GUARDS.filter((guard) => record.guards?.includes(guard) ?? false);
  return (record.kind === 'ran' || record.kind === 'recovered') && (record.signs?.length ?? 0) > 0 ? ['injection'] : [];
}

function runEvent({ step, journal, approved, ends, refused }: RecordedRun): ReportEvent {
  const end = ends[0] ?? null;
  const to = Date.parse(end?.at ?? refused?.at ?? approved?.at ?? '');
  return {
    ...{ step, to, approved, end, reason: '', session: journal.session },
    level: approved?.level ?? null,
    outcome: end ? outcomeOf(end) : refused ? 'refused' : 'open',
    from: end ? to - (end.durationMs ?? 0) : to,
    by: approved?.by ?? end?.by ?? refused?.by ?? '',
    exit: end?.exit ?? null,
    signal: end?.signal ?? null,
    command: approved?.command ?? '',
    refusal: refused?.failure ?? '',
  };
}

function outcomeOf(end: EndRecord): ReportOutcome {
  if (end.outcome === 'lost') return 'lost';
  if (end.outcome === 'cancelled') return 'cancelled';
  return end.outcome === 'exited' && end.exit === 0 ? 'ok' : 'failed';
}

function decisionEvent(record: JournalRecord, { session }: ReadJournal): ReportEvent | null {
  if (record.kind !== 'rejected' && record.kind !== 'skipped') return null;
  const at = Date.parse(record.at);
  const reason = record.kind === 'rejected' ? [record.reason, record.text].filter((text) => text.trim() !== '').join(': ') : '';
  const { step, level, by, command } = record;
  const none = { exit: null, signal: null, approved: null, end: null, refusal: '' };
  return { ...none, step, level, outcome: record.kind, from: at, to: at, by, session, command, reason };
}

/** In the order of the runbook; then those that are gone from it, in the order they first happened. */
function stepsOf(file: ReadRunbook, events: readonly ReportEvent[]): readonly ReportStep[] {
  const { steps } = file.runbook;
  const ids = new Set(steps.map(({ id }) => id));
  const of = (id: string) => events.filter((event) => event.step === id);
  const gone = [...new Set(events.map(({ step }) => step))].filter((id) => !ids.has(id));
  return [
    ...steps.map((step) => ({
      id: step.id,
      title: step.title,
      step,
      events: of(step.id),
      output: outputOf(file, { step, events: of(step.id) }),
    })),
    ...gone.map((id) => ({ id, title: id, step: null, events: of(id), output: null })),
  ];
}

/** Only what the journal vouches for: an output that somebody edited is no evidence. */
function outputOf(
  file: ReadRunbook,
  { step, events }: { readonly step: Step; readonly events: readonly ReportEvent[] },
): ReportStep['output'] {
  if (!step.last) return null;
  const { run, span } = step.last;
  const end = events.find((event) => event.end?.run === run)?.end;
  if (end?.block === undefined || standingDigest(file.text, { step, span }) !== end.block) return null;
  const text = blockOutput(file.text, { step, span });
  return text === '' ? null : { run, text };
}

function approversOf(events: readonly ReportEvent[]): readonly Approver[] {
  const names = [...new Set(events.map(({ by }) => by))].filter((name) => name !== '');
  const count = (name: string, of: (event: ReportEvent) => boolean) => events.filter((event) => event.by === name && of(event)).length;
  return names.map((name) => ({
    name,
    approved: count(name, ({ approved }) => approved !== null),
    rejected: count(name, ({ outcome }) => outcome === 'rejected'),
  }));
}
