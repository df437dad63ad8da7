// Our hook among the hooks of Claude Code: `hooks.PreToolUse` is a list of matchers, each with a list of hooks.
import { getNodeValue, type Node } from 'jsonc-parser';
import { isOurHook } from './clients.ts';
import { childrenOf, contentOf, type Document, type Problem, propertiesOf, readDocument } from './document.ts';
import { type Json, withEntry, withoutChild, withValue } from './edits.ts';
import { type Changed, done, isSame, single, withoutEmpty } from './lists.ts';

/** Where the hooks stand, and those of the event before a tool runs. */
export const HOOKS = 'hooks';
export const EVENT = 'PreToolUse';

/** Claude Code's switch for all hooks at once. */
const OFF = 'disableAllHooks';

/** The text with our hook as it should be, once. */
export function withHook(text: string, value: Json): Changed {
  const found = lookFor(text);
  if (!found.ok) return found;
  const { document, hooks, event, ours } = found;
  if (propertiesOf(document.root, OFF).some((property) => contentOf(property)?.value !== false))
    return { ok: false, problem: { kind: 'off', key: OFF } };
  const [first, second] = ours;
  if (second) return again(text, value);
  if (first?.alone) return done(isSame(first.matcher, value) ? text : withValue(document, first.matcher, value));
  // Somebody put a hook beside ours: ours moves out, theirs stays.
  if (first) return again(text, value);
  if (event) return done(withEntry(document, event, { value }));
  if (hooks) return done(withEntry(document, hooks, { key: EVENT, value: [value] }));
  return done(withEntry(document, document.root, { key: HOOKS, value: { [EVENT]: [value] } }));
}

function again(text: string, value: Json): Changed {
  const without = withoutHook(text, { keep: KEEP_ALL });
  return without.ok ? withHook(without.text, value) : without;
}

/** Which of the lists that our hook stands in stay when nothing is left in them. */
export interface KeptHooks {
  readonly hooks: boolean;
  readonly event: boolean;
}

const KEEP_ALL: KeptHooks = { hooks: true, event: true };

/** The text without any hook of ours. */
export function withoutHook(text: string, { keep }: { readonly keep: KeptHooks }): Changed {
  const found = lookFor(text);
  if (!found.ok) return found;
  const { document, hooks, event, ours } = found;
  const [first, ...rest] = ours;
  if (!first || !event || !hooks) return done(text);
  const without = first.alone ? withoutChild(document, event, first.matcher) : withoutChild(document, first.list, first.hook);
  return rest.length > 0 ? withoutHook(without, { keep }) : done(tidy(without, keep));
}

/** Without the lists that we left empty. */
function tidy(text: string, keep: KeptHooks): string {
  const without = keep.event ? text : withoutEmpty(text, [HOOKS, EVENT]);
  return keep.hooks ? without : withoutEmpty(without, [HOOKS]);
}

interface Ours {
  /** The element of the event's list. */
  readonly matcher: Node;
  readonly list: Node;
  readonly hook: Node;
  /** No other hook stands beside it. */
  readonly alone: boolean;
}

type Found =
  | { readonly ok: true; readonly document: Document; readonly hooks?: Node; readonly event?: Node; readonly ours: readonly Ours[] }
  | { readonly ok: false; readonly problem: Problem };

function lookFor(text: string): Found {
  const read = readDocument(text);
  if (!read.ok) return read;
  const { document } = read;
  const outer = single(document.root, { key: HOOKS, path: HOOKS });
  if (!outer.ok) return outer;
  const hooks = outer.property && contentOf(outer.property);
  if (!hooks) return { ok: true, document, ours: [] };
  if (hooks.type !== 'object') return { ok: false, problem: { kind: 'shape', key: HOOKS } };
  const inner = single(hooks, { key: EVENT, path: `${HOOKS}.${EVENT}` });
  if (!inner.ok) return inner;
  const event = inner.property && contentOf(inner.property);
  if (!event) return { ok: true, document, hooks, ours: [] };
  if (event.type !== 'array') return { ok: false, problem: { kind: 'shape', key: `${HOOKS}.${EVENT}` } };
  return { ok: true, document, hooks, event, ours: childrenOf(event).flatMap(oursIn) };
}

function oursIn(matcher: Node): readonly Ours[] {
  const [property] = matcher.type === 'object' ? propertiesOf(matcher, HOOKS) : [];
  const list = property && contentOf(property);
  if (list?.type !== 'array') return [];
  const all = childrenOf(list);
  return all.flatMap((hook) => (isOurHook(getNodeValue(hook)) ? [{ matcher, list, hook, alone: all.length === 1 }] : []));
}
