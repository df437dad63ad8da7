// How the bytes of a stream are read before anything is looked for in them. Two readings: `folded` knows letters and digits only,
// without case, so that quoting, escaping, spacing, wrapping and UTF-16's zeros make no difference; `exact` keeps every byte but line ends,
// zeros and escapes.

/** Class of the bytes that are passed over. */
export const SKIP = 0;
/** Class of ESC, which opens a terminal's control sequence, and in the folded reading of the backslash, which may be a line break's. */
export const ESCAPE = 1;
/** Class of the bytes that no pattern holds: they end every match. */
export const OTHER = 2;

export type Reading = 'folded' | 'exact';

export interface Alphabet {
  /** The class of each of the 256 bytes. */
  readonly classes: Uint8Array;
  /** Bits a class takes. */
  readonly bits: number;
}

const ESC = 0x1b;
const BACKSLASH = 0x5c;

/** The byte as a reading sees it: without case, or -1 where it is passed over. */
function readByte(byte: number, reading: Reading): number {
  if (reading === 'exact') return byte === 10 || byte === 13 || byte === 0 || byte === ESC ? -1 : byte;
  if (byte >= 0x41 && byte <= 0x5a) return byte + 32;
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80 ? byte : -1;
}

/** The bytes that count in this reading, as it sees them. */
export function symbolsOf(bytes: Uint8Array, reading: Reading): Uint8Array {
  const symbols = new Uint8Array(bytes.length);
  let count = 0;
  for (const byte of bytes) {
    const symbol = readByte(byte, reading);
    if (symbol >= 0) symbols[count++] = symbol;
  }
  return symbols.subarray(0, count);
}

/** Where the first byte that counts stands, and where the last one ends; null where none counts. */
export function coreOf(bytes: Uint8Array, reading: Reading): { readonly start: number; readonly end: number } | null {
  const counts = (byte: number) => readByte(byte, reading) >= 0;
  const start = bytes.findIndex(counts);
  return start < 0 ? null : { start, end: bytes.findLastIndex(counts) + 1 };
}

/** The smallest alphabet in which these symbols are told apart. */
export function alphabetOf(patterns: readonly Uint8Array[], reading: Reading): Alphabet {
  const used = new Uint8Array(256);
  for (const symbols of patterns) for (const symbol of symbols) used[symbol] = 1;
  const known = new Map<number, number>();
  for (const [symbol, isUsed] of used.entries()) if (isUsed === 1) known.set(symbol, known.size + OTHER + 1);
  const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte === ESC || (byte === BACKSLASH && reading === 'folded')) return ESCAPE;
    const symbol = readByte(byte, reading);
    return symbol < 0 ? SKIP : (known.get(symbol) ?? OTHER);
  });
  return { classes, bits: Math.ceil(Math.log2(known.size + OTHER + 1)) };
}
