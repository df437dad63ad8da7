// Evidence of one run, as read back from its folder after it ended.
import type { Sign } from '../guard/injection.ts';
import type { Redacted } from '../redact/redacted.ts';
import type { RunEnd, RunStart } from '../seal/seal.ts';

export interface Evidence {
  readonly run: string;
  readonly end: RunEnd;
  readonly start: RunStart | null;
  /** Milliseconds from start to end; null when it never started. */
  readonly durationMs: number | null;
  readonly excerpt: Excerpt;
  /** Log path inside the workspace folder (forward slashes), or the absolute path where it could not be put there. */
  readonly logPath: string;
  /** SHA-256 (hex) of that log. */
  readonly logSha256: string;
}

/** The part of the output worth reading: head, tail, and the lines that look like errors. */
export interface Excerpt {
  /** Folded (carriage returns, ANSI removed), trimmed, redacted. */
  readonly text: Redacted;
  readonly totalLines: number;
  readonly omittedLines: number;
  /** What of the whole output speaks to a model, claims an approval or acts beyond the screen; absent where there is none. */
  readonly signs?: readonly Sign[];
  /** Lines that look like errors or warnings, wherever they stand. One-based line numbers of the full log. */
  readonly notable: readonly { readonly line: number; readonly text: Redacted }[];
}
