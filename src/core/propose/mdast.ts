// The authority on what a fence is: CommonMark by micromark, with inline syntax left out (no block depends on it, and it is what costs).
import type { Nodes, Parents, Root, RootContent } from 'mdast';
import { type Extension, fromMarkdown } from 'mdast-util-from-markdown';
import { type Block, type FenceBlock, trimmed } from './blocks.ts';
import { withLf } from './lines.ts';

export interface Parsed {
  readonly blocks: readonly Block[];
  /** The text ends inside a fence or an HTML block that blank lines do not end: what follows would belong to it. */
  readonly open: boolean;
  /** Source of the paragraph the text ends with. */
  readonly lead: string | null;
}

const INLINE = ['attention', 'autolink', 'codeText', 'labelEnd', 'labelStartImage', 'labelStartLink', 'htmlText', 'hardBreakEscape'];

/** Reads a text, or a segment of one that starts where no block is open. */
export function parseMarkdown(source: string): Parsed {
  const sequences = new Set<number>();
  const tree = fromMarkdown(`${spareMark(source)}${source}`, {
    extensions: [{ disable: { null: INLINE } }],
    mdastExtensions: [noting(sequences)],
  });
  const reading: Reading = { source, marks: [...sequences], blocks: [] };
  collect(tree, reading);
  const last = tree.children.at(-1);
  return { blocks: reading.blocks, open: last !== undefined && isOpen(last, reading), lead: leadOf(last, source) };
}

/** micromark takes a byte order mark off whatever it is given; inside a document it is a character like any other. It does not count it. */
const spareMark = (source: string): string => (source.startsWith('\uFEFF') ? '\uFEFF' : '');

interface Reading {
  readonly source: string;
  /** Offsets of every opening and closing fence marker, ascending. */
  readonly marks: readonly number[];
  readonly blocks: Block[];
}

function noting(marks: Set<number>): Extension {
  return {
    exit: {
      codeFencedFenceSequence(token) {
        marks.add(token.start.offset);
      },
    },
  };
}

const startOf = (node: Nodes): number => node.position?.start.offset ?? 0;
const endOf = (node: Nodes): number => node.position?.end.offset ?? 0;

/** Recursion is safe: the caller bounds the depth (NESTING_LIMIT). */
function collect(parent: Parents, reading: Reading): void {
  let before: RootContent | undefined;
  for (const node of parent.children) {
    if (node.type === 'code') collectFence(node, before, reading);
    else if (node.type === 'heading' && parent.type === 'root') collectHeading(node, reading);
    else if (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem') collect(node, reading);
    before = node;
  }
}

function collectFence(node: Extract<RootContent, { type: 'code' }>, before: RootContent | undefined, reading: Reading): void {
  const start = startOf(node);
  const end = endOf(node);
  if (!hasMark(reading.marks, start, start)) return; // indented code
  const closed = hasMark(reading.marks, start + 1, end);
  const fence: FenceBlock = { kind: 'fence', start, end, value: withLf(node.value), closed, lead: leadOf(before, reading.source) };
  reading.blocks.push(closed ? fence : trimmed(fence, reading.source));
}

/** Whether a marker stands in [from, to], found by halving: a text may hold very many. */
function hasMark(marks: readonly number[], from: number, to: number): boolean {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const mark = marks[low];
  return mark !== undefined && mark <= to;
}

function collectHeading(node: Extract<RootContent, { type: 'heading' }>, reading: Reading): void {
  reading.blocks.push({
    kind: 'heading',
    start: startOf(node),
    depth: node.depth,
    source: reading.source.slice(startOf(node), endOf(node)),
  });
}

function leadOf(node: RootContent | undefined, source: string): string | null {
  return node?.type === 'paragraph' ? source.slice(startOf(node), endOf(node)) : null;
}

/** The start and end conditions 1 to 5 of CommonMark's HTML blocks: those that blank lines do not end. */
const HTML_ENDS: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
];

function isOpen(last: Root['children'][number], reading: Reading): boolean {
  if (last.type === 'code')
    return hasMark(reading.marks, startOf(last), startOf(last)) && !hasMark(reading.marks, startOf(last) + 1, endOf(last));
  if (last.type !== 'html') return false;
  const html = last.value.trimStart();
  const kind = HTML_ENDS.find(([start]) => start.test(html));
  return kind !== undefined && !kind[1].test(html.slice(1));
}
