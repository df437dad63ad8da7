// From the text of a markdown file to a runbook, once. Whoever reads a document again and again keeps a reader instead.
import type { Runbook } from '../step.ts';
import { createRunbookReader } from './reader.ts';

/** Reads one runbook: its front matter and its steps. `path` is inside the workspace folder, with forward slashes. Never throws. */
export function parseRunbook(text: string, path: string): Runbook {
  return createRunbookReader().read(text, path);
}
