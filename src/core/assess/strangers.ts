// Programs nothing is known of, and commands whose very name is decided only when they run.
import type { Invocation, Word } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { readCommand } from '../parse/read.ts';
import { LEVELS } from '../step.ts';
import type { Tag } from './assessment.ts';
import { toolNamed } from './compile.ts';
import { type Draft, draftOf } from './draft.ts';
import { endingOf } from './endings.ts';
import { guessWord, worstOf } from './lexicon.ts';
import { WORDS } from './words.ts';

/** How a call of a known program is judged. */
type Judge = (invocation: Invocation) => Draft | null;

/** A command word known only when it runs. */
export function dynamicCommand(invocation: Invocation, head: Word | undefined): Draft {
  const args = { detail: head?.source ?? '' };
  return draftOf(invocation, 'command.dynamic', {
    level: 'destructive',
    says: WORDS.dynamicCommand,
    args,
    deed: WORDS.deedUnseen,
    unverifiable: true,
  });
}

/** A program without a spec: at least a change, and worse where its words say so or where it may run a command that is. */
export function unknownProgram(invocation: Invocation, { name, judge }: { readonly name: string; readonly judge: Judge }): Draft {
  // No program is named like an option: a wrapper's arguments were misread, so nothing is certain.
  if (name === '' || name.startsWith('-')) return dynamicCommand(invocation, invocation.words[0]);
  const args = { tool: name, what: name };
  const worse = wrapped(invocation, judge) ?? hidden(invocation, judge) ?? namedAnEnd(invocation, name);
  if (worse !== null) return worse;
  if (!name.includes('/'))
    return draftOf(invocation, 'command.unknown', {
      level: 'change',
      says: WORDS.unknownCommand,
      args,
      deed: WORDS.runChange,
      tags: ['unknown-command'],
    });
  const tags: readonly Tag[] = ['unknown-command', 'runs-project-code'];
  return draftOf(invocation, 'command.local', {
    level: 'destructive',
    says: WORDS.localProgram,
    args,
    deed: WORDS.runChange,
    tags,
    unverifiable: true,
  });
}

/** `wrapper git reset --hard`: what follows an unknown program may be a command it runs. Only a bad one counts. */
function wrapped(invocation: Invocation, judge: Judge): Draft | null {
  for (let i = 1; i < Math.min(invocation.words.length, 5); i++) {
    const word = invocation.words[i];
    if (word?.kind !== 'literal' || toolNamed(programName(word.text)) === undefined) continue;
    const draft = judge({ ...invocation, words: invocation.words.slice(i) });
    if (draft !== null && LEVELS.indexOf(draft.level) >= LEVELS.indexOf('destructive'))
      return { ...draft, tags: [...draft.tags, 'unknown-command'] };
  }
  return null;
}

/** Options by which programs are told what to run; also with their value attached (`--wrap='rm x'`). */
const TELLS = /^--?(?:c|e|x|ex|exec|eval|execute|cmd|command|run|wrap|script|shell|do|hook|before|after|pre|post)(?:$|=)/;
/** Programs whose operand is a command in one word. */
const RUNNERS =
  /^(?:run|run-shell|retry|watchexec|nodemon|reflex|pssh|parallel-ssh|prsync|mussh|dsh|mco|bolt|fab|chronic|cronitor|tsp|nq|et|wsl|forever|supervise|daemon|xterm|kitty|alacritty|konsole|gnome-terminal|wezterm|viddy|hwatch)$/;
/** What stands before a command in the languages of such programs. */
const BEFORE = /^(?:"[^"]*"\s*:\s*|[!|@:]\s*|(?:shell|spawn|exec|system|run)\b[\s("']*|\w+\s*\{\s*system\s*\(\s*["'])/;

/** `nodemon -x 'rm -rf x'`, `retry 'rm -rf x'`: a text that is a bad command, where an unknown program may take one. */
function hidden(invocation: Invocation, judge: Judge): Draft | null {
  const [, ...words] = invocation.words;
  const first = words.findIndex(({ text }) => !text.startsWith('-'));
  const takes = RUNNERS.test(programName(invocation.words[0]?.text ?? ''));
  const texts = words.filter((word, i) => (takes && i >= first) || TELLS.test(word.text) || TELLS.test(words[i - 1]?.text ?? ''));
  for (const { kind, text } of texts.slice(0, 3)) {
    const script = text.replace(/^--?[\w-]+=/, '').replace(BEFORE, '');
    if (kind !== 'literal' || !/\s/.test(script.trim()) || script.length > 4096) continue;
    const draft = worstWithin(script, judge);
    if (draft !== null) return { ...draft, span: invocation.span, via: invocation.via, tags: [...draft.tags, 'unknown-command'] };
  }
  return null;
}

/** The first bad call of a known program in a script. */
function worstWithin(script: string, judge: Judge): Draft | null {
  for (const inner of readCommand({ command: script, shell: 'bash' }).invocations) {
    const draft = toolNamed(programName(inner.words[0]?.text ?? '')) === undefined ? null : judge(inner);
    if (draft !== null && LEVELS.indexOf(draft.level) >= LEVELS.indexOf('destructive')) return draft;
  }
  return null;
}

/** An unknown program with a verb that says what it does: `sometool purge everything`. */
function namedAnEnd(invocation: Invocation, name: string): Draft | null {
  const [verb, object] = invocation.words.slice(1).filter((word) => word.kind === 'literal' && !word.text.startsWith('-'));
  const guess = worstOf([guessWord(verb?.text ?? ''), guessWord(verb === undefined ? '' : (object?.text ?? ''))]);
  if (guess !== 'destructive') return null;
  const target = object?.text ?? verb?.text ?? '';
  const args = { tool: name, verb: verb?.text ?? '', target, what: `${name} ${verb?.text ?? ''}` };
  return draftOf(invocation, 'command.unknown', {
    level: 'destructive',
    says: object === undefined ? WORDS.lexiconEnds : endingOf(verb?.text ?? ''),
    args,
    deed: WORDS.deedEnds,
    tags: ['unknown-command'],
  });
}
