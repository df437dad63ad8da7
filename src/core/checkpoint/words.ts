// What a checkpoint commit says. Subjects and trailers are a format that tools read, so they are never translated.
import type { RunEnd } from '../seal/seal.ts';
import type { Level } from '../step.ts';
import type { Checkpoint } from './checkpoint.ts';
import { cut, oneLine } from './oneLine.ts';

/** Longest subject, in characters: what git's own guide and every log view expect. */
export const SUBJECT_LIMIT = 72;
const NAME_LIMIT = 28;
/** Longest trailer value; a name or id longer than this says nothing more. */
const TRAILER_LIMIT = 200;

export interface BeforeFacts {
  /** Path inside the workspace folder. */
  readonly runbook: string;
  readonly step: string;
  readonly by: string;
  readonly paths: readonly string[];
  /** The paths the runbook declares. */
  readonly declared?: readonly string[];
}

export interface RunFacts extends BeforeFacts {
  readonly run: string;
  readonly level: Level;
  readonly end: RunEnd;
  readonly digest: string;
}

/** The checkpoint after a run, whatever its end: the record of a failed step is worth as much as that of a good one. */
export function checkpointOf(facts: RunFacts): Checkpoint {
  return {
    ...pathsOf(facts),
    subject: subject(facts, { before: '', after: ` ${endText(facts.end)}` }),
    trailers: [
      trailer(STEP_TRAILER, facts.step),
      trailer(RUN_TRAILER, facts.run),
      trailer('Countersign-Level', facts.level),
      trailer('Countersign-Exit', exitText(facts.end)),
      trailer('Countersign-Digest', facts.digest),
      trailer('Approved-by', facts.by),
    ],
  };
}

/** The checkpoint before a destructive step, so that there is a state to come back to. */
export function beforeDestructive(facts: BeforeFacts): Checkpoint {
  return {
    ...pathsOf(facts),
    subject: subject(facts, { before: 'before ', after: '' }),
    trailers: [trailer(STEP_TRAILER, facts.step), trailer('Approved-by', facts.by)],
  };
}

export interface RestoreFacts extends Omit<BeforeFacts, 'step'> {
  /** The checkpoint to come back to, whole id. */
  readonly commit: string;
}

/** The checkpoint before a restore: whatever it will change can be brought back from here. */
export function beforeRestore(facts: RestoreFacts): Checkpoint {
  return {
    ...pathsOf(facts),
    subject: subject({ ...facts, step: `before restore to ${shortId(facts.commit)}` }, { before: '', after: '' }),
    trailers: [trailer('Approved-by', facts.by)],
  };
}

/** The restore itself, a commit like any other. */
export function restoreCheckpoint(facts: RestoreFacts): Checkpoint {
  return {
    ...pathsOf(facts),
    subject: subject({ ...facts, step: `restore to ${shortId(facts.commit)}` }, { before: '', after: '' }),
    trailers: [trailer(RESTORED_TRAILER, facts.commit), trailer('Approved-by', facts.by)],
  };
}

export const STEP_TRAILER = 'Countersign-Step';
export const RUN_TRAILER = 'Countersign-Run';
export const RESTORED_TRAILER = 'Countersign-Restored';

/** A commit id as people read it. */
export const shortId = (commit: string): string => commit.slice(0, 10);

const pathsOf = ({ paths, declared }: Omit<BeforeFacts, 'step'>): Pick<Checkpoint, 'paths' | 'declared'> =>
  declared === undefined || declared.length === 0 ? { paths } : { paths, declared };

/** The commit message: subject, blank line, trailers. Cleaned again here, so that no caller can smuggle a line in. */
export function messageOf(checkpoint: Checkpoint): string {
  const trailers = checkpoint.trailers.map(([name, value]) => `${name.replace(/[^A-Za-z0-9-]/g, '')}: ${oneLine(value)}`);
  return `${cut(oneLine(checkpoint.subject), SUBJECT_LIMIT)}\n\n${trailers.join('\n')}\n`;
}

/** The step is cut, never the exit code after it. */
function subject(facts: BeforeFacts, around: { readonly before: string; readonly after: string }): string {
  const start = `runbook(${cut(nameOf(facts.runbook), NAME_LIMIT)}): ${around.before}`;
  const room = SUBJECT_LIMIT - Array.from(start + around.after).length;
  return `${start}${cut(oneLine(facts.step), room)}${around.after}`;
}

function nameOf(runbook: string): string {
  const name = runbook.slice(runbook.lastIndexOf('/') + 1).replace(/\.(md|markdown)$/i, '');
  return oneLine(name.replace(/[()]/g, ' '));
}

const trailer = (name: string, value: string) => [name, cut(oneLine(value), TRAILER_LIMIT)] as const;

function endText(end: RunEnd): string {
  if (end.outcome === 'cancelled') return 'cancelled';
  if (end.outcome === 'timeout') return 'timed out';
  if (end.exit !== null) return `exit ${end.exit}`;
  return end.signal ? `ended by ${cut(oneLine(end.signal), 12)}` : 'exit unknown';
}

const exitText = (end: RunEnd): string => (end.exit !== null ? String(end.exit) : (end.signal ?? 'unknown'));
