// Why git would not commit, read from what it said. Git is asked to speak English (see adapters/gitCommit.ts).
import type { CheckpointReason } from '../failure.ts';
import { cut, oneLine } from './oneLine.ts';

/** What a git command left: its exit code (null: unknown) and its stderr, hooks' words included. */
export interface GitWords {
  readonly text: string;
  readonly exit: number | null;
}

export interface GitTrouble {
  readonly reason: CheckpointReason;
  /** The line or lines worth reading, as one line. */
  readonly detail: string;
}

/** Fragments of git's own messages, from its sources. The first that is found decides, so causes stand before their consequences. */
const FRAGMENTS: readonly (readonly [CheckpointReason, RegExp])[] = [
  ['disk-full', /no space left on device|disk quota exceeded|not enough space/i],
  ['read-only', /read-only file system|insufficient permission for adding an object|^(?:fatal|error): .*permission denied/im],
  ['merging', /cannot do a partial commit during a|unmerged files|unmerged paths|have not concluded your merge/i],
  [
    'identity',
    /please tell me who you are|unable to auto-detect email|empty ident name|no (?:email|name) was given|ident name consists only/i,
  ],
  ['ignored', /paths are ignored by one of your \.gitignore/i],
  ['signing', /failed to sign the data|gpg failed|signing key|couldn't load public key|load key "|signingkey needs/i],
  ['locked', /unable to create '[^\n]*\.lock': file exists|another git process seems to be running|cannot lock ref/i],
  ['hook', /aborted by the reference-transaction hook|cannot (?:run|exec|spawn) [^\n]*hooks\//i],
];

/** Tells git's troubles apart. Exit 1 of a commit without a message of git's own is what a failing hook leaves. */
export function classifyGitError(words: GitWords): GitTrouble {
  const own = words.exit === 1 ? ownLines(words.text) : words.text;
  const found = FRAGMENTS.find(([, fragment]) => fragment.test(own));
  const reason = found?.[0] ?? (words.exit === 1 && !/^error: pathspec/m.test(words.text) ? 'hook' : 'other');
  return { reason, detail: detailOf(words.text, reason) };
}

/** With exit 1 anything may be a hook's output, and a hook may quote git: only a text that git itself begins is believed. */
function ownLines(text: string): string {
  const first = text.trimStart().split('\n', 2)[0] ?? '';
  return /^(?:fatal|error|the following paths)\b/i.test(first) ? text : '';
}

const DETAIL_LIMIT = 300;
const HINT = /^(?:hint|warning):/;

/** A hook's last lines (that is where the error stands); else git's first fatal line, without its prefix. */
function detailOf(text: string, reason: CheckpointReason): string {
  const lines = text
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .split(/\r\n|\r|\n/)
    .map((line) => oneLine(line, ''))
    .filter((line) => line !== '' && !HINT.test(line));
  if (reason === 'hook') return cut(withoutPrefix(lines.slice(-3).join(' / ')), DETAIL_LIMIT);
  if (reason === 'ignored') return cut(lines.slice(1).join(', '), DETAIL_LIMIT);
  return cut(withoutPrefix(lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines.at(-1) ?? ''), DETAIL_LIMIT);
}

const withoutPrefix = (line: string): string => line.replace(/^(?:fatal|error):\s*/, '');
