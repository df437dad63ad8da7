// Which variables a step needs from a file that is not an env file of ours: an `.envrc`, a schema, a file only the provider can read.
import type { StepAttributes } from '../step.ts';

const DECLARED = /^[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][A-Za-z0-9_]*)=/gm;

/**
 * Of the variables a file declares, those the script mentions, and those `env=` names (`all`: every one). The provider decides what the step
 * gets in the end; these are the ones without which it must not start.
 */
export function neededNames(ask: { readonly text: string; readonly script: string; readonly env: StepAttributes['env'] }): string[] {
  const declared = [...ask.text.matchAll(DECLARED)].map((match) => match[1] ?? '');
  const words = new Set(ask.script.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
  const mentioned = ask.env === 'all' ? declared : declared.filter((name) => words.has(name));
  return [...new Set([...mentioned, ...(ask.env === 'all' ? [] : (ask.env ?? []))])];
}
