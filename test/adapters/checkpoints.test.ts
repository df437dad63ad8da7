import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCheckpoints } from '../../src/adapters/checkpoints.ts';

let folder: string;
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
const commit = (message: string) => {
  writeFileSync(join(folder, 'a.md'), message);
  git('add', '.');
  git('-c', 'user.name=Ada', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', 'commit', '-q', '-m', message);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lists the commits that name a step, newest first, and no others', async () => {
  git('init', '-q');
  commit('runbook(a): one exit 0\n\nCountersign-Step: one\nCountersign-Run: r1');
  commit('feat: not ours\n\nsays Countersign-Step: somewhere');
  commit('runbook(a): two exit 1\n\nCountersign-Step: two');
  const found = await readCheckpoints(folder);
  expect(found.map(({ subject, by }) => `${subject} ${by}`)).toEqual(['runbook(a): two exit 1 Ada', 'runbook(a): one exit 0 Ada']);
  expect(found[0]?.at).toBeGreaterThan(1_600_000_000_000);
});

it('answers with none where there is no repository, and none in an empty one', async () => {
  expect(await readCheckpoints(folder)).toEqual([]);
  git('init', '-q');
  expect(await readCheckpoints(folder)).toEqual([]);
});
