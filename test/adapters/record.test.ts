// The record of a whole session as the conductor really leaves it: real journal, real git, the runbook on disk; then everybody who
// reads it back has to agree. Only the runner and the seal are stand-ins.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGit } from '../../src/adapters/git.ts';
import { createCheckpoints } from '../../src/adapters/gitRestore.ts';
import { createJournal } from '../../src/adapters/journal.ts';
import { gatherReport } from '../../src/adapters/reportFile.ts';
import { verifyFolder } from '../../src/adapters/verify.ts';
import { createConductor } from '../../src/conductor.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import type { Session } from '../../src/core/review/session.ts';
import type { Runbooks } from '../../src/ports.ts';
import { fakeWorld } from '../fakes/ports.ts';

/** Where the stand-in planner says that it is. */
const RUNBOOK = 'runbooks/a.md';
const TEXT =
  '---\npaths: k8s\n---\n\n# Trial\n\n```bash {id=one}\necho one\n```\n\n> ```bash {id=two undo="echo back"}\n> rm -rf k8s/old\n> ```\n\n```bash {id=three}\necho three\n```\n';
const before = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record '));
  process.env.GIT_CONFIG_GLOBAL = join(folder, '..', 'none');
  Object.assign(process.env, { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org' });
  Object.assign(process.env, { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' });
  put(RUNBOOK, TEXT);
  put('k8s/a.yaml', 'replicas: 1\n');
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Begin');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const runbooks: Runbooks = {
  read: async (path) => ({ ok: true, value: { text: read(path), dirty: false } }),
  splice: async (path, { span, text }) => {
    const old = read(path);
    put(path, old.slice(0, span[0]) + text + old.slice(span[1]));
    return { ok: true, value: { saved: true } };
  },
};

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !what(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(what()).toBe(true);
}

const settled = (review: Session['review']) => review.kind === 'ended' && (review.stage === null || review.failure !== null);

/** A session that approves what is on the card and answers for it, step by step. */
function open(id: string) {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  // The clock goes on by a second with every look at it, as it would for a person.
  let now = Date.now() - 3_600_000;
  const clock = { now: () => (now += 1000), after: () => ({ dispose: () => undefined }) };
  const world = { ...fakeWorld(), runbooks, clock, journal: createJournal({ folder }), git: createGit({ folder, log }) };
  const conductor = createConductor({ ...world, draw: () => undefined }, { id, pauseMs: 0 });
  const review = () => conductor.session().review;
  const shown = async () => {
    await until(() => review().kind === 'presented');
    const at = review();
    if (at.kind !== 'presented') throw new Error('nothing presented');
    return at;
  };
  conductor.dispatch({ kind: 'runbook', runbook: parseRunbook(TEXT, RUNBOOK), take: true });
  return {
    async approve(run: string) {
      const { digest } = await shown();
      conductor.dispatch({ kind: 'seen', digest, whole: true, focused: true, at: clock.now() });
      conductor.dispatch({ kind: 'approve', digest, via: 'card', at: clock.now() + 60_000, by: 'Ada', run });
      await until(() => settled(review()));
      expect(review()).toMatchObject({ kind: 'ended', failure: null });
      conductor.dispatch({ kind: 'output-seen', run });
      conductor.dispatch({ kind: 'next', run, how: 'go-on' });
    },
    async reject() {
      const { digest } = await shown();
      conductor.dispatch({ kind: 'reject', digest, reason: 'Backup first', text: 'etcd', at: clock.now(), by: 'Ada' });
      await until(() => read(`.countersign/journal/runbooks/a/${id}.jsonl`).includes('"kind":"rejected"'));
    },
  };
}

it('everybody who reads a session back agrees on it', async () => {
  const session = open('s-1');
  await session.approve('run-00001');
  put('k8s/a.yaml', 'replicas: 2\n');
  await session.approve('run-00002');
  await session.reject();
  const subjects = git('log', '--format=%s').trim().split('\n');
  expect(subjects).toEqual(['runbook(a): two exit 0', 'runbook(a): before two', 'runbook(a): one exit 0', 'Begin']);
  // The approval of what destroys is in git before it runs, and so are the declared paths.
  expect(git('show', 'HEAD~1:.countersign/journal/runbooks/a/s-1.jsonl')).toContain('"run":"run-00002"');
  expect(git('show', 'HEAD~1:k8s/a.yaml')).toBe('replicas: 2\n');
  const { audit, history } = await verifyFolder(folder);
  expect(audit).toMatchObject({ findings: [], notes: [], records: 5, runs: 2, blocks: 2 });
  expect(history).toEqual({ checked: true, commits: 3, findings: [] });
  expect(execFileSync('python3', [join(import.meta.dirname, '../../docs/verify.py'), folder], { encoding: 'utf8' })).toBe('whole\n');
  const report = await gatherReport({ folder, runbook: RUNBOOK, now: 0 });
  expect(report?.standing).toMatchObject({ next: null, doubt: [] });
  expect(report?.events.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(['one ok', 'two ok', 'three rejected']);
  expect((await createCheckpoints(folder).list(RUNBOOK)).map(({ step, run }) => [step, run])).toEqual([
    ['two', 'run-00002'],
    ['two', ''],
    ['one', 'run-00001'],
  ]);
});

it('another session goes on in a clone, and both records stay whole when they meet again', async () => {
  await open('s-1').approve('run-00001');
  const clone = `${folder} clone`;
  try {
    execFileSync('git', ['clone', '-q', folder, clone]);
    const first = await gatherReport({ folder: clone, runbook: RUNBOOK, now: 0 });
    expect(first?.standing.next).toMatchObject({ step: { id: 'two' }, mark: 'open' });
    expect((await verifyFolder(clone)).audit).toMatchObject({ findings: [], runs: 1, blocks: 1 });
    await open('s-2').approve('run-00009');
    execFileSync('git', ['pull', '-q', '--rebase'], { cwd: clone });
    expect((await verifyFolder(clone)).audit).toMatchObject({ findings: [], runs: 2 });
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});
