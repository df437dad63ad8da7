// Field splitting: what unquoted values fall into.
import { type Scope, variable } from './scope.ts';

/** What unquoted values are split at; null when it is not known. */
export function separators(scope: Scope): string | null {
  const value = variable(scope, 'IFS');
  return typeof value === 'string' ? value : value === undefined || !scope.splits ? ' \t\n' : null;
}

/** Field splitting: blanks of the separators count together, the others one by one. */
export function split(value: string, ifs: string): readonly string[] {
  if (ifs === ' \t\n') return /\s/.test(value) ? value.split(/[ \t\n]+/) : [value];
  const fields = [''];
  for (const one of value) {
    if (!ifs.includes(one)) fields[fields.length - 1] += one;
    else if (!/\s/.test(one) || fields.at(-1) !== '') fields.push('');
  }
  return fields;
}
