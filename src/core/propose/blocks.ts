// The parts of a markdown text that matter here. Offsets are UTF-16 offsets into the text they were read from.

import { withoutEnd } from './lines.ts';

export interface FenceBlock {
  readonly kind: 'fence';
  readonly start: number;
  readonly end: number;
  /** The lines inside, container prefixes removed, joined by \n. */
  readonly value: string;
  readonly closed: boolean;
  /** Source of the paragraph directly before, which often says what the fence does. */
  readonly lead: string | null;
}

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly start: number;
  readonly depth: number;
  /** Its source, marks included. */
  readonly source: string;
}

export type Block = FenceBlock | HeadingBlock;

/** The same block, seen from the document its segment was cut from. */
export function shifted(block: Block, by: number): Block {
  if (by === 0) return block;
  return block.kind === 'fence' ? { ...block, start: block.start + by, end: block.end + by } : { ...block, start: block.start + by };
}

/** An unclosed fence without the blank lines behind it, which no reader agrees about. It cannot run, so nothing is lost. */
export function trimmed(fence: FenceBlock, source: string): FenceBlock {
  const end = fence.start + withoutEnd(source.slice(fence.start, fence.end), ' \t\r\n>').length;
  return { ...fence, end, value: withoutEnd(fence.value, ' \t\n') };
}
