// Everything that can stop a step or a record, as one closed union, and the one function that words it for a person.
// A failure is data until it is shown: kinds are stable names for tests and logs, never sentences.

export type Failure =
  // where we are
  | { readonly kind: 'no-folder' }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'no-git' }
  | { readonly kind: 'no-steps'; readonly runbook: string }
  // what the runbook says
  | { readonly kind: 'front-matter-unreadable'; readonly detail: string; readonly line: number }
  | { readonly kind: 'front-matter-invalid'; readonly field: string; readonly detail: string }
  | { readonly kind: 'attributes-unreadable'; readonly detail: string }
  | { readonly kind: 'fence-unclosed' }
  | { readonly kind: 'step-empty' }
  | { readonly kind: 'step-too-long'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'step-has-nul' }
  | { readonly kind: 'not-utf8'; readonly path: string }
  | { readonly kind: 'runbook-too-large'; readonly bytes: number; readonly limit: number }
  /** Quotes and lists inside one another past any sense: reading them would take for ever. `line` is one-based. */
  | { readonly kind: 'runbook-too-deep'; readonly line: number }
  | { readonly kind: 'runbook-outside'; readonly path: string }
  | { readonly kind: 'runbook-unreadable'; readonly path: string; readonly detail: string }
  | { readonly kind: 'duplicate-id'; readonly id: string }
  // what it needs to run
  | { readonly kind: 'cwd-missing'; readonly path: string }
  | { readonly kind: 'cwd-outside'; readonly path: string }
  | { readonly kind: 'env-file-missing'; readonly path: string }
  | { readonly kind: 'env-file-unreadable'; readonly path: string; readonly detail: string }
  | { readonly kind: 'interpreter-missing'; readonly name: string }
  | { readonly kind: 'provider-missing'; readonly name: string }
  /** The policy of the repository does not allow this provider. */
  | { readonly kind: 'provider-forbidden'; readonly name: string }
  | { readonly kind: 'provider-failed'; readonly class: ProviderErrorClass; readonly detail: string }
  // the approval and its seal
  | { readonly kind: 'changed-since-shown' }
  | { readonly kind: 'changed-since-approved'; readonly what: string }
  | { readonly kind: 'seal-used' }
  | { readonly kind: 'seal-expired' }
  | { readonly kind: 'storage-failed'; readonly path: string; readonly detail: string }
  // the run
  | { readonly kind: 'runner-unreachable'; readonly detail: string }
  | { readonly kind: 'runner-lost' }
  /** Its end was asked for while it lives, without a line to the runner. */
  | { readonly kind: 'still-running' }
  /** Processes a step left behind, by name and number. */
  | { readonly kind: 'left-behind'; readonly names: string }
  | { readonly kind: 'run-refused'; readonly detail: string }
  | { readonly kind: 'cancelled-before-start' }
  /** A command edited on the card that could not be put into its fence. */
  | { readonly kind: 'rewrite-failed'; readonly path: string; readonly detail: string }
  // the record
  | { readonly kind: 'recorded-elsewhere' }
  | { readonly kind: 'annotate-failed'; readonly path: string; readonly detail: string }
  | { readonly kind: 'journal-failed'; readonly path: string; readonly detail: string }
  | { readonly kind: 'checkpoint-failed'; readonly reason: CheckpointReason; readonly detail: string }
  // a model that was asked; `model` is its name, `detail` what it or the network said, never with a key in it
  | { readonly kind: 'model-none' }
  | { readonly kind: 'model-key-missing'; readonly model: string; readonly detail: string }
  /** It will not: the key, the account, the person's consent, its own rules. */
  | { readonly kind: 'model-refused'; readonly model: string; readonly detail: string }
  | { readonly kind: 'model-unreachable'; readonly model: string; readonly detail: string }
  /** Too many requests, no credit, or overloaded: later it may. */
  | { readonly kind: 'model-limited'; readonly model: string; readonly detail: string }
  /** More was asked than it takes. */
  | { readonly kind: 'model-too-long'; readonly model: string; readonly detail: string }
  /** What came is no answer: cut off, unreadable, endless. */
  | { readonly kind: 'model-broken'; readonly model: string; readonly detail: string }
  | { readonly kind: 'model-cancelled'; readonly model: string; readonly detail: string }
  | { readonly kind: 'internal'; readonly detail: string };

export type FailureKind = Failure['kind'];

/** Classes of `op`'s own errors; the fragments that tell them apart are in core/capture. */
export const PROVIDER_ERROR_CLASSES = [
  'missing-item',
  'vault',
  'field',
  'ambiguous',
  'grammar',
  'no-account',
  'sign-in',
  'dismissed',
  'app',
  'quota',
  'terminal',
  'transient',
  'unknown',
  // another provider than op ended before the step started
  'other',
] as const;
export type ProviderErrorClass = (typeof PROVIDER_ERROR_CLASSES)[number];

export const CHECKPOINT_REASONS = [
  'merging',
  'identity',
  'hook',
  'signing',
  'locked',
  'read-only',
  'unsaved',
  'ignored',
  'timeout',
  'disk-full',
  'other',
] as const;
export type CheckpointReason = (typeof CHECKPOINT_REASONS)[number];

/** A failure in words: one sentence that says what is wrong, one that says what to do next. */
export interface FailureWords {
  readonly sentence: string;
  readonly action: string;
}
