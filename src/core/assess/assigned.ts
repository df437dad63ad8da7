// Which assignment in front of a wrapper a wrapped call sees. Looked up by place, so that thousands of them cost no more than a few.
import type { Assigned, Reading } from '../parse/invocation.ts';
import type { Span } from '../step.ts';

type Given = Reading['assignments'][number];

/** How many assignments of one name are looked back at: those before a call that belong to other calls are few. */
const LOOK_BACK = 16;

/** The wrappers around a call: where they stand, and what is assigned before them. */
export interface Around {
  readonly span: Span;
  readonly assignments: readonly Assigned[];
  /** What the text had set when it was called. */
  readonly set?: ReadonlyMap<string, string | null>;
}

/** Finds the last assignment of a name before a place that belongs to a wrapper around it. */
export type Finder = (name: string, at: { readonly start: number; readonly wrappers: readonly Around[] }) => Assigned | undefined;

/** Prepares the look-up in one reading. */
export function findAssigned(reading: Reading): Finder {
  let byName: ReadonlyMap<string, readonly Given[]> | undefined;
  return (name, { start, wrappers }) => {
    byName ??= grouped(reading.assignments);
    const list = byName.get(name);
    if (list === undefined) return undefined;
    const end = countBefore(list, start);
    return list.slice(Math.max(0, end - LOOK_BACK), end).findLast((given) => wrappers.some((one) => belongs(given, one)));
  };
}

function grouped(assignments: readonly Given[]): ReadonlyMap<string, readonly Given[]> {
  const byName = new Map<string, Given[]>();
  for (const assigned of assignments) {
    if (!assigned.prefix) continue;
    const known = byName.get(assigned.name);
    if (known === undefined) byName.set(assigned.name, [assigned]);
    else known.push(assigned);
  }
  for (const list of byName.values()) list.sort((a, b) => a.span[0] - b.span[0]);
  return byName;
}

const belongs = ({ span }: Given, { span: [from, to], assignments }: Around): boolean =>
  (from <= span[0] && span[1] <= to) || assignments.some((assigned) => assigned.span === span);

function countBefore(list: readonly Given[], start: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.span[0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
