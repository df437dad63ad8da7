// From the packed text of the spec files to what the engine matches with. Done per tool at its first use: loading costs next to nothing.
import type { Tag } from './assessment.ts';
import type { Case, Effect, ToolSpec, Verb, When } from './spec.ts';
import { SHARED, TOOLS } from './specs/packed.ts';

type Plain = Readonly<Record<string, unknown>>;
type Named = { readonly names: string; readonly packed: unknown };

let index: ReadonlyMap<string, Named> | undefined;
let shared: readonly string[] | undefined;

/** The spec of a program by its bare name; undefined for a program nothing is known of. */
export function specNamed(name: string): ToolSpec | undefined {
  index ??= new Map(entries().flatMap((named) => named.names.split('|').map((alias) => [alias, named] as const)));
  const found = index.get(name);
  return found === undefined ? undefined : unpacked(found);
}

/** Every spec, for the tests and tools that look at all of them. */
export const allSpecs = (): readonly ToolSpec[] => entries().map(unpacked);

const entries = (): readonly Named[] => Object.entries<unknown>(JSON.parse(TOOLS)).map(([names, packed]) => ({ names, packed }));

function unpacked({ names, packed }: Named): ToolSpec {
  shared ??= JSON.parse(SHARED) as readonly string[];
  return toolOf(names, lengthened(packed, shared) as Plain);
}

/** The reverse of `shorten` in scripts/lib/specFiles.mjs. */
function lengthened(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'number') return texts[value];
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value[0] : value.map((item) => lengthened(item, texts));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [/^\d+$/.test(key) ? texts[Number(key)] : key, lengthened(inner, texts)]),
  );
}

// The files were checked when they were packed (scripts/lib/specFiles.mjs), which is what makes these casts true.
function toolOf(names: string, plain: Plain): ToolSpec {
  const { verbs, raise, tags, reads, changes, ends, ...rest } = plain;
  const lists = Object.entries({ reads, changes, ends }).filter(([, list]) => typeof list === 'string');
  return {
    names,
    ...(rest as Partial<ToolSpec>),
    ...Object.fromEntries(lists.map(([key, list]) => [key, pathsOf(String(list))])),
    ...(tags === undefined ? {} : { tags: tagsOf(tags) }),
    ...(raise === undefined ? {} : { raise: (raise as readonly Plain[]).map(caseOf) }),
    ...(verbs === undefined ? {} : { verbs: verbsOf(verbs as Readonly<Record<string, Plain>>) }),
  };
}

function verbsOf(verbs: Readonly<Record<string, Plain>>): Readonly<Record<string, Verb>> {
  return Object.fromEntries(
    Object.entries(verbs).flatMap(([keys, plain]) => {
      const { cases, raise, ...rest } = plain;
      const verb = {
        ...effectOf(rest),
        ...(cases === undefined ? {} : { cases: (cases as readonly Plain[]).map(caseOf) }),
        ...(raise === undefined ? {} : { raise: (raise as readonly Plain[]).map(caseOf) }),
      } as Verb;
      return keys.split('|').flatMap((key) => spread(key).map((path) => [path === BARE ? '' : path, verb] as const));
    }),
  );
}

function effectOf({ none, tags, ...rest }: Plain): Partial<Effect> {
  const absent = typeof none === 'string' ? Object.fromEntries(none.split(' ').map((key) => [key, 'none'])) : {};
  return { ...(rest.level === 'read' ? { says: '' } : {}), ...absent, ...rest, ...(tags === undefined ? {} : { tags: tagsOf(tags) }) };
}

function caseOf({ when, ...rest }: Plain): Case {
  const { matches, named, given, ...conditions } = when as Plain & { given?: { option: string; matches: string } };
  return {
    ...effectOf(rest),
    when: {
      ...(conditions as When),
      ...(typeof matches === 'string' ? { matches: patternOf(matches) } : {}),
      ...(typeof named === 'string' ? { named: patternOf(named) } : {}),
      ...(given === undefined ? {} : { given: { option: given.option, matches: patternOf(given.matches) } }),
    },
  };
}

function patternOf(text: string): RegExp {
  const end = text.lastIndexOf('/');
  return new RegExp(text.slice(1, end), text.slice(end + 1));
}

const tagsOf = (tags: unknown): readonly Tag[] => String(tags).split(' ').filter(Boolean) as Tag[];

/** The name, in the files, of a call without a verb. */
const BARE = '(bare)';

/** The verb paths of a list: `state {list,show}, (bare)` are `state list`, `state show` and the call without a verb. */
function pathsOf(list: string): string[] {
  return list.split(/,\s*(?![^{]*\})/).flatMap((path) => spread(path).map((each) => (each === BARE ? '' : each)));
}

function spread(path: string): readonly string[] {
  const open = path.indexOf('{');
  const close = path.indexOf('}', open);
  if (open < 0 || close < 0) return [path];
  return path
    .slice(open + 1, close)
    .split(/,\s*/)
    .flatMap((word) => spread(path.slice(0, open) + word + path.slice(close + 1)));
}
