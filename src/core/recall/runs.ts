// The runs of a workspace as its journals tell them: each approval with what became of it.
import type { JournalRecord } from '../remember/record.ts';
import { journalFolder, type ReadJournal, type ReadRunbook } from './files.ts';

export type ApprovedRecord = Extract<JournalRecord, { kind: 'approved' }>;
export type EndRecord = Extract<JournalRecord, { kind: 'ran' | 'recovered' }>;
export type RefusedRecord = Extract<JournalRecord, { kind: 'refused' }>;

/** One run: at least one of its records is there. */
export interface RecordedRun {
  readonly run: string;
  readonly step: string;
  readonly journal: ReadJournal;
  readonly approved: ApprovedRecord | null;
  /** Every end that is recorded: more than one is a forgery. */
  readonly ends: readonly EndRecord[];
  readonly refused: RefusedRecord | null;
}

/** All runs by their id, in the order the journals tell them. */
export function runsOf(journals: readonly ReadJournal[]): ReadonlyMap<string, RecordedRun> {
  const runs = new Map<string, RecordedRun>();
  for (const journal of journals) {
    for (const record of journal.records) {
      if (!('run' in record)) continue;
      const known = runs.get(record.run) ?? { run: record.run, step: record.step, journal, approved: null, ends: [], refused: null };
      runs.set(record.run, joined(known, record));
    }
  }
  return runs;
}

function joined(run: RecordedRun, record: Extract<JournalRecord, { run: string }>): RecordedRun {
  switch (record.kind) {
    case 'approved':
      return { ...run, approved: record };
    case 'refused':
      return { ...run, refused: record };
    case 'ran':
    case 'recovered':
      return { ...run, ends: [...run.ends, record] };
  }
}

/** The journals of one runbook, oldest session first: their ids begin with their time. */
export function journalsOf(runbook: string, journals: readonly ReadJournal[]): readonly ReadJournal[] {
  const folder = `${journalFolder(runbook)}/`;
  const own = journals.filter(({ path }) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
  return own.toSorted((a, b) => (a.session < b.session ? -1 : 1));
}

/** The last run of each step of a runbook that left a result block, by step id. */
export function lastBlocks(runs: Iterable<RecordedRun>): ReadonlyMap<string, { readonly run: RecordedRun; readonly end: EndRecord }> {
  const last = new Map<string, { readonly run: RecordedRun; readonly end: EndRecord }>();
  for (const run of runs) {
    const end = run.ends.at(-1);
    if (end?.block === undefined) continue;
    const known = last.get(end.step);
    if (!known || known.end.at <= end.at) last.set(end.step, { run, end });
  }
  return last;
}

/** The runbook a journal belongs to, if it still stands where it stood. */
export function runbookOf(journal: ReadJournal, runbooks: readonly ReadRunbook[]): ReadRunbook | undefined {
  const folder = journal.path.slice(0, journal.path.lastIndexOf('/'));
  return runbooks.find(({ runbook }) => journalFolder(runbook.path) === folder);
}
