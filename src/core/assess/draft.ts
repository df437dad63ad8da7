// A finding before it is put into words: what the rules of this room hand to the verdict.
import type { Invocation } from '../parse/invocation.ts';
import type { Level, Span } from '../step.ts';
import { english, type Say, type WordArgs } from '../words.ts';
import type { Finding, Reversible, Tag } from './assessment.ts';
import { WORDS } from './words.ts';

export interface Draft {
  readonly rule: string;
  readonly level: Level;
  readonly span: Span;
  readonly via: readonly string[];
  /** A sentence template and its values. */
  readonly says: string;
  readonly args: WordArgs;
  readonly tags: readonly Tag[];
  readonly deed?: string;
  readonly target?: string;
  readonly reversible?: Reversible;
  readonly undo?: string;
  readonly preview?: string;
  readonly safer?: string;
  readonly fix?: string;
  /** What to type where this is critical. */
  readonly confirm?: string;
  readonly unverifiable?: true;
  /** Where it happens, as a phrase for the sentence ("on cluster {name}"), and as what the finding names. */
  readonly where?: { readonly says: string; readonly args: WordArgs };
  /** What to add to the command so that it names its target ("--context prod-eu"). */
  readonly nameIt?: string;
  /** The policy forbids it outright. */
  readonly forbidden?: true;
}

/** A draft about an invocation, for rules that need no spec. */
export function draftOf(
  invocation: Pick<Invocation, 'span' | 'via'>,
  rule: string,
  rest: Partial<Draft> & Pick<Draft, 'level' | 'says'>,
): Draft {
  return { rule, span: invocation.span, via: invocation.via, args: {}, tags: [], ...rest };
}

const NONE = 'none';
const worded = (say: Say, text: string | undefined, args: WordArgs): string | undefined =>
  text === undefined || text === NONE ? undefined : say(text, args);

/** The finding a person reads. */
export function findingOf(draft: Draft, say: Say): Finding {
  const { rule, level, span, via, args, target } = draft;
  const more = {
    target,
    fix: draft.fix,
    undo: worded(say, draft.undo, args),
    preview: worded(say, draft.preview, args),
    safer: saferOf(draft, say),
    on: draft.where === undefined ? undefined : say(draft.where.says, draft.where.args),
  };
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  return { rule, level, span, via, sentence: sentenceOf(draft, say), reversible: draft.reversible ?? 'unknown', ...given };
}

/** The place goes to the end of the first sentence: "Deletes namespace payments and everything in it on cluster prod-eu. Cannot be undone." */
function sentenceOf({ says, args, where }: Draft, say: Say): string {
  const unnamed = args.target === WORDS.everything;
  if (where === undefined && !unnamed) return say(says, args);
  // Changed before the values are put in, so that a full stop in a value is not taken for the end of the sentence.
  const told = unnamed ? say(says).replace(/: \{target\}(?=[.;,])/, '') : say(says);
  if (where === undefined) return english(told, args);
  const template = told.includes('{where}') ? told : told.replace(/\.(?=\s|$)/, ' {where}.');
  return english(template, { ...args, where: say(where.says, where.args) });
}

function saferOf({ safer, nameIt, args }: Draft, say: Say): string | undefined {
  const own = worded(say, safer, args);
  if (nameIt === undefined) return own;
  const naming = say(WORDS.nameIt, { flag: nameIt });
  return own === undefined ? naming : `${own}${/[.!?]$/.test(own) ? '' : '.'} ${naming}`;
}
