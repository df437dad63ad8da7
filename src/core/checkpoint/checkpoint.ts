// A checkpoint: a commit of the runbook and its journal, and of nothing else.

export interface Checkpoint {
  /** Paths inside the repository's workspace folder, forward slashes. */
  readonly paths: readonly string[];
  readonly subject: string;
  /** Git trailers in order, name and value. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
}
