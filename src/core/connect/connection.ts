// Connect and disconnect: from the text of a client's file to the text it is to have, and what to remember to find back exactly.

import { sha256Hex } from '../seal/digest.ts';
import type { Wish } from './clients.ts';
import { findUnplain, type Problem } from './document.ts';
import { EVENT, HOOKS, withHook, withoutHook } from './hooks.ts';
import { type Changed, has, isBareText } from './lists.ts';
import type { Memory } from './memory.ts';
import { withoutServer, withServer } from './servers.ts';

/** A file before a change: its text, or null where there is none; and what is remembered of an earlier one. */
export interface Before {
  readonly text: string | null;
  readonly wish: Wish;
  readonly memory?: Memory | undefined;
}

export type Connected =
  | { readonly ok: true; readonly text: string; readonly memory: Memory }
  | { readonly ok: false; readonly problem: Problem };

/** The text without a file: null. */
export type Disconnected = { readonly ok: true; readonly text: string | null } | { readonly ok: false; readonly problem: Problem };

const BOM = '\uFEFF';

/** The file as it should be. The text is the same where it is so already. */
export function connect({ text, wish, memory }: Before): Connected {
  const added = isNothing(text) ? madeAnew(wish) : changed(text, (body) => add(body, wish));
  if (!added.ok) return added;
  const base = disconnect({ text, wish, memory });
  if (!base.ok) return base;
  return { ok: true, text: added.text, memory: remember(base.text, { after: added.text, wish }) };
}

const isNothing = (text: string | null): text is null => text === null || text.replace(BOM, '').trim() === '';

function madeAnew(wish: Wish): Changed {
  const made = add('{}', wish);
  return made.ok ? { ok: true, text: `${made.text}\n` } : made;
}

/** Changes what stands behind the byte order mark. */
function changed(text: string, change: (body: string) => Changed): Changed {
  if (!text.startsWith(BOM)) return change(text);
  const after = change(text.slice(BOM.length));
  return after.ok ? { ok: true, text: BOM + after.text } : after;
}

function add(text: string, wish: Wish): Changed {
  const added = wish.kind === 'server' ? withServer(text, wish) : withHook(text, wish.value);
  const unplain = added.ok && wish.strict ? findUnplain(text) : null;
  return unplain ? { ok: false, problem: unplain } : added;
}

/** The file as it was before us; without a memory of that, or after others changed it: the file without what is ours. */
export function disconnect({ text, wish, memory }: Before): Disconnected {
  if (isNothing(text)) return { ok: true, text };
  const exact = memory && restore(text, memory);
  if (exact) return { ok: true, text: memory.existed ? exact.text : null };
  const without = changed(text, (body) => remove(body, { wish, kept: memory?.kept ?? [] }));
  if (!without.ok) return without;
  const gone = without.text !== text && !memory?.existed && isBareText(without.text.replace(BOM, ''));
  return { ok: true, text: gone ? null : without.text };
}

function remove(text: string, { wish, kept }: { readonly wish: Wish; readonly kept: readonly string[] }): Changed {
  if (wish.kind === 'server') return withoutServer(text, { key: wish.key, keep: kept.includes(wish.key) });
  return withoutHook(text, { keep: { hooks: kept.includes(HOOKS), event: kept.includes(`${HOOKS}.${EVENT}`) } });
}

/** The text before our change, where nothing else has changed since. */
function restore(text: string, { at, removed, inserted, before, after }: Memory): { readonly text: string } | undefined {
  if (sha256Hex(text) !== after) return undefined;
  const earlier = text.slice(0, at) + removed + text.slice(at + inserted.length);
  return sha256Hex(earlier) === before ? { text: earlier } : undefined;
}

function remember(base: string | null, { after, wish }: { readonly after: string; readonly wish: Wish }): Memory {
  const before = base ?? '';
  const at = commonStart(before, after);
  const tail = commonEnd(before.slice(at), after.slice(at));
  const lists = wish.kind === 'server' ? [[wish.key]] : [[HOOKS], [HOOKS, EVENT]];
  return {
    existed: base !== null,
    at,
    removed: before.slice(at, before.length - tail),
    inserted: after.slice(at, after.length - tail),
    before: sha256Hex(before),
    after: sha256Hex(after),
    kept: lists.filter((keys) => has(before.replace(BOM, ''), keys)).map((keys) => keys.join('.')),
  };
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function commonEnd(one: string, other: string): number {
  let length = 0;
  const most = Math.min(one.length, other.length);
  while (length < most && one[one.length - 1 - length] === other[other.length - 1 - length]) length++;
  return length;
}
