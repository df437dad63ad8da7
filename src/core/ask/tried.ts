// What has been tried in a runbook, as its journal tells it: every step with who suggested it, what a person decided, and how it ended.
import type { JournalRecord } from '../remember/record.ts';

/** How a step was decided, and how it ended where it ran. */
export type Decision = 'ran' | 'rejected' | 'skipped' | 'refused' | 'held' | 'undecided';

export interface Tried {
  readonly step: string;
  /** As it was decided, redacted. */
  readonly command: string;
  /** Who suggested it; empty for a step a person wrote. */
  readonly proposedBy: string;
  /** What had been suggested, where a person changed it; empty otherwise. */
  readonly was: string;
  /** What its author expected to see; empty where they did not say. */
  readonly expected: string;
  readonly hypothesis: string;
  readonly decision: Decision;
  /** The person's reason for a rejection, or why an approved step did not run; empty otherwise. */
  readonly reason: string;
  readonly end: {
    readonly outcome: string;
    readonly exit: number | null;
    readonly signal: string | null;
    readonly durationMs: number | null;
    /** Path of its log. */
    readonly log: string;
  } | null;
}

type Of<K extends JournalRecord['kind']> = Extract<JournalRecord, { kind: K }>;
type Suggested = Extract<JournalRecord, { source: string }>;

/** In the order it was decided; what waits comes last. Records come oldest first. */
export function triedIn(records: readonly JournalRecord[]): readonly Tried[] {
  const proposed = new Map<string, Suggested>();
  const edited = new Map<string, Of<'edited'>>();
  const approved = new Map<string, Of<'approved'>>();
  const waiting = new Set<string>();
  const tried: Tried[] = [];
  const put = (step: string, of: Pick<Tried, 'command' | 'decision'> & Partial<Tried>) => {
    waiting.delete(step);
    const was = edited.get(step)?.was ?? '';
    const { by: proposedBy = '', expected = '', hypothesis = '' } = proposed.get(step) ?? {};
    tried.push({ step, proposedBy, expected, hypothesis, reason: '', end: null, ...of, was: was === of.command ? '' : was });
  };
  for (const record of records) {
    switch (record.kind) {
      case 'proposed':
        proposed.set(record.step, record);
        waiting.add(record.step);
        break;
      case 'held':
        proposed.set(record.step, record);
        put(record.step, { command: record.command, decision: 'held', reason: (record.guards ?? []).join(', ') });
        break;
      case 'edited':
        // The first of several is what had been suggested.
        edited.set(record.step, { ...record, was: edited.get(record.step)?.was ?? record.was });
        break;
      case 'approved':
        approved.set(record.run, record);
        break;
      case 'rejected':
        put(record.step, { command: record.command, decision: 'rejected', reason: joined(record.reason, record.text) });
        break;
      case 'skipped':
        put(record.step, { command: record.command, decision: 'skipped' });
        break;
      case 'refused':
        put(record.step, { command: approved.get(record.run)?.command ?? '', decision: 'refused', reason: record.failure });
        break;
      case 'ran':
      case 'recovered': {
        const { outcome, exit, signal, durationMs, log } = record;
        const end = { outcome, exit, signal, durationMs, log };
        put(record.step, { command: approved.get(record.run)?.command ?? '', decision: 'ran', end });
        break;
      }
      default:
    }
  }
  for (const step of [...waiting]) put(step, { command: proposed.get(step)?.command ?? '', decision: 'undecided' });
  return tried;
}

const joined = (reason: string, text: string): string => [reason, text].filter((part) => part !== '').join(': ');
