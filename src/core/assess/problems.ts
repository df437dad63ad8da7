// What the parser could not see, as findings.
import type { Problem, ProblemKind } from '../parse/invocation.ts';
import type { Level } from '../step.ts';
import { type Draft, draftOf } from './draft.ts';
import { WORDS } from './words.ts';

interface Meaning {
  readonly rule: string;
  readonly says: string;
  readonly level: Level;
  /** Whether a part of the command stays unseen. */
  readonly unseen: boolean;
}

const MEANINGS: Readonly<Record<ProblemKind, Meaning>> = {
  syntax: { rule: 'parse.syntax', says: WORDS.syntax, level: 'destructive', unseen: true },
  'too-deep': { rule: 'parse.depth', says: WORDS.tooDeep, level: 'destructive', unseen: true },
  'too-much': { rule: 'parse.size', says: WORDS.tooMuch, level: 'destructive', unseen: true },
  'shell-unsupported': { rule: 'parse.shell', says: WORDS.shellUnsupported, level: 'destructive', unseen: true },
  'dynamic-script': { rule: 'script.dynamic', says: WORDS.dynamicScript, level: 'destructive', unseen: true },
  'dynamic-command': { rule: 'command.dynamic', says: WORDS.dynamicCommand, level: 'destructive', unseen: true },
  'unseen-script': { rule: 'script.file', says: WORDS.unseenScript, level: 'destructive', unseen: true },
  'unseen-input': { rule: 'script.input', says: WORDS.unseenInput, level: 'destructive', unseen: true },
  'interactive-shell': { rule: 'shell.interactive', says: WORDS.interactiveShell, level: 'destructive', unseen: true },
  trace: { rule: 'secret.trace', says: WORDS.trace, level: 'read', unseen: false },
  'function-bomb': { rule: 'function.bomb', says: WORDS.functionBomb, level: 'critical', unseen: false },
  'endless-spawn': { rule: 'loop.bomb', says: WORDS.endlessSpawn, level: 'destructive', unseen: false },
  disagreement: { rule: 'parse.disagreement', says: WORDS.disagreement, level: 'change', unseen: false },
  'environment-hijack': { rule: 'environment.hijack', says: WORDS.hijack, level: 'destructive', unseen: true },
};

/** The finding for a problem of the parser. */
export function draftOfProblem(problem: Problem): Draft {
  const { rule, says, level, unseen } = MEANINGS[problem.kind];
  const draft = draftOf(problem, rule, { level, says, args: { detail: problem.detail ?? '' }, deed: WORDS.deedUnseen });
  const tags =
    problem.kind === 'disagreement'
      ? (['parse-disagreement'] as const)
      : problem.kind === 'unseen-script'
        ? (['runs-project-code'] as const)
        : [];
  return {
    ...draft,
    tags,
    ...(unseen ? { unverifiable: true } : {}),
    ...(level === 'critical' ? { confirm: problem.detail ?? 'run' } : {}),
  };
}
