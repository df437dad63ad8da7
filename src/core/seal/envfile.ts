// Reads an env file by the grammar of `op run` (docs: reference/op-run.md) and keeps each entry's verbatim text,
// so that a minimal env file says to the provider exactly what the whole one said.

/** One `KEY=VALUE` of an env file. */
export interface EnvEntry {
  readonly name: string;
  /** The entry's text as it stands in the file, its line end (if any) included. */
  readonly source: string;
  /** The value with quotes, escapes and comment removed, before expansion. */
  readonly value: string;
  readonly quote: 'single' | 'double' | 'none';
  /** One-based line of its key. */
  readonly line: number;
}

/** A place of an env file that cannot be read; nothing of such a file is used. */
export interface EnvProblem {
  readonly line: number;
  readonly detail: string;
}

export interface EnvFile {
  readonly entries: readonly EnvEntry[];
  readonly problems: readonly EnvProblem[];
}

const KEY = /^[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][A-Za-z0-9_.-]*)[^\S\n]*=[^\S\n]*/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads a whole env file. A BOM is skipped, CRLF is a line end. */
export function parseEnvFile(text: string): EnvFile {
  const entries: EnvEntry[] = [];
  const problems: EnvProblem[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const read = readEntry(text, at, line);
    if (read.entry) entries.push(read.entry);
    if (read.problem) problems.push({ line, detail: read.problem });
    line += newlines(text, at, read.end);
    at = read.end;
  }
  return { entries, problems };
}

interface Read {
  readonly end: number;
  readonly entry?: EnvEntry;
  readonly problem?: string;
}

function readEntry(text: string, at: number, line: number): Read {
  const end = lineEnd(text, at);
  const first = text.slice(at, end);
  if (/^\s*(#|$)/.test(first)) return { end };
  if (first.includes('\0')) return { end, problem: 'it holds a NUL byte' };
  const key = KEY.exec(first);
  const name = key?.[1];
  if (!key || name === undefined) return { end, problem: 'a line is not KEY=VALUE' };
  if (!NAME.test(name)) return { end, problem: `${name} is not a variable's name` };
  const from = at + key[0].length;
  const value = readValue(text, from, end);
  if ('problem' in value) return { end: value.end, problem: value.problem };
  return { end: value.end, entry: { name, source: text.slice(at, value.end), value: value.value, quote: value.quote, line } };
}

type Value =
  | { readonly end: number; readonly value: string; readonly quote: EnvEntry['quote'] }
  | { readonly end: number; readonly problem: string };

function readValue(text: string, from: number, end: number): Value {
  const mark = text[from];
  if (from < end && (mark === '"' || mark === "'")) return readQuoted(text, from, mark);
  const bare = text
    .slice(from, end)
    .replace(/#[^\n]*/, '')
    .trim();
  return { end, value: bare.replace(/\\(.)/g, (whole, c: string) => (c === '$' ? whole : c)), quote: 'none' };
}

function readQuoted(text: string, from: number, mark: '"' | "'"): Value {
  const close = closing(text, from + 1, mark);
  if (close < 0) return { end: text.length, problem: `a ${mark} is never closed` };
  const end = lineEnd(text, close);
  const rest = text.slice(close + 1, end).trim();
  if (rest !== '' && !rest.startsWith('#')) return { end, problem: 'there is text after the closing quote' };
  const inner = text.slice(from + 1, close).replace(/\r\n/g, '\n');
  if (inner.includes('\0')) return { end, problem: 'it holds a NUL byte' };
  return mark === '"' ? { end, value: unescapeDouble(inner), quote: 'double' } : { end, value: inner, quote: 'single' };
}

function closing(text: string, from: number, mark: '"' | "'"): number {
  for (let i = from; i < text.length; i++) {
    if (mark === '"' && text[i] === '\\') i++;
    else if (text[i] === mark) return i;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** A `\$` stays escaped here: expansion comes later and has to see that it was. */
function unescapeDouble(inner: string): string {
  return inner.replace(/\\([\s\S])/g, (whole, c: string) => (c === '$' ? whole : (ESCAPES[c] ?? c)));
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 10) count++;
  return count;
}
