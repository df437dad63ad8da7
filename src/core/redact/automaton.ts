// A multi-pattern matcher over bytes (Aho-Corasick), made for scanning a stream at hundreds of megabytes a second:
// states near the root, where ordinary output stays, are table rows; deeper ones are chains that follow failure links.

/** A compiled set of patterns. State 0 is the root. */
export interface Automaton {
  /** Number of states that have a table row; their numbers come first. */
  readonly rows: number;
  /** `table[state * 256 + byte]`: the next state, for the states with a row. */
  readonly table: Int32Array;
  readonly child: Int32Array;
  readonly sibling: Int32Array;
  readonly byte: Uint8Array;
  readonly fail: Int32Array;
  readonly depth: Int32Array;
  /** Length of the longest pattern that ends in this state, 0 for none. */
  readonly matched: Int32Array;
  /** Which secret that pattern belongs to. */
  readonly owner: Int32Array;
  /** Length of the shortest pattern this state can still grow into. */
  readonly shortest: Int32Array;
}

export interface Pattern {
  readonly bytes: Uint8Array;
  readonly owner: number;
}

const ROWS_DEPTH = 2;
const ROWS_LIMIT = 8192;

/** Compiles the patterns, each longer than two bytes; where two are equal the first one owns the match. */
export function compile(patterns: readonly Pattern[]): Automaton {
  if (patterns.some((pattern) => pattern.bytes.length <= ROWS_DEPTH)) throw new RangeError('a pattern is too short to be looked for');
  const size = patterns.reduce((sum, pattern) => sum + pattern.bytes.length, 1);
  const raw = emptyTrie(size);
  let count = 1;
  for (const pattern of patterns) count = insert(raw, pattern, count);
  const trie = renumber(raw, count);
  link(trie, count);
  return { ...trie, ...tableOf(trie, count) };
}

type Trie = Omit<Automaton, 'rows' | 'table'>;

function emptyTrie(size: number): Trie {
  const ints = () => new Int32Array(size);
  return {
    child: ints(),
    sibling: ints(),
    byte: new Uint8Array(size),
    fail: ints(),
    depth: ints(),
    matched: ints(),
    owner: ints(),
    shortest: ints().fill(0x7fffffff),
  };
}

function insert(trie: Trie, pattern: Pattern, count: number): number {
  let state = 0;
  let made = count;
  for (const byte of pattern.bytes) {
    let next = childOf(trie, state, byte);
    if (next === 0) {
      next = made++;
      trie.byte[next] = byte;
      trie.depth[next] = at(trie.depth, state) + 1;
      trie.sibling[next] = at(trie.child, state);
      trie.child[state] = next;
    }
    trie.shortest[next] = Math.min(at(trie.shortest, next), pattern.bytes.length);
    state = next;
  }
  if (state !== 0 && at(trie.matched, state) === 0) {
    trie.matched[state] = pattern.bytes.length;
    trie.owner[state] = pattern.owner;
  }
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
  to.byte[state] = at(from.byte, old);
  to.depth[state] = at(from.depth, old);
  to.matched[state] = at(from.matched, old);
  to.owner[state] = at(from.owner, old);
  to.shortest[state] = at(from.shortest, old);
}

/** Failure links, and the longest match of each state's suffixes. Breadth first order makes one pass enough. */
function link(trie: Trie, count: number): void {
  for (let state = 0; state < count; state++) {
    for (let kid = at(trie.child, state); kid !== 0; kid = at(trie.sibling, kid)) {
      const back = state === 0 ? 0 : follow(trie, at(trie.fail, state), at(trie.byte, kid));
      trie.fail[kid] = back;
      if (at(trie.matched, kid) !== 0) continue;
      trie.matched[kid] = at(trie.matched, back);
      trie.owner[kid] = at(trie.owner, back);
    }
  }
}

function follow(trie: Trie, from: number, byte: number): number {
  for (let state = from; ; state = at(trie.fail, state)) {
    const next = childOf(trie, state, byte);
    if (next !== 0 || state === 0) return next;
  }
}

function tableOf(trie: Trie, count: number): { rows: number; table: Int32Array } {
  let rows = 0;
  while (rows < count && rows < ROWS_LIMIT && at(trie.depth, rows) <= ROWS_DEPTH) rows++;
  const table = new Int32Array(rows * 256);
  for (let state = 0; state < rows; state++) {
    const back = at(trie.fail, state) * 256;
    if (state !== 0) table.copyWithin(state * 256, back, back + 256);
    for (let kid = at(trie.child, state); kid !== 0; kid = at(trie.sibling, kid)) table[state * 256 + at(trie.byte, kid)] = kid;
  }
  return { rows, table };
}

function childOf(trie: Trie, state: number, byte: number): number {
  let kid = at(trie.child, state);
  while (kid !== 0 && trie.byte[kid] !== byte) kid = at(trie.sibling, kid);
  return kid;
}

function at(list: Int32Array | Uint8Array, index: number): number {
  return list[index] ?? 0;
}

/** The state after one more byte, for a state without a table row. */
export function step(automaton: Automaton, from: number, byte: number): number {
  let state = from;
  while (state >= automaton.rows) {
    const next = childOf(automaton, state, byte);
    if (next !== 0) return next;
    state = at(automaton.fail, state);
  }
  return at(automaton.table, state * 256 + byte);
}
