// What became of a step the last times, as the journals tell it.
import { redact } from '../redact/redact.ts';
import type { JournalRecord } from '../remember/record.ts';
import type { Step } from '../step.ts';

export interface PastRun {
  readonly run: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly outcome: string;
  readonly exit: number | null;
  readonly durationMs: number | null;
  readonly by: string;
  /** Whether it was exactly this command. */
  readonly isSame: boolean;
}

/** More are not worth counting on a card. */
export const PAST_LIMIT = 50;

/** The runs of this step, and of this very command wherever it stood, newest first. */
export function pastRuns(records: readonly JournalRecord[], step: Pick<Step, 'id' | 'text'>): readonly PastRun[] {
  const command: string = redact(step.text);
  const approved = new Map<string, string>();
  const found: PastRun[] = [];
  for (const record of records) {
    if (record.kind === 'approved') approved.set(record.run, record.command);
    if (record.kind !== 'ran' && record.kind !== 'recovered') continue;
    const isSame = approved.get(record.run) === command;
    if (!isSame && record.step !== step.id) continue;
    const { run, outcome, exit, durationMs, by } = record;
    found.push({ ...{ run, outcome, exit, durationMs, by, isSame }, at: Date.parse(record.at) });
  }
  return found.sort((a, b) => b.at - a.at).slice(0, PAST_LIMIT);
}

export const wentWell = ({ outcome, exit }: Pick<PastRun, 'outcome' | 'exit'>): boolean => outcome === 'exited' && exit === 0;
