// What an edit changed, word by word, for a person to see at a glance.

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Cells of the comparison table; beyond this the changed middle is shown as replaced as a whole. */
const TABLE_LIMIT = 1_000_000;

/** `before` is the text of the parts that are not added, `after` that of those not removed, in order and without a gap. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const head = commonHead(a, b);
  const tail = commonTail(a.slice(head), b.slice(head));
  const middle = compare(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const parts = [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
  return joined(parts);
}

const same = (text: string): DiffPart => ({ kind: 'same', text });
const added = (text: string): DiffPart => ({ kind: 'added', text });
const removed = (text: string): DiffPart => ({ kind: 'removed', text });

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_]+|[\s\S]/gu) ?? [];

function commonHead(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function commonTail(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  return count;
}

/** The longest common subsequence, read forwards from a table of the lengths behind each place. */
function compare(a: readonly string[], b: readonly string[]): readonly DiffPart[] {
  if (a.length * b.length > TABLE_LIMIT) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) parts.push(same(x));
    else if (x !== undefined && (y === undefined || at(i + 1, j) >= at(i, j + 1))) parts.push(removed(x));
    else if (y !== undefined) parts.push(added(y));
    const last = parts.at(-1)?.kind;
    if (last !== 'added') i += 1;
    if (last !== 'removed') j += 1;
  }
  return parts;
}

function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const found: DiffPart[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last?.kind === part.kind) found[found.length - 1] = { kind: part.kind, text: last.text + part.text };
    else found.push(part);
  }
  return found;
}
