// One approval, one run, one record: two windows, and windows that die.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVault } from '../../src/adapters/vault.ts';
import { claimRun, releaseRun } from '../../src/runner/claim.ts';
import { House } from '../runner/house.ts';

const CLAIM = resolve(import.meta.dirname, '../../src/runner/claim.ts');
/** Another process that claims a run and goes on living. */
const CLAIMANT = `import(${JSON.stringify(CLAIM)}).then(async ({ claimRun }) => { console.log(await claimRun(process.argv[1])); setInterval(() => {}, 1e6); })`;

let house: House;
let others: ChildProcess[];
beforeEach(async () => {
  house = await House.build();
  others = [];
});
afterEach(async () => {
  for (const other of others) other.kill('SIGKILL');
  await house.tearDown();
});

async function claimant(folder: string): Promise<{ readonly got: boolean; readonly die: () => Promise<void> }> {
  const child = spawn(process.execPath, ['-e', CLAIMANT, folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  others.push(child);
  const got = await new Promise<string>((said) => child.stdout.once('data', (bytes: Buffer) => said(bytes.toString())));
  const die = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done());
      child.kill('SIGKILL');
    });
  return { got: got.trim() === 'true', die };
}
const other = () => createVault({ runtimeDir: house.runtimeDir, folder: house.folder, patienceMs: 0 });
/** A run as a window that died left it: nobody's. */
async function orphan(): Promise<string> {
  const run = await house.seal({ script: 'true' });
  house.vault.dispose();
  return run;
}

describe('a run is recorded by one window', () => {
  test('what another window is at is no open run here, and gives no evidence; when that window dies it does', async () => {
    const run = await orphan();
    const window = await claimant(house.runFolder(run));
    expect(window.got).toBe(true);
    expect(await other().open()).toEqual([]);
    const asked = { session: 's', now: 1 };
    expect(await other().evidence(run, asked)).toEqual({ ok: false, failure: { kind: 'recorded-elsewhere' } });
    await window.die();
    expect((await other().open()).map((each) => each.run)).toEqual([run]);
    expect(await other().evidence(run, asked)).toMatchObject({ ok: true });
  });

  test('a window that seals has the run from the start, and gives it back when it closes', async () => {
    const run = await house.seal({ script: 'true' });
    expect((await claimant(house.runFolder(run))).got).toBe(false);
    house.vault.dispose();
    expect((await claimant(house.runFolder(run))).got).toBe(true);
    expect(await claimRun(house.runFolder(run))).toBe(false);
    releaseRun(house.runFolder(run));
    expect(await claimRun(house.runFolder(run))).toBe(false);
  });

  test('a window that is just closing is waited for', async () => {
    const run = await orphan();
    const window = await claimant(house.runFolder(run));
    setTimeout(() => void window.die(), 400);
    expect((await house.vault.open()).map((each) => each.run)).toEqual([run]);
  });

  test('of windows that ask at the same moment for what a dead one had, one gets it', async () => {
    const run = await orphan();
    await (await claimant(house.runFolder(run))).die();
    const asking = await Promise.all(Array.from({ length: 6 }, () => claimant(house.runFolder(run))));
    expect(asking.filter(({ got }) => got)).toHaveLength(1);
  });

  test('a number that another process has by now is no window', async () => {
    const run = await orphan();
    await writeFile(join(house.runFolder(run), 'recorder.1'), `${process.ppid} 1`);
    const told = process.platform === 'linux';
    expect(await claimRun(house.runFolder(run))).toBe(told);
  });
});

describe('a recorded run does not come back', () => {
  test('a crash in the middle of forgetting leaves nothing that looks like a run', async () => {
    const run = await house.seal({ script: 'true' });
    const half = join(house.runtimeDir, 'runs', `.forgotten-${run}`);
    await mkdir(half);
    await cp(join(house.runFolder(run), 'seal.json'), join(half, 'seal.json'));
    await cp(join(house.runFolder(run), 'ticket.json'), join(half, 'ticket.json'));
    await house.vault.forget(run);
    await house.vault.forget(run);
    expect(await house.vault.open()).toEqual([]);
    expect(await readdir(join(house.runtimeDir, 'runs'))).toEqual([]);
  });
});

test('a seal that is used is used, whoever asks at the same moment, and always says by whom', async () => {
  const run = await house.seal({ script: 'true' });
  const marks = resolve(import.meta.dirname, '../../src/runner/marks.ts');
  const user = `import(${JSON.stringify(marks)}).then(async ({ useUp }) => console.log(await useUp(process.argv[1], process.pid)))`;
  const all = Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, ['-e', user, house.runFolder(run)]));
  const said = (await Promise.all(all)).map(({ stdout }) => stdout.trim());
  expect(said.filter((word) => word === 'true')).toHaveLength(1);
  expect(await readFile(join(house.runFolder(run), 'used'), 'utf8')).toMatch(/^\d+ \d+$/);
  expect((await readdir(house.runFolder(run))).filter((name) => name.startsWith('used'))).toEqual(['used']);
});
