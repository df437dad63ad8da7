// A finding before it is put into words: what the rules of this room hand to the verdict.
import type { Invocation } from '../parse/invocation.ts';
import type { Level, Span } from '../step.ts';
import type { Say, WordArgs } from '../words.ts';
import type { Finding, Reversible, Tag } from './assessment.ts';

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
  /** What to type where this is critical. */
  readonly confirm?: string;
  readonly unverifiable?: true;
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
    undo: worded(say, draft.undo, args),
    preview: worded(say, draft.preview, args),
    safer: worded(say, draft.safer, args),
  };
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  return { rule, level, span, via, sentence: say(draft.says, args), reversible: draft.reversible ?? 'unknown', ...given };
}
