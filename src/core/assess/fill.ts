// The values that sentences, undo and preview templates may name, taken from a call.
import type { Word } from '../parse/invocation.ts';
import type { WordArgs } from '../words.ts';
import type { Effect, Pick } from './spec.ts';
import type { Call } from './when.ts';
import { WORDS } from './words.ts';

const LONGEST = 200;

/** The text of what a pick names, as a person would say it; undefined where there is nothing. */
function pickText(call: Call, pick: Pick): string | undefined {
  const words = pickWords(call, pick);
  if (words.length === 0) return undefined;
  const text = words.map((word) => word.text).join(' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The words themselves. */
export function pickWords({ args, operands }: Call, pick: Pick): readonly Word[] {
  if (pick.startsWith('-')) {
    const names = pick.split(' ');
    const value = args.options.findLast((option) => names.includes(option.name))?.value;
    return value === undefined || value === null ? [] : [value];
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
      return operands;
  }
}

/** Everything a template of an effect may name. */
export function valuesOf(effect: Effect, call: Call, named: { tool: string; verb: string; command: string }): WordArgs {
  const target = pickText(call, effect.target ?? 'all') ?? WORDS.everything;
  const first = pickText(call, 'first') ?? '';
  const second = pickText(call, 'second') ?? '';
  const last = pickText(call, 'last') ?? '';
  const operands = call.operands.map((word) => word.source).join(' ');
  return { ...named, target, first, second, last, operands };
}
