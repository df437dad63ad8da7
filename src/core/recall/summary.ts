// What a verification found out, in a few sentences: also what it could not look at.
import type { Say } from '../words.ts';
import type { Audit } from './audit.ts';
import { SUMMARY_WORDS as WORDS } from './words.ts';

export interface Verified {
  readonly audit: Audit;
  readonly history: { readonly checked: boolean; readonly commits: number };
  /** One for each journal whose last signature is good; `by` is null for a key this machine does not know. */
  readonly signed: readonly { readonly by: string | null }[];
}

export function wordSummary({ audit, history, signed }: Verified, say: Say): readonly string[] {
  const { records, runs, blocks, logs, findings, notes } = audit;
  if (records === 0 && findings.length === 0) return [say(WORDS.nothing)];
  const who = [...new Set(signed.flatMap(({ by }) => (by === null ? [] : [by])))];
  return [
    findings.length === 0 ? say(WORDS.whole) : say(WORDS.found, { count: findings.length }),
    ...(notes.length === 0 ? [] : [say(WORDS.notes, { count: notes.length })]),
    say(WORDS.counts, { records, runs, blocks, logs }),
    history.checked ? say(WORDS.history, { commits: history.commits }) : say(WORDS.noHistory),
    ...(signed.length === 0 ? [] : [say(WORDS.signed, { count: signed.length })]),
    ...(who.length === 0 ? [] : [say(WORDS.signers, { names: who.join(', ') })]),
    ...(signed.some(({ by }) => by === null) ? [say(WORDS.unknownSigner)] : []),
  ];
}
