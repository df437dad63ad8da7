// Chooses the part of an env file that one step needs, and tells references from plain values.
import type { StepAttributes } from '../step.ts';
import { type EnvEntry, parseEnvFile } from './envfile.ts';

export interface MinimalEnv {
  /** The needed entries, verbatim and in file order, each on its own line. */
  readonly envText: string;
  /** Variables whose value is a reference (`op://…`), or is made from one. */
  readonly names: readonly string[];
  /** Variables whose value is plain text. */
  readonly plain: readonly string[];
}

export interface MinimalEnvAsk {
  readonly text: string;
  readonly script: string;
  readonly env: StepAttributes['env'];
  /** What a value is that the provider has to resolve; by default a reference of 1Password. */
  readonly reference?: RegExp | undefined;
  /** Entries the provider needs for itself, whatever the step needs. */
  readonly always?: RegExp | undefined;
}

/**
 * Only what the step needs: variables whose name stands as a word in the script, those named by `env=`, and whatever their values
 * expand. `op run` is all or nothing, so a reference too many can stop a step; and a secret too many is a secret given away.
 */
export function minimalEnv(ask: MinimalEnvAsk): MinimalEnv {
  const { entries } = parseEnvFile(ask.text);
  const wanted = wantedNames(entries, ask);
  const own = entries.filter((entry) => wanted.has(entry.name));
  const references = referenceNames(own, ask.reference ?? OP_REFERENCE);
  const names = [...new Set(own.map((entry) => entry.name))];
  const kept = entries.filter((entry) => wanted.has(entry.name) || (own.length > 0 && ask.always?.test(entry.name) === true));
  return {
    envText: kept.map((entry) => (entry.source.endsWith('\n') ? entry.source : `${entry.source}\n`)).join(''),
    names: names.filter((name) => references.has(name)),
    plain: names.filter((name) => !references.has(name)),
  };
}

function wantedNames(entries: readonly EnvEntry[], ask: { readonly script: string; readonly env: StepAttributes['env'] }): Set<string> {
  if (ask.env === 'all') return new Set(entries.map((entry) => entry.name));
  const words = new Set([...(ask.script.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []), ...(ask.env ?? [])]);
  const wanted = new Set(entries.map((entry) => entry.name).filter((name) => words.has(name)));
  return closure(wanted, (name) => entriesOf(entries, name).flatMap((entry) => expandedNames(entries, entry)));
}

/** Variables made from a reference somewhere along their expansions. */
function referenceNames(kept: readonly EnvEntry[], reference: RegExp): Set<string> {
  const direct = new Set(kept.filter((entry) => reference.test(entry.value)).map((entry) => entry.name));
  const users = (name: string) => kept.filter((entry) => expandedNames(kept, entry).includes(name)).map((entry) => entry.name);
  return closure(direct, users);
}

function closure(start: ReadonlySet<string>, more: (name: string) => readonly string[]): Set<string> {
  const all = new Set(start);
  for (const name of all) for (const next of more(name)) all.add(next);
  return all;
}

function entriesOf(entries: readonly EnvEntry[], name: string): readonly EnvEntry[] {
  return entries.filter((entry) => entry.name === name);
}

/** A value that is, or contains, a reference: bare, quoted, in a template, or with a variable in it. */
const OP_REFERENCE = /op:\/\//i;

const EXPANSION = /\\\$|\$\{([A-Za-z_][A-Za-z0-9_]*)|\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** Keys of the file that a value expands. Template names ignore case; single quotes expand nothing, except inside a reference. */
function expandedNames(entries: readonly EnvEntry[], entry: EnvEntry): string[] {
  if (entry.quote === 'single' && !OP_REFERENCE.test(entry.value)) return [];
  const used = new Set([...entry.value.matchAll(EXPANSION)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase()));
  return entries.map((other) => other.name).filter((name) => used.has(name.toLowerCase()));
}

/** The plain variables' values as the provider would give them, for a step that needs no provider. Later entries win; `base` is the inherited environment. */
export function plainValues(envText: string, base: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const entry of parseEnvFile(envText).entries) {
    values[entry.name] = entry.quote === 'single' ? entry.value : expand(entry.value, (name) => values[name] ?? base[name] ?? '');
  }
  return values;
}

const VARIABLE = /\\\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\}|\$([A-Za-z_][A-Za-z0-9_]*)/g;

function expand(value: string, lookup: (name: string) => string): string {
  return value.replace(VARIABLE, (whole, braced: string | undefined, fallback: string | undefined, bare: string | undefined) => {
    if (whole === '\\$') return '$';
    const found = lookup(braced ?? bare ?? '');
    return found === '' ? (fallback ?? '') : found;
  });
}
