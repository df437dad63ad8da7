// Finds fences and headings fast: lines that need no second look are read here, and everything else goes to micromark in the smallest
// segment that starts and ends where no block is open. That it finds exactly what micromark finds in the whole text is a property test.
import { type Block, type FenceBlock, shifted, trimmed } from './blocks.ts';
import { createBoundaries } from './boundaries.ts';
import { closes, inParagraph, kindOf, needsMarkdown, nesting } from './lineKinds.ts';
import { type Lines, withLf } from './lines.ts';
import { type Parsed, parseMarkdown } from './mdast.ts';
import type { Memo } from './memo.ts';

/** Quotes and lists inside one another; micromark's time grows with the square of it. */
export const NESTING_LIMIT = 60;

export interface Scan {
  readonly blocks: readonly Block[];
  /** Zero-based line at which the nesting passed the limit; reading stopped there. */
  readonly tooDeep: number | null;
}

interface Walk {
  readonly text: string;
  readonly lines: Lines;
  readonly memo: Memo<Parsed>;
  readonly blocks: Block[];
  line: number;
  /** First line of the paragraph being read, or null at a place where no block is open. */
  paragraph: number | null;
  lead: string | null;
  tooDeep: number | null;
}

/** Reads the text from a line on, where no block may be open. */
export function scan(request: { readonly text: string; readonly lines: Lines; readonly from: number; readonly memo: Memo<Parsed> }): Scan {
  const { text, lines, from, memo } = request;
  const walk: Walk = { text, lines, memo, blocks: [], line: from, paragraph: null, lead: null, tooDeep: null };
  while (walk.line < lines.count && walk.tooDeep === null) {
    if (walk.paragraph === null) top(walk);
    else paragraph(walk, walk.paragraph);
  }
  return { blocks: walk.blocks, tooDeep: walk.tooDeep };
}

function top(walk: Walk): void {
  const found = kindOf(walk.lines.text(walk.line));
  switch (found.kind) {
    case 'blank':
      walk.line += 1;
      return;
    case 'plain':
      walk.paragraph = walk.line;
      walk.line += 1;
      return;
    case 'fence':
      fence(walk, found.marker);
      return;
    case 'heading':
      single(walk, { from: walk.line, depth: found.depth });
      return;
    case 'rule':
    case 'html':
      single(walk, null);
      return;
    case 'complex':
      complex(walk, walk.line);
      return;
  }
}

function paragraph(walk: Walk, first: number): void {
  const found = inParagraph(walk.lines.text(walk.line));
  switch (found.kind) {
    case 'plain':
      walk.line += 1;
      return;
    case 'underline':
      single(walk, { from: first, depth: found.depth });
      return;
    case 'complex':
      complex(walk, first);
      return;
    default:
      walk.lead = walk.text.slice(walk.lines.start(first), walk.lines.end(walk.line - 1));
      walk.paragraph = null;
  }
}

/** Ends with this line a block that is no fence: a heading, a rule, a comment. */
function single(walk: Walk, heading: { readonly from: number; readonly depth: number } | null): void {
  if (heading) {
    const start = walk.lines.start(heading.from);
    walk.blocks.push({ kind: 'heading', start, depth: heading.depth, source: walk.text.slice(start, walk.lines.end(walk.line)) });
  }
  walk.lead = null;
  walk.paragraph = null;
  walk.line += 1;
}

function fence(walk: Walk, marker: string): void {
  const { lines, text, line: opening } = walk;
  let at = opening + 1;
  while (at < lines.count && !closes(lines.text(at), marker)) at += 1;
  const closed = at < lines.count;
  const end = closed ? lines.end(at) : text.length;
  const inside = text.slice(lines.start(opening + 1), closed ? lines.end(at - 1) : end);
  const value = at === opening + 1 ? '' : withLf(inside).replaceAll('\0', '\uFFFD');
  const found: FenceBlock = { kind: 'fence', start: lines.start(opening), end, value, closed, lead: walk.lead };
  walk.blocks.push(closed ? found : trimmed(found, text));
  walk.lead = null;
  walk.line = at + 1;
}

/** Gives the lines from `first` to micromark, as far as the next place where surely nothing is open. */
function complex(walk: Walk, first: number): void {
  const start = walk.lines.start(first);
  walk.paragraph = null;
  for (let candidates = 1; ; candidates *= 2) {
    if (!forward(walk, { boundaries: candidates, fresh: candidates > 1 || first === walk.line })) return;
    const segment = walk.text.slice(start, walk.lines.start(walk.line));
    const parsed = needsMarkdown(segment) ? walk.memo.get(segment, () => parseMarkdown(segment)) : NOTHING;
    if (parsed.open && walk.line < walk.lines.count) continue;
    walk.blocks.push(...parsed.blocks.map((block) => withLead(shifted(block, start), walk, start)));
    walk.lead = parsed.lead;
    return;
  }
}

const NOTHING: Parsed = { blocks: [], open: false, lead: null };

/** A fence that is the first thing of its segment is led by the paragraph before the segment. */
function withLead(block: Block, walk: Walk, start: number): Block {
  return block.kind === 'fence' && block.lead === null && block.start === start ? { ...block, lead: walk.lead } : block;
}

/** Moves on by so many boundaries, or to the end. False where the nesting is too deep to go on. */
function forward(walk: Walk, { boundaries: count, fresh }: { readonly boundaries: number; readonly fresh: boolean }): boolean {
  const boundaries = createBoundaries({ fresh });
  for (let left = count; walk.line < walk.lines.count; walk.line += 1) {
    const line = walk.lines.text(walk.line);
    if (boundaries.before(line)) left -= 1;
    if (left === 0) return true;
    if (nesting(line) > NESTING_LIMIT) {
      walk.tooDeep = walk.line;
      return false;
    }
  }
  return true;
}
