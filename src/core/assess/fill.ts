// The values that sentences, undo and preview templates may name, taken from a call.

import type { Args, Option } from '../parse/args.ts';
import type { Word } from '../parse/invocation.ts';
import type { WordArgs } from '../words.ts';
import type { Pick as Picked, ToolSpec } from './spec.ts';
import type { Call } from './when.ts';
import { WORDS } from './words.ts';

const LONGEST = 200;

/** The text of what a pick names, as a person would say it; undefined where there is nothing. */
function pickText(call: Call, pick: Picked): string | undefined {
  const words = pickWords(call, pick);
  if (words.length === 0) return undefined;
  const text = words.map((word) => word.text).join(' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The words themselves. */
export function pickWords({ args, operands, many }: Call, pick: Picked): readonly Word[] {
  if (pick.startsWith('-')) {
    const names = pick.split(' ');
    const option = args.options.findLast(({ name }) => names.includes(name));
    return option === undefined ? [] : valuesOfOption(option, { args, many });
  }
  const first = operands.slice(0, 1);
  switch (pick) {
    case 'first':
      return first;
    case 'second':
      return operands.slice(1, 2);
    case 'last':
      return operands.slice(-1);
    case 'rest':
      return operands.slice(1);
    default:
      return named(operands, { args, many });
  }
}

/** The value of an option; that of one whose arity is not known stands among the operands, and so do further values where it may have many. */
function valuesOfOption(option: Option, { args, many }: { readonly args: Args; readonly many?: boolean | undefined }): readonly Word[] {
  const { value, place, known } = option;
  const next = args.options.find((other) => other.place > place)?.place;
  const following = args.operands.slice(place, many === true ? next : place + 1);
  if (value === null) return known ? [] : following;
  return many === true && args.options.findLast((other) => other.place === place) === option ? [value, ...following] : [value];
}

/** Operands, or what options name; where options name everything, operands are but the values of those that are not known. */
function named(operands: readonly Word[], { args, many }: { readonly args: Args; readonly many?: boolean | undefined }): readonly Word[] {
  if (operands.length > 0 && many !== true) return operands;
  const subjects = subjectsOf(args, many === true ? { many } : {});
  return subjects.length > 0 ? subjects : operands;
}

const SUBJECT =
  /^--?(?:[\w-]+-)?(?:ids?|names?|identifiers?|arns?|bucket|uid|fsid|user|queue-url|topic|table)$|^--(?:service|stack|instance|cluster|stanza|key)$/;

/** What options such as `--volume-id` or `--name` say the call is about. */
export function subjectsOf(args: Args, { subject, many }: Pick<ToolSpec, 'subject' | 'many'> = {}): readonly Word[] {
  const names = subject?.split(' ');
  const found = args.options.filter(({ name }) => names?.includes(name) ?? SUBJECT.test(name));
  return found.flatMap((option) => valuesOfOption(option, { args, many })).slice(0, 8);
}

/** Everything a template of an effect may name. */
export function valuesOf(pick: Picked, call: Call, named: { tool: string; verb: string; command: string }): WordArgs {
  const target = pickText(call, pick) ?? WORDS.everything;
  const first = pickText(call, 'first') ?? '';
  const second = pickText(call, 'second') ?? '';
  const last = pickText(call, 'last') ?? '';
  const operands = call.operands.map((word) => word.source).join(' ');
  return { ...named, target, first, second, last, operands };
}
