// What a restore of files cannot take back: the runs since. Each comes with its way back as a proposal, newest first.
import { assess } from '../assess/assess.ts';
import type { EndRecord, RecordedRun } from '../recall/runs.ts';
import type { Level, Runbook, Step } from '../step.ts';
import type { Say } from '../words.ts';
import type { CheckpointEntry } from './list.ts';

export interface Undo {
  readonly run: string;
  /** The step's id. */
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  /** When it ended, milliseconds since the epoch. */
  readonly at: number;
  /** The step as it stands in the runbook; null when it is gone. */
  readonly step: Step | null;
  /** The step's own `undo`, a command; null where it has none. */
  readonly command: string | null;
  /** What the specs of its commands say about the way back, for people: not every one is a command. */
  readonly hints: readonly string[];
}

/** The runs after a checkpoint that may have changed something, newest first. */
export function undoSince(of: {
  readonly checkpoint: CheckpointEntry;
  readonly runs: Iterable<RecordedRun>;
  readonly runbook: Runbook;
  readonly say: Say;
}): readonly Undo[] {
  const { checkpoint, runs, runbook, say } = of;
  return [...runs]
    .flatMap((run) => run.ends.filter((end) => isAfter(end, checkpoint)).map((end) => undoOf(run, { end, runbook, say })))
    .filter(({ level }) => level !== 'read')
    .toSorted((a, b) => b.at - a.at);
}

/** Commits know whole seconds only. The checkpoint's own run is before it, whatever the clock says. */
function isAfter(end: EndRecord, checkpoint: CheckpointEntry): boolean {
  return end.run !== checkpoint.run && Math.floor(Date.parse(end.at) / 1000) > Math.floor(checkpoint.at / 1000);
}

function undoOf(run: RecordedRun, of: { readonly end: EndRecord; readonly runbook: Runbook; readonly say: Say }): Undo {
  const { end, runbook, say } = of;
  const step = runbook.steps.find(({ id }) => id === end.step) ?? null;
  const command = run.approved?.command ?? '';
  const { findings } = assess({ command, ...(step ? { shell: step.shell } : {}) }, say);
  // Last deed first: a script is taken back from its end.
  const hints = [...new Set(findings.flatMap(({ undo }) => (undo === undefined ? [] : [undo])))].toReversed();
  const facts = { run: end.run, id: end.step, title: step?.title ?? end.step, at: Date.parse(end.at), step };
  return { ...facts, level: run.approved?.level ?? 'change', command: step?.attributes.undo ?? null, hints };
}
