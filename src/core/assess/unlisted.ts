// Verbs a spec does not list, judged by the words they are made of.
import type { Invocation, Word } from '../parse/invocation.ts';
import type { ReadyVerb } from './compile.ts';
import { type Draft, draftOf } from './draft.ts';
import { endingOf, unnamed } from './endings.ts';
import { subjectsOf } from './fill.ts';
import type { Parsed, Settled } from './judging.ts';
import { type Guess, guessVerb, guessWord, worstOf } from './lexicon.ts';
import { tagsOf } from './targets.ts';
import { isRehearsal } from './when.ts';
import { WORDS } from './words.ts';

/** A verb the spec does not list. */
export function unlisted(invocation: Invocation, parsed: Parsed): Draft | null {
  const { tool, args } = parsed;
  const { operands } = args;
  if (isRehearsal(args, tool.spec.dryRun)) return null;
  const unknownAt = operands.findIndex((word) => word.kind !== 'literal');
  const path = operands.slice(0, unknownAt < 0 ? operands.length : unknownAt).map((word) => word.text);
  if (path.length > 0 && tool.beginnings.has(path.join(' ')) && path.length === operands.length) return null;
  const { guess, length } = tool.spec.lexicon === true ? guessCall(parsed, path) : { guess: null, length: 1 };
  const verb = path.slice(0, length).join(' ');
  const rest = operands.slice(length);
  if (guess === null && unknownAt >= 0 && unknownAt < 3) return dynamicVerb(invocation, { ...parsed, word: operands[unknownAt] });
  return guess === 'read' ? null : guessed(invocation, { ...parsed, guess, verb, rest });
}

/** A verb that is decided only when it runs. */
export function dynamicVerb(invocation: Invocation, { tool, word }: Parsed & { word: Word | undefined }): Draft {
  const args = { tool: tool.name, verb: word?.source ?? '' };
  return draftOf(invocation, `${tool.name}.dynamic`, {
    level: 'destructive',
    says: WORDS.dynamicVerb,
    args,
    deed: WORDS.deedUnseen,
    unverifiable: true,
  });
}

/** By the words of the verb; without any, by the names of the options (`--delete`, `-setdhcp`). */
function guessCall({ tool, args }: Parsed, path: readonly string[]): { readonly guess: Guess; readonly length: number } {
  const { verbAt, nouns } = tool.spec;
  // Options in front of the verb say nothing of where it ends.
  const before = args.options.find(({ place }) => place > 0)?.place ?? path.length;
  const found = guessVerb(path, { at: verbAt ?? 'any', before, nouns: nouns?.split(' ') ?? [] });
  if (found.guess !== null || path.length > 1) return found;
  const guesses = args.options.map((option) => guessWord(option.name.replace(/^-+/, '')));
  return { guess: worstOf(guesses), length: 0 };
}

interface Guessed extends Parsed {
  readonly guess: Guess;
  readonly verb: string;
  readonly rest: readonly Word[];
}

function guessed(invocation: Invocation, { tool, args, guess, verb, rest }: Guessed): Draft {
  const named = subjectsOf(args, tool.spec);
  const target = (
    rest.length === 0 || tool.spec.subject !== undefined || tool.spec.verbAt === 'second' ? (named.length > 0 ? named : rest) : rest
  )
    .map((word) => word.text)
    .join(' ')
    .slice(0, 200);
  const values = { tool: tool.name, verb, target, what: `${tool.name} ${verb}`.trim() };
  const rule = `${tool.name}.${verb.replaceAll(' ', '.') || 'run'}`;
  const base = { args: values, tags: tagsOf(tool, { invocation, args }), ...(target === '' ? {} : { target }) };
  if (guess === 'destructive')
    return draftOf(invocation, rule, {
      ...base,
      level: 'destructive',
      says: target === '' ? unnamed(endingOf(verb)) : endingOf(verb),
      deed: target === '' ? WORDS.deedChange : WORDS.deedEnds,
    });
  if (guess === 'change') return draftOf(invocation, rule, { ...base, level: 'change', says: WORDS.lexiconChange, deed: WORDS.deedChange });
  return draftOf(invocation, rule, {
    ...base,
    level: 'change',
    says: WORDS.unknownVerb,
    deed: WORDS.runChange,
    tags: [...base.tags, 'unknown-command'],
  });
}

const LOOKS = /(?:^| )(?:get|show|describe|inspect|ls)$/;

/** `get backup`, `describe restore-1`, `viz stat deploy`: what is looked at may be called like a deed. */
function isOnlyLookedAt({ verb, path }: ReadyVerb, { guess, word }: { readonly guess: Guess; readonly word: string }): boolean {
  if (verb.level !== 'read') return false;
  if (path.includes(' ') && guessWord(path.split(' ').at(-1) ?? '') === 'read' && !word.includes('-')) return true;
  return LOOKS.test(path) || (guess === 'change' && guessWord(path.split(' ').at(-1) ?? '') === 'read' && !word.includes('-'));
}

/** Under a tool whose verbs are judged by their words, a listed noun may be followed by a verb: `aws logs delete-log-group`. */
export function nextVerb(invocation: Invocation, settled: Settled): Draft | null {
  const { tool, found, call } = settled;
  const [next] = call.operands;
  if (isRehearsal(call.args, tool.spec.dryRun)) return null;
  if (tool.spec.lexicon !== true || found === null || found.length === 0 || found.verb.path === 'help' || next?.kind !== 'literal')
    return null;
  const following = call.operands.slice(0, 2).filter((word) => word.kind === 'literal');
  const guess = worstOf(following.map((word) => guessWord(word.text)));
  if (isOnlyLookedAt(found.verb, { guess, word: next.text })) return null;
  return guess === 'destructive' || guess === 'change'
    ? guessed(invocation, { ...settled, guess, verb: `${found.verb.path} ${next.text}`, rest: call.operands.slice(1) })
    : null;
}
