// The YAML at the top of a runbook. It says where steps run, so one that cannot be read stops every step of the runbook.
import { parseDocument } from 'yaml';
import * as z from 'zod';
import type { Failure } from '../failure.ts';
import { CARRIES, ENVIRONMENTS, type FrontMatter, PROVIDERS, SHELLS } from '../step.ts';
import type { Lines } from './lines.ts';

export interface FrontMatterPart {
  readonly frontMatter: FrontMatter;
  readonly problem?: Failure;
  /** Zero-based line at which the markdown starts. */
  readonly body: number;
}

/** Aliases an honest front matter could use; more is an attempt to fill the memory. */
const ALIAS_LIMIT = 20;
/** UTF-16 units of YAML that are read; an honest front matter has a few hundred. */
const SOURCE_LIMIT = 64 * 1024;

const words = z.string().max(10_000).nullish();
const place = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u)
  .nullish();
/** A file or folder inside the workspace folder, and nothing of git's or our own. */
const declared = z
  .string()
  .max(2000)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u)
  .transform((path) => path.trim().replace(/^(?:\.\/+)+|\/+$/g, ''))
  .refine((path) => path !== '' && !/^(?:[/~\\]|[A-Za-z]:)/.test(path))
  .refine((path) => path.split('/').every((part) => !/^\.{0,2}$|^\.git$|^\.countersign$/i.test(part)));
const PATHS_LIMIT = 100;

const schema = z.object({
  objective: words,
  state: words,
  environment: z.enum(ENVIRONMENTS).nullish(),
  cwd: place,
  'env-file': place,
  shell: z.preprocess((value) => (value === 'powershell' ? 'pwsh' : value), z.enum(SHELLS).nullish()),
  provider: z.enum(PROVIDERS).nullish(),
  profile: z
    .string()
    .regex(/^\w[\w.@/+-]{0,127}$/)
    .nullish(),
  carry: z.preprocess(carryWords, z.array(z.enum(CARRIES)).nullish()),
  paths: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(declared).max(PATHS_LIMIT).nullish()),
});

/** `carry: true` is both, `carry: cwd` a list of one. */
function carryWords(value: unknown): unknown {
  if (value === true) return CARRIES;
  if (value === false) return null;
  return typeof value === 'string' ? [value] : value;
}

/** Reads the front matter, if the text starts with one. `lines` is the text without its byte order mark. */
export function readFrontMatter(lines: Lines): FrontMatterPart {
  if (lines.count === 0 || !/^---[ \t]*$/.test(lines.text(0))) return { frontMatter: {}, body: 0 };
  for (let at = 1; at < lines.count; at += 1) {
    if (/^(?:---|\.\.\.)[ \t]*$/.test(lines.text(at))) return { ...readYaml(textOf(lines, at)), body: at + 1 };
  }
  // A rule at the top of plain markdown, or a front matter whose end was lost: the latter starts with a key.
  if (!/^[\w-]+[ \t]*:(?:\s|$)/.test(lines.text(1))) return { frontMatter: {}, body: 0 };
  return { frontMatter: {}, problem: { kind: 'front-matter-unreadable', detail: '---', line: 1 }, body: 1 };
}

function textOf(lines: Lines, end: number): string {
  return Array.from({ length: end - 1 }, (_, at) => lines.text(at + 1)).join('\n');
}

function readYaml(source: string): { readonly frontMatter: FrontMatter; readonly problem?: Failure } {
  if (source.length > SOURCE_LIMIT) return unreadable(`${source.length} > ${SOURCE_LIMIT}`, 1);
  const document = parseDocument(source, {
    schema: 'core',
    version: '1.2',
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    logLevel: 'silent',
  });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) return unreadable(fault.message, (fault.linePos?.[0].line ?? 1) + 1);
  try {
    const value: unknown = document.toJS({ maxAliasCount: ALIAS_LIMIT });
    if (value === null) return { frontMatter: {} };
    if (typeof value !== 'object' || Array.isArray(value)) return unreadable('key: value', 2);
    return valid(value);
  } catch (cause) {
    return unreadable(cause instanceof Error ? cause.message : String(cause), 2);
  }
}

function unreadable(message: string, line: number): { readonly frontMatter: FrontMatter; readonly problem: Failure } {
  const detail = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').slice(0, 200);
  return { frontMatter: {}, problem: { kind: 'front-matter-unreadable', detail, line } };
}

function valid(value: object): { readonly frontMatter: FrontMatter; readonly problem?: Failure } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { frontMatter: present(parsed.data) };
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  const given: unknown = Reflect.get(value, field);
  const detail = (typeof given === 'string' ? given : (JSON.stringify(given) ?? '')).slice(0, 200);
  return { frontMatter: {}, problem: { kind: 'front-matter-invalid', field, detail } };
}

function present(values: z.infer<typeof schema>): FrontMatter {
  const { objective, state, environment, cwd, 'env-file': envFile, shell, provider, profile, carry, paths } = values;
  return {
    ...(objective == null ? {} : { objective }),
    ...(state == null ? {} : { state }),
    ...(environment == null ? {} : { environment }),
    ...(cwd == null ? {} : { cwd }),
    ...(envFile == null ? {} : { envFile }),
    ...(shell == null ? {} : { shell }),
    ...(provider == null ? {} : { provider }),
    ...(profile == null ? {} : { profile }),
    ...(carry == null || carry.length === 0 ? {} : { carry: CARRIES.filter((each) => carry.includes(each)) }),
    ...(paths == null ? {} : { paths: [...new Set(paths)] }),
  };
}
