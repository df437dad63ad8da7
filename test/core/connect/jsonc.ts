// Files as people and programs leave them: any JSON with comments, trailing commas, odd blanks, a byte order mark, CRLF or tabs.
import fc from 'fast-check';

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

const key = fc.oneof(fc.constantFrom('a', 'github', 'env', 'permissions', '"q"', 'ü//x', '/* no */'), fc.string({ maxLength: 6 }));
const leaf = fc.oneof(
  fc.constantFrom<Value>('', 'x // y', '/* z */', ',', '\\', 'op://v/i/f', 0, -1.5e3, true, false, null),
  fc.string({ maxLength: 8 }),
);

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Value>,
  ),
}));

const blank = fc.constantFrom(
  '',
  '',
  ' ',
  '\n',
  '\n  ',
  '\t',
  '\n\t',
  ' // note, with } and ]\n',
  '/* one */',
  ' /* two\n lines */ ',
  '\n\n',
);

/** What decides how a tree is written down: blanks and comments in turn, and whether commas trail. */
interface Manner {
  readonly blanks: readonly string[];
  readonly trailing: boolean;
  readonly crlf: boolean;
  readonly bom: boolean;
}

const manner: fc.Arbitrary<Manner> = fc.record({
  blanks: fc.oneof(fc.constant(['']), fc.array(blank, { minLength: 1, maxLength: 40 })),
  trailing: fc.boolean(),
  crlf: fc.boolean(),
  bom: fc.boolean(),
});

function write(tree: Value, { blanks, trailing, crlf, bom }: Manner): string {
  let at = 0;
  const gap = (): string => blanks[at++ % blanks.length] ?? '';
  const all = (entries: readonly string[]) =>
    entries
      .map((entry, index) => gap() + entry + gap() + (index < entries.length - 1 || (trailing && index % 2 === 0) ? ',' : ''))
      .join('') + gap();
  const put = (node: Value): string => {
    if (Array.isArray(node)) return `[${all(node.map(put))}]`;
    if (node === null || typeof node !== 'object') return JSON.stringify(node);
    return `{${all(Object.entries(node).map(([name, inner]) => `${JSON.stringify(name)}${gap()}:${gap()}${put(inner)}`))}}`;
  };
  const text = gap() + put(tree) + gap();
  return (bom ? '\uFEFF' : '') + (crlf ? text.replaceAll('\n', '\r\n') : text);
}

const others = fc.dictionary(key, value, { maxKeys: 3 });

/** What stands where our entries go: nothing, empty lists, other people's servers and hooks. */
const lists = fc.record(
  {
    mcpServers: fc.dictionary(
      key,
      fc.record({ command: fc.string({ maxLength: 5 }), env: fc.dictionary(key, fc.string({ maxLength: 4 }), { maxKeys: 2 }) }),
      { maxKeys: 2 },
    ),
    servers: fc.dictionary(key, fc.record({ url: fc.webUrl() }), { maxKeys: 2 }),
    hooks: fc.record(
      {
        PreToolUse: fc.array(
          fc.record({
            matcher: fc.constantFrom('Bash', 'Edit|Write', '*'),
            hooks: fc.array(fc.record({ type: fc.constant('command'), command: fc.string({ maxLength: 9 }) }), { maxLength: 2 }),
          }),
          { maxLength: 2 },
        ),
        Stop: fc.array(fc.record({ hooks: fc.constant([]) }), { maxLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** A file another program may have. */
export const file: fc.Arbitrary<string> = fc
  .tuple(others, lists, fc.boolean(), manner)
  .map(([some, ours, first, how]) => write((first ? { ...ours, ...some } : { ...some, ...ours }) as Value, how));
