// A value the way tools, pipes and formats write it. Case, spacing, quoting and escaping by marks alone are the scanner's business, not this file's.

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Escaped for URLs (two sets of characters that stay), forms, JSON (three habits), XML by name. */
export function escapedForms(value: string): string[] {
  const urls = [percent(value, /[A-Za-z0-9\-_.~]/), percent(value, /[A-Za-z0-9\-_.!~*'()]/), percent(value, /[A-Za-z0-9\-_.*]/)];
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, unicodeEscape);
  return [
    ...urls.flatMap((text) => [text, text.replaceAll('%20', '+')]),
    ...[json, ascii].flatMap((text) => [text, text.replaceAll('/', '\\/'), text.replace(/[<>&]/g, unicodeEscape)]),
    ...['&#39;', '&apos;', "'"].map((quote) => named(value, quote)),
  ];
}

function named(value: string, quote: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", quote);
}

/** As shells quote it: single quotes, backslashes, `$'…'` with octal or hexadecimal for what is no ASCII; and as an `echo` prints it that reads escapes. */
export function shellForms(value: string): string[] {
  const dollar = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return [
    value.replaceAll("'", "'\\''"),
    value.replaceAll("'", `'"'"'`),
    value.replace(/\\([abfnrtv\\])/g, (_, letter: string) => ECHOED[letter] ?? ''),
    value.replace(/([^A-Za-z0-9_@%+=:,./\n-])/gu, '\\$1'),
    ...[dollar, ...['octal', 'hex'].map((base) => escapeBytes(dollar, base === 'hex'))],
  ];
}

const ECHOED: Readonly<Record<string, string>> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

function escapeBytes(text: string, hex: boolean): string {
  return text.replace(/[^\u0020-\u007e]/gu, (character) =>
    bytesAs(character, (byte) => (hex ? `\\x${hexByte(byte)}` : `\\${octalByte(byte)}`)),
  );
}

/** Every byte as a number, the way dumps and literals do. */
export function numberForms(value: string): string[] {
  const units = [...value].map((character) => character.codePointAt(0) ?? 0);
  return [
    bytesAs(value, (byte) => `%${hexByte(byte)}`),
    bytesAs(value, (byte) => `\\x${hexByte(byte)}`),
    bytesAs(value, (byte) => ` 0x${hexByte(byte)}`).trim(),
    bytesAs(value, (byte) => `\\${octalByte(byte)}`),
    bytesAs(value, (byte) => ` ${byte}`).trim(),
    units.map((unit) => `&#${unit};`).join(''),
    units.map((unit) => `&#x${unit.toString(16)};`).join(''),
    [...value].map((character) => [...character].map(unicodeEscape).join('')).join(''),
  ];
}

/** As one layer more writes it: a URL in a URL, a mail, a file name of macOS and its opposite, and UTF-16 in hexadecimal. */
export function layeredForms(value: string): string[] {
  return [
    ...[/[A-Za-z0-9\-_.~]/, /[A-Za-z0-9\-_.!~*'()]/].map((kept) => percent(value, kept).replaceAll('%', '%25')),
    bytesAs(value, (byte) => (byte === 0x3d || byte > 0x7e ? `=${hexByte(byte).toUpperCase()}` : String.fromCharCode(byte))),
    ...(['NFD', 'NFC'] as const).map((form) => value.normalize(form)),
    ...utf16Forms(value).map(hexOf),
  ];
}

/** What is put into base64 in the place of a value's own bytes: UTF-16 (PowerShell's commands), JSON (a registry's configuration). */
export function wrappedIn(value: string): Uint8Array[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [...utf16Forms(value).slice(0, 1), ...(json === value ? [] : [utf8(json)])];
}

/** Backwards, by characters. */
export function reversed(value: string): string {
  return [...value].reverse().join('');
}

/** Other cases, where they differ by more than ASCII letters do. */
export function otherCases(value: string): string[] {
  const swapped = [...value].map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));
  return [value.toLowerCase(), value.toUpperCase(), swapped.join('')];
}

/** UTF-16 in both byte orders. */
export function utf16Forms(value: string): Uint8Array[] {
  const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
  return [
    Uint8Array.from(units.flatMap((unit) => [unit & 255, unit >> 8])),
    Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 255])),
  ];
}

/** The same mark between all characters. */
export function spacedForms(value: string): string[] {
  return [' ', '-', ':', '.', ',', '_', '|', '\t', ', '].map((mark) => [...value].join(mark));
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map(hexByte).join('');
}

function percent(value: string, kept: RegExp): string {
  return bytesAs(value, (byte) => {
    const character = String.fromCharCode(byte);
    return byte < 128 && kept.test(character) ? character : `%${hexByte(byte).toUpperCase()}`;
  });
}

function bytesAs(value: string, write: (byte: number) => string): string {
  return [...utf8(value)].map(write).join('');
}

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}

const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0');
const octalByte = (byte: number): string => byte.toString(8).padStart(3, '0');
