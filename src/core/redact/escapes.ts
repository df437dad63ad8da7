// A terminal's control sequences in a stream: where each one ends. For the mask only, which has to see through them.

/** Where in a control sequence the stream is. */
export type EscapePart = 'none' | 'begun' | 'short' | 'csi' | 'string' | 'string-escape';

const ESC = 0x1b;
const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;

/** The part after one more byte; `none` says that the sequence ended with it. */
export function afterByte(part: EscapePart, byte: number): EscapePart {
  if (byte === CAN || byte === SUB) return 'none';
  if (byte === ESC) return part === 'string' ? 'string-escape' : 'begun';
  switch (part) {
    case 'none':
      return 'none';
    case 'begun':
      return afterEscape(byte);
    case 'string-escape':
      return byte === 0x5c ? 'none' : afterEscape(byte);
    case 'string':
      return byte === BEL ? 'none' : 'string';
    case 'csi':
      return byte >= 0x40 ? 'none' : 'csi';
    case 'short':
      return byte >= 0x20 && byte <= 0x2f ? 'short' : 'none';
  }
}

function afterEscape(byte: number): EscapePart {
  if (byte === 0x5b) return 'csi';
  // ], P, X, ^ and _ open strings that last to BEL or ST.
  if (byte === 0x5d || byte === 0x50 || byte === 0x58 || byte === 0x5e || byte === 0x5f) return 'string';
  return byte >= 0x20 && byte <= 0x2f ? 'short' : 'none';
}
