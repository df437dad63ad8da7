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
  const runs = new Map<string, Growing>();
  for (const journal of journals) {
    for (const record of journal.records) {
      if (!('run' in record)) continue;
      const known: Growing = runs.get(record.run) ?? {
        run: record.run,
        step: record.step,
        journal,
        approved: null,
        ends: [],
        refused: null,
      };
      take(known, record);
      runs.set(record.run, known);
    }
  }
  return runs;
}

/** A run while its records come in. */
interface Growing extends Omit<RecordedRun, 'approved' | 'ends' | 'refused'> {
  approved: ApprovedRecord | null;
  readonly ends: EndRecord[];
  refused: RefusedRecord | null;
}

function take(run: Growing, record: Extract<JournalRecord, { run: string }>): void {
  switch (record.kind) {
    case 'approved':
      run.approved = record;
      return;
    case 'refused':
      run.refused = record;
      return;
    case 'ran':
    case 'recovered':
      run.ends.push(record);
      return;
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
    // In one session the order counts, between sessions the time: clocks may be set back.
    if (!known || known.run.journal === run.journal || known.end.at <= end.at) last.set(end.step, { run, end });
  }
  return last;
}

/** Finds the runbook a journal belongs to, if it still stands where it stood. */
export function homeFinder(runbooks: readonly ReadRunbook[]): (journal: ReadJournal) => ReadRunbook | undefined {
  const byFolder = new Map(runbooks.map((file) => [journalFolder(file.runbook.path), file]));
  return ({ path }) => byFolder.get(path.slice(0, path.lastIndexOf('/')));
}
