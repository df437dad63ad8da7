// The edges of a match that no automaton sees: marks before and after a value's letters, and the characters of its base64 it only partly decides.
import { type Alphabet, OTHER } from './alphabet.ts';

/** What stands before or after a pattern: bytes, or one of the codes below. */
export type Edge = readonly number[];

/** Any one character of base64 or base64url. */
export const ANY_BASE64 = 256;
/** Base64's `=`, right behind the rest. */
export const PADDING = 257;

/** A part of the stream: `buffer` holds it from byte `base` on. Positions count from the stream's beginning. */
export interface View {
  readonly buffer: Uint8Array;
  readonly base: number;
}

/** How far from a match its edge is looked for, in bytes. */
export function reachOf(edges: readonly Edge[]): number {
  const longest = Math.max(0, ...edges.map((edge) => edge.length));
  return longest === 0 ? 0 : Math.min(64, 2 + 2 * longest);
}

function fits(code: number, byte: number): boolean {
  if (code === PADDING) return byte === 0x3d;
  return code === ANY_BASE64 ? isBase64(byte) : code === byte;
}

function isBase64(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 32) >= 0x61 && (byte | 32) <= 0x7a) || [0x2b, 0x2f, 0x2d, 0x5f].includes(byte);
}

export interface LeadWalk {
  readonly view: View;
  /** Everything that may stand before a pattern. */
  readonly leads: ReadonlySet<number>;
  readonly reach: number;
}

/** Where the match that starts at `start` starts with the edge before it, as far as that is there. */
export function startWith(lead: Edge, start: number, { view, leads, reach }: LeadWalk): number {
  const { buffer, base } = view;
  let best = start - base;
  let left = lead.length;
  for (let i = best - 1; left > 0 && i >= Math.max(0, start - base - reach); i--) {
    const byte = buffer[i] as number;
    if (fits(lead[left - 1] as number, byte)) {
      left--;
      best = i;
    } else if (!isMark(byte, leads)) break;
  }
  return base + best;
}

/** From where on there may be the edge before a match that begins at `start` or later: as far back as `startWith` looks. */
export function marginBefore(start: number, { view, leads, reach }: LeadWalk): number {
  const { buffer, base } = view;
  const first = Math.max(0, start - base - reach);
  let at = Math.max(start - base, 0);
  while (at > first && leads.size > 0 && isMark(buffer[at - 1] as number, leads)) at--;
  if (leads.has(ANY_BASE64) && at > first && isBase64(buffer[at - 1] as number)) at--;
  return base + at;
}

/** A blank may stand between any two characters of a value. */
function isMark(byte: number, leads: ReadonlySet<number>): boolean {
  return leads.has(byte) || (byte === 0x20 && (leads.size > 1 || !leads.has(ANY_BASE64)));
}

/** A match whose edge behind it is looked for. */
export interface Trailing {
  readonly end: number;
  readonly rest: Edge;
  /** How many more bytes may be looked at. */
  readonly reach: number;
}

/** Goes on with the edge behind a match; an empty rest says that nothing more can belong to it. */
export function goOnTrailing(from: Trailing, { view, alphabet }: { readonly view: View; readonly alphabet: Alphabet }): Trailing {
  const { buffer, base } = view;
  let { end, rest, reach } = from;
  for (let i = Math.max(end - base, 0); rest.length > 0 && reach > 0; i++, reach--) {
    const byte = buffer[i];
    if (byte === undefined) return { end, rest, reach };
    const code = rest[0] as number;
    if (fits(code, byte)) {
      rest = rest.slice(1);
      end = base + i + 1;
    } else if (code === PADDING || (alphabet.classes[byte] as number) >= OTHER) break;
  }
  return { end, rest: [], reach: 0 };
}
