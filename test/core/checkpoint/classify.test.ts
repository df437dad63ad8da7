import { describe, expect, it } from 'vitest';
import { classifyGitError } from '../../../src/core/checkpoint/classify.ts';
import { isIgnored, isUnmerged, isUntracked, readStatus } from '../../../src/core/checkpoint/status.ts';

// In git's own words (2.39); test/adapters/git.test.ts makes a real git say most of them.
const SAID: readonly (readonly [reason: string, exit: number, text: string, detail: string])[] = [
  ['merging', 128, 'fatal: cannot do a partial commit during a merge.\n', 'cannot do a partial commit during a merge.'],
  [
    'merging',
    128,
    'error: Committing is not possible because you have unmerged files.\nhint: Fix them up in the work tree\nfatal: Exiting because of an unresolved conflict.\n',
    'Committing is not possible because you have unmerged files.',
  ],
  [
    'identity',
    128,
    "Author identity unknown\n\n*** Please tell me who you are.\n\nRun\n\n  git config --global user.email\n\nfatal: unable to auto-detect email address (got 'root@box.(none)')\n",
    "unable to auto-detect email address (got 'root@box.(none)')",
  ],
  ['identity', 128, 'fatal: no email was given and auto-detection is disabled\n', 'no email was given and auto-detection is disabled'],
  ['signing', 128, 'error: gpg failed to sign the data\nfatal: failed to write commit object\n', 'gpg failed to sign the data'],
  [
    'signing',
    128,
    'error: Load key "/nowhere/key": No such file or directory?\n\nfatal: failed to write commit object\n',
    'Load key "/nowhere/key": No such file or directory?',
  ],
  [
    'locked',
    128,
    "fatal: Unable to create '/r/.git/index.lock': File exists.\n\nAnother git process seems to be running in this repository\n",
    "Unable to create '/r/.git/index.lock': File exists.",
  ],
  [
    'locked',
    128,
    "fatal: cannot lock ref 'HEAD': Unable to create '/r/.git/HEAD.lock': File exists.\n",
    "cannot lock ref 'HEAD': Unable to create '/r/.git/HEAD.lock': File exists.",
  ],
  [
    'disk-full',
    128,
    'error: unable to write file: No space left on device\nfatal: updating files failed\n',
    'unable to write file: No space left on device',
  ],
  [
    'read-only',
    128,
    "fatal: Unable to create '/r/.git/index.lock': Read-only file system\n",
    "Unable to create '/r/.git/index.lock': Read-only file system",
  ],
  [
    'read-only',
    128,
    "fatal: Unable to create '/r/.git/index.lock': Permission denied\n",
    "Unable to create '/r/.git/index.lock': Permission denied",
  ],
  [
    'ignored',
    1,
    'The following paths are ignored by one of your .gitignore files:\nops/a.md\nhint: Use -f if you really want to add them.\n',
    'ops/a.md',
  ],
  ['hook', 1, 'checking\n\u001b[31mlint: 3 errors\u001b[0m\nfix them first\n', 'checking / lint: 3 errors / fix them first'],
  ['hook', 1, '', ''],
  [
    'hook',
    128,
    "fatal: in 'prepared' phase, update aborted by the reference-transaction hook\n",
    "in 'prepared' phase, update aborted by the reference-transaction hook",
  ],
  [
    'hook',
    1,
    'error: cannot run .git/hooks/pre-commit: No such file or directory\n',
    'cannot run .git/hooks/pre-commit: No such file or directory',
  ],
  [
    'other',
    1,
    "error: pathspec ':(literal)x' did not match any file(s) known to git\n",
    "pathspec ':(literal)x' did not match any file(s) known to git",
  ],
  ['other', 128, 'fatal: not a git repository\n', 'not a git repository'],
  ['other', 128, '', ''],
];

describe("git's troubles", () => {
  it.each(SAID)('%s (exit %i)', (reason, exit, text, detail) => {
    expect(classifyGitError({ text, exit })).toEqual({ reason, detail });
  });

  it("does not take a hook's words for git's own", () => {
    expect(classifyGitError({ exit: 1, text: 'running tests\nfatal: No space left on device\ngpg failed to sign the data\n' }).reason).toBe(
      'hook',
    );
  });

  it('keeps long words short', () => {
    expect(classifyGitError({ exit: 128, text: `fatal: ${'x'.repeat(9000)}` }).detail.length).toBeLessThanOrEqual(300);
  });
});

describe('git status', () => {
  it('is read with its renames, blanks and marks', () => {
    const entries = readStatus(' M a b.md\0R  new\0old\0?? -x\0!! logs/\0UU c\0AA d\0');
    expect(entries.map((entry) => entry.path)).toEqual(['a b.md', 'new', '-x', 'logs/', 'c', 'd']);
    expect(entries.filter(isUntracked)).toHaveLength(1);
    expect(entries.filter(isIgnored)).toHaveLength(1);
    expect(entries.filter(isUnmerged)).toHaveLength(2);
  });

  it('is nothing when nothing changed', () => {
    expect(readStatus('')).toEqual([]);
  });
});
