// Whether a case of a spec applies to a call.
import type { Args, Option } from '../parse/args.ts';
import type { Word } from '../parse/invocation.ts';
import { isPlace } from './places.ts';
import type { When } from './spec.ts';

/** A call as the cases see it: its options, and its operands after the verb. */
export interface Call {
  readonly args: Args;
  readonly operands: readonly Word[];
  /** Something is piped or redirected into it. */
  readonly fed?: boolean;
  /** An option's value goes on up to the next option. */
  readonly many?: boolean;
}

/** How sure an option must be: an exact name for what makes a call milder, an abbreviation is enough for what makes it worse. */
export type Reading = 'exact' | 'abbreviated';

/** Whether all of a case's conditions hold. */
export function applies(when: When, call: Call, reading: Reading): boolean {
  if (when.stdin !== undefined && (when.stdin === 'fed') !== (call.fed === true)) return false;
  return optionsHold(when, call.args, reading) && operandsHold(when, call, reading);
}

function optionsHold({ has, lacks, named, given, dash }: When, args: Args, reading: Reading): boolean {
  if (has !== undefined && !hasOption(args, has, reading)) return false;
  if (lacks !== undefined && hasOption(args, lacks, reading === 'exact' ? 'abbreviated' : 'exact')) return false;
  if (named !== undefined && !args.options.some(({ name }) => named.test(name))) return false;
  if (dash === true && (args.dash < 0 || args.dash >= args.operands.length)) return false;
  return given === undefined || isGiven(args, given);
}

function operandsHold(when: When, call: Call, reading: Reading): boolean {
  const { operands } = call;
  const { first, least = 0, most = Number.POSITIVE_INFINITY, matches, place, into, unknown } = when;
  if (operands.length < least || operands.length > most) return false;
  if (first !== undefined && !isOneOf(operands[0], first, reading)) return false;
  if (matches !== undefined && !someMatch(call, { pattern: matches, reading })) return false;
  if (place !== undefined && !operands.some((word) => isPlace(word, place))) return false;
  if (into !== undefined && !lastIs(operands, into)) return false;
  return unknown !== true || operands.some((word) => word.kind === 'dynamic');
}

function isGiven(args: Args, { option, matches }: { readonly option: string; readonly matches: RegExp }): boolean {
  const names = option.split(' ');
  return args.options.some(({ name, value }) => names.includes(name) && value !== null && matches.test(value.text));
}

function lastIs(operands: readonly Word[], kind: 'root' | 'system' | 'device'): boolean {
  const last = operands.at(-1);
  return last !== undefined && isPlace(last, kind);
}

/** Patterns are not tried on longer words, where they could take long: such a word counts as the worse of both. */
const LONGEST_MATCHED = 4096;

function someMatch({ args, operands }: Call, { pattern, reading }: { pattern: RegExp; reading: Reading }): boolean {
  const hits = ({ text }: Word): boolean => (text.length > LONGEST_MATCHED ? reading === 'abbreviated' : pattern.test(text));
  return operands.some(hits) || args.options.some((option) => option.value !== null && hits(option.value));
}

function isOneOf(word: Word | undefined, list: string, reading: Reading): boolean {
  if (word === undefined) return false;
  // `pod/web`, `pods.v1.apps`, `pod,svc`: each names the type first.
  const types = word.text.split(',').map((part) => part.split('/')[0] ?? '');
  const known = list.split(' ');
  const hit = (type: string): boolean => known.includes(type.toLowerCase()) || known.includes(type.toLowerCase().split('.')[0] ?? '');
  return reading === 'exact' ? word.kind === 'literal' && types.every(hit) : types.some(hit);
}

/** Whether any of a list of options is given ("-f --force --dry-run=client|server"). The last of a name decides its value. */
export function hasOption(args: Args, list: string, reading: Reading): boolean {
  return list.split(' ').some((wanted) => {
    const equals = wanted.indexOf('=');
    const name = equals < 0 ? wanted : wanted.slice(0, equals);
    const option = args.options.findLast((given) => isNamed(given, name, reading));
    if (option === undefined) return false;
    return equals < 0
      ? option.value?.text !== 'false'
      : wanted
          .slice(equals + 1)
          .split('|')
          .includes(option.value?.text ?? '');
  });
}

/** Whether options of a list make the call a rehearsal, and none takes that back (`--no-dry-run`). */
export const isRehearsal = (args: Args, list: string | undefined): boolean =>
  list !== undefined &&
  hasOption(args, list, 'exact') &&
  !args.options.some(({ name }) => list.includes(name.replace('--no-', '--')) && name.startsWith('--no-'));

function isNamed({ name, known }: Option, wanted: string, reading: Reading): boolean {
  if (name === wanted) return true;
  return reading === 'abbreviated' && !known && name.length > 2 && name.startsWith('--') && wanted.startsWith(name);
}
