// The scripts people begin with, run for real: locks, half-finished installations, the trial, start and stop.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { installNeeded, missingPackages } from '../../scripts/lib/install.mjs';
import { locked } from '../../scripts/lib/lock.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { counted } from '../../scripts/lib/suites.mjs';
import { findOp, makeTrial, trialEnv } from '../../scripts/lib/trial.mjs';

const run = promisify(execFile);
const made: string[] = [];
const temp = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-test-'));
  made.push(folder);
  return folder;
};
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('what is installed', () => {
  const wanted = { packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } } };

  it('is complete when every package has the wanted version; optional ones may be absent', () => {
    expect(missingPackages(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toEqual([]);
  });

  it('is not when one is absent, has another version, or npm never finished', () => {
    expect(missingPackages(wanted, { packages: {} })).toEqual(['node_modules/a']);
    expect(missingPackages(wanted, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toEqual(['node_modules/a']);
    expect(
      missingPackages(wanted, { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } } }),
    ).toEqual(['node_modules/b']);
    expect(missingPackages(wanted, undefined)).toEqual(['node_modules']);
  });

  it('is complete here, where the tests run', () => {
    expect(installNeeded()).toBeNull();
  });
});

describe('a lock', () => {
  it('lets one at a time work', async () => {
    const path = join(await temp(), 'lock');
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([locked(path, work), locked(path, work), locked(path, work)]);
    expect(most).toBe(1);
    expect(existsSync(path)).toBe(false);
  });

  it('is taken over from a process that died', async () => {
    const path = join(await temp(), 'lock');
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.once('close', resolve));
    await mkdir(path);
    await writeFile(join(path, 'pid'), String(dead.pid));
    expect(await locked(path, async () => 'worked')).toBe('worked');
  });

  it('is taken over when its owner died before it wrote its name', async () => {
    const path = join(await temp(), 'lock');
    await mkdir(path);
    await utimes(path, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    expect(await locked(path, async () => 'worked')).toBe('worked');
  });

  it('is given back when the work fails', async () => {
    const path = join(await temp(), 'lock');
    await expect(locked(path, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(path)).toBe(false);
  });
});

describe('the count of a suite', () => {
  it('is what vitest counted', () => {
    expect(counted({ numPassedTests: 3, numFailedTests: 1, testResults: [] }, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts a file that did not load, a run without tests and a bad end as failures', () => {
    const broken = { numPassedTests: 3, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(counted(broken, 1)).toMatchObject({ failed: 1 });
    expect(counted({}, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(counted({ numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1)).toMatchObject({ failed: 1 });
  });
});

describe('the trial', () => {
  it('is a fresh git repository with the runbook, committed, by somebody', async () => {
    const trial = await makeTrial();
    made.push(trial.home);
    const git = async (...args: string[]) => (await run('git', args, { cwd: trial.workspace })).stdout.trim();
    expect(await git('status', '--porcelain')).toBe('');
    expect((await git('ls-files')).split('\n').sort()).toEqual((await readdir(join(ROOT, 'runbooks'))).sort());
    expect(await git('log', '--format=%an')).not.toBe('');
    expect(await git('rev-parse', '--show-toplevel')).toBe(trial.workspace);
  });

  it('takes the stand-in only where op is absent, and never otherwise', async () => {
    const folder = await temp();
    await writeFile(join(folder, 'op'), '#!/bin/sh\n', { mode: 0o755 });
    expect(findOp(folder)).toBe(folder);
    expect(findOp(await temp())).toBeUndefined();
    expect(trialEnv({ forceStandIn: true })).toMatchObject({ standIn: true });
  });

  it('gives the stand-in a value for every reference the runbooks name', async () => {
    const vault = JSON.parse(await readFile(join(ROOT, 'scripts', 'trial', 'trial-vault.json'), 'utf8')) as Record<string, string>;
    const references = (await readFile(join(ROOT, 'runbooks', '.env'), 'utf8')).match(/op:\/\/\S+/g) ?? [];
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(vault).toHaveProperty([reference]);
  });
});

describe('npm start', () => {
  it('says in one sentence what is missing for --desktop', async () => {
    const bare = await temp();
    await writeFile(join(bare, 'npm'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const env = { ...process.env, PATH: bare, NO_COLOR: '1' };
    const done = await run(process.execPath, ['scripts/start.mjs', '--desktop'], { cwd: ROOT, env }).catch(
      (cause: { code: number; stderr: string }) => cause,
    );
    expect(done).toMatchObject({ code: 1 });
    expect(done.stderr.trim()).toBe(
      'No desktop VS Code: `code` is not on PATH. Install its shell command, or run npm start without --desktop.',
    );
  });
});
