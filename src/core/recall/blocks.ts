// Result blocks against the journal: each must be the one its run left, under the step that ran, and none may be missing.
import { standingDigest } from '../annotate/blockDigest.ts';
import { BLOCK_OPEN } from '../annotate/resultBlock.ts';
import type { Step } from '../step.ts';
import type { ReadRunbook } from './files.ts';
import type { Finding } from './finding.ts';
import { grouped } from './grouped.ts';
import { type EndRecord, homeFinder, lastBlocks, type RecordedRun } from './runs.ts';

interface Records {
  readonly runs: ReadonlyMap<string, RecordedRun>;
  readonly homeOf: (run: RecordedRun) => ReadRunbook | undefined;
}

export function auditBlocks(of: { readonly runs: Records['runs']; readonly runbooks: readonly ReadRunbook[] }): Finding[] {
  const find = homeFinder(of.runbooks);
  const homeOf = ({ journal }: RecordedRun) => find(journal);
  const byHome = grouped(of.runs.values(), homeOf);
  return of.runbooks.flatMap((file) => [
    ...standing(file, { runs: of.runs, homeOf }),
    ...missing(file, { runs: of.runs, own: byHome.get(file) ?? [] }),
    ...strays(file),
  ]);
}

interface Place {
  readonly file: ReadRunbook;
  readonly step: Step;
}

function found(kind: Finding['kind'], { file, step }: Place, about: string): Finding {
  const offset = step.last?.span[0] ?? step.fence[0];
  return { kind, path: file.runbook.path, line: file.lines.at(offset) + 1, about };
}

/** The blocks that stand in a runbook. */
function standing(file: ReadRunbook, of: Records): Finding[] {
  const seen = new Set<string>();
  const find = stepFinder(file);
  return file.runbook.steps.flatMap((step) => {
    if (!step.last) return [];
    const { run } = step.last;
    if (seen.has(run)) return [found('block-twice', { file, step }, run)];
    seen.add(run);
    const recorded = of.runs.get(run);
    const end = recorded?.ends[0];
    if (!recorded || !end) return [found('block-unknown', { file, step }, run)];
    // A runbook that was renamed takes its blocks with it; one that still stands keeps them.
    const home = of.homeOf(recorded);
    const place = home && home !== file ? 'block-elsewhere' : placeOf({ file, step }, { recorded, find });
    return [place, bodyFault({ file, step }, end)].flatMap((kind) => (kind ? [found(kind, { file, step }, run)] : []));
  });
}

/** Whether the block stands under the step that ran: by its id or, where that changed, by its text. */
function placeOf(
  { file, step }: Place,
  { recorded, find }: { readonly recorded: RecordedRun; readonly find: StepFinder },
): Finding['kind'] | null {
  const isSame = recorded.approved === null || file.commands.get(step) === recorded.approved.command;
  if (step.id === recorded.step) return isSame ? null : 'step-edited';
  const own = find({ id: recorded.step, run: recorded });
  if (own === step) return null;
  return own ? 'block-elsewhere' : isSame ? null : 'step-edited';
}

function bodyFault({ file, step }: Place, end: EndRecord): Finding['kind'] | null {
  if (!step.last || step.last.exit !== end.exit) return 'block-edited';
  return end.block === undefined || standingDigest(file.text, { step, span: step.last.span }) === end.block ? null : 'block-edited';
}

/** Steps under which the block of their last run should stand, and does not. */
function missing(file: ReadRunbook, of: { readonly runs: Records['runs']; readonly own: readonly RecordedRun[] }): Finding[] {
  const find = stepFinder(file);
  return [...lastBlocks(of.own)].flatMap(([id, { run, end }]) => {
    const step = find({ id, run });
    if (!step || step.last?.run === end.run) return [];
    // A block of another run is there: that it is forged or foreign was said already.
    if (step.last && !of.runs.get(step.last.run)?.ends.length) return [];
    return [found(step.last ? 'block-old' : 'block-lost', { file, step }, end.run)];
  });
}

type StepFinder = (of: { readonly id: string; readonly run: RecordedRun }) => Step | undefined;

/** The step a run belongs to now, by id or by its text; one that is gone from the runbook took its block with it. */
function stepFinder({ runbook, commands }: ReadRunbook): StepFinder {
  const byId = new Map(runbook.steps.map((step) => [step.id, step]));
  const byCommand = new Map<string, Step | null>();
  // Two steps of the same text cannot be told apart.
  for (const [step, command] of commands) byCommand.set(command, byCommand.has(command) ? null : step);
  return ({ id, run }) => byId.get(id) ?? byCommand.get(run.approved?.command ?? '') ?? undefined;
}

/** Lines that open a block to a reader's eye, outside of every fence and of every block we know. */
function strays({ runbook, text, lines, fences }: ReadRunbook): Finding[] {
  const blocks = runbook.steps.flatMap((step) => (step.last ? [step.last.span] : []));
  const known = [...fences, ...blocks].toSorted((a, b) => a[0] - b[0]);
  const findings: Finding[] = [];
  let next = 0;
  let covered = -1;
  for (let at = text.indexOf(BLOCK_OPEN); at !== -1; at = text.indexOf(BLOCK_OPEN, at + 1)) {
    for (let span = known[next]; span && span[0] <= at; span = known[++next]) covered = Math.max(covered, span[1]);
    if (at < covered || !opensLine(text, at)) continue;
    findings.push({ kind: 'block-stray', path: runbook.path, line: lines.at(at) + 1, about: '' });
  }
  return findings;
}

const LEAD_LIMIT = 400;

function opensLine(text: string, at: number): boolean {
  const start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  return at - start < LEAD_LIMIT && /^[\uFEFF\s>*+\-\d.)]*$/.test(text.slice(start, at));
}
