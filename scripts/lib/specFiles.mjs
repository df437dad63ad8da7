// Command specs: read from their YAML files, checked, and packed for the engine. A file that is wrong is a build error with its name.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './paths.mjs';

export const SPEC_DIR = join(ROOT, 'src', 'core', 'assess', 'specs');

const line = z.string().min(1);
/** `/source/flags`, as JavaScript writes it. */
const pattern = line.regex(/^\/[\s\S]+\/[a-z]*$/).refine(isPattern, 'is no pattern');
const LEVEL = z.enum(['read', 'change', 'destructive', 'critical']);
const PLACE = z.enum(['root', 'system', 'device']);

const WHEN = z
  .strictObject({
    has: line,
    lacks: line,
    first: line,
    matches: pattern,
    least: z.int().positive(),
    most: z.int().min(0),
    place: PLACE,
    into: PLACE,
    given: z.strictObject({ option: line, matches: pattern }),
    named: pattern,
    stdin: z.enum(['typed', 'fed']),
    dash: z.literal(true),
    unknown: z.literal(true),
  })
  .partial()
  .refine((when) => Object.keys(when).length > 0, 'is empty');

const EFFECT = {
  level: LEVEL,
  says: line.regex(/\.$/, 'ends with no full stop').optional(),
  deed: line.regex(/^[A-Z]\w+/, 'starts with no verb').optional(),
  target: line.optional(),
  confirm: line.optional(),
  reversible: z.enum(['yes', 'with-backup', 'no', 'unknown']).optional(),
  undo: line.optional(),
  preview: line.optional(),
  safer: line.optional(),
  /** Which of `undo preview safer` do not exist. */
  none: line.regex(/^(?:undo|preview|safer)(?: (?:undo|preview|safer))*$/).optional(),
  tags: z.string().optional(),
};
const CASE = z.strictObject({ when: WHEN, ...EFFECT, level: LEVEL.optional() });
const VERB = z.strictObject({
  ...EFFECT,
  valued: line.optional(),
  flags: line.optional(),
  until: z.literal('first').optional(),
  dryRun: line.optional(),
  cases: z.array(CASE).optional(),
  raise: z.array(CASE).optional(),
});
const SPEC = z.strictObject({
  names: line,
  manual: z.url().optional(),
  valued: line.optional(),
  flags: line.optional(),
  dashes: z.literal('single').optional(),
  until: z.literal('first').optional(),
  commands: line.optional(),
  sql: line.optional(),
  anyCase: z.literal(true).optional(),
  reads: line.optional(),
  changes: line.optional(),
  ends: line.optional(),
  lexicon: z.literal(true).optional(),
  verbAt: z.enum(['second', 'last']).optional(),
  nouns: line.optional(),
  targetedBy: line.optional(),
  tags: z.string().optional(),
  noHelp: z.literal(true).optional(),
  many: z.literal(true).optional(),
  subject: line.regex(/^-/).optional(),
  dryRun: line.optional(),
  verbs: z.record(line, VERB).optional(),
  raise: z.array(CASE).optional(),
});

function isPattern(text) {
  try {
    return toPattern(text) !== null;
  } catch {
    return false;
  }
}
function toPattern(text) {
  const end = text.lastIndexOf('/');
  return new RegExp(text.slice(1, end), text.slice(end + 1));
}

/** Every spec by the name of its file, in the order of names. Throws with the file's name at the first that is wrong. */
export function readSpecs(folder = SPEC_DIR) {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const specs = names.map((name) => ({ name, spec: specOf(name, readFileSync(join(folder, name), 'utf8')) }));
  const faults = [...specs.flatMap(({ name, spec }) => faultsOf(spec).map((fault) => `${name}: ${fault}`)), ...namedTwice(specs)];
  if (faults.length > 0) throw new Error(`The command specs are wrong:\n${faults.join('\n')}`);
  return specs.map(({ spec }) => spec);
}

/** One spec from the text of its file. */
export function specOf(name, text) {
  const parsed = SPEC.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
}

/** What a schema cannot see: destructive effects that do not explain themselves, options of two arities, placeholders nobody fills. */
export function faultsOf(spec) {
  const effects = Object.entries(spec.verbs ?? {}).flatMap(([path, verb]) => [
    { where: path, effect: verb },
    ...[...(verb.cases ?? []), ...(verb.raise ?? [])].map((item) => ({
      where: `${path}, a case`,
      effect: { ...verb, ...item, none: noneOf(verb, item) },
    })),
  ]);
  effects.push(...(spec.raise ?? []).map((item) => ({ where: 'a general case', effect: item })));
  const words = (text) => (text ?? '').split(/\s+/).filter(Boolean);
  const both = words(spec.valued).filter((option) => words(spec.flags).includes(option));
  return [
    ...effects.flatMap(({ where, effect }) => effectFaults(effect).map((fault) => `${where}: ${fault}`)),
    ...both.map((option) => `${option} takes a value and takes none`),
  ];
}

/** A case may name what its verb says there is none of. */
const noneOf = (verb, item) =>
  ['undo', 'preview', 'safer'].filter((key) => item[key] === undefined && `${verb.none ?? ''} ${item.none ?? ''}`.includes(key)).join(' ');

const PLACEHOLDERS = /\{(?!(?:target|first|second|last|command|operands|tool|verb)\})\w+\}/;

function effectFaults(effect) {
  const faults = [];
  if (effect.level !== 'read' && effect.says === undefined) faults.push('no sentence');
  if (/destructive|critical/.test(effect.level ?? '')) {
    if (effect.deed === undefined) faults.push('no deed');
    if (effect.reversible === undefined) faults.push('reversible?');
    for (const key of ['undo', 'preview', 'safer']) {
      if (effect[key] === undefined && !(effect.none ?? '').includes(key)) faults.push(`${key}? (or none)`);
    }
  }
  const texts = [effect.says, effect.deed, effect.undo, effect.preview, effect.safer];
  return [...faults, ...texts.filter((text) => PLACEHOLDERS.test(text ?? '')).map((text) => `a placeholder nobody fills: ${text}`)];
}

function namedTwice(specs) {
  const seen = new Map();
  const twice = [];
  for (const { name, spec } of specs) {
    for (const alias of spec.names.split(/\s*\|\s*/)) {
      if (seen.has(alias)) twice.push(`${name}: ${alias} is named in ${seen.get(alias)} too`);
      seen.set(alias, name);
    }
  }
  return twice;
}

/** The sentences of all specs, for the translators. */
export function sentencesOf(specs) {
  const texts = [];
  const visit = (value) => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (['says', 'deed', 'undo', 'safer'].includes(key) && typeof inner === 'string') texts.push(inner);
        else visit(inner);
      }
    }
  };
  visit(specs);
  return texts;
}

/** The module the engine loads: one text for all tools, and the texts that occur in it more than once, told by their place. */
export function packSpecs(specs) {
  const packed = Object.fromEntries(specs.map(({ names, manual: _, ...spec }) => [names.replaceAll(/\s*\|\s*/g, '|'), tidy(spec)]));
  const counts = new Map();
  for (const text of textsIn(packed)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const often = [...counts].filter(([text, count]) => count > 1 && (count - 1) * text.length > count * 4).sort((a, b) => b[1] - a[1]);
  const places = new Map(often.map(([text], i) => [text, i]));
  const shared = JSON.stringify(often.map(([text]) => text));
  const tools = JSON.stringify(Object.fromEntries(Object.entries(packed).map(([names, spec]) => [names, shorten(spec, places)])));
  return `// Made from the YAML files beside it by \`npm run specs\`: do not edit.\nexport const SHARED = ${quoted(shared)};\nexport const TOOLS = ${quoted(tools)};\n`;
}

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function textsIn(value) {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

/** The same value with its often used texts and keys as places in the list; true numbers stand in an array of their own. */
function shorten(value, places) {
  if (typeof value === 'string') return places.get(value) ?? value;
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.map((item) => shorten(item, places));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [places.get(key) ?? key, shorten(inner, places)]));
}

/** Without the line breaks of the files, and without the blanks around separators. */
function tidy(value) {
  if (typeof value === 'string') return value.trim().replaceAll(/\s+/g, ' ');
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replaceAll(/ \| /g, '|'), isRaw(key) ? inner : tidy(inner)]));
}
const isRaw = (key) => key === 'matches' || key === 'named';
