// A checkpoint: a commit of the runbook, its journal and the paths it declares, and of nothing else.

export interface Checkpoint {
  /** Paths inside the repository's workspace folder, forward slashes. */
  readonly paths: readonly string[];
  /** Files and folders the runbook declares as its own, in the same form: what changed in them goes in too, what git ignores stays out. */
  readonly declared?: readonly string[];
  readonly subject: string;
  /** Git trailers in order, name and value. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
}
