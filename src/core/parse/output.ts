// What a command prints, where its words alone decide it: `echo`, `printf`, decoders. So a script that is spelled out of pieces is still read.
import type { Shell } from '../step.ts';

const MOST = 64 * 1024;

/** What a program call prints, given its words and what it is fed; null where that cannot be told. */
export function printedBy(words: readonly string[], { input, shell }: Around): string | null {
  const [path = '', ...args] = words;
  const name = path.replace(/^\/(?:usr\/)?bin\//, '');
  const text = Object.hasOwn(PROGRAMS, name) ? (PROGRAMS[name]?.(args, input, shell) ?? null) : null;
  return text === null || text.length > MOST ? null : text;
}

/** What is fed in, and which shell's builtins print: they differ in what `echo` does with a backslash. */
interface Around {
  readonly input: string | null;
  readonly shell: Shell;
}

type Program = (args: readonly string[], input: string | null, shell: Shell) => string | null;

const PROGRAMS: Readonly<Record<string, Program>> = {
  echo,
  printf,
  true: () => '',
  ':': () => '',
  cat: (args, input) => (args.every((arg) => arg === '-' || arg === '/dev/stdin') && args.length < 2 ? input : null),
  tee: (args, input) => (args.every((arg) => /^(?:-a|\/dev\/null|\/dev\/stderr)$/.test(arg)) ? input : null),
  base64: decoder(/^(?:-d|-D|--decode|-di|-i|--ignore-garbage)$/, fromBase64),
  gbase64: decoder(/^(?:-d|-D|--decode|-di|-i)$/, fromBase64),
  openssl: (args, input) =>
    /^(?:base64|enc -base64|enc -a) (?:-d|-A -d|-d -A)$/.test(args.join(' ')) && input !== null ? fromBase64(input) : null,
  xxd: (args, input) => (/^(?:-r -p|-p -r|-rp|-pr|-r -ps|-ps -r)$/.test(args.join(' ')) && input !== null ? fromHex(input) : null),
  rev: (args, input) => (args.length > 0 || input === null ? null : input.replace(/[^\n]+/g, (line) => [...line].reverse().join(''))),
  tac: (args, input) => (args.length > 0 || input === null ? null : input.replace(/\n$/, '').split('\n').reverse().join('\n')),
  tr: translate,
  which: ofOne(/^(?:-a|--)$/),
  command: (args) => (args[0] === '-v' && args.length === 2 ? (args[1] ?? null) : null),
  type: (args) => (args[0] === '-P' && args.length === 2 ? (args[1] ?? null) : null),
};

/** Prints the one program it is asked for; its folder does not matter. */
function ofOne(flags: RegExp): Program {
  return (args) => {
    const [name, ...more] = args.filter((arg) => !flags.test(arg));
    return name === undefined || more.length > 0 || name.startsWith('-') ? null : `${name}\n`;
  };
}

function echo(args: readonly string[], _: string | null, shell: Shell): string | null {
  let at = 0;
  let newline = '\n';
  let escapes = false;
  for (; /^-[neE]+$/.test(args[at] ?? ''); at++) {
    if (args[at]?.includes('n') === true) newline = '';
    if (/[eE]/.test(args[at] ?? '')) escapes = /e[^E]*$/.test(args[at] ?? '');
  }
  const text = args.slice(at).join(' ');
  // Other shells read the escapes also without `-e`.
  if (!escapes && shell !== 'bash' && escaped(text) !== text) return null;
  return (escapes ? escaped(text) : text) + newline;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Backslash escapes of `printf` and `echo -e`. */
function escaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|0?([0-7]{1,3})|([ntrabfve\\'"]))/g,
    (whole, hex, unicode, octal, letter) => {
      if (hex !== undefined || unicode !== undefined) return String.fromCharCode(Number.parseInt(hex ?? unicode, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return ESCAPES[String(letter)] ?? String(whole);
    },
  );
}

function printf(given: readonly string[]): string | null {
  const args = given[0] === '--' ? given.slice(1) : given;
  const [format, ...values] = args;
  if (format === undefined || format.startsWith('-')) return null;
  const verbs = format.match(/%./g) ?? [];
  if (verbs.some((verb) => !/%[sbdi%]/.test(verb))) return null;
  const taking = verbs.filter((verb) => verb !== '%%').length;
  if (taking === 0) return escaped(format.replaceAll('%%', '%'));
  let text = '';
  let at = 0;
  do {
    text += escaped(
      format.replace(/\\|%%|%[sbdi]/g, (verb) => (verb === '\\' ? '\\' : verb === '%%' ? '%' : hold(verb, values[at++] ?? ''))),
    );
    if (text.length > MOST) return null;
  } while (at < values.length);
  return release(text);
}

// Values are kept away from the escapes of the format.
const hold = (verb: string, value: string): string => (verb === '%b' ? escaped(value) : value).replaceAll('\\', '\uE05C');
const release = (text: string): string => text.replaceAll('\uE05C', '\\');

function decoder(flags: RegExp, decode: (text: string) => string | null): Program {
  return (args, input) =>
    input !== null && args.length > 0 && args.every((arg) => flags.test(arg)) && args.some((arg) => /d|D/.test(arg)) ? decode(input) : null;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromBase64(text: string): string | null {
  const packed = text.replace(/\s/g, '').replace(/=+$/, '');
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const character of packed) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return null;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return textOf(bytes);
}

function fromHex(text: string): string | null {
  const packed = text.replace(/\s/g, '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(packed)) return null;
  return textOf((packed.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

/** Bytes as UTF-8; null where they are none, or not a text. */
function textOf(bytes: readonly number[]): string | null {
  if (bytes.includes(0)) return null;
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}

function translate(args: readonly string[], input: string | null): string | null {
  if (input === null) return null;
  const [first = '', second] = args;
  if (first === '-d' && second !== undefined && args.length === 2) {
    const gone = characters(second);
    return gone === null ? null : [...input].filter((one) => !gone.includes(one)).join('');
  }
  const from = characters(first);
  const to = second === undefined ? null : characters(second);
  if (first.startsWith('-') || from === null || to === null || to.length === 0 || args.length !== 2) return null;
  const last = to.at(-1) ?? '';
  const map = new Map(from.map((one, i) => [one, to[i] ?? last]));
  return [...input].map((one) => map.get(one) ?? one).join('');
}

const CLASSES: Readonly<Record<string, string>> = { '[:upper:]': 'A-Z', '[:lower:]': 'a-z', '[:digit:]': '0-9', '[:alpha:]': 'A-Za-z' };

/** The characters of a set of `tr`. */
function characters(set: string): readonly string[] | null {
  const plain = escaped(set.replace(/\[:\w+:\]/g, (name) => CLASSES[name] ?? '['));
  if (/\[/.test(plain)) return null;
  const found: string[] = [];
  for (let i = 0; i < plain.length; i++) {
    const from = plain.charCodeAt(i);
    const ranged = plain[i + 1] === '-' && i + 2 < plain.length;
    const to = ranged ? plain.charCodeAt(i + 2) : from;
    if (to < from || found.length > 512) return null;
    for (let code = from; code <= to; code++) found.push(String.fromCharCode(code));
    if (ranged) i += 2;
  }
  return found;
}
