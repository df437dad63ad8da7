// Patterns of the policy. Globs, not expressions: whoever writes the policy cannot make the engine slow, and everybody can read them.

/** Whether a whole text fits a pattern: `*` is any run of characters, `?` any one; letters of either case are the same. Linear in practice, never worse than pattern times text. */
export function fits(pattern: string, text: string): boolean {
  const p = pattern.toLowerCase();
  const t = text.toLowerCase();
  let at = 0;
  let i = 0;
  let star = -1;
  let retry = 0;
  while (i < t.length) {
    if (p[at] === '*') {
      star = at;
      retry = i;
      at += 1;
    } else if (at < p.length && (p[at] === '?' || p[at] === t[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      i = retry;
    } else return false;
  }
  while (p[at] === '*') at += 1;
  return at === p.length;
}

/** Whether any of the patterns fits. */
export const fitsAny = (patterns: readonly string[], text: string): boolean => patterns.some((pattern) => fits(pattern, text));
