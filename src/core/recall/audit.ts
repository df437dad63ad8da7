// Holds a whole record against itself: chains, approvals, runs, result blocks, logs. Whatever was edited, lost, reordered or forged is found.

import { auditBlocks } from './blocks.ts';
import type { ReadJournal, ReadRunbook } from './files.ts';
import { lineOfRecord } from './files.ts';
import { type Finding, isNote } from './finding.ts';
import { type RecordedRun, runsOf } from './runs.ts';

export interface RecordAtHand {
  readonly journals: readonly ReadJournal[];
  readonly runbooks: readonly ReadRunbook[];
  /** SHA-256 (hex) of the logs that are on this machine, by path inside the workspace folder. */
  readonly logs: ReadonlyMap<string, string>;
}

export interface Audit {
  /** By path, then line. */
  readonly findings: readonly Finding[];
  /** What is no damage, and a reader of the runbook should know. */
  readonly notes: readonly Finding[];
  readonly records: number;
  readonly runs: number;
  readonly blocks: number;
  readonly logs: number;
}

export function audit({ journals, runbooks, logs }: RecordAtHand): Audit {
  const runs = runsOf(journals);
  const blocks = auditBlocks({ runs, runbooks });
  const findings = [
    ...journals.flatMap(chainFindings),
    ...[...runs.values()].flatMap(runFindings),
    ...[...runs.values()].flatMap((run) => logFindings(run, logs)),
    ...blocks.filter((found) => !isNote(found)),
  ];
  return {
    findings: findings.toSorted(inOrder),
    notes: blocks.filter(isNote).toSorted(inOrder),
    records: journals.reduce((sum, { records }) => sum + records.length, 0),
    runs: runs.size,
    blocks: runbooks.reduce((sum, { runbook }) => sum + runbook.steps.filter((step) => step.last).length, 0),
    logs: logs.size,
  };
}

/** By path, then line: the order in which a person goes through them. */
export function inOrder(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line;
}

function chainFindings({ path, breaks }: ReadJournal): Finding[] {
  return breaks.map(({ line, what }) => ({ kind: `chain-${what}`, path, line, about: '' }));
}

function runFindings({ run, journal, approved, ends }: RecordedRun): Finding[] {
  const [first, second] = ends;
  const at = (kind: Finding['kind'], record: RecordedRun['ends'][number]): Finding => ({
    kind,
    path: journal.path,
    line: lineOfRecord(journal, record),
    about: run,
  });
  if (!first) return [];
  if (second) return [at('run-twice', second)];
  // Where lines cannot be read the approval may be one of them, and the break says so already.
  if (!approved || approved.seq > first.seq) return journal.breaks.length > 0 ? [] : [at('run-unapproved', first)];
  return approved.digest === first.digest && approved.step === first.step ? [] : [at('run-differs', first)];
}

function logFindings({ run, journal, ends }: RecordedRun, logs: RecordAtHand['logs']): Finding[] {
  return ends.flatMap((end) => {
    const found = logs.get(end.log);
    if (found === undefined || found === end.logSha256) return [];
    return [{ kind: 'log-differs' as const, path: journal.path, line: lineOfRecord(journal, end), about: run }];
  });
}
