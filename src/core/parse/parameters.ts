// The value of `$x`, `${x:-y}`, `${x#y}`, `${a[@]}` and the like, where the text decides it.
import type { ParameterExpansionPart, ParameterOperation, SimpleExpansionPart, Word } from 'unbash';
import { type Scope, type Value, variable } from './scope.ts';

/** What stands for a parameter. */
export interface Filled {
  readonly value: Value;
  /** What it most likely is where it is not known: its default, or nothing when nothing in the text sets it. */
  readonly likely?: string;
  readonly ifUnset?: true;
}

/** The value of a word in a parameter expansion, or null. */
type Reader = (word: Word) => string | null;
type Part = SimpleExpansionPart | ParameterExpansionPart;

const UNKNOWN: Filled = { value: null };

/** What a parameter expansion becomes. */
export function fill(part: Part, scope: Scope, read: Reader): Filled {
  if (part.type === 'SimpleExpansion') return lookUp(part.text.slice(1), scope);
  const { parameter, prefix, index, operation } = part;
  const found = index === undefined ? lookUp(parameter, scope) : element(parameter, { index, scope, read });
  if (prefix === '!') return operation === undefined && index === undefined ? indirect(found, scope) : UNKNOWN;
  if (prefix === '#') return typeof found.value === 'string' ? { value: String(found.value.length) } : UNKNOWN;
  return operation === undefined ? found : operate(found, { operation, read, all: parameter === '@' || parameter === '*' });
}

function lookUp(name: string, scope: Scope): Filled {
  if (name === '@' || name === '*')
    return scope.positional === null ? { value: null, likely: '', ifUnset: true } : { value: scope.positional };
  if (/^[1-9]\d*$/.test(name)) {
    return scope.positional === null ? { value: null, likely: '', ifUnset: true } : { value: scope.positional[Number(name) - 1] ?? '' };
  }
  if (name === '0' && scope.zero !== null) return { value: scope.zero };
  if (!/^[A-Za-z_]\w*$/.test(name)) return UNKNOWN;
  const value = variable(scope, name);
  const perhaps = value === null ? scope.perhaps.get(name) : undefined;
  if (perhaps !== undefined) return { value: null, likely: perhaps };
  if (name === 'IFS' && typeof value !== 'string') return { value: value === undefined || !scope.splits ? ' \t\n' : null };
  if (value !== undefined && value !== null) return { value: Array.isArray(value) ? (value[0] ?? '') : value };
  return { value: null, likely: '', ifUnset: true };
}

function element(name: string, { index, scope, read }: { index: Word; scope: Scope; read: Reader }): Filled {
  const value = variable(scope, name);
  if (typeof value === 'string') return index.text === '0' || index.text === '@' || index.text === '*' ? { value } : { value: '' };
  if (value === undefined || value === null) return UNKNOWN;
  if (index.text === '@' || index.text === '*') return { value };
  const at = read(index);
  return at === null || !/^-?\d+$/.test(at) ? UNKNOWN : { value: value.at(Number(at)) ?? '' };
}

function indirect(found: Filled, scope: Scope): Filled {
  if (typeof found.value !== 'string' || !/^[A-Za-z_]\w*$/.test(found.value)) return UNKNOWN;
  return lookUp(found.value, scope);
}

interface Operating {
  readonly operation: ParameterOperation;
  readonly read: Reader;
  /** The parameter is `@` or `*`, whose slices count from one. */
  readonly all: boolean;
}

function operate(found: Filled, { operation, read, all }: Operating): Filled {
  const { value } = found;
  if (operation.type === 'Default') return defaulted(found, { operator: operation.operator, other: read(operation.operand) });
  if (operation.type === 'Slice') return sliced(value, { operation, read, all });
  if (typeof value !== 'string') return UNKNOWN;
  switch (operation.type) {
    case 'Remove':
      return known(removed(value, { operator: operation.operator, pattern: read(operation.operand) }));
    case 'Replace':
      return known(replaced(value, { operator: operation.operator, pattern: read(operation.pattern), by: read(operation.replacement) }));
    case 'CaseModification':
      return operation.operand === undefined ? { value: cased(value, operation.operator) } : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

const known = (value: string | null): Filled => ({ value });

function defaulted({ value }: Filled, { operator, other }: { operator: string; other: string | null }): Filled {
  const set = typeof value === 'string' ? value !== '' || !operator.startsWith(':') : (value?.length ?? 0) > 0;
  const otherwise: Filled = other === null ? UNKNOWN : { value: null, likely: other };
  if (value === null) return /\?/.test(operator) ? UNKNOWN : otherwise;
  if (/\+/.test(operator)) return set ? known(other) : known('');
  return set ? { value } : known(other);
}

function sliced(value: Value, { operation, read, all }: Operating & { operation: { type: 'Slice' } }): Filled {
  if (operation.type !== 'Slice' || value === null) return UNKNOWN;
  const offset = read(operation.offset)?.trim() ?? '';
  const length = operation.length === undefined ? undefined : (read(operation.length)?.trim() ?? '');
  if (!/^-?\d+$/.test(offset) || (length !== undefined && !/^-?\d+$/.test(length))) return UNKNOWN;
  if (all && (Number(offset) < 1 || typeof value === 'string')) return UNKNOWN;
  const from = Number(offset) - (all ? 1 : 0);
  const start = from < 0 ? value.length + from : from;
  const end = length === undefined ? value.length : Number(length) < 0 ? value.length + Number(length) : start + Number(length);
  return start < 0 ? { value: '' } : { value: value.slice(start, Math.max(start, end)) };
}

/** Every length of a value is tried against a glob: of long values nothing is said. */
const LONGEST_MATCHED = 256;

function removed(value: string, { operator, pattern }: { operator: string; pattern: string | null }): string | null {
  if (pattern !== null && !/[*?[\]\\]/.test(pattern)) {
    if (operator.startsWith('#')) return value.startsWith(pattern) ? value.slice(pattern.length) : value;
    return pattern !== '' && value.endsWith(pattern) ? value.slice(0, -pattern.length) : value;
  }
  const glob = pattern === null || value.length > LONGEST_MATCHED ? null : matcher(pattern);
  if (glob === null) return null;
  const lengths = Array.from({ length: value.length + 1 }, (_, i) => i);
  // `#` and `%` take the shortest match, `##` and `%%` the longest.
  if (operator.length === 2) lengths.reverse();
  const front = operator.startsWith('#');
  const length = lengths.find((one) => glob.test(front ? value.slice(0, one) : value.slice(value.length - one)));
  if (length === undefined) return value;
  return front ? value.slice(length) : value.slice(0, value.length - length);
}

function replaced(
  value: string,
  { operator, pattern, by }: { operator: string; pattern: string | null; by: string | null },
): string | null {
  if (pattern === null || by === null || pattern === '' || /[*?[\\&]/.test(pattern + by)) return null;
  switch (operator) {
    case '//':
      return value.replaceAll(pattern, () => by);
    case '/#':
      return value.startsWith(pattern) ? by + value.slice(pattern.length) : value;
    case '/%':
      return value.endsWith(pattern) ? value.slice(0, -pattern.length) + by : value;
    default:
      return value.replace(pattern, () => by);
  }
}

/** A glob of at most one star as an expression; null for what is not worth telling, or could cost too much. */
function matcher(pattern: string): RegExp | null {
  if (/[[\]\\]/.test(pattern) || pattern.split('*').length > 2 || pattern.length > 256) return null;
  const source = pattern
    .replace(/[.+^${}()|\\/-]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${source}$`);
}

function cased(value: string, operator: string): string {
  const change = (text: string): string => (operator.startsWith('^') ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
}
