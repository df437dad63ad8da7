// The small formats of configuration files: INI as the clouds write it, git's, and names that are fit to be shown.
import { tidy } from '../../core/assess/aims.ts';

/** Sections in order, each with its keys; a key that stands twice has its first value. */
export interface Section {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
}

const MOST_SECTIONS = 2000;

/** Reads `[section]` and `key = value` lines; `#` and `;` start comments. Keys are in lower case. */
export function sectionsOf(text: string): readonly Section[] {
  const sections: { name: string; values: Map<string, string> }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const head = /^\s*\[([^\]]{1,300})\]/.exec(line)?.[1];
    if (head !== undefined) {
      if (sections.length >= MOST_SECTIONS) break;
      sections.push({ name: head.trim(), values: new Map() });
      continue;
    }
    const [, key, value] = /^\s*([A-Za-z][\w.-]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const values = sections.at(-1)?.values;
    if (key !== undefined && value !== undefined && values && !values.has(key.toLowerCase())) values.set(key.toLowerCase(), value);
  }
  return sections;
}

/** A name fit to be shown, or undefined for none. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return tidy(value) || undefined;
}

/** An object of the names that there are. */
export function named<K extends string>(values: Readonly<Record<K, unknown>>): { readonly [Key in K]?: string } {
  const entries = Object.entries(values).flatMap(([key, value]) => {
    const name = nameOf(value);
    return name === undefined ? [] : [[key, name] as const];
  });
  return Object.fromEntries(entries) as { readonly [Key in K]?: string };
}
