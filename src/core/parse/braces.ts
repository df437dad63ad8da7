// Brace expansion of unquoted words, so that `{rm,-rf,/}` is seen as what it runs.

const MOST = 128;
const LONGEST = 4096;
const MOST_GROUPS = 16;

/** The words a text expands to, or null when there are too many or it cannot be told. */
export function expandBraces(text: string): readonly string[] | null {
  if (text.length > LONGEST || text.split('{').length > MOST_GROUPS) return null;
  const open = findGroup(text);
  if (open === null) return [text];
  const { start, end, choices } = open;
  const tails = expandBraces(text.slice(end));
  if (tails === null) return null;
  const heads: string[] = [];
  for (const choice of choices) {
    const inner = expandBraces(choice);
    if (inner === null) return null;
    heads.push(...inner);
  }
  if (heads.length * tails.length > MOST) return null;
  return heads.flatMap((head) => tails.map((tail) => text.slice(0, start) + head + tail));
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly choices: readonly string[];
}

function findGroup(text: string): Group | null {
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const group = text[start - 1] === '$' ? null : groupAt(text, start);
    if (group !== null) return group;
  }
  return null;
}

function groupAt(text: string, start: number): Group | null {
  const choices: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (character === '{') depth++;
    else if (character === ',' && depth === 1) {
      choices.push(text.slice(from, i));
      from = i + 1;
    } else if (character === '}' && --depth === 0) return closeGroup({ start, end: i + 1, choices: [...choices, text.slice(from, i)] });
  }
  return null;
}

function closeGroup(group: Group): Group | null {
  if (group.choices.length > 1) return group;
  const range = /^(-?\w+)\.\.(-?\w+)(?:\.\.(-?\d+))?$/.exec(group.choices[0] ?? '');
  if (range === null) return null;
  const choices = rangeOf(range[1] ?? '', range[2] ?? '', Math.abs(Number(range[3] ?? 1)) || 1);
  return choices === null ? null : { ...group, choices };
}

function rangeOf(from: string, to: string, step: number): readonly string[] | null {
  const numeric = /^-?\d+$/.test(from) && /^-?\d+$/.test(to);
  if (!numeric && (from.length !== 1 || to.length !== 1)) return null;
  const first = numeric ? Number(from) : (from.codePointAt(0) ?? 0);
  const last = numeric ? Number(to) : (to.codePointAt(0) ?? 0);
  const count = Math.floor(Math.abs(last - first) / step) + 1;
  // One more than the cap makes the caller give up, which is what too long a range must do.
  const shown = Math.min(count, MOST + 1);
  const sign = last < first ? -1 : 1;
  return Array.from({ length: shown }, (_, i) =>
    numeric ? String(first + sign * i * step) : String.fromCodePoint(first + sign * i * step),
  );
}

const SHIELD = 0xe000;
const shielded = (text: string): string => [...text].map((one) => String.fromCharCode(SHIELD + one.charCodeAt(0))).join('');

/** Puts quoted characters where neither braces nor globs see them; null for a word with expansions. */
export function shield(text: string): string | null {
  if (!/[\\'"]/.test(text)) return /[$`]/.test(text) ? null : text;
  if (/[^\x20-\x7e]/.test(text)) return null;
  const plainly = text.replace(/'([^']*)'|"([^"\\$`]*)"|\\(.)/g, (_, single, double, one) => `${shielded(single ?? double ?? one)}`);
  return /[$`'"\\]/.test(plainly) ? null : plainly;
}

/** Takes the quoted characters back. */
export const unshield = (text: string): string =>
  text.replace(/[\uE000-\uE07F]/g, (one) => String.fromCharCode(one.charCodeAt(0) - SHIELD));
