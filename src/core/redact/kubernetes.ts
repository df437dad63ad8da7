// The data of Kubernetes secrets, as kubectl prints it: YAML, JSON, and JSON inside YAML (the last applied configuration).
import { markerFor } from './rules.ts';

const MARKER = markerFor('Kubernetes secret');
/** How far from its data an object's kind is looked for: in lines of YAML, in characters of JSON. */
const NEAR_LINES = 200;
const NEAR = 16 * 1024;

/** Conceals the values in the data of secrets; those of other objects stay. */
export function redactKubernetes(text: string): string {
  if (!/\b(?:data|stringData)\\?["']?\s*:/.test(text)) return text;
  return redactJson(redactYaml(text));
}

const HEAD = /^( *(?:- )?)(data|stringData|binaryData):[ \t]*\r?\n?$/;

function redactYaml(text: string): string {
  const lines = text.split(/(?<=\n)/);
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const head = HEAD.exec(line);
    out.push(line);
    if (!head) continue;
    const depth = (head[1] ?? '').length;
    const end = blockEnd(lines, at + 1, depth);
    const kind = head[2] === 'stringData' ? 'Secret' : kindOf(lines, { head: at, end, depth });
    out.push(...redactValues(lines.slice(at + 1, end), kind));
    at = end - 1;
  }
  return out.join('');
}

const isBlank = (line: string): boolean => line.trim() === '';
const depthOf = (line: string): number => line.length - line.trimStart().length;

/** The first line after `from` that hangs no deeper than the head. */
function blockEnd(lines: readonly string[], from: number, depth: number): number {
  let at = from;
  while (at < lines.length && (isBlank(lines[at] ?? '') || depthOf(lines[at] ?? '') > depth)) at++;
  return at;
}

/** The kind of the object the head belongs to: a key at its depth, before or after it. */
function kindOf(lines: readonly string[], of: { readonly head: number; readonly end: number; readonly depth: number }): string | null {
  for (let at = of.end; at < Math.min(lines.length, of.end + NEAR_LINES); at++) {
    const line = lines[at] ?? '';
    if (!isBlank(line) && depthOf(line) < of.depth) break;
    if (/^---/.test(line)) break;
    const kind = kindAt(line, of.depth);
    if (kind !== null) return kind;
  }
  for (let at = of.head; at >= Math.max(0, of.head - NEAR_LINES); at--) {
    const line = lines[at] ?? '';
    if (/^---/.test(line)) break;
    const kind = kindAt(line, of.depth);
    if (kind !== null) return kind;
    if (!isBlank(line) && depthOf(line) < of.depth) break;
  }
  return null;
}

function kindAt(line: string, depth: number): string | null {
  if (!line.startsWith('kind:', depth) || !/^ *(?:- )?$/.test(line.slice(0, depth))) return null;
  return /^kind:[ ]*["']?(\w+)/.exec(line.slice(depth))?.[1] ?? null;
}

const ENTRY = /^(\s*(?:"[^"\n]*"|'[^'\n]*'|[^\s:#][^:\n]*):[ \t]*)(\S[^\r\n]*)(\r?\n)?$/;

/** `key: value` lines and what hangs below them (block scalars). */
function redactValues(lines: readonly string[], kind: string | null): readonly string[] {
  if (kind !== null && kind !== 'Secret') return lines;
  const depth = depthOf(lines.find((line) => !isBlank(line)) ?? '');
  return lines.flatMap((line) => {
    if (depthOf(line) > depth && !isBlank(line) && kind === 'Secret') return [];
    const entry = ENTRY.exec(line);
    if (!entry || !isSecretValue(entry[2] ?? '', kind)) return [line];
    return [`${entry[1]}${MARKER}${entry[3] ?? ''}`];
  });
}

/** Without a kind only what cannot be a word is taken for a secret: a base64 with its padding, or a long one. */
function isSecretValue(value: string, kind: string | null): boolean {
  if (value === '' || /^["']?(?:<concealed|\[redacted:)/.test(value)) return false;
  if (kind === 'Secret') return true;
  return /^["']?(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)["']?$|^["']?(?:[A-Za-z0-9+/]{4}){8,}["']?$/.test(value);
}

const JSON_BLOCK = /(\\{0,3}"(?:data|stringData)\\{0,3}"\s{0,9}:\s{0,9}\{)([^{}]{0,200000})\}/g;
const JSON_KIND = /"kind\\{0,3}"\s{0,9}:\s{0,9}\\{0,3}"(\w+)/g;

interface Kind {
  readonly at: number;
  readonly kind: string;
}

/** kubectl writes the kind after the data, people before it: a secret by either is one. */
function redactJson(text: string): string {
  const kinds: Kind[] = [...text.matchAll(JSON_KIND)].map((match) => ({ at: match.index, kind: match[1] ?? '' }));
  let next = 0;
  return text.replace(JSON_BLOCK, (whole, head: string, body: string, at: number) => {
    while (next < kinds.length && (kinds[next]?.at ?? 0) < at) next++;
    const near = [kinds[next - 1], kinds[next]].filter((each) => each !== undefined && Math.abs(each.at - at) < NEAR + whole.length);
    const isSecret = head.includes('stringData') || near.some((each) => each?.kind === 'Secret');
    const kind = isSecret ? 'Secret' : (near[0]?.kind ?? null);
    return kind !== null && kind !== 'Secret' ? whole : `${head}${redactMembers(body, kind)}}`;
  });
}

function redactMembers(body: string, kind: string | null): string {
  return body.replace(/(\\{0,3}":\s{0,9}\\{0,3}")((?:[^"\\]|\\[^"])*)/g, (whole, before: string, value: string) =>
    isSecretValue(value, kind) ? before + MARKER : whole,
  );
}
