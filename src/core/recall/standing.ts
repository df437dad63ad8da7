// Where a runbook stands, from the repository alone: what ran, what is next, what is in doubt. For whoever takes over half-way.
import { redact } from '../redact/redact.ts';
import type { JournalRecord } from '../remember/record.ts';
import type { Step } from '../step.ts';
import type { ReadJournal, ReadRunbook } from './files.ts';
import { grouped } from './grouped.ts';
import { journalsOf } from './runs.ts';

/** The last that is known of a step. `doubt`: it may have run, and nobody can say how it ended. `edited`: it ran well, but as another text. */
export type StandingMark = 'open' | 'ok' | 'failed' | 'refused' | 'rejected' | 'skipped' | 'doubt' | 'edited';

/** Records that say what became of a step. */
export type StepRecord = Extract<JournalRecord, { kind: 'approved' | 'ran' | 'recovered' | 'refused' | 'rejected' | 'skipped' }>;

export interface StepStanding {
  readonly step: Step;
  readonly mark: StandingMark;
  /** The record that decides the mark; null for a step nothing is known of. */
  readonly last: StepRecord | null;
}

export interface Standing {
  /** In the order of the runbook. */
  readonly steps: readonly StepStanding[];
  /** The first step that is neither done nor decided against. */
  readonly next: StepStanding | null;
  /** Approved and never ended, ended nobody knows how, or done as another text. */
  readonly doubt: readonly StepStanding[];
}

export function standingOf({ runbook }: Pick<ReadRunbook, 'runbook'>, journals: readonly ReadJournal[]): Standing {
  const records = journalsOf(runbook.path, journals).flatMap((journal) => journal.records.filter(isOfStep));
  const commands = commandsOf(records);
  const ids = new Set(runbook.steps.map(({ id }) => id));
  const order = new Map(records.map((record, at) => [record, at]));
  const byStep = grouped(records, ({ step }) => step);
  // Ids that are gone from the runbook, by the command they last had.
  const gone = grouped(
    [...commands].filter(([id]) => !ids.has(id)),
    ([, command]) => command,
  );
  const byRun = commandsByRun(records);
  const steps = runbook.steps.map((step) => {
    const command: string = redact(step.text);
    const own = [step.id, ...(gone.get(command) ?? []).map(([id]) => id)].flatMap((id) => byStep.get(id) ?? []);
    return standing(step, { last: latest(own, order), command, commands: byRun });
  });
  const open = steps.filter(({ mark }) => mark !== 'ok' && mark !== 'rejected' && mark !== 'skipped');
  return { steps, next: open[0] ?? null, doubt: steps.filter(({ mark }) => mark === 'doubt' || mark === 'edited') };
}

function isOfStep(record: JournalRecord): record is StepRecord {
  return ['approved', 'ran', 'recovered', 'refused', 'rejected', 'skipped'].includes(record.kind);
}

/** The command each step id had when it was last decided: a step whose id changed is found again by it. */
function commandsOf(records: readonly StepRecord[]): ReadonlyMap<string, string> {
  return new Map(records.flatMap((record) => ('command' in record ? [[record.step, record.command]] : [])));
}

function commandsByRun(records: readonly StepRecord[]): ReadonlyMap<string, string> {
  return new Map(records.flatMap((record) => (record.kind === 'approved' ? [[record.run, record.command]] : [])));
}

/** The one that was written last: sessions in the order they began, clocks may be set back. */
function latest(records: readonly StepRecord[], order: ReadonlyMap<StepRecord, number>): StepRecord | null {
  const placeOf = (record: StepRecord) => order.get(record) ?? -1;
  return records.reduce<StepRecord | null>((last, record) => (last && placeOf(last) > placeOf(record) ? last : record), null);
}

function standing(
  step: Step,
  of: { readonly last: StepRecord | null; readonly command: string; readonly commands: ReadonlyMap<string, string> },
): StepStanding {
  const { last, command, commands } = of;
  if (!last) return { step, mark: 'open', last };
  const mark = markOf(last);
  const edited = mark === 'ok' && 'run' in last && commands.get(last.run) !== command;
  return { step, mark: edited ? 'edited' : mark, last };
}

function markOf(record: StepRecord): StandingMark {
  switch (record.kind) {
    case 'approved':
      return 'doubt';
    case 'ran':
    case 'recovered':
      if (record.outcome === 'lost') return 'doubt';
      return record.outcome === 'exited' && record.exit === 0 ? 'ok' : 'failed';
    case 'refused':
    case 'rejected':
    case 'skipped':
      return record.kind;
  }
}
