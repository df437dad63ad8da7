// Proposals of a window that is gone, as the journal tells them: after a reload tickets are known, and the guards remember.
import type { Evidence } from '../core/capture/evidence.ts';
import { redact } from '../core/redact/redact.ts';
import type { JournalRecord } from '../core/remember/record.ts';
import type { StepMark } from '../core/review/session.ts';
import { endSchema } from '../core/seal/seal.ts';
import type { Runbook } from '../core/step.ts';
import type { Entry } from './tickets.ts';

type Proposed = Extract<JournalRecord, { kind: 'proposed' | 'held' }>;
type Ended = Extract<JournalRecord, { kind: 'ran' | 'recovered' }>;

/** Oldest first. Ways back of a restore are nobody's proposals. */
export function rememberedEntries(records: readonly JournalRecord[], runbook: Runbook): readonly Entry[] {
  const proposed = records.filter((record): record is Proposed => record.kind === 'proposed' && record.source !== 'restore');
  return proposed.map((record) => {
    const later = records.filter((other) => 'step' in other && other.step === record.step);
    return entryOf(record, { later, runbook });
  });
}

function entryOf(record: Proposed, { later, runbook }: { readonly later: readonly JournalRecord[]; readonly runbook: Runbook }): Entry {
  const step = runbook.steps.find(({ id }) => id === record.step);
  const edited = later.findLast((other) => other.kind === 'edited');
  const ended = later.findLast((other): other is Ended => other.kind === 'ran' || other.kind === 'recovered');
  const decided = later.findLast((other) => other.kind === 'approved' || other.kind === 'rejected' || other.kind === 'skipped');
  const { why, hypothesis, expected, command } = record;
  return {
    ticket: record.step,
    runbook: runbook.path,
    proposal: { command, why, ...(hypothesis ? { hypothesis } : {}), ...(expected ? { expected } : {}) },
    shell: step?.shell ?? 'bash',
    level: decided?.level ?? 'change',
    client: record.by,
    // As it was written then nobody knows any more: only a person takes it out.
    inserted: '',
    findings: [],
    ran: edited?.command ?? null,
    evidence: ended ? evidenceOf(ended) : null,
    mark: ended ? null : markOf(later),
    withdrawn: false,
    output: '',
  };
}

function markOf(later: readonly JournalRecord[]): StepMark | null {
  const last = later.findLast(({ kind }) => kind === 'rejected' || kind === 'skipped' || kind === 'refused');
  return last?.kind === 'rejected' || last?.kind === 'skipped' || last?.kind === 'refused' ? last.kind : null;
}

/** The log holds the output; here is only how it ended. */
function evidenceOf({ run, outcome, exit, signal, at, bytes, log, logSha256, durationMs }: Ended): Evidence {
  const known = endSchema.shape.outcome.safeParse(outcome);
  return {
    ...{ run, start: null, durationMs, logPath: log, logSha256 },
    end: {
      ...{ v: 1, run, exit, signal, bytes, startedAt: null, endedAt: Date.parse(at), refusal: null },
      outcome: known.success ? known.data : 'lost',
    },
    excerpt: { text: redact(''), totalLines: 0, omittedLines: 0, notable: [] },
  };
}
