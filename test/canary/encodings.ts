// How a canary is written. An implementation of its own, by Node's and the shell's means, so that a test of the mask against it means something.

export interface Encoding {
  readonly name: string;
  readonly encode: (value: string) => Uint8Array;
  /** Cannot be told from chance in a value of a few letters. */
  readonly isLoose?: true;
  /** Holds zeros, which no argument and no variable can. */
  readonly hasZeros?: true;
  readonly hasEscapes?: true;
}

const text = (name: string, write: (value: string) => string, more: Partial<Encoding> = {}): Encoding => ({
  name,
  encode: (value) => Buffer.from(write(value)),
  ...more,
});
const lines = (value: string, width: number) => value.replace(new RegExp(`.{${width}}(?=.)`, 'gsu'), '$&\n');
const units = (value: string, write: (unit: number) => string) => value.replace(/[\s\S]/g, (unit) => write(unit.charCodeAt(0)));
const points = (value: string, write: (point: number) => string) => [...value].map((point) => write(point.codePointAt(0) ?? 0)).join('');
const base64 = (value: string) => Buffer.from(value).toString('base64');
const hex = (value: string) => Buffer.from(value).toString('hex');

export const ENCODINGS: readonly Encoding[] = [
  text('as it is', (value) => value),
  text('base64', base64),
  text('base64 after one byte', (value) => base64(`x${value}`)),
  text('base64 after two bytes', (value) => base64(`xy${value}zz`)),
  text('base64 of echo', (value) => base64(`${value}\n`)),
  text('base64url', (value) => Buffer.from(value).toString('base64url')),
  text('base64 wrapped', (value) => lines(base64(`some text before it ${value}`), 16)),
  text('base64 in a URL', (value) => encodeURIComponent(base64(value))),
  text('base64 of base64', (value) => base64(base64(value))),
  text('base64 of base64 in between', (value) => base64(`x${base64(`xy${value}`)}z`)),
  text('base64 of JSON', (value) => base64(JSON.stringify(value))),
  text('base64 of UTF-16', (value) => Buffer.from(value, 'utf16le').toString('base64')),
  text('hex', hex),
  text('hex of UTF-16', (value) => Buffer.from(value, 'utf16le').toString('hex')),
  text('upper hex', (value) => hex(value).toUpperCase()),
  text('hex by bytes', (value) => hex(value).replace(/..(?=.)/g, '$& ')),
  text('hex by colons', (value) => hex(value).replace(/..(?=.)/g, '$&:')),
  text('hex wrapped', (value) => lines(hex(value), 20)),
  text('hex escapes', (value) => hex(value).replace(/../g, '\\x$&')),
  text('octal escapes', (value) => [...Buffer.from(value)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')),
  text('URL', encodeURIComponent),
  text('URL in a URL', (value) => encodeURIComponent(encodeURIComponent(value))),
  text('URL, everything', (value) => hex(value).replace(/../g, '%$&')),
  text('form', (value) => new URLSearchParams({ v: value }).toString().slice(2)),
  text('JSON', (value) => JSON.stringify({ v: value })),
  text('JSON in JSON', (value) => JSON.stringify(JSON.stringify({ v: value }))),
  text('JSON, everything', (value) => units(value, (unit) => `\\u${unit.toString(16).padStart(4, '0')}`)),
  text('single quotes', (value) => `'${value.replaceAll("'", "'\\''")}'`),
  text('echo of sh', (value) => value.replaceAll('\\v', '\v')),
  text('backslashes', (value) => value.replace(/[^\w\n\u0080-\uffff]/g, '\\$&')),
  text('XML by name', (value) =>
    points(value, (point) => ({ 38: '&amp;', 60: '&lt;', 62: '&gt;', 34: '&quot;', 39: '&#39;' })[point] ?? String.fromCodePoint(point)),
  ),
  text('XML in decimal', (value) => points(value, (point) => `&#${point};`)),
  text('XML in hex', (value) => points(value, (point) => `&#x${point.toString(16).toUpperCase()};`)),
  text(
    'quoted-printable',
    (value) =>
      Buffer.from(value)
        .toString('latin1')
        .replace(/[=\u0080-\u00ff]/g, (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase()}`)
        .replace(/.{12}(?=.)/g, '$&=\n'),
    { isLoose: true },
  ),
  text('decomposed', (value) => value.normalize('NFD')),
  text('reversed', (value) => [...value].reverse().join('')),
  { name: 'UTF-16LE', encode: (value) => Buffer.from(value, 'utf16le'), hasZeros: true },
  { name: 'UTF-16BE', encode: (value) => Buffer.from(value, 'utf16le').swap16(), hasZeros: true },
  text('upper case', (value) => value.toUpperCase(), { isLoose: true }),
  text('swapped case', (value) => points(value, (point) => swap(String.fromCodePoint(point))), { isLoose: true }),
  text('spaced', (value) => [...value].join(' ')),
  text('a letter a line', (value) => [...value].join('\n')),
  text('wrapped', (value) => lines(value, 10)),
  text('wrapped and indented', (value) => lines(value, 9).replaceAll('\n', '\n    '), { isLoose: true }),
  text('a dash between letters', (value) => [...value].join('-')),
  text('a colour at every letter', (value) => [...value].map((letter, i) => `\u001b[3${i % 8}m${letter}`).join(''), { hasEscapes: true }),
  text('a colour in the middle', (value) => `${value.slice(0, 5)}\u001b[1;31m\u001b[K${value.slice(5)}\u001b[m`, { hasEscapes: true }),
];

function swap(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}
