// What the journal remembers. A record is an entry plus its place in the hash chain.

import type { Redacted } from '../redact/redacted.ts';
import type { Level } from '../step.ts';

interface Common {
  /** Milliseconds since the epoch; written as ISO 8601. */
  readonly at: number;
  readonly step: string;
  readonly by: string;
}

export type JournalEntry =
  | (Common & {
      readonly kind: 'approved';
      readonly run: string;
      readonly digest: string;
      readonly level: Level;
      readonly tags: readonly string[];
      readonly via: string;
      readonly readMs: number;
      readonly command: Redacted;
    })
  | (Common & {
      readonly kind: 'rejected';
      readonly level: Level;
      readonly reason: string;
      readonly text: Redacted;
      readonly command: Redacted;
    })
  | (Common & { readonly kind: 'skipped'; readonly level: Level; readonly command: Redacted })
  | (Common & { readonly kind: 'refused'; readonly run: string; readonly failure: string; readonly detail: Redacted })
  | (Common & {
      readonly kind: 'ran' | 'recovered';
      readonly run: string;
      readonly digest: string;
      readonly outcome: string;
      readonly exit: number | null;
      readonly signal: string | null;
      readonly durationMs: number | null;
      readonly bytes: number;
      readonly log: string;
      readonly logSha256: string;
      readonly secrets: readonly string[];
    });
