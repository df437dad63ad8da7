// What keeps a step from running as it stands, whoever wrote it.
import type { Failure } from '../failure.ts';
import type { FenceBlock } from './blocks.ts';

/** The longest command a person can be asked to read, in bytes of UTF-8. */
export const STEP_BYTES_LIMIT = 64 * 1024;
/** The largest runbook that is read, in bytes of UTF-8. */
export const RUNBOOK_BYTES_LIMIT = 4 * 1024 * 1024;

export interface Suspect {
  readonly fence: FenceBlock;
  /** The fence as it stands in the runbook. */
  readonly source: string;
  /** The command. */
  readonly text: string;
  readonly unreadable: string | undefined;
  readonly path: string;
}

/** The first reason not to run it, worst first. */
export function problemOf({ fence, source, text, unreadable, path }: Suspect): Failure | undefined {
  if (!fence.closed) return { kind: 'fence-unclosed' };
  if (source.includes('\0')) return { kind: 'step-has-nul' };
  if (/\p{Cs}/u.test(source)) return { kind: 'not-utf8', path };
  if (unreadable !== undefined) return { kind: 'attributes-unreadable', detail: unreadable };
  if (text.trim() === '') return { kind: 'step-empty' };
  const bytes = utf8Bytes(text);
  return bytes > STEP_BYTES_LIMIT ? { kind: 'step-too-long', bytes, limit: STEP_BYTES_LIMIT } : undefined;
}

/** Bytes the text takes in UTF-8, without making them. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    const paired = code >= 0xd800 && code <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    bytes += code < 0x800 ? 1 : 2;
    if (paired) at += 1;
  }
  return bytes;
}
