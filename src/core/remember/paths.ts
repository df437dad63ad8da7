// Where the journal of a runbook lies. The names come from a runbook's path, so they are made safe for every file system.
import { sha256Hex } from '../seal/digest.ts';

export const JOURNAL_DIR = '.countersign/journal';
const NAME_BYTES = 180;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** Path inside the workspace folder of one session's journal of one runbook. Different runbooks never share one. */
export function journalPath(runbook: string, session: string): string {
  const folders = runbook.replace(/\.md$/, '').split('/').map(safeName);
  return [JOURNAL_DIR, ...folders, `${safeName(session)}.jsonl`].join('/');
}

/** One path segment: letters, digits and a few marks stay; anything else, dots at its ends included, becomes %XX. */
function safeName(name: string): string {
  const safe = name
    .replace(/[^\p{L}\p{M}\p{N}._ +@=,()-]/gu, percent)
    .replace(/^[. -]|[. ]$/g, percent)
    .replace(RESERVED, (word) => `${percent(word.slice(0, 1))}${word.slice(1)}`);
  if (safe === '') return '%';
  return new TextEncoder().encode(safe).length <= NAME_BYTES
    ? safe
    : `${Array.from(safe).slice(0, 40).join('')}%${sha256Hex(name).slice(0, 16)}`;
}

function percent(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
