// Sentences about connecting AI clients: templates whose English text is their key.
import type { Level } from '../step.ts';
import type { Say } from '../words.ts';
import type { ClientId } from './clients.ts';
import type { Problem } from './document.ts';

export const CONNECT_WORDS = {
  pick: 'Connect which AI client?',
  pickHint: 'Each file is shown as a difference before it is written',
  connected: 'connected',
  strictness: 'Which commands may Claude Code not run by itself?',
  strictnessHint: 'What it may not run it is told to propose; nothing is approved by this',
  unpick: 'Disconnect which AI client?',
  none: 'No AI client is connected in this folder.',
  windows: 'Connecting AI clients is not supported on Windows itself. Open the folder in WSL, a container or over SSH.',
  launcher: 'The launcher that AI clients start could not be written: {detail}',
  already: '{path} says so already.',
  ask: 'Write {path}?',
  askRemove: 'Remove {path}?',
  write: 'Write',
  remove: 'Remove',
  diffTitle: '{path}: what would change',
  done: 'Connected: {paths}. Start the client again in this folder.',
  undone: 'Disconnected: {paths}.',
  unsaved: '{path} has unsaved changes. Save it or close it first.',
  meanwhile: '{path} was changed in the meantime. Nothing was written.',
  failed: '{path} could not be written: {detail}',
} as const;

// l10n
const CLIENT_WORDS: Readonly<Record<ClientId, { readonly label: string; readonly detail: string }>> = {
  'claude-code': { label: 'Claude Code: propose steps', detail: 'Claude Code asks you once whether it may start the server.' },
  'claude-code-hook': {
    label: 'Claude Code: turn its own commands into proposals',
    detail:
      'It counts for everybody who uses Claude Code in this repository: without Countersign on their machine, it runs no command at all. Claude Code passes over settings with a mistake anywhere in them: see with /hooks that it has read this.',
  },
  vscode: { label: 'VS Code: the agent of its chat', detail: 'VS Code asks you once whether you trust the server.' },
  cursor: { label: 'Cursor: propose steps', detail: 'Cursor asks you once whether it may start the server.' },
};

/** What a client is called, and what writing its file means. */
export function clientWords(client: ClientId, say: Say): { readonly label: string; readonly detail: string } {
  const { label, detail } = CLIENT_WORDS[client];
  return { label: say(label), detail: say(detail) };
}

// l10n
const HOOK_WORDS: Readonly<Record<Exclude<Level, 'critical'>, string>> = {
  read: 'All commands',
  change: 'Everything that does more than read',
  destructive: 'Destructive commands and worse',
};

/** What a strictness is called. */
export const hookWords = (from: keyof typeof HOOK_WORDS, say: Say): string => say(HOOK_WORDS[from]);

// l10n
const PROBLEM_WORDS: Readonly<Record<Problem['kind'], string>> = {
  broken: '{path} cannot be read as JSON (line {line}). Repair it first; nothing was written.',
  'not-plain':
    '{path} has a comment or a trailing comma (line {line}), and Claude Code passes over such a file. Take it out first; nothing was written.',
  shape: '{path} has something else at {key} than what belongs there. Repair it first; nothing was written.',
  twice: '{path} has {key} twice, so programs disagree on which counts. Repair it first; nothing was written.',
  off: '{path} switches all hooks off ({key}). Take that out first; nothing was written.',
  foreign: '{path} has {key} already, and not from here. Rename or remove it first; nothing was written.',
};

/** Why a file is left alone, by what stands in it. */
export function wordProblem(problem: Problem, { path, say }: { readonly path: string; readonly say: Say }): string {
  const { kind, ...values } = problem;
  return say(PROBLEM_WORDS[kind], { path, ...values });
}

// l10n
const FILE_WORDS = {
  link: '{path} is a link, or lies behind one; nothing is written where it leads.',
  'not-a-file': '{path} is no file.',
  'read-only': '{path} is read-only, so it is left alone.',
  'not-text': '{path} is not UTF-8, so it is left alone.',
  'too-large': '{path} is larger than 1 MB, so it is left alone.',
  unreadable: '{path} cannot be read: {detail}',
} as const;

/** Why a file is left alone, by what it is. */
export const wordRefusal = (
  why: keyof typeof FILE_WORDS,
  { path, detail, say }: { readonly path: string; readonly detail: string; readonly say: Say },
): string => say(FILE_WORDS[why], { path, detail });
