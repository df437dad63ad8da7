// Hostile text on its way into a commit message: step ids, titles and names must never become a line of their own.

/** Characters that show nothing or break lines: controls, format marks (bidi), lone surrogates, every kind of blank. */
const INVISIBLE = /[\p{C}\p{Z}]+/gu;

/** One line of visible text; `fallback` where nothing visible is left. */
export function oneLine(text: string, fallback = 'unnamed'): string {
  return text.replace(INVISIBLE, ' ').trim() || fallback;
}

/** At most `limit` characters (code points), the cut shown by an ellipsis. */
export function cut(text: string, limit: number): string {
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  return `${characters
    .slice(0, Math.max(0, limit - 1))
    .join('')
    .trimEnd()}…`;
}
