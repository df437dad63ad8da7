// A multi-pattern matcher (Aho-Corasick) over classes of bytes, made for scanning a stream at hundreds of megabytes a second: states near the
// root, where ordinary output stays, are rows of a table; deeper ones are chains that follow failure links.
import { type Alphabet, ESCAPE, OTHER, SKIP } from './alphabet.ts';

/** A compiled set of patterns. State 0 is the root. */
export interface Automaton {
  readonly alphabet: Alphabet;
  /** Number of states that have a table row; their numbers come first. No pattern ends in one of them. */
  readonly rows: number;
  /** `table[(state << bits) | class]`: the next state, for the states with a row; at least `rows` also for an escape. */
  readonly table: Uint16Array | Int32Array;
  readonly trie: Trie;
}

/** The states beyond the table. */
export interface Trie {
  readonly child: Int32Array;
  readonly sibling: Int32Array;
  readonly symbol: Uint8Array;
  readonly fail: Int32Array;
  readonly depth: Int32Array;
  /** The pattern that ends here, plus one; 0 for none. */
  readonly ends: Int32Array;
  /** Whether a pattern ends here or in any suffix of this state. */
  readonly matched: Uint8Array;
  /** A pattern that begins like this state. */
  readonly begins: Int32Array;
  /** Length of the shortest pattern that begins like this state. */
  readonly shortest: Int32Array;
}

const ROWS_DEPTH = 3;
const ROWS_LIMIT = 8192;
/** Patterns with fewer symbols would hit everywhere. */
export const SHORTEST_PATTERN = ROWS_DEPTH + 1;

/** Compiles patterns, given as symbols of the alphabet's reading; no two may be equal. */
export function compile(patterns: readonly Uint8Array[], alphabet: Alphabet): Automaton {
  if (patterns.some((pattern) => pattern.length < SHORTEST_PATTERN)) throw new RangeError('a pattern is too short to be looked for');
  const raw = emptyTrie(patterns.reduce((sum, pattern) => sum + pattern.length, 1));
  let count = 1;
  for (const [index, pattern] of patterns.entries()) {
    const symbols = pattern.map((symbol) => alphabet.classes[symbol] ?? OTHER);
    count = insert(raw, { symbols, index }, count);
  }
  const trie = renumber(raw, count);
  link(trie, count);
  return { alphabet, trie, ...tableOf(trie, { count, bits: alphabet.bits }) };
}

function emptyTrie(size: number): Trie {
  const ints = () => new Int32Array(size);
  const bytes = () => new Uint8Array(size);
  return {
    ...{ child: ints(), sibling: ints(), symbol: bytes(), fail: ints(), depth: ints(), ends: ints(), matched: bytes(), begins: ints() },
    shortest: ints().fill(0x7fffffff),
  };
}

function insert(trie: Trie, pattern: { readonly symbols: Uint8Array; readonly index: number }, count: number): number {
  let state = 0;
  let made = count;
  for (const symbol of pattern.symbols) {
    let next = childOf(trie, state, symbol);
    if (next === 0) {
      next = made++;
      trie.symbol[next] = symbol;
      trie.depth[next] = at(trie.depth, state) + 1;
      trie.begins[next] = pattern.index;
      trie.sibling[next] = at(trie.child, state);
      trie.child[state] = next;
    }
    trie.shortest[next] = Math.min(at(trie.shortest, next), pattern.symbols.length);
    state = next;
  }
  trie.ends[state] = pattern.index + 1;
  trie.matched[state] = 1;
  return made;
}

/** Numbers the states breadth first, so that the shallow ones come first. */
function renumber(raw: Trie, count: number): Trie {
  const trie = emptyTrie(count);
  const queue = new Int32Array(count);
  let made = 1;
  for (let state = 0; state < made; state++) {
    const old = at(queue, state);
    for (let kid = at(raw.child, old); kid !== 0; kid = at(raw.sibling, kid)) {
      copyState(raw, kid, trie, made);
      trie.sibling[made] = at(trie.child, state);
      trie.child[state] = made;
      queue[made++] = kid;
    }
  }
  return trie;
}

function copyState(from: Trie, old: number, to: Trie, state: number): void {
  to.symbol[state] = at(from.symbol, old);
  to.depth[state] = at(from.depth, old);
  to.ends[state] = at(from.ends, old);
  to.matched[state] = at(from.matched, old);
  to.begins[state] = at(from.begins, old);
  to.shortest[state] = at(from.shortest, old);
}

/** Failure links. Breadth first order makes one pass enough. */
function link(trie: Trie, count: number): void {
  for (let state = 0; state < count; state++) {
    for (let kid = at(trie.child, state); kid !== 0; kid = at(trie.sibling, kid)) {
      const back = state === 0 ? 0 : follow(trie, at(trie.fail, state), at(trie.symbol, kid));
      trie.fail[kid] = back;
      trie.matched[kid] = at(trie.matched, kid) | at(trie.matched, back);
    }
  }
}

function follow(trie: Trie, from: number, symbol: number): number {
  for (let state = from; ; state = at(trie.fail, state)) {
    const next = childOf(trie, state, symbol);
    if (next !== 0 || state === 0) return next;
  }
}

function tableOf(trie: Trie, { count, bits }: { readonly count: number; readonly bits: number }): Pick<Automaton, 'rows' | 'table'> {
  let rows = 0;
  while (rows < count && rows < ROWS_LIMIT && at(trie.depth, rows) <= ROWS_DEPTH) rows++;
  const width = 1 << bits;
  const table = count < 0xffff ? new Uint16Array(rows * width) : new Int32Array(rows * width);
  for (let state = 0; state < rows; state++) {
    const back = at(trie.fail, state) * width;
    if (state !== 0) table.copyWithin(state * width, back, back + width);
    for (let kid = at(trie.child, state); kid !== 0; kid = at(trie.sibling, kid)) table[state * width + at(trie.symbol, kid)] = kid;
    table[state * width + SKIP] = state;
    table[state * width + ESCAPE] = count;
  }
  return { rows, table };
}

function childOf(trie: Trie, state: number, symbol: number): number {
  let kid = at(trie.child, state);
  while (kid !== 0 && trie.symbol[kid] !== symbol) kid = at(trie.sibling, kid);
  return kid;
}

function at(list: Int32Array | Uint8Array, index: number): number {
  return list[index] as number;
}

/** The state after one more byte that counts. */
export function step(automaton: Automaton, from: number, byte: number): number {
  const symbol = automaton.alphabet.classes[byte] as number;
  let state = from;
  while (state >= automaton.rows) {
    const next = childOf(automaton.trie, state, symbol);
    if (next !== 0) return next;
    state = at(automaton.trie.fail, state);
  }
  return automaton.table[(state << automaton.alphabet.bits) | symbol] as number;
}

/** The patterns that end in a state, longest first, with their lengths in symbols. */
export function patternsAt({ trie }: Automaton, from: number): { readonly pattern: number; readonly length: number }[] {
  const found: { readonly pattern: number; readonly length: number }[] = [];
  for (let state = from; state !== 0 && at(trie.matched, state) === 1; state = at(trie.fail, state))
    if (at(trie.ends, state) > 0) found.push({ pattern: at(trie.ends, state) - 1, length: at(trie.depth, state) });
  return found;
}
