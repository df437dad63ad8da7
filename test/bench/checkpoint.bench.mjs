// A checkpoint in a repository of 50,000 files (promised: 95th percentile under 300 ms), beside the same commit by hand and beside plumbing with an index of its own
// (which skips hooks and signing: what it would save is the price of running them as the person knows them). And a journal append.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit } from '../../src/adapters/git.ts';
import { createJournal } from '../../src/adapters/journal.ts';

const FILES = 50_000;
const RUNS = 40;
const repo = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
process.env.GIT_CONFIG_GLOBAL = '/dev/null';
const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' };
Object.assign(process.env, who);
const git = (args, more = {}) =>
  execFileSync('git', args, { cwd: repo, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...more } }).trim();

const PATHS = ['ops/k3s.md', '.countersign/journal/ops/k3s/s.jsonl'];
const touch = () => {
  for (const path of PATHS) appendFileSync(join(repo, path), 'x\n');
};

function fill() {
  for (const path of PATHS) mkdirSync(join(repo, path, '..'), { recursive: true });
  for (let i = 0; i < FILES; i += 1) {
    const folder = join(repo, `d${i % 100}`);
    if (i < 100) mkdirSync(folder);
    writeFileSync(join(folder, `f${i}`), `${i}\n`);
  }
  touch();
  git(['init', '-q']);
  git(['add', '.']);
  git(['commit', '-qm', 'first']);
}

async function median(name, work) {
  const times = [];
  for (let i = 0; i < RUNS; i += 1) {
    touch();
    const start = performance.now();
    await work(i);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const value = sorted[Math.floor(RUNS / 2)];
  const late = sorted[Math.ceil(RUNS * 0.95) - 1];
  console.log(`${name.padEnd(44)} ${value.toFixed(1).padStart(8)} ms, 95th percentile ${late.toFixed(1)} ms`);
  return value;
}

function plumbing() {
  const index = { GIT_INDEX_FILE: join(repo, '.git', 'bench-index') };
  git(['read-tree', 'HEAD'], index);
  git(['update-index', '--add', '--', ...PATHS], index);
  const commit = git(['commit-tree', git(['write-tree'], index), '-p', 'HEAD', '-m', 'x'], index);
  git(['update-ref', 'HEAD', commit]);
  git(['update-index', '--', ...PATHS]);
}

try {
  fill();
  const quiet = { info() {}, warn() {}, error() {} };
  const adapter = createGit({ folder: repo, log: quiet });
  const request = { paths: PATHS, subject: 'runbook(k3s): join exit 0', trailers: [['Approved-by', 'a']] };
  const hand = await median('git commit --only by hand', () => git(['commit', '-qm', 'x', '--only', '--', ...PATHS]));
  const made = await median('checkpoint', () => adapter.checkpoint(request));
  await median('plumbing with an index of its own', plumbing);
  await median('is it uncommitted?', () => adapter.uncommitted(PATHS));
  console.log(`${'checkpoint / by hand'.padEnd(44)} ${(made / hand).toFixed(2).padStart(8)}`);
  const journal = createJournal({ folder: repo });
  const entry = (step) => ({ kind: 'skipped', at: 1, step: `step-${step}`, by: 'a', level: 'read', command: 'ls '.repeat(100) });
  await median('journal append, fsynced', (i) => journal.append('ops/bench.md', 's', entry(i)));
} finally {
  rmSync(repo, { recursive: true, force: true });
}
