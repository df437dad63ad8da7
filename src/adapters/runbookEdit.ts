// The arithmetic of a splice: from the text a range was computed on to the text the editor holds.

export interface Splice {
  /** Half-open UTF-16 offsets. */
  readonly span: readonly [start: number, end: number];
  readonly text: string;
}

/**
 * The splice as the editor's text needs it, or null where that text is another one. The editor holds no byte order mark and only one
 * kind of line end; a text read from disk may have both.
 */
export function fitSplice(splice: Splice & { readonly expected: string }, held: string): Splice | null {
  const { expected, span, text } = splice;
  if (span[0] < 0 || span[1] < span[0] || span[1] > expected.length) return null;
  if (expected === held) return { span, text };
  const eol = held.includes('\r\n') ? '\r\n' : '\n';
  const even = (part: string) => part.replace(/\r\n|\r|\n/g, eol);
  const bare = expected.startsWith('\ufeff') ? 1 : 0;
  if (even(expected.slice(bare)) !== held) return null;
  const at = (offset: number) => even(expected.slice(bare, Math.max(offset, bare))).length;
  return { span: [at(span[0]), at(span[1])], text: even(text) };
}

/** The bytes as text without a byte order mark, or null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
