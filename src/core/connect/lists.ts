// What servers and hooks have in common: finding a list by its name, and taking it out when we left it empty.
import { getNodeValue, type Node } from 'jsonc-parser';
import { contentOf, endOf, type Problem, propertiesOf, readDocument } from './document.ts';
import { type Json, withoutChild } from './edits.ts';

/** The text after a change; the same text where there was nothing to change. */
export type Changed = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem };

export const done = (text: string): Changed => ({ ok: true, text });

type Single = { readonly ok: true; readonly property?: Node } | { readonly ok: false; readonly problem: Problem };

/** The one property of a name; a file that has it twice is not ours to interpret. */
export function single(object: Node, { key, path }: { readonly key: string; readonly path: string }): Single {
  const [first, second] = propertiesOf(object, key);
  if (second) return { ok: false, problem: { kind: 'twice', key: path } };
  return { ok: true, ...(first ? { property: first } : {}) };
}

/** Whether a node holds this value, whatever its form. */
export const isSame = (node: Node, value: Json): boolean => JSON.stringify(getNodeValue(node)) === JSON.stringify(value);

/** Takes the empty object or list at a path of keys out; one that holds a comment stays. */
export function withoutEmpty(text: string, keys: readonly string[]): string {
  const read = readDocument(text);
  if (!read.ok) return text;
  let owner: Node | undefined = read.document.root;
  let property: Node | undefined;
  for (const key of keys) {
    owner = property ? contentOf(property) : owner;
    property = owner ? propertiesOf(owner, key)[0] : undefined;
  }
  const list = property && contentOf(property);
  return owner && property && list && isBare(text, { property, list }) ? withoutChild(read.document, owner, property) : text;
}

/** The keys at a path: whether there is such a property. */
export function has(text: string, keys: readonly string[]): boolean {
  const read = readDocument(text);
  let node: Node | undefined = read.ok ? read.document.root : undefined;
  for (const key of keys) {
    const [property]: readonly Node[] = node ? propertiesOf(node, key) : [];
    node = property && contentOf(property);
  }
  return node !== undefined;
}

/** Nothing but blanks between its brackets, and no comment before them. */
function isBare(text: string, { property, list }: { readonly property: Node; readonly list: Node }): boolean {
  const [key] = property.children ?? [];
  const before = key ? text.slice(endOf(key), list.offset) : '';
  const inside = text.slice(list.offset + 1, endOf(list) - 1);
  return (list.type === 'object' || list.type === 'array') && inside.trim() === '' && before.replace(':', '').trim() === '';
}

/** A file that says nothing. */
export function isBareText(text: string): boolean {
  return /^\s*\{\s*\}\s*$/.test(text);
}
