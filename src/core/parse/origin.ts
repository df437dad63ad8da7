// Where a piece of text stands in the command the person sees, also when it came out of quotes, a substitution or a wrapper.
import type { Span } from '../step.ts';

interface Piece {
  /** Offset of the piece in the derived text. */
  readonly at: number;
  readonly length: number;
  /** The place of the piece in the original; exact per character only when `exact`. */
  readonly span: Span;
  readonly exact: boolean;
}

/** Maps offsets of a derived text back to the original one. */
export interface Origin {
  readonly whole: Span;
  readonly pieces: readonly Piece[];
}

/** The original text itself. */
export const originOfText = (text: string): Origin => ({
  whole: [0, text.length],
  pieces: [{ at: 0, length: text.length, span: [0, text.length], exact: true }],
});

/** A text of which only the enclosing place is known. */
export const originAround = (span: Span): Origin => ({ whole: span, pieces: [] });

/** The place in the original of a range of the derived text; the enclosing place where it cannot be told exactly. */
export function spanIn(origin: Origin, start: number, end: number): Span {
  const from = offsetIn(origin, start, 'start');
  const to = offsetIn(origin, end, 'end');
  return from === undefined || to === undefined || from > to ? origin.whole : [from, to];
}

function offsetIn(origin: Origin, offset: number, side: 'start' | 'end'): number | undefined {
  const piece = pieceAt(origin.pieces, { offset, side });
  if (piece === undefined) return undefined;
  if (!piece.exact) return side === 'start' ? piece.span[0] : piece.span[1];
  return piece.span[0] + (offset - piece.at);
}

/** The piece an offset lies in; at a border the one that ends or starts there. Pieces stand in order, so they are looked up by halves. */
function pieceAt(pieces: readonly Piece[], { offset, side }: { offset: number; side: 'start' | 'end' }): Piece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = pieces[middle]?.at ?? 0;
    if (side === 'start' ? at <= offset : at < offset) low = middle + 1;
    else high = middle;
  }
  const touches = (p: Piece | undefined): boolean => p !== undefined && offset >= p.at && offset <= p.at + p.length;
  return [pieces[low - 1], pieces[low]].find(touches);
}

/** Puts a derived text together from parts, each with its own place; `null` marks glue that stands nowhere. */
export function joinOrigins(parts: readonly { readonly text: string; readonly origin: Origin | null }[], whole: Span): Origin {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { text, origin } of parts) {
    if (origin !== null) pieces.push(...shifted(origin, text.length, at));
    at += text.length;
  }
  return { whole, pieces };
}

function shifted(origin: Origin, length: number, at: number): readonly Piece[] {
  if (origin.pieces.length === 0) return [{ at, length, span: origin.whole, exact: false }];
  return origin.pieces.map((piece) => ({ ...piece, at: piece.at + at }));
}

/** The same text without its first characters. */
export function sliceOrigin(origin: Origin, from: number): Origin {
  const kept = origin.pieces.filter((piece) => piece.at + piece.length > from);
  const pieces = kept.map((piece): Piece => {
    const cut = Math.max(0, from - piece.at);
    const span: Span = piece.exact ? [piece.span[0] + cut, piece.span[1]] : piece.span;
    return { ...piece, at: Math.max(0, piece.at - from), length: piece.length - cut, span };
  });
  return { whole: origin.whole, pieces };
}
