// Result blocks against the journal: each must be the one its run left, under the step that ran, and none may be missing.
import { standingDigest } from '../annotate/blockDigest.ts';
import { BLOCK_OPEN } from '../annotate/resultBlock.ts';
import { linesOf } from '../propose/lines.ts';
import { redact } from '../redact/redact.ts';
import type { Step } from '../step.ts';
import type { ReadRunbook } from './files.ts';
import type { Finding } from './finding.ts';
import { type EndRecord, lastBlocks, type RecordedRun, runbookOf } from './runs.ts';

interface Records {
  readonly runs: ReadonlyMap<string, RecordedRun>;
  readonly runbooks: readonly ReadRunbook[];
}

export function auditBlocks(of: Records): Finding[] {
  return of.runbooks.flatMap((file) => [...standing(file, of), ...missing(file, of), ...strays(file)]);
}

interface Place {
  readonly file: ReadRunbook;
  readonly step: Step;
}

const lineAt = (text: string, offset: number): number => linesOf(text).at(offset) + 1;

function found(kind: Finding['kind'], { file, step }: Place, about: string): Finding {
  const offset = step.last?.span[0] ?? step.fence[0];
  return { kind, path: file.runbook.path, line: lineAt(file.text, offset), about };
}

/** The blocks that stand in a runbook. */
function standing(file: ReadRunbook, of: Records): Finding[] {
  const seen = new Set<string>();
  return file.runbook.steps.flatMap((step) => {
    if (!step.last) return [];
    const { run } = step.last;
    if (seen.has(run)) return [found('block-twice', { file, step }, run)];
    seen.add(run);
    const recorded = of.runs.get(run);
    const kind = recorded?.ends[0] ? faultOf({ file, step }, { recorded, end: recorded.ends[0], of }) : 'block-unknown';
    return kind ? [found(kind, { file, step }, run)] : [];
  });
}

function faultOf(
  place: Place,
  { recorded, end, of }: { readonly recorded: RecordedRun; readonly end: EndRecord; readonly of: Records },
): Finding['kind'] | null {
  const { file, step } = place;
  if (!step.last) return null;
  // A runbook that was renamed takes its blocks with it; one that still stands keeps them.
  const home = runbookOf(recorded.journal, of.runbooks);
  if (home && home !== file) return 'block-elsewhere';
  if (!isStepOf(step, recorded)) return 'block-elsewhere';
  if (step.last.exit !== end.exit) return 'block-edited';
  return end.block === undefined || standingDigest(file.text, { step, span: step.last.span }) === end.block ? null : 'block-edited';
}

/** The step that ran: by its id (its text may have been edited since) or by its text (its place may have changed). */
function isStepOf(step: Step, { approved, step: id }: RecordedRun): boolean {
  return step.id === id || (approved !== null && redact(step.text) === approved.command);
}

/** Steps under which the block of their last run should stand, and does not. */
function missing(file: ReadRunbook, of: Records): Finding[] {
  const own = [...of.runs.values()].filter((run) => runbookOf(run.journal, of.runbooks) === file);
  return [...lastBlocks(own)].flatMap(([id, { run, end }]) => {
    const step = stepOf(file, { id, run });
    if (!step || step.last?.run === end.run) return [];
    // A block of another run is there: that it is forged or foreign was said already.
    if (step.last && !of.runs.get(step.last.run)?.ends.length) return [];
    return [found(step.last ? 'block-old' : 'block-lost', { file, step }, end.run)];
  });
}

/** The step a run belongs to now; one that is gone from the runbook took its block with it. */
function stepOf({ runbook }: ReadRunbook, { id, run }: { readonly id: string; readonly run: RecordedRun }): Step | undefined {
  const same = runbook.steps.filter((step) => redact(step.text) === run.approved?.command);
  return runbook.steps.find((step) => step.id === id) ?? (same.length === 1 ? same[0] : undefined);
}

/** Lines that open a block to a reader's eye, outside of every fence and of every block we know. */
function strays({ runbook, text, fences }: ReadRunbook): Finding[] {
  const known = [...fences, ...runbook.steps.flatMap((step) => (step.last ? [step.last.span] : []))];
  const findings: Finding[] = [];
  for (let at = text.indexOf(BLOCK_OPEN); at !== -1; at = text.indexOf(BLOCK_OPEN, at + 1)) {
    if (known.some(([start, end]) => start <= at && at < end) || !opensLine(text, at)) continue;
    findings.push({ kind: 'block-stray', path: runbook.path, line: lineAt(text, at), about: '' });
  }
  return findings;
}

function opensLine(text: string, at: number): boolean {
  const start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  return /^[\uFEFF\s>*+\-\d.)]*$/.test(text.slice(start, at));
}
