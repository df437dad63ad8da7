// The ledger: everything that went to a model from a runbook, read back from its journals, with what each session used.
import type { JournalRecord } from '../remember/record.ts';

type Of<K extends JournalRecord['kind']> = Extract<JournalRecord, { kind: K }>;

/** One request and what came of it; null where nothing was recorded any more. */
export interface Sending {
  readonly asked: Of<'asked'>;
  readonly answered: Of<'answered'> | null;
}

/** Sums over what was told. A null was told by nobody: it is not zero. */
export interface Used {
  readonly requests: number;
  readonly bytes: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
}

/** Oldest first: each answer belongs to the first request of its digest and model that has none yet. */
export function sendingsIn(records: readonly JournalRecord[]): readonly Sending[] {
  const sendings: { readonly asked: Of<'asked'>; answered: Of<'answered'> | null }[] = [];
  for (const record of records) {
    if (record.kind === 'asked') sendings.push({ asked: record, answered: null });
    if (record.kind !== 'answered') continue;
    const { digest, model } = record;
    const open = sendings.find(({ asked, answered }) => answered === null && asked.digest === digest && asked.model === model);
    if (open) open.answered = record;
  }
  return sendings;
}

export function usedBy(sendings: readonly Sending[]): Used {
  const answers = sendings.flatMap(({ answered }) => answered ?? []);
  return {
    requests: sendings.length,
    bytes: sendings.reduce((sum, { asked }) => sum + asked.bytes, 0),
    inputTokens: sumOf(answers.map(({ inputTokens }) => inputTokens)),
    outputTokens: sumOf(answers.map(({ outputTokens }) => outputTokens)),
    costUsd: sumOf(answers.map(({ costUsd }) => costUsd)),
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
