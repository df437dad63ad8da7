// Where a segment may end: a line without indentation after a blank one, where every list, quote and paragraph has ended.
// One exception follows micromark to the letter: after indented code, blank line or not, it lets nothing start that could not
// interrupt a paragraph ("2.", an empty "-", any tag, also behind "> "). So it matters whether indented text is code or an item's.
import { isBlank } from './lines.ts';

const ANYWHERE = /^[^ \t]/;
const AFTER_CODE = /^[^ \t\d<[>*+-]/;
const ITEM = /^(?:[-+*]|\d{1,9}[.)]) {1,4}(?=[^ \t])/;

export interface Boundaries {
  /** Whether a segment may end before this line; asked of each line in order. */
  before(line: string): boolean;
}

/** Follows lines from one on. `fresh`: no block is open there. */
export function createBoundaries({ fresh }: { readonly fresh: boolean }): Boundaries {
  let blank = fresh;
  let first = true;
  let afterCode = false;
  /** Columns at which the item that was started last holds its text; null where that is not sure. */
  let item: number | null = null;

  function follow(line: string): void {
    const marker = blank && !afterCode ? ITEM.exec(line)?.[0].length : undefined;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const owned = item !== null && indent >= item;
    if (marker !== undefined) item = marker;
    else if (!owned) item = null;
    afterCode = !owned && /^(?: {4}| {0,3}\t)/.test(line);
  }

  return {
    before(line) {
      const found = !first && blank && (afterCode ? AFTER_CODE : ANYWHERE).test(line);
      if (!isBlank(line)) follow(line);
      first = false;
      blank = isBlank(line);
      return found;
    },
  };
}
