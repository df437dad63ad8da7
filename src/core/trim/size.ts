// Sizes in UTF-8 bytes, and cutting a line without losing what it is kept for.

/** Bytes of a text in UTF-8. */
export function bytesOf(given: string): number {
  // Half a surrogate pair goes out as U+FFFD.
  const text = given.toWellFormed();
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Each half of a surrogate pair counts two: four together.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes;
}

/** At most `most` characters of a line, around the place `at`. */
export function cutAround(line: string, of: { readonly at: number; readonly most: number }): string {
  const { at, most } = of;
  if (line.length <= most) return line;
  const start = Math.max(0, Math.min(at - Math.floor(most / 3), line.length - most));
  return `${start > 0 ? '…' : ''}${line.slice(start, start + most)}${start + most < line.length ? '…' : ''}`.toWellFormed();
}
