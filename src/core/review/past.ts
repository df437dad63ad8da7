// What became of a step the last times, as the journals tell it.
import { redact } from '../redact/redact.ts';
import type { JournalRecord } from '../remember/record.ts';
import type { Step } from '../step.ts';

export interface PastRun {
  readonly run: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** As the runner knows it, or UNENDED. */
  readonly outcome: string;
  readonly exit: number | null;
  readonly durationMs: number | null;
  readonly by: string;
  /** Whether it was exactly this command. */
  readonly isSame: boolean;
}

/** Approved, and no journal says how it ended: it may have run, or be running elsewhere. */
export const UNENDED = 'unended';

/** More are not worth counting on a card. */
export const PAST_LIMIT = 50;

/** The runs of this step, and of this very command wherever it stood, newest first. */
export function pastRuns(records: readonly JournalRecord[], step: Pick<Step, 'id' | 'text'>): readonly PastRun[] {
  const command: string = redact(step.text);
  const approved = new Map<string, Extract<JournalRecord, { kind: 'approved' }>>();
  const ended = new Set<string>();
  const found: PastRun[] = [];
  for (const record of records) {
    if (record.kind === 'approved') approved.set(record.run, record);
    if (record.kind === 'refused') ended.add(record.run);
    if (record.kind !== 'ran' && record.kind !== 'recovered') continue;
    ended.add(record.run);
    const isSame = approved.get(record.run)?.command === command;
    if (!isSame && record.step !== step.id) continue;
    const { run, outcome, exit, durationMs, by } = record;
    found.push({ ...{ run, outcome, exit, durationMs, by, isSame }, at: Date.parse(record.at) });
  }
  for (const { run, step: id, command: text, by, at } of approved.values()) {
    const isSame = text === command;
    if (ended.has(run) || !(isSame || id === step.id)) continue;
    found.push({ ...{ run, by, isSame }, outcome: UNENDED, exit: null, durationMs: null, at: Date.parse(at) });
  }
  return found.sort((a, b) => b.at - a.at).slice(0, PAST_LIMIT);
}

export const wentWell = ({ outcome, exit }: Pick<PastRun, 'outcome' | 'exit'>): boolean => outcome === 'exited' && exit === 0;
