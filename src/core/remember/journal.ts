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
  /** Somebody other than the runbook's writer suggested a step: `source` says through what ("mcp", a model), `by` who. `held`: a guard
   *  kept it from being shown. */
  | (Common & {
      readonly kind: 'proposed' | 'held';
      readonly source: string;
      readonly why: Redacted;
      readonly command: Redacted;
      readonly hypothesis?: Redacted;
      readonly expected?: Redacted;
      /** The guards that spoke. */
      readonly guards?: readonly string[];
    })
  /** A person changed a proposal before deciding it. */
  | (Common & { readonly kind: 'edited'; readonly was: Redacted; readonly command: Redacted })
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
      /** Digest of the result block under the step; absent where none could be written. */
      readonly block?: string;
      /** What of its output was more than data, see core/guard/injection.ts. */
      readonly signs?: readonly string[];
    })
  | {
      readonly kind: 'restored';
      readonly at: number;
      readonly by: string;
      /** The checkpoint the paths were brought back to. */
      readonly commit: string;
      readonly paths: readonly string[];
    }
  | {
      /** Something goes to a model. */
      readonly kind: 'asked';
      readonly at: number;
      readonly by: string;
      /** Its id, see core/ask/models.ts. */
      readonly model: string;
      /** Of the messages, see core/ask/sent.ts. */
      readonly digest: string;
      readonly bytes: number;
    }
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly model: string;
      /** Of what it was asked. */
      readonly digest: string;
      /** "proposed", "unusable", "held", or the kind of the failure. */
      readonly outcome: string;
      readonly bytes: number;
      readonly inputTokens: number | null;
      readonly outputTokens: number | null;
      readonly costUsd: number | null;
    }
  | {
      readonly kind: 'signed';
      readonly at: number;
      readonly format: 'ssh' | 'openpgp';
      /** The key as git's `user.signingkey` names it, or its fingerprint. */
      readonly key: string;
      /** Armoured. */
      readonly signature: string;
    };
