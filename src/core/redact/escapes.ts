// What may stand inside a secret without being part of it: a terminal's control sequences, and line breaks written as `\n`. For the mask
// only, which has to see through them.

/** Where in such a sequence the stream is. */
export type EscapePart = 'none' | 'begun' | 'short' | 'csi' | 'string' | 'string-escape' | Written | 'not';

/** After a backslash: how far the ESC is written that may follow. */
type Written = 'backslash' | 'x' | 'x1' | '0' | '03' | 'u' | 'u0' | 'u00' | 'u001' | 'written';

const ESC = 0x1b;
const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
const BACKSLASH = 0x5c;

/** The part after the byte that opens a sequence. */
export function openedBy(byte: number): EscapePart {
  return byte === ESC ? 'begun' : 'backslash';
}

/** The part after one more byte; `none` says that the sequence ended with it, `not` that this byte is text after all. */
export function afterByte(part: EscapePart, byte: number): EscapePart {
  if (part in WRITTEN) return afterBackslash(part as Written, byte);
  if (byte === CAN || byte === SUB) return 'none';
  if (byte === ESC) return part === 'string' ? 'string-escape' : 'begun';
  switch (part) {
    case 'begun':
      return afterEscape(byte);
    case 'string-escape':
      return byte === BACKSLASH ? 'none' : afterEscape(byte);
    case 'string':
      return byte === BEL ? 'none' : 'string';
    case 'csi':
      return byte >= 0x40 ? 'none' : 'csi';
    case 'short':
      return byte >= 0x20 && byte <= 0x2f ? 'short' : 'none';
    default:
      return 'none';
  }
}

function afterEscape(byte: number): EscapePart {
  if (byte === 0x5b) return 'csi';
  // ], P, X, ^ and _ open strings that last to BEL or ST.
  if (byte === 0x5d || byte === 0x50 || byte === 0x58 || byte === 0x5e || byte === 0x5f) return 'string';
  return byte >= 0x20 && byte <= 0x2f ? 'short' : 'none';
}

/** `\n`, `\r` and `\t`, also where the backslash itself was escaped; `\e`, `\x1b`, `\033` and `\u001b` before a bracket, quotes or not. */
const WRITTEN: Readonly<Record<Written, Readonly<Record<string, EscapePart>>>> = {
  backslash: { '\\': 'backslash', n: 'none', r: 'none', t: 'none', e: 'written', E: 'written', x: 'x', '0': '0', u: 'u' },
  x: { '1': 'x1' },
  x1: { b: 'written', B: 'written' },
  '0': { '3': '03' },
  '03': { '3': 'written' },
  u: { '0': 'u0' },
  u0: { '0': 'u00' },
  u00: { '1': 'u001' },
  u001: { b: 'written', B: 'written' },
  written: { '[': 'csi', "'": 'written' },
};

function afterBackslash(part: Written, byte: number): EscapePart {
  return WRITTEN[part][String.fromCharCode(byte)] ?? 'not';
}
