// Base64 of a value inside a longer text: what of it the value decides alone, and the characters at the edges that it shares with its neighbours.
import { ANY_BASE64, type Edge, PADDING } from './edges.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export interface Base64Form {
  readonly text: string;
  readonly lead: Edge;
  readonly trail: Edge;
}

/** Base64 at the three offsets the value can have in a longer text; to the last character, also where half of it is somebody else's. */
export function base64Forms(bytes: Uint8Array): Base64Form[] {
  return [0, 1, 2].map((offset) => base64At(bytes, offset));
}

/** The value by itself and with a line end, as `echo "$VALUE" | base64` has it. */
export function base64Wholes(bytes: Uint8Array): Base64Form[] {
  return [bytes, Uint8Array.from([...bytes, 10])].map((whole) => ({ text: sextets(whole), lead: [], trail: [PADDING, PADDING] }));
}

function base64At(bytes: Uint8Array, offset: number): Base64Form {
  const all = sextets(Uint8Array.from([...new Uint8Array(offset), ...bytes]));
  const bits = (offset + bytes.length) * 8;
  const text = all.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
  return { text, lead: offset === 0 ? [] : [ANY_BASE64], trail: [...(bits % 6 === 0 ? [] : [ANY_BASE64]), PADDING, PADDING] };
}

function sextets(bytes: Uint8Array): string {
  let out = '';
  for (let bit = 0; bit < bytes.length * 8; bit += 6) {
    const at = bit >> 3;
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    out += ALPHABET[(pair >> (10 - (bit & 7))) & 63];
  }
  return out;
}
