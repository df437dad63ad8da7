// A JSON file of another program as a tree with offsets: what a change needs to know to leave every other byte alone.
import { type Node, type ParseError, parseTree } from 'jsonc-parser';

/** Why a file is left alone. Lines are one-based. */
export type Problem =
  | { readonly kind: 'broken'; readonly line: number }
  /** Comments or trailing commas where the client reads none. */
  | { readonly kind: 'not-plain'; readonly line: number }
  /** What stands at `key` is not what our entry could go into. */
  | { readonly kind: 'shape'; readonly key: string }
  /** Two entries of one name: programs disagree on which of them counts. */
  | { readonly kind: 'twice'; readonly key: string }
  /** A setting that makes our entry void. */
  | { readonly kind: 'off'; readonly key: string }
  /** An entry of our name that somebody else wrote. */
  | { readonly kind: 'foreign'; readonly key: string };

export interface Document {
  /** The text without its byte order mark. */
  readonly text: string;
  readonly root: Node;
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Everything stands on one line, so what is added does too. */
  readonly compact: boolean;
}

export type Read = { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly problem: Problem };

/** A comma or a comment between two entries. */
export interface Token {
  readonly kind: 'comma' | 'line-comment' | 'block-comment';
  readonly start: number;
  readonly end: number;
}

/** Reads JSON with comments and trailing commas, whose root is an object. */
export function readDocument(text: string): Read {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first || !root) return { ok: false, problem: { kind: 'broken', line: lineAt(text, first?.offset ?? 0) } };
  if (root.type !== 'object') return { ok: false, problem: { kind: 'shape', key: '{}' } };
  return {
    ok: true,
    document: { text, root, eol: text.includes('\r\n') ? '\r\n' : '\n', unit: unitOf(text, root), compact: isCompact(text, root) },
  };
}

/** Where the text is something else than plain JSON; null where it is that. */
export function findUnplain(text: string): Problem | null {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  return first ? { kind: 'not-plain', line: lineAt(text, first.offset) } : null;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const isCompact = (text: string, root: Node): boolean =>
  childrenOf(root).length > 0 && !/[\r\n]/.test(text.slice(root.offset, endOf(root)));

function unitOf(text: string, root: Node): string {
  const [first] = childrenOf(root);
  return (first && ownIndentation(text, first.offset)) || '  ';
}

/** The blanks before an offset, where nothing else stands before it on its line; else null. */
export function ownIndentation(text: string, offset: number): string | null {
  return /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(lineStart(text, offset), offset))?.[1] ?? null;
}

/** The blanks the line of an offset begins with. */
export const indentationAt = (text: string, offset: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

export const childrenOf = (node: Node): readonly Node[] => node.children ?? [];

export const endOf = (node: Node): number => node.offset + node.length;

/** The value of a property. */
export const contentOf = (property: Node): Node | undefined => property.children?.[1];

/** The properties of this name; more than one where a file contradicts itself. */
export function propertiesOf(object: Node, key: string): readonly Node[] {
  return childrenOf(object).filter((property) => property.children?.[0]?.value === key);
}

/** Commas and comments between two offsets. Between entries stands nothing else but blanks. */
export function tokensBetween(text: string, [from, to]: readonly [number, number]): readonly Token[] {
  return [...text.slice(from, to).matchAll(/,|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g)].map(({ 0: found, index }) => ({
    kind: found === ',' ? 'comma' : found.startsWith('//') ? 'line-comment' : 'block-comment',
    start: from + index,
    end: from + index + found.length,
  }));
}
