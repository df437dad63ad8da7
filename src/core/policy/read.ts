// From the text of a policy to the policy. An unknown key is a fault: a misspelt `forbid` must not permit.
import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { TAGS } from '../assess/assessment.ts';
import { ENVIRONMENTS, LEVELS, PROVIDERS } from '../step.ts';
import type { Policy, PolicyState } from './policy.ts';

/** UTF-16 units of YAML that are read. */
export const POLICY_LIMIT = 64 * 1024;
/** Aliases an honest policy could use. */
const ALIAS_LIMIT = 20;

const words = z.string().trim().min(1).max(500);
const globs = z.array(words).max(500).default([]);
const MOST_RULES = 500;

const matcher = {
  rule: words.optional(),
  level: z.enum(LEVELS).optional(),
  tag: z.enum(TAGS).optional(),
  command: words.optional(),
  target: words.optional(),
  environment: z.enum(ENVIRONMENTS).optional(),
};
const NAMES = Object.keys(matcher);
/** A rule without a condition would be about everything, which nobody means. */
const conditioned = (rule: Readonly<Record<string, unknown>>): boolean => NAMES.some((name) => rule[name] !== undefined);
const NO_CONDITION = `needs one of ${NAMES.join(', ')}`;

const duration = z
  .string()
  .regex(/^\d{1,4}(?:s|m)$/, 'is no time such as 10s or 2m')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('m') ? 60_000 : 1000))
  .refine((ms) => ms <= 3_600_000, 'is longer than an hour');

const schema = z.strictObject({
  version: z.literal(1),
  environments: z.strictObject({ prod: globs, 'non-prod': globs }).partial().default({}),
  forbid: z
    .array(z.strictObject({ ...matcher, because: words.optional() }).refine(conditioned, NO_CONDITION))
    .max(MOST_RULES)
    .default([]),
  raise: z
    .array(z.strictObject({ ...matcher, to: z.enum(LEVELS), because: words.optional() }).refine(conditioned, NO_CONDITION))
    .max(MOST_RULES)
    .default([]),
  providers: z.array(z.enum(PROVIDERS)).min(1).optional(),
  mode: z.literal('op-masking').optional(),
  pause: z.strictObject({ destructive: duration, critical: duration }).partial().default({}),
});

/** Reads a policy. Never throws, whatever stands there. */
export function readPolicy(text: string): PolicyState {
  if (text.length > POLICY_LIMIT) return broken(`it is longer than ${POLICY_LIMIT / 1024} KB`, 0);
  const counter = new LineCounter();
  const document = parseDocument(text, {
    ...({
      schema: 'core',
      version: '1.2',
      strict: true,
      uniqueKeys: true,
      stringKeys: true,
      logLevel: 'error',
      lineCounter: counter,
    } as const),
  });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) return broken(fault.message, fault.linePos?.[0].line ?? 0);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: ALIAS_LIMIT });
  } catch (cause) {
    return broken(cause instanceof Error ? cause.message : String(cause), 0);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: 'policy', policy: toPolicy(parsed.data) };
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  return broken(`${path.join('.') || 'the file'}: ${issue?.message ?? 'unreadable'}`, lineOf(document.getIn(path, true), counter));
}

function broken(message: string, line: number): PolicyState {
  const detail = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').slice(0, 200);
  return { kind: 'broken', detail, line };
}

function lineOf(node: unknown, counter: LineCounter): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? counter.linePos(start).line : 0;
}

type Parsed = z.infer<typeof schema>;

function toPolicy({ environments, forbid, raise, providers, mode, pause }: Parsed): Policy {
  return {
    environments: { prod: environments.prod ?? [], nonProd: environments['non-prod'] ?? [] },
    forbid: forbid.map(present),
    raise: raise.map(present),
    ...(providers === undefined ? {} : { providers }),
    ...(mode === undefined ? {} : { mode }),
    pauseMs: present(pause),
  };
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The same without keys that are there and undefined. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;
}
