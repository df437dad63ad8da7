// Our server among the servers of a client.
import { getNodeValue, type Node } from 'jsonc-parser';
import { isOurServer, SERVER_NAME } from './clients.ts';
import { contentOf, type Document, type Problem, readDocument } from './document.ts';
import { type Json, withEntry, withoutChild, withValue } from './edits.ts';
import { type Changed, done, isSame, single, withoutEmpty } from './lists.ts';

export interface ServerPlace {
  readonly key: string;
}

/** The text with our server as it should be. */
export function withServer(text: string, { key, value }: ServerPlace & { readonly value: Json }): Changed {
  const found = lookFor(text, key);
  if (!found.ok) return found;
  const { document, servers, ours } = found;
  if (!servers) return done(withEntry(document, document.root, { key, value: { [SERVER_NAME]: value } }));
  if (!ours) return done(withEntry(document, servers, { key: SERVER_NAME, value }));
  const node = contentOf(ours);
  if (!node || !isOurServer(getNodeValue(node))) return { ok: false, problem: { kind: 'foreign', key: `${key}.${SERVER_NAME}` } };
  return done(isSame(node, value) ? text : withValue(document, node, value));
}

/** The text without our server. `keep`: whether the list of servers stays when nothing is left in it. */
export function withoutServer(text: string, { key, keep }: ServerPlace & { readonly keep: boolean }): Changed {
  const found = lookFor(text, key);
  if (!found.ok) return found;
  const { document, servers, ours } = found;
  const node = ours && contentOf(ours);
  if (!servers || !ours || !node || !isOurServer(getNodeValue(node))) return done(text);
  const without = withoutChild(document, servers, ours);
  return done(keep ? without : withoutEmpty(without, [key]));
}

type Found =
  | { readonly ok: true; readonly document: Document; readonly servers?: Node; readonly ours?: Node }
  | { readonly ok: false; readonly problem: Problem };

function lookFor(text: string, key: string): Found {
  const read = readDocument(text);
  if (!read.ok) return read;
  const { document } = read;
  const list = single(document.root, { key, path: key });
  if (!list.ok) return list;
  const servers = list.property && contentOf(list.property);
  if (!servers) return { ok: true, document };
  if (servers.type !== 'object') return { ok: false, problem: { kind: 'shape', key } };
  const ours = single(servers, { key: SERVER_NAME, path: `${key}.${SERVER_NAME}` });
  return ours.ok ? { ok: true, document, servers, ...(ours.property ? { ours: ours.property } : {}) } : ours;
}
