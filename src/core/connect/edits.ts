// Adds an entry to an object or a list, takes one out, or replaces one, and touches no byte besides.
import type { Node } from 'jsonc-parser';
import { childrenOf, type Document, endOf, indentationAt, ownIndentation, type Token, tokensBetween } from './document.ts';

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An entry: of an object with its key, of a list without. */
export interface Entry {
  readonly key?: string;
  readonly value: Json;
}

/** `text` in place of what stands from `start` to `end`. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The document with an entry more at the end of `container`. */
export function withEntry(document: Document, container: Node, entry: Entry): string {
  const last = childrenOf(container).at(-1);
  return apply(document.text, last ? afterLast(document, container, { last, entry }) : intoEmpty(document, container, entry));
}

function afterLast(document: Document, container: Node, { last, entry }: { readonly last: Node; readonly entry: Entry }): readonly Edit[] {
  const { text, eol } = document;
  const tokens = tokensBetween(text, [endOf(last), endOf(container) - 1]);
  const behind = tokens.at(-1);
  const at = behind?.end ?? endOf(last);
  const indent = indentIn(document, container);
  const inline = indent === null && behind?.kind !== 'line-comment';
  const gap = /\s/.test(text[container.offset + 1] ?? '') ? ' ' : '';
  const piece = (inline ? gap : `${eol}${indent ?? ''}`) + written(document, entry, { indent: inline ? null : (indent ?? '') });
  if (tokens.some(({ kind }) => kind === 'comma')) return [insert(at, `${piece},`)];
  return [insert(endOf(last), ','), insert(at, piece)];
}

/** Where entries stand on lines of their own: their indentation. */
function indentIn({ text, unit }: Document, container: Node): string | null {
  const [first] = childrenOf(container);
  if (!first || !/[\r\n]/.test(text.slice(container.offset, first.offset))) return null;
  return ownIndentation(text, first.offset) ?? indentationAt(text, container.offset) + unit;
}

function intoEmpty(document: Document, container: Node, entry: Entry): readonly Edit[] {
  const { text, eol, unit, compact } = document;
  const end = endOf(container) - 1;
  const at = tokensBetween(text, [container.offset + 1, end]).at(-1)?.end ?? container.offset + 1;
  if (compact) return [insert(at, written(document, entry, { indent: null }))];
  const outer = indentationAt(text, container.offset);
  const close = /[\r\n]/.test(text.slice(at, end)) ? '' : eol + outer;
  return [insert(at, `${eol}${outer}${unit}${written(document, entry, { indent: outer + unit })}${close}`)];
}

/** The entry as text; `indent: null` puts it on one line. */
function written({ eol, unit }: Document, { key, value }: Entry, { indent }: { readonly indent: string | null }): string {
  const json = indent === null ? JSON.stringify(value) : JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
  return key === undefined ? json : `${JSON.stringify(key)}:${indent === null ? '' : ' '}${json}`;
}

/** The document with another value in place of a node. */
export function withValue(document: Document, node: Node, value: Json): string {
  const line = indentationAt(document.text, node.offset);
  const indent = /[\r\n]/.test(document.text.slice(node.offset, endOf(node))) ? line : null;
  return apply(document.text, [{ start: node.offset, end: endOf(node), text: written(document, { value }, { indent }) }]);
}

/** The document without one child of `container`; comments stay. */
export function withoutChild(document: Document, container: Node, child: Node): string {
  const { text } = document;
  const siblings = childrenOf(container);
  const at = siblings.indexOf(child);
  const [previous, next] = [siblings[at - 1], siblings[at + 1]];
  const inner = [container.offset + 1, endOf(container) - 1] as const;
  const before = tokensBetween(text, [previous ? endOf(previous) : inner[0], child.offset]);
  const after = tokensBetween(text, [endOf(child), next?.offset ?? inner[1]]);
  if (siblings.length === 1 && before.length === 0 && !after.some(isComment))
    return apply(text, [{ start: inner[0], end: inner[1], text: '' }]);
  const comma = after.find(({ kind }) => kind === 'comma') ?? before.find(({ kind }) => kind === 'comma');
  const from = startOf(text, { child, behind: before.at(-1), floor: previous ? endOf(previous) : inner[0] });
  return apply(text, cut({ start: from, end: endOf(child), text: '' }, comma));
}

const isComment = ({ kind }: Token): boolean => kind !== 'comma';

/** With the blanks before it; the line end of a line comment stays where something follows that it would swallow. */
function startOf(
  text: string,
  { child, behind, floor }: { readonly child: Node; readonly behind: Token | undefined; readonly floor: number },
): number {
  if (behind?.kind === 'line-comment' && !/^,?[ \t]*(?:[\r\n]|$)/.test(text.slice(endOf(child)))) return child.offset;
  return behind?.end ?? floor;
}

/** The entry and its comma: one cut where they touch. */
function cut(entry: Edit, comma: Token | undefined): readonly Edit[] {
  if (!comma) return [entry];
  const other = { start: comma.start, end: comma.end, text: '' };
  if (comma.start >= entry.end) return [entry, other];
  return comma.end > entry.start ? [{ ...entry, start: comma.start }] : [other, entry];
}

const insert = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** Edits in the order of their places, none reaching into the next. */
function apply(text: string, edits: readonly Edit[]): string {
  let at = 0;
  const parts = edits.map((edit) => {
    const part = text.slice(at, edit.start) + edit.text;
    at = edit.end;
    return part;
  });
  return parts.join('') + text.slice(at);
}
