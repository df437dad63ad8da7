// The one function that words a failure for a person.
import { cut, oneLine } from './checkpoint/oneLine.ts';
import type { Failure, FailureWords } from './failure.ts';
import { CHECKPOINT_WORDS, DETAIL_FALLBACK_WORDS, DETAIL_WORDS, PLACE_AND_TEXT_WORDS, PROVIDER_WORDS } from './failureTemplates.ts';
import type { Say, WordArgs } from './words.ts';

/** One sentence that says what is wrong, one that says what to do next. */
export function wordFailure(failure: Failure, say: Say): FailureWords {
  const [sentence, action] = templatesOf(failure);
  const args = argsOf(failure, say);
  return { sentence: say(sentence, args), action: say(action, args) };
}

function templatesOf(failure: Failure): readonly [sentence: string, action: string] {
  switch (failure.kind) {
    case 'provider-failed':
      return PROVIDER_WORDS[failure.class];
    case 'checkpoint-failed':
      return CHECKPOINT_WORDS[failure.reason];
    default:
      return PLACE_AND_TEXT_WORDS[failure.kind];
  }
}

/** Longest value that still leaves a sentence: paths and errors can be of any length. */
const VALUE_LIMIT = 240;

/** The failure's own facts, fit for a sentence: sizes in words, texts on one line and without a full stop of their own. */
function argsOf(failure: Failure, say: Say): WordArgs {
  const args: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(failure)) {
    if (name === 'bytes' || name === 'limit') args[name] = size(Number(value), say);
    else if (typeof value === 'number') args[name] = value;
    else args[name] = valueText(name === 'detail' || name === 'what' ? decoded(String(value), say) : String(value), say);
  }
  return args;
}

function valueText(value: string, say: Say): string {
  // The editor makes links of `[…](…)` in its notifications, also such that run a command: a value may not say what is pressed.
  const text = cut(oneLine(value, '').replaceAll('](', '] ('), VALUE_LIMIT).replace(/[\s.:;,]+$/, '');
  return text === '' ? say(DETAIL_FALLBACK_WORDS.none) : text;
}

/** Codes of other rooms in words, whatever else the list holds as it stands. */
function decoded(value: string, say: Say): string {
  const parts = value.split(', ').map((part) => (Object.hasOwn(DETAIL_WORDS, part) ? say(DETAIL_WORDS[part] ?? part) : part));
  return parts.join(', ');
}

function size(bytes: number, say: Say): string {
  if (bytes < 1024) return say('{count} bytes', { count: bytes });
  const kib = bytes / 1024;
  return kib < 1024 ? say('{count} KB', { count: tenths(kib) }) : say('{count} MB', { count: tenths(kib / 1024) });
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
