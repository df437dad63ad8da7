// The forms in which a secret value may turn up in an output: as it is, and encoded the way tools and pipes do.

/** A byte string to conceal. `loose` forms (base64, hex) may be broken over lines at any place. */
export interface Form {
  readonly bytes: Uint8Array;
  readonly loose: boolean;
}

/** Values shorter than this many characters are not masked: they would hit everywhere and hide nothing. */
export const SHORTEST_MASKED = 4;

/** Longer values (in bytes) are concealed piece by piece, so that the automaton stays small. */
const PIECE = 768;

const COMMON = new Set(
  `true false null none undefined enabled disabled default auto yes dev devel development prod production stage staging test testing
   local localhost example info debug warn warning error admin root user users guest name main master latest http https
   password secret token conceal concealed 127.0.0.1 0.0.0.0 postgres mysql redis us-east-1 eu-west-1 eu-central-1`.split(/\s+/),
);

/** Whether a value says too little to be concealed: too short, a word everyone uses, a small number, or one character repeated. */
export function isTooCommon(value: string): boolean {
  const bare = value.trim();
  if ([...bare].length < SHORTEST_MASKED || COMMON.has(bare.toLowerCase())) return true;
  return /^\d{1,5}$/.test(bare) || /^(.)\1*$/su.test(bare);
}

/** Every form of a value; no form twice. */
export function formsOf(value: string): Form[] {
  const texts = new Set<string>();
  const loose = new Set<string>();
  for (const part of partsOf(value)) {
    for (const text of writtenForms(part)) addText(texts, text);
    for (const text of encodedForms(part)) loose.add(text);
  }
  return [...toForms(texts, false), ...toForms(loose, true)];
}

function addText(texts: Set<string>, text: string): void {
  texts.add(text);
  // A terminal turns every line feed into carriage return and line feed.
  if (text.includes('\n')) texts.add(text.replace(/\r?\n/g, '\r\n')).add(text.replace(/\r\n/g, '\n'));
}

function toForms(texts: ReadonlySet<string>, loose: boolean): Form[] {
  const encoder = new TextEncoder();
  return [...texts].map((text) => ({ bytes: encoder.encode(text), loose }));
}

/** The value, the value without surrounding blanks, its lines, and long ones in pieces. */
function partsOf(value: string): Set<string> {
  const parts = new Set<string>();
  const wholes = [value, value.trim(), ...(value.includes('\n') ? value.split(/\r?\n/).flatMap((line) => [line, line.trim()]) : [])];
  for (const whole of wholes) {
    if (isTooCommon(whole) || isArmour(whole)) continue;
    for (const piece of piecesOf(whole)) parts.add(piece);
  }
  return parts;
}

/** First and last lines of PEM blocks are no secret and stand in many outputs. */
function isArmour(line: string): boolean {
  return /^-----(BEGIN|END) [A-Z0-9 ]+-----\s*$/.test(line);
}

function piecesOf(text: string): string[] {
  if (text.length <= PIECE) return [text];
  const chars = [...text];
  const count = Math.ceil(chars.length / PIECE);
  const size = Math.ceil(chars.length / count);
  return Array.from({ length: count }, (_, i) => chars.slice(i * size, (i + 1) * size).join(''));
}

/** Forms that keep the text readable: escaped for URLs, JSON, shells, XML. */
function writtenForms(value: string): string[] {
  const strict = percent(value, /[A-Za-z0-9\-_.~]/);
  const uri = percent(value, /[A-Za-z0-9\-_.!~*'()]/);
  const json = JSON.stringify(value).slice(1, -1);
  return [
    value,
    ...[strict, uri].flatMap((text) => [text, lowerHex(text), text.replaceAll('%20', '+'), lowerHex(text).replaceAll('%20', '+')]),
    json,
    json.replaceAll('/', '\\/'),
    asciiJson(json),
    value.replaceAll("'", "'\\''"),
    value.replace(/([^A-Za-z0-9_@%+=:,./\n-])/gu, '\\$1'),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ];
}

function percent(value: string, kept: RegExp): string {
  const bytes = new TextEncoder().encode(value);
  let out = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    out += byte < 128 && kept.test(char) ? char : `%${hexByte(byte).toUpperCase()}`;
  }
  return out;
}

function lowerHex(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

function asciiJson(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Base64 and base64url at the three offsets the value can have in a longer text, and hex in both cases. */
function encodedForms(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const hex = [...bytes].map(hexByte).join('');
  const base64 = [0, 1, 2].map((offset) => base64At(bytes, offset));
  const whole = [base64Of(bytes), base64Of(new TextEncoder().encode(`${value}\n`))];
  const all = [...base64, ...whole];
  return [hex, hex.toUpperCase(), ...all, ...all.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Of(bytes: Uint8Array): string {
  return sextets(bytes, 0) + '='.repeat((3 - (bytes.length % 3)) % 3);
}

/** The characters of the value's base64 that it decides alone when `offset` bytes stand before it. */
function base64At(bytes: Uint8Array, offset: number): string {
  const all = sextets(new Uint8Array([...new Uint8Array(offset), ...bytes]), 0);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return all.slice(first, last);
}

function sextets(bytes: Uint8Array, start: number): string {
  let out = '';
  for (let bit = start; bit < bytes.length * 8; bit += 6) {
    const at = bit >> 3;
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    out += ALPHABET[(pair >> (10 - (bit & 7))) & 63];
  }
  return out;
}
