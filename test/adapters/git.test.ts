import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../src/adapters/git.ts';
import type { Checkpoint } from '../../src/core/checkpoint/checkpoint.ts';
import type { Log } from '../../src/ports.ts';
import { canMount, mountSmallDisk } from './smallDisk.ts';

const RUNBOOK = 'ops/k3s worker.md';
const JOURNAL = '.countersign/journal/ops/k3s worker/s.jsonl';
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const before = { ...process.env };
let base = '';
let repo = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'git '));
  repo = join(base, 'my repo');
  process.env.GIT_CONFIG_GLOBAL = join(base, 'gitconfig');
  process.env.GIT_CONFIG_SYSTEM = '/dev/null';
  // What a hook of another repository would hand down, and what simple-git refuses: none of it may matter.
  process.env.GIT_DIR = join(base, 'nowhere');
  process.env.GIT_INDEX_FILE = join(base, 'nowhere');
  process.env.EDITOR = 'false';
  process.env.GIT_EDITOR = 'false';
  writeFileSync(join(base, 'gitconfig'), '[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n');
  mkdirSync(repo);
  git('init', '-q');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(base, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const { GIT_DIR: _dir, GIT_INDEX_FILE: _index, ...env } = process.env;
  return execFileSync('git', args, { cwd: repo, env: { ...env, GIT_EDITOR: 'true' }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function write(path: string, text = `${path}\n`): void {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), text);
}

function hook(name: string, script: string): void {
  write(`.git/hooks/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(join(repo, '.git/hooks', name), 0o755);
}

const request = (...paths: string[]): Checkpoint => ({ paths, subject: 'runbook(k3s): join exit 0', trailers: [['Approved-by', 'Ada']] });
const checkpoint = (paths = [RUNBOOK, JOURNAL], more: { folder?: string; timeoutMs?: number } = {}) =>
  createGit({ folder: repo, log: silent, ...more }).checkpoint(request(...paths));
/** Everything of a repository that has to stay as it is: staged content, marks, stash, branch, files. */
const state = () =>
  [
    git('ls-files', '-s', '-t', '-v'),
    git('diff', '--cached'),
    git('stash', 'list'),
    git('branch', '-a'),
    git('status', '--porcelain=v2', '--ignored'),
  ].join('\n');
const committed = () => git('show', '--name-status', '--format=', '-z', 'HEAD').split('\0').filter(Boolean);
const first = () => {
  write('README.md');
  git('add', 'README.md');
  git('commit', '-qm', 'first');
};
const conflict = (path: string) => {
  write(path);
  git('add', '.');
  git('commit', '-qm', 'first');
  write(path, 'stashed\n');
  git('stash', '-q');
  write(path, 'main\n');
  git('commit', '-qam', 'main');
  expect(() => git('stash', 'pop')).toThrow();
};
const refused = (reason: string) => ({ ok: false, failure: { kind: 'checkpoint-failed', reason } });

describe('a checkpoint', () => {
  it('is the first commit of a repository, too', async () => {
    write(RUNBOOK);
    write(JOURNAL);
    write('other.txt');
    const made = await checkpoint();
    expect(made).toEqual({ ok: true, value: { commit: git('rev-parse', 'HEAD').trim() } });
    expect(committed()).toEqual(['A', JOURNAL, 'A', RUNBOOK]);
    expect(git('log', '-1', '--format=%B')).toBe('runbook(k3s): join exit 0\n\nApproved-by: Ada\n\n');
    expect(git('log', '-1', '--format=%(trailers:key=Approved-by,valueonly)').trim()).toBe('Ada');
    expect(git('status', '--porcelain')).toBe('?? other.txt\n');
  });

  it('takes its paths and nothing else; index, stash, branch and files stay as they were', async () => {
    first();
    write('staged.txt');
    write('partly.txt', 'one\n');
    git('add', '.');
    git('commit', '-qm', 'second');
    write('README.md', 'stashed\n');
    git('stash', '-q');
    write('staged.txt', 'staged\n');
    write('partly.txt', 'staged part\n');
    write('new.txt');
    git('add', 'staged.txt', 'partly.txt', 'new.txt');
    write('partly.txt', 'unstaged part\n');
    write('intended.txt');
    git('add', '--intent-to-add', 'intended.txt');
    write('README.md', 'unstaged\n');
    write('.git/info/exclude', 'ignored.txt\n');
    write('ignored.txt');
    write('untracked.txt');
    git('rm', '-q', '--cached', 'README.md');
    const then = state();
    write(RUNBOOK);
    write(JOURNAL);
    expect(await checkpoint()).toMatchObject({ ok: true });
    expect(committed()).toEqual(['A', JOURNAL, 'A', RUNBOOK]);
    const now = state()
      .split('\n')
      .filter((line) => !line.includes(RUNBOOK) && !line.includes(JOURNAL));
    expect(now.join('\n')).toBe(then);
  });

  it('is nothing when nothing of the paths changed, or none is there', async () => {
    first();
    write('README.md', 'changed\n');
    write('other.md');
    expect(await checkpoint(['missing.md'])).toEqual({ ok: true, value: null });
    expect(await checkpoint(['README.md'])).toMatchObject({ ok: true, value: { commit: expect.any(String) } });
    expect(await checkpoint(['README.md'])).toEqual({ ok: true, value: null });
    expect(git('rev-list', '--count', 'HEAD').trim()).toBe('2');
  });

  it.each([':(glob)*', '-n.md', '*.md', 'ümläut 名.md', '"quoted"\t.md', '!x.md', '[a].md'])(
    'takes the file %j and no other',
    async (name) => {
      first();
      write(name);
      write('a.md');
      write('x.md');
      expect(await checkpoint([name])).toMatchObject({ ok: true });
      expect(committed()).toEqual(['A', name]);
    },
  );

  it('leaves path magic to hooks', async () => {
    first();
    hook(
      'pre-commit',
      'git ls-files "*.md" | grep -q README.md && [ "$(git diff --cached --name-only -- "o*/*.md")" = "ops/k3s worker.md" ]',
    );
    write(RUNBOOK);
    expect(await checkpoint([RUNBOOK])).toMatchObject({ ok: true });
  });

  it('works with a folder below the root, in a worktree, on a detached HEAD', async () => {
    first();
    git('checkout', '-q', '--detach');
    write('sub/a.md');
    expect(await checkpoint(['a.md'], { folder: join(repo, 'sub') })).toMatchObject({ ok: true });
    expect(committed()).toEqual(['A', 'sub/a.md']);
    expect(git('branch', '--show-current')).toBe('');
    git('worktree', 'add', '-q', '-b', 'side', join(base, 'side'), 'main');
    writeFileSync(join(base, 'side', 'b.md'), 'b');
    expect(await checkpoint(['b.md'], { folder: join(base, 'side') })).toMatchObject({ ok: true });
    expect(git('show', '--name-only', '--format=', 'side').trim()).toBe('b.md');
  });

  it('follows links to the file that changed', async () => {
    write('real/target.md', 'one\n');
    symlinkSync('real', join(repo, 'linked'));
    symlinkSync('real/target.md', join(repo, 'link.md'));
    git('add', '.');
    git('commit', '-qm', 'first');
    write('real/target.md', 'two\n');
    expect(await checkpoint(['link.md'])).toMatchObject({ ok: true });
    expect(committed()).toEqual(['M', 'real/target.md']);
    write('real/target.md', 'three\n');
    expect(await checkpoint(['linked/target.md'])).toMatchObject({ ok: true });
    expect(committed()).toEqual(['M', 'real/target.md']);
  });

  it('waits for another one of the same window', async () => {
    write('a.md');
    write('b.md');
    const one = createGit({ folder: repo, log: silent });
    const both = await Promise.all([one.checkpoint(request('a.md')), one.checkpoint(request('b.md'))]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
    expect(git('rev-list', '--count', 'HEAD').trim()).toBe('2');
  });
});

describe('a checkpoint that cannot be made says why and leaves everything as it was', () => {
  async function refusing(reason: string, more: { paths?: string[]; timeoutMs?: number } = {}) {
    write(RUNBOOK);
    write(JOURNAL);
    const then = state();
    const made = await checkpoint(more.paths, more.timeoutMs === undefined ? {} : { timeoutMs: more.timeoutMs });
    expect(made).toMatchObject(refused(reason));
    expect(state()).toBe(then);
    return made.ok || made.failure.kind !== 'checkpoint-failed' ? '' : made.failure.detail;
  }

  it.each(['merge', 'rebase', 'cherry-pick', 'revert'])('in the middle of a %s', async (what) => {
    first();
    git('checkout', '-qb', 'side');
    write('README.md', 'side\n');
    git('commit', '-qam', 'side');
    git('checkout', '-q', 'main');
    write('README.md', 'main\n');
    git('commit', '-qam', 'main');
    write('README.md', 'more\n');
    git('commit', '-qam', 'more');
    const target = what === 'revert' ? 'HEAD~1' : 'side';
    expect(() => git(what, target)).toThrow();
    expect(await refusing('merging')).toBe(what);
  });

  it('with a conflict left by a stash in the runbook', async () => {
    conflict(RUNBOOK);
    const then = state();
    expect(await checkpoint()).toMatchObject(refused('merging'));
    expect(state()).toBe(then);
  });

  it('without a name', async () => {
    first();
    writeFileSync(join(base, 'gitconfig'), '[user]\n\tuseConfigOnly = true\n');
    await refusing('identity');
  });

  it('when a hook fails, with its last lines', async () => {
    first();
    hook('pre-commit', 'echo checking; echo "fatal: gpg failed to sign the data"; echo "lint: 3 errors" >&2; exit 1');
    expect(await refusing('hook')).toContain('lint: 3 errors');
  });

  it('when the message hook fails', async () => {
    first();
    hook('commit-msg', 'echo "no ticket number" >&2; exit 7');
    expect(await refusing('hook')).toBe('no ticket number');
  });

  it('when a hook hangs: it is ended with everything it started', async () => {
    first();
    hook('pre-commit', `sleep 300 & echo $! > "${base}/pid"; wait`);
    expect(await refusing('timeout', { timeoutMs: 1_500 })).toBe('2 s');
    const pid = Number(readFileSync(join(base, 'pid'), 'utf8'));
    await expect.poll(() => alive(pid), { timeout: 3_000 }).toBe(false);
    expect(existsSync(join(repo, '.git/index.lock'))).toBe(false);
  });

  it('when a hook asks: nobody can answer, so it does not wait', async () => {
    first();
    hook('pre-commit', 'read -r answer < /dev/tty || { echo "nobody answers" >&2; exit 1; }');
    expect(await refusing('hook')).toContain('nobody answers');
  });

  it.each([
    ['a key that is not there', '[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = /nowhere/key\n'],
    ['a program that fails', '[gpg]\n\tprogram = false\n'],
  ])('when signing does not work: %s', async (_name, config) => {
    first();
    appendFileSync(join(base, 'gitconfig'), `[commit]\n\tgpgSign = true\n${config}`);
    await refusing('signing');
  });

  it('when a lock stays', async () => {
    first();
    write('.git/index.lock');
    const started = performance.now();
    await refusing('locked');
    expect(performance.now() - started).toBeGreaterThan(1_000);
  });

  it('when the runbook is ignored', async () => {
    first();
    write('.git/info/exclude', '/ops/\n');
    expect(await refusing('ignored')).toBe('ops/');
  });

  it('when the runbook lies in a repository of its own', async () => {
    first();
    execFileSync('git', ['init', '-q', join(repo, 'sub')], { env: { ...before, GIT_CONFIG_GLOBAL: join(base, 'gitconfig') } });
    write('sub/a.md');
    expect(await refusing('other', { paths: ['sub/a.md'] })).toBe('sub is a repository of its own');
  });

  it('when there is no repository', async () => {
    expect(await createGit({ folder: base, log: silent }).checkpoint(request('x'))).toEqual({ ok: false, failure: { kind: 'no-git' } });
  });
});

it('leaves a conflict in another file as it is', async () => {
  conflict('README.md');
  const then = state();
  write(RUNBOOK);
  expect(await checkpoint([RUNBOOK])).toMatchObject({ ok: true });
  expect(committed()).toEqual(['A', RUNBOOK]);
  const now = state()
    .split('\n')
    .filter((line) => !line.includes(RUNBOOK));
  expect(now.join('\n')).toBe(then);
});

it('waits for a lock that goes away', async () => {
  first();
  write(RUNBOOK);
  write('.git/index.lock');
  setTimeout(() => rmSync(join(repo, '.git/index.lock')), 400);
  expect(await checkpoint([RUNBOOK])).toMatchObject({ ok: true });
});

it('notes what a hook added to the commit', async () => {
  first();
  write(RUNBOOK);
  write('extra.txt');
  hook('pre-commit', 'git add extra.txt');
  const warnings: string[] = [];
  const made = await createGit({ folder: repo, log: { ...silent, warn: (line) => void warnings.push(line) } }).checkpoint(request(RUNBOOK));
  expect(made).toEqual({ ok: true, value: { commit: git('rev-parse', 'HEAD').trim() } });
  expect(warnings.join()).toMatch(/a git hook added extra\.txt$/);
});

describe.skipIf(!canMount())('on a disk of its own', () => {
  it('says that the disk is full, or may not be written', async () => {
    const disk = mountSmallDisk(repo);
    try {
      git('init', '-q');
      first();
      write(RUNBOOK, 'x'.repeat(300));
      disk.fill();
      expect(await checkpoint([RUNBOOK])).toMatchObject(refused('disk-full'));
      disk.empty();
      expect(git('status', '--porcelain', '-uall').trim()).toBe(`?? "${RUNBOOK}"`);
      disk.readOnly();
      expect(await checkpoint([RUNBOOK])).toMatchObject(refused('read-only'));
      disk.writable();
      expect(await checkpoint([RUNBOOK])).toMatchObject({ ok: true });
    } finally {
      disk.dispose();
    }
  });
});

describe('git answers', () => {
  it('who approves', async () => {
    const { identity } = createGit({ folder: repo, log: silent });
    expect(await identity()).toBe('Ada Lovelace <ada@example.org>');
    writeFileSync(join(base, 'gitconfig'), '');
    expect(await identity()).toBe(execFileSync('id', ['-un'], { encoding: 'utf8' }).trim());
  });

  it('whether this is a repository', async () => {
    const asked = (folder: string) => createGit({ folder, log: silent }).isRepository();
    mkdirSync(join(repo, 'deep/down'), { recursive: true });
    expect(
      await Promise.all([asked(repo), asked(join(repo, 'deep/down')), asked(base), asked(join(base, 'gone')), asked(join(repo, '.git'))]),
    ).toEqual([...[true, true], ...[false, false, false]]);
  });

  it('whether a path is uncommitted', async () => {
    first();
    write('README.md', 'changed\n');
    write('new.md');
    write('.git/info/exclude', 'ignored.md\n');
    write('ignored.md');
    git('add', 'README.md');
    const { uncommitted } = createGit({ folder: repo, log: silent });
    expect(await Promise.all([['README.md'], ['new.md'], ['ignored.md'], ['gone.md'], []].map((paths) => uncommitted(paths)))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
    git('commit', '-qm', 'clean');
    expect(await uncommitted(['README.md'])).toBe(false);
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
