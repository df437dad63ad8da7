// Command specs, prepared for look-up. Done per tool at its first use, so that loading the engine costs next to nothing.
import type { ArgStyle } from '../parse/args.ts';
import { endingOf } from './endings.ts';
import type { Effect, ToolSpec, Verb } from './spec.ts';
import { specNamed } from './unpack.ts';
import { WORDS } from './words.ts';

/** A verb ready for use: its effect and its own option tables. */
export interface ReadyVerb {
  readonly path: string;
  readonly verb: Verb;
  readonly style: ArgStyle;
}

export interface ReadyTool {
  readonly name: string;
  readonly spec: ToolSpec;
  readonly style: ArgStyle;
  readonly verbs: ReadonlyMap<string, ReadyVerb>;
  /** Beginnings of verb paths, so that `config` of `config view` is not taken for a verb of its own. */
  readonly beginnings: ReadonlySet<string>;
}

export const READS: Effect = { level: 'read', says: '' };
const CHANGES: Effect = { level: 'change', says: WORDS.plainChange, deed: WORDS.deedChange, reversible: 'yes' };
const ENDS: Omit<Effect, 'says'> = {
  level: 'destructive',
  deed: WORDS.deedEnds,
  reversible: 'unknown',
  undo: 'none',
  preview: 'none',
  safer: 'none',
};

const ready = new Map<string, ReadyTool>();

const words = (text: string | undefined): readonly string[] => (text ?? '').split(/\s+/).filter(Boolean);

/** The spec of a program, by its bare name; undefined for a program nothing is known of. */
export function toolNamed(name: string): ReadyTool | undefined {
  const known = ready.get(name);
  if (known !== undefined) return known;
  const spec = specNamed(name);
  if (spec === undefined) return undefined;
  const tool = compile(name, spec);
  ready.set(name, tool);
  return tool;
}

function compile(name: string, spec: ToolSpec): ReadyTool {
  const verbs = new Map<string, ReadyVerb>();
  const add = (path: string, verb: Verb): void => void verbs.set(path, { path, verb, style: styleOf(spec, verb) });
  const lists = [
    [spec.reads, READS],
    [spec.changes, CHANGES],
  ] as const;
  for (const [list, effect] of lists) for (const path of list ?? []) add(path, effect);
  for (const path of spec.ends ?? []) add(path, { ...ENDS, says: endingOf(path) });
  for (const [path, verb] of Object.entries(spec.verbs ?? {})) add(path, verb);
  const beginnings = new Set<string>();
  for (const path of verbs.keys()) {
    const steps = path.split(' ');
    for (let i = 1; i < steps.length; i++) beginnings.add(steps.slice(0, i).join(' '));
  }
  return { name, spec, style: styleOf(spec), verbs, beginnings };
}

function styleOf(spec: ToolSpec, verb?: Verb): ArgStyle {
  const flags = new Set([...words(spec.flags), ...words(verb?.flags)]);
  const valued = new Set(words(spec.valued).filter((option) => !words(verb?.flags).includes(option)));
  for (const option of words(verb?.valued)) {
    valued.add(option);
    flags.delete(option);
  }
  return {
    valued,
    flags,
    dashes: spec.dashes === 'single' ? 'single' : 'gnu',
    until: verb?.until ?? spec.until ?? 'end',
    commands: new Set(words(spec.commands)),
  };
}
