// A short cut through colours: logs are full of them, and hardly ever stands one inside a secret.
import type { Automaton } from './automaton.ts';
import type { View } from './edges.ts';
import type { Reading, Span } from './reading.ts';

const ESC = 0x1b;
const BRACKET = 0x5b;
/** Bytes the short cut goes at most. */
const FAR = 512;

/**
 * Reads on from the ESC at `at`, through CSI sequences only, as bytes and as shown at once, until both readings agree; answers the index
 * after. Whatever is not that simple (another sequence, a beginning that grows, the end of the buffer) stays as it is: then it answers `at`.
 */
export function passColours(
  automaton: Automaton,
  { buffer, base }: View,
  from: { readonly at: number; readonly reading: Reading },
): number {
  const { rows, table, alphabet } = automaton;
  const { classes, bits } = alphabet;
  const { at, reading } = from;
  const end = Math.min(buffer.length, at + FAR);
  let shown = reading.state;
  let bytes = shown;
  let open = -1;
  const gaps: Span[] = [];
  if (shown >= rows) return at;
  for (let i = at; i < end; i++) {
    const byte = buffer[i] as number;
    if (byte === ESC) {
      if (open >= 0 || buffer[i + 1] !== BRACKET) return at;
      open = i;
      continue;
    }
    const symbol = classes[byte] as number;
    bytes = table[(bytes << bits) | symbol] as number;
    if (bytes >= rows) return at;
    if (open < 0) {
      shown = table[(shown << bits) | symbol] as number;
      if (shown >= rows) return at;
    } else if (byte < 0x20) return at;
    else if (byte >= 0x40 && i > open + 1) {
      if (shown !== 0) gaps.push({ start: base + open, end: base + i + 1 });
      open = -1;
    } else continue;
    if (bytes !== shown) continue;
    reading.moveTo(shown, gaps);
    return i + 1;
  }
  return at;
}
