// Checkpoints of declared paths, and the way back to them, against the real git in every kind of repository people have.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../src/adapters/git.ts';
import { createCheckpoints } from '../../src/adapters/gitRestore.ts';
import { createJournal } from '../../src/adapters/journal.ts';
import { verifyFolder } from '../../src/adapters/verify.ts';
import { undoSince } from '../../src/core/checkpoint/undo.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import { runsOf } from '../../src/core/recall/runs.ts';
import { english } from '../../src/core/words.ts';
import type { Log, Runbooks } from '../../src/ports.ts';
import { restoreTo } from '../../src/restoring.ts';
import { RUNBOOK, session } from '../core/recall/world.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const before = { ...process.env };
const KEYGEN = 'ssh-keygen';
const DECLARED = ['k8s', 'notes.txt'];
let base = '';
let repo = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'restore '));
  repo = join(base, 'my repo');
  process.env.GIT_CONFIG_GLOBAL = join(base, 'gitconfig');
  process.env.GIT_CONFIG_SYSTEM = '/dev/null';
  const own = '[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n';
  writeFileSync(join(base, 'gitconfig'), own);
  mkdirSync(repo);
  git('init', '-q');
  put('k8s/a.yaml', 'replicas: 1\n');
  put('k8s/deep/b ü.yaml', 'b\n');
  put('other.txt', 'other\n');
  put('.gitignore', '*.secret\n');
  put(RUNBOOK, session().text);
  git('add', '.');
  git('commit', '-qm', 'first');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(base, { recursive: true, force: true });
});

const gitIn = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
const git = (...args: string[]) => gitIn(repo, ...args);
const put = (path: string, text: string, folder = repo) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const read = (path: string, folder = repo) => readFileSync(join(folder, path), 'utf8');
const take = (step: string, folder = repo, declared = DECLARED) =>
  createGit({ folder, log: silent }).checkpoint({
    ...{ paths: [RUNBOOK], declared, subject: `runbook(k3s): ${step} exit 0` },
    trailers: [['Countersign-Step', step]],
  });
const commitOf = (made: Awaited<ReturnType<typeof take>>) => (made.ok ? (made.value?.commit ?? '') : JSON.stringify(made.failure));
const names = (commit: string, folder = repo) =>
  gitIn(folder, 'show', '--name-only', '--format=', '-z', commit).split('\0').filter(Boolean).sort();
const everything = () => [
  git('ls-files', '-s', '-t'),
  git('diff', '--cached'),
  git('stash', 'list'),
  git('branch', '-a'),
  git('status', '--porcelain=v2', '--ignored'),
];

/** Runbooks on disk, without an editor. */
const runbooksOf = (folder: string, dirty = false): Runbooks => ({
  read: async (path) => ({ ok: true, value: { text: read(path, folder), dirty } }),
  splice: async (path, { span, text }) => {
    const old = read(path, folder);
    put(path, old.slice(0, span[0]) + text + old.slice(span[1]), folder);
    return { ok: true, value: { saved: true } };
  },
});

async function restore(commit: string, folder = repo, { dirty = false, declared = DECLARED } = {}) {
  const { list, restore: put } = createCheckpoints(folder);
  const checkpoint = (await list(RUNBOOK)).find((entry) => entry.commit === commit) ?? { commit, at: 0, subject: '', step: '', run: '' };
  const { journals } = await verifyFolder(folder);
  const runbook = parseRunbook(read(RUNBOOK, folder), RUNBOOK);
  const undos = undoSince({ checkpoint: { ...checkpoint, at: 0 }, runs: runsOf(journals).values(), runbook, say: english });
  const deps = {
    ...{ runbooks: runbooksOf(folder, dirty), journal: createJournal({ folder }), git: createGit({ folder, log: silent }), say: english },
    clock: { now: () => 1_795_239_720_000, after: () => ({ dispose: () => undefined }) },
  };
  return restoreTo({ ...deps, restore: put }, { runbook: RUNBOOK, session: 's-9', by: 'Ada', checkpoint, declared, undos });
}

describe('a checkpoint of a runbook that declares paths', () => {
  it('holds what changed in them, new and removed files included, and nothing else', async () => {
    put('k8s/a.yaml', 'replicas: 2\n');
    put('k8s/new/c.yaml', 'c\n');
    put('k8s/token.secret', 'not for git\n');
    rmSync(join(repo, 'k8s/deep'), { recursive: true });
    put('other.txt', 'changed\n');
    put('notes.txt', 'n\n');
    const commit = commitOf(await take('join'));
    expect(names(commit)).toEqual(['k8s/a.yaml', 'k8s/deep/b ü.yaml', 'k8s/new/c.yaml', 'notes.txt']);
    expect(git('status', '--porcelain')).toBe(' M other.txt\n');
  });

  it('leaves index, stash, branch and ignored files outside them bit-identical', async () => {
    put('other.txt', 'stashed\n');
    git('stash', '-q');
    put('other.txt', 'staged\n');
    git('add', 'other.txt');
    put('other.txt', 'and unstaged\n');
    put('x.secret', 'x');
    const as = everything();
    put('k8s/a.yaml', 'replicas: 2\n');
    await take('join');
    expect(everything().map((text) => text.split('\n').filter((line) => !/k8s\/a\.yaml/.test(line)))).toEqual(
      as.map((text) => text.split('\n').filter((line) => !/k8s\/a\.yaml/.test(line))),
    );
  });

  it('is nothing when nothing of them changed, or a declared path was never there', async () => {
    expect(await take('join')).toEqual({ ok: true, value: null });
    expect(await take('join', repo, ['nowhere', 'no/where'])).toEqual({ ok: true, value: null });
  });

  it('takes more files than a command line holds', async () => {
    for (let i = 0; i < 700; i += 1) put(`k8s/many/${'x'.repeat(180)}-${i}.yaml`, `${i}\n`);
    expect(names(commitOf(await take('join')))).toHaveLength(700);
  });

  it('does not follow a declared link out of the repository', async () => {
    mkdirSync(join(base, 'outside'));
    put('y', 'y', join(base, 'outside'));
    symlinkSync(join(base, 'outside'), join(repo, 'link'));
    expect(names(commitOf(await take('join', repo, ['link', 'link/y'])))).toEqual(['link']);
  });

  it('refuses a submodule, which is a repository of its own, and says so', async () => {
    mkdirSync(join(base, 'lib'));
    gitIn(join(base, 'lib'), 'init', '-q');
    put('x', 'x', join(base, 'lib'));
    gitIn(join(base, 'lib'), 'add', '.');
    gitIn(join(base, 'lib'), 'commit', '-qm', 'x');
    git('submodule', '--quiet', 'add', join(base, 'lib'), 'lib');
    git('commit', '-qm', 'lib');
    put('lib/x', 'y');
    expect(await take('join', repo, ['lib/x'])).toMatchObject({ ok: false, failure: { detail: 'lib is a repository of its own' } });
    const inside = join(repo, 'lib');
    put(RUNBOOK, '# x\n', inside);
    expect(names(commitOf(await take('join', inside, ['x'])), inside)).toEqual([RUNBOOK, 'x']);
    expect(git('status', '--porcelain')).toContain('lib');
  });
});

/** Changes, deletes and adds after a checkpoint; the answer is that checkpoint. */
async function wander(folder = repo): Promise<string> {
  put('k8s/a.yaml', 'replicas: 2\n', folder);
  const commit = commitOf(await take('join', folder));
  put('k8s/a.yaml', 'replicas: 3\n', folder);
  put('k8s/new.yaml', 'new\n', folder);
  rmSync(join(folder, 'k8s/deep'), { recursive: true, force: true });
  put('notes.txt', 'later\n', folder);
  return commit;
}

const restored = (folder = repo) => {
  expect(read('k8s/a.yaml', folder)).toBe('replicas: 2\n');
  expect(existsSync(join(folder, 'k8s/new.yaml'))).toBe(false);
  expect(existsSync(join(folder, 'notes.txt'))).toBe(false);
  expect(read('k8s/deep/b ü.yaml', folder)).toBe('b\n');
};

describe('restore to a checkpoint', () => {
  it('shows beforehand what would change', async () => {
    const commit = await wander();
    const { compare, contentAt, list } = createCheckpoints(repo);
    expect(await compare(commit, { paths: DECLARED, runbook: RUNBOOK })).toEqual({
      ok: true,
      value: [
        { path: 'k8s/a.yaml', kind: 'changed' },
        { path: 'k8s/deep/b ü.yaml', kind: 'back' },
        { path: 'k8s/new.yaml', kind: 'lost' },
        { path: 'notes.txt', kind: 'lost' },
      ],
    });
    expect(await contentAt(commit, 'k8s/a.yaml')).toBe('replicas: 2\n');
    expect(await contentAt(commit, 'k8s/new.yaml')).toBeNull();
    expect(await compare('--output=/tmp/x', { paths: DECLARED, runbook: RUNBOOK })).toMatchObject({ ok: false });
    expect((await list(RUNBOOK)).map(({ commit: id }) => id)).toEqual([]);
    put(RUNBOOK, `${read(RUNBOOK)}\n`);
    const second = commitOf(await take('look'));
    expect(await list(RUNBOOK)).toMatchObject([{ commit: second, step: 'look' }]);
  });

  it('brings the declared paths back as a new commit, after one of what stood there; nothing is rewritten, all can be had back', async () => {
    const world = session();
    for (const [path, text] of world.journals) put(path, text);
    git('add', '.countersign');
    git('commit', '-qm', 'journals');
    const commit = await wander();
    put('other.txt', 'mine\n');
    const head = git('rev-parse', 'HEAD').trim();
    const made = await restore(commit);
    restored();
    expect(read('other.txt')).toBe('mine\n');
    expect(git('log', '--format=%s', `${head}..`).trim().split('\n')).toEqual([
      `runbook(k3s): restore to ${commit.slice(0, 10)}`,
      `runbook(k3s): before restore to ${commit.slice(0, 10)}`,
    ]);
    expect(git('merge-base', 'HEAD', head).trim()).toBe(head);
    expect(git('show', 'HEAD~1:k8s/a.yaml')).toBe('replicas: 3\n');
    expect(git('status', '--porcelain')).toBe(' M other.txt\n');
    expect(made).toEqual({ ok: true, value: { commit: git('rev-parse', 'HEAD').trim() } });
    expect(
      parseRunbook(read(RUNBOOK), RUNBOOK)
        .steps.slice(3)
        .map(({ text }) => text),
    ).toEqual(['k3s-agent-uninstall.sh', 'k3s-agent-uninstall.sh']);
    const { audit } = await verifyFolder(repo);
    expect(audit.findings).toEqual([]);
    expect(read('.countersign/journal/ops/k3s/s-9.jsonl')).toContain(`"commit":"${commit}"`);
    const entries = read('.countersign/journal/ops/k3s/s-9.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; step?: string });
    expect(entries.map(({ kind, step }) => `${kind} ${step ?? ''}`.trim())).toEqual([
      'restored',
      'proposed undo-join-run3',
      'proposed undo-join-run2',
    ]);
    const again = await restore(git('rev-parse', 'HEAD~1').trim());
    expect(again.ok && read('k8s/a.yaml')).toBe('replicas: 3\n');
    // The ways back are proposed once, however often one restores.
    expect(parseRunbook(read(RUNBOOK), RUNBOOK).steps.map(({ problem }) => problem)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('never takes the runbook’s own results back, though it lies in a folder it declares', async () => {
    const commit = await wander();
    const text = `${read(RUNBOOK)}\nlater\n`;
    put(RUNBOOK, text);
    put('ops/other.txt', 'new\n');
    for (const declared of [['ops'], [RUNBOOK], ['ops', RUNBOOK]]) {
      const { compare } = createCheckpoints(repo);
      const found = await compare(commit, { paths: declared, runbook: RUNBOOK });
      expect(found.ok && found.value.map(({ path }) => path)).not.toContain(RUNBOOK);
      expect((await restore(commit, repo, { declared })).ok).toBe(true);
      expect(read(RUNBOOK).startsWith(text)).toBe(true);
      expect(existsSync(join(repo, 'ops/other.txt'))).toBe(false);
    }
  });

  it('keeps modes, links and bytes as the checkpoint holds them', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0, 128]);
    writeFileSync(join(repo, 'k8s/blob'), bytes);
    put('k8s/run.sh', '#!/bin/sh\n');
    chmodSync(join(repo, 'k8s/run.sh'), 0o755);
    symlinkSync('a.yaml', join(repo, 'k8s/link'));
    const commit = commitOf(await take('join'));
    rmSync(join(repo, 'k8s'), { recursive: true });
    expect((await restore(commit)).ok).toBe(true);
    expect(readFileSync(join(repo, 'k8s/blob')).equals(bytes)).toBe(true);
    expect(statSync(join(repo, 'k8s/run.sh')).mode & 0o111).toBe(0o111);
    expect(read('k8s/link')).toBe('replicas: 1\n');
  });

  it.each(['merge', 'rebase'])('is put off during a %s, and says so; nothing was touched', async (what) => {
    const commit = await wander();
    git('add', '.');
    git('commit', '-qm', 'more');
    git('checkout', '-qb', 'side', 'HEAD~1');
    put('other.txt', 'side\n');
    git('commit', '-qam', 'side');
    git('checkout', '-q', 'main');
    put('other.txt', 'main\n');
    git('commit', '-qam', 'main');
    expect(() => git(what, 'side')).toThrow();
    const as = everything();
    expect(await restore(commit)).toMatchObject({ ok: false, failure: { kind: 'checkpoint-failed', reason: 'merging' } });
    expect(everything()).toEqual(as);
  });

  it('refuses while the runbook has unsaved changes', async () => {
    const commit = await wander();
    expect(await restore(commit, repo, { dirty: true })).toMatchObject({ ok: false, failure: { reason: 'unsaved', detail: RUNBOOK } });
    expect(read('k8s/a.yaml')).toBe('replicas: 3\n');
  });

  it('touches nothing when what stands there cannot be committed first', async () => {
    const commit = await wander();
    put('../my repo/.git/hooks/pre-commit', '#!/bin/sh\necho no >&2\nexit 1\n');
    chmodSync(join(repo, '.git/hooks/pre-commit'), 0o755);
    expect(await restore(commit)).toMatchObject({ ok: false, failure: { reason: 'hook' } });
    expect(read('k8s/a.yaml')).toBe('replicas: 3\n');
    expect(read('k8s/new.yaml')).toBe('new\n');
  });
});

describe('restore works', () => {
  it('in a worktree, on a branch of its own', async () => {
    const side = join(base, 'side');
    git('worktree', 'add', '-q', '-b', 'side', side);
    const head = git('rev-parse', 'main');
    const commit = await wander(side);
    expect((await restore(commit, side)).ok).toBe(true);
    restored(side);
    expect(git('rev-parse', 'main')).toBe(head);
  });

  it('in a sparse checkout: paths outside of it stay outside', async () => {
    git('sparse-checkout', 'set', '--no-cone', '/ops/', '/k8s/', '!/k8s/deep/');
    expect(existsSync(join(repo, 'k8s/deep'))).toBe(false);
    put('k8s/a.yaml', 'replicas: 2\n');
    const commit = commitOf(await take('join'));
    expect(names(commit)).toEqual(['k8s/a.yaml']);
    put('k8s/a.yaml', 'replicas: 3\n');
    expect((await restore(commit)).ok).toBe(true);
    expect(read('k8s/a.yaml')).toBe('replicas: 2\n');
    expect(existsSync(join(repo, 'k8s/deep'))).toBe(false);
    expect(git('ls-tree', '-r', '--name-only', '-z', 'HEAD', 'k8s').split('\0')).toContain('k8s/deep/b ü.yaml');
  });

  it('in a partial clone, where old files are fetched when they are needed', async () => {
    put('k8s/a.yaml', 'replicas: 2\n');
    const commit = commitOf(await take('join'));
    put('k8s/a.yaml', 'replicas: 3\n');
    git('commit', '-qam', 'three');
    git('config', 'uploadpack.allowFilter', 'true');
    git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = join(base, 'clone');
    gitIn(base, 'clone', '-q', '--filter=blob:none', `file://${repo}`, clone);
    expect((await restore(commit, clone)).ok).toBe(true);
    expect(read('k8s/a.yaml', clone)).toBe('replicas: 2\n');
  });

  it('in a folder below the root', async () => {
    const below = join(repo, 'team');
    put(RUNBOOK, '# x\n', below);
    put('k8s/a.yaml', 'replicas: 2\n', below);
    put('k8s/deep/b ü.yaml', 'b\n', below);
    const commit = await wander(below);
    expect(names(commit)).toEqual(['team/k8s/a.yaml', 'team/k8s/deep/b ü.yaml', `team/${RUNBOOK}`]);
    expect((await restore(commit, below)).ok).toBe(true);
    restored(below);
    expect(read('k8s/a.yaml')).toBe('replicas: 1\n');
  });

  it('with commits signed as the person signs them, and with their hooks run', async () => {
    execFileSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-f', join(base, 'id')]);
    writeFileSync(join(base, 'allowed'), `ada@example.org ${readFileSync(join(base, 'id.pub'), 'utf8')}`);
    git('config', 'gpg.format', 'ssh');
    git('config', 'user.signingKey', join(base, 'id'));
    git('config', 'commit.gpgSign', 'true');
    git('config', 'gpg.ssh.allowedSignersFile', join(base, 'allowed'));
    put('../my repo/.git/hooks/post-commit', '#!/bin/sh\necho ran >> .git/hook-ran\n');
    chmodSync(join(repo, '.git/hooks/post-commit'), 0o755);
    const commit = await wander();
    expect((await restore(commit)).ok).toBe(true);
    restored();
    expect(git('log', '-3', '--format=%G?').trim().split('\n')).toEqual(['G', 'G', 'G']);
    expect(read('.git/hook-ran').trim().split('\n')).toHaveLength(3);
  });
});
