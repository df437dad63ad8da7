// What a fence says about its step behind the language: our attributes, or Runme's, as text or as JSON. Unknown ones are somebody
// else's and left alone; a known one that cannot be read stops the step, since running it anyway would run it differently than meant.
import * as z from 'zod';
import type { Shell, StepAttributes } from '../step.ts';
import { languageOf } from './languages.ts';
import { wordsOf } from './tokens.ts';

/** A week: longer than any step a person waits for, and within what timers can count. */
export const TIMEOUT_LIMIT_MS = 7 * 24 * 3_600_000;

export interface FenceInfo {
  readonly id?: string;
  /** Runme's `name` where it cannot be an id: words for people. */
  readonly name?: string;
  /** Runme's `interpreter`, where it is one of ours. */
  readonly shell?: Shell;
  /** An example to read, marked `ignore` or `no-run`: not a step. */
  readonly ignored: boolean;
  readonly attributes: StepAttributes;
  /** The piece that could not be read, cut to a line. */
  readonly unreadable?: string;
}

const ID = /^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,63}$/u;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const line = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((value) => !HIDDEN.test(value));
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

const timeout = z
  .string()
  .regex(/^(?:\d{1,9}(?:ms|s|m|h))+$/)
  .transform((text) =>
    [...text.matchAll(/(\d+)(ms|s|m|h)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? Number.NaN), 0),
  )
  .pipe(z.number().int().positive().max(TIMEOUT_LIMIT_MS));

const env = z
  .string()
  .transform((text) => (text.trim() === 'all' ? ('all' as const) : text.split(/[\s,]+/).filter(Boolean)))
  .pipe(
    z.union([
      z.literal('all'),
      z
        .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/))
        .min(1)
        .max(200),
    ]),
  );

const flag = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['true', 'false']))
  .transform((value) => value === 'true');

const interpreter = z.string().transform((name, context): Shell => {
  const shell = languageOf(name.replace(/^(?:\/usr)?\/bin\/(?:env )?/, ''))?.shell;
  if (shell && shell !== 'generic') return shell;
  context.addIssue({ code: 'custom', message: 'interpreter' });
  return z.NEVER;
});

const known = z.object({
  id: z.string().regex(ID).optional(),
  name: line.optional(),
  cwd: line.optional(),
  'env-file': line.optional(),
  timeout: timeout.optional(),
  expect: line.optional(),
  undo: line.optional(),
  env: env.optional(),
  interpreter: interpreter.optional(),
  ignore: flag.optional(),
  'no-run': flag.optional(),
});
type Known = z.infer<typeof known>;

const isKnown = (key: string): boolean => Object.hasOwn(known.shape, key);
const ALIASES: Readonly<Record<string, string>> = { envFile: 'env-file', env_file: 'env-file', noRun: 'no-run' };
const FLAGS: ReadonlySet<string> = new Set(['ignore', 'no-run']);

/** Reads what stands behind the language. Never throws, whatever stands there. */
export function readInfo(rest: string): FenceInfo {
  const entries = rest === '' ? [] : /^\{\s*["}]/.test(rest) ? jsonEntries(rest) : wordEntries(rest);
  if (entries === null) return unreadable(rest);
  const values = new Map<string, string>();
  for (const [key, value] of entries) {
    if (!isKnown(key)) continue;
    if (values.has(key) && values.get(key) !== value) return unreadable(`${key}=${value}`);
    values.set(key, value);
  }
  const parsed = known.safeParse(Object.fromEntries(values));
  if (parsed.success) return toInfo(parsed.data);
  const key = String(parsed.error.issues[0]?.path[0] ?? '');
  return unreadable(`${key}=${values.get(key) ?? ''}`);
}

type Entries = readonly (readonly [key: string, value: string])[] | null;

const jsonSchema = z.record(z.string(), z.unknown());

function jsonEntries(text: string): Entries {
  try {
    const parsed = jsonSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const entries = Object.entries(parsed.data).map(([key, value]) => [alias(key), jsonValue(value)] as const);
    return entries.some(([key, value]) => isKnown(key) && value === null)
      ? null
      : entries.map(([key, value]) => [key, value ?? ''] as const);
  } catch {
    return null;
  }
}

function jsonValue(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(' ') : null;
}

/** A bare word is somebody else's (`linenos`, `1,3-4`), a flag of ours, or a known key without its value, which then cannot be read. */
function wordEntries(text: string): Entries {
  const read = wordsOf(text);
  if (!read.ok) return null;
  return read.words.map(({ key, value }) => [alias(key), value ?? (FLAGS.has(alias(key)) ? 'true' : '')] as const);
}

const alias = (key: string): string => (Object.hasOwn(ALIASES, key) ? (ALIASES[key] ?? key) : key);

function unreadable(piece: string): FenceInfo {
  const plain = piece.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim();
  return { ignored: false, attributes: {}, unreadable: plain.length > 80 ? `${plain.slice(0, 79)}…` : plain };
}

function toInfo(values: Known): FenceInfo {
  const { id, name, interpreter: shell } = values;
  const nameIsId = name !== undefined && ID.test(name);
  const given = id ?? (nameIsId ? name : undefined);
  return {
    ...(given === undefined ? {} : { id: given }),
    ...(name === undefined || given === name ? {} : { name }),
    ...(shell === undefined ? {} : { shell }),
    ignored: values.ignore === true || values['no-run'] === true,
    attributes: toAttributes(values),
  };
}

function toAttributes(values: Known): StepAttributes {
  return {
    ...(values.cwd === undefined ? {} : { cwd: values.cwd }),
    ...(values['env-file'] === undefined ? {} : { envFile: values['env-file'] }),
    ...(values.timeout === undefined ? {} : { timeoutMs: values.timeout }),
    ...(values.expect === undefined ? {} : { expect: values.expect }),
    ...(values.undo === undefined ? {} : { undo: values.undo }),
    ...(values.env === undefined ? {} : { env: values.env }),
  };
}
