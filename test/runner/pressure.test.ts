// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
// What the machine does to runner and relay without killing them: no more files, clocks that jump, sleep, many starting at once.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readAddress } from '../../src/runner/address.ts';
import { livingRelay, readEnd } from '../../src/runner/marks.ts';
import { isAlive, stopStep } from '../../src/runner/stop.ts';
import { House, signal, type Terminal, until } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await House.build();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await house.tearDown();
});

async function pidIn(name: string): Promise<number> {
  await until(
    async () => (await readFile(join(house.folder, name), 'utf8').catch(() => '')).endsWith('\n'),
    () => `the file ${name}; the terminal shows ${house.terminal?.text}`,
  );
  return Number(await readFile(join(house.folder, name), 'utf8'));
}

describe.skipIf(process.platform !== 'linux')('a process that may open no more files', () => {
  const limit = (pid: number, files: number) => execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`]);
  const relayOf = async (run: string) => (await livingRelay(house.runFolder(run))) ?? 0;

  test('the relay: cancelling still ends the step, and the end is written once there are files again', async () => {
    const run = await house.start({ script: 'echo before; trap "" INT TERM; echo $$ > me; while :; do sleep 0.1; done' });
    await house.heard('started', run);
    const [step, relay] = [await pidIn('me'), await relayOf(run)];
    limit(relay, 3);
    try {
      await house.runner.cancel(run);
      await until(
        () => !isAlive(step),
        () => 'the step to end',
      );
      await wait(500);
      expect(await readEnd(house.runFolder(run))).toBeNull();
    } finally {
      limit(relay, 4096);
    }
    expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled' });
    expect((await house.log(run)).toString()).toBe('before\r\n');
  });

  test('the relay of a step that ends by itself: its exit code is not lost', async () => {
    const run = await house.start({ script: 'echo $$ > me; while [ ! -e go ]; do sleep 0.05; done; echo after; exit 7' });
    await house.heard('started', run);
    const [, relay] = [await pidIn('me'), await relayOf(run)];
    limit(relay, 3);
    await house.write('go', '');
    await wait(700);
    limit(relay, 4096);
    expect(await house.ended(run)).toMatchObject({ outcome: 'exited', exit: 7 });
    expect((await house.log(run)).toString()).toBe('after\r\n');
  });

  test('the runner: callers that it cannot let in and a step it cannot start do not end it; nothing ran, and later all is well', async () => {
    await house.run({ script: 'true' });
    const pid = house.terminal?.child.pid ?? 0;
    const run = await house.seal({ script: 'echo x > ran' });
    limit(pid, 3);
    try {
      for (let tries = 0; tries < 3; tries++) {
        const caller = house.connectHost();
        void caller.find();
        await wait(150);
        caller.dispose();
      }
      await house.ask(run);
      await until(
        () => house.news.some((item) => (item.kind === 'refused' || item.kind === 'ended') && item.run === run),
        () => `news of ${run}`,
      );
    } finally {
      limit(pid, 4096);
    }
    expect(isAlive(pid)).toBe(true);
    expect((await house.evidence(run)).end.outcome).toBe('refused');
    expect(existsSync(join(house.folder, 'ran'))).toBe(false);
    expect((await house.run({ script: 'exit 5' })).end.exit).toBe(5);
    expect(house.opened).toBe(1);
  });
});

describe('a clock that jumps', () => {
  test.each([-8, 8])('by %i hours while a stubborn step is being ended: it is ended all the same', async (hours) => {
    const child = spawn('bash', ['-c', 'trap "" INT TERM; echo ready; while :; do sleep 0.1; done'], { detached: true });
    await new Promise((ready) => child.stdout.once('data', ready));
    const real = Date.now;
    let calls = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => real() + (calls++ > 0 ? hours * 3_600_000 : 0));
    const began = performance.now();
    await stopStep({ leader: child.pid ?? 0, run: 'none' });
    expect(isAlive(child.pid ?? 0)).toBe(false);
    // It was asked before it was killed, whatever the clock said.
    expect(performance.now() - began).toBeGreaterThan(4900);
  });
});

test('a laptop that sleeps: everything stops and goes on, nothing is lost', async () => {
  const run = await house.start({ script: 'echo $$ > me; for i in 1 2 3 4 5 6; do echo $i; sleep 0.1; done; exit 9' });
  const step = await pidIn('me');
  const all = [house.terminal?.child.pid ?? 0, (await livingRelay(house.runFolder(run))) ?? 0];
  for (const pid of all) signal(pid, 'SIGSTOP');
  signal(-step, 'SIGSTOP');
  await wait(1500);
  expect(await readEnd(house.runFolder(run))).toBeNull();
  signal(-step, 'SIGCONT');
  for (const pid of all) signal(pid, 'SIGCONT');
  const end = await house.ended(run);
  expect(end).toMatchObject({ outcome: 'exited', exit: 9 });
  expect((await house.log(run)).toString()).toBe('1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n');
  expect(end.tookMs).toBeGreaterThan(1500);
});

test('a runner that stands still while a step is asked for: cancelled in the meantime, it does not run when it goes on', async () => {
  await house.run({ script: 'true' });
  const pid = house.terminal?.child.pid ?? 0;
  const run = await house.seal({ script: 'sleep 1; echo x > ran' });
  signal(pid, 'SIGSTOP');
  await house.runner.start(run);
  await house.runner.cancel(run);
  await wait(300);
  signal(pid, 'SIGCONT');
  expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled' });
  expect(existsSync(join(house.folder, 'ran'))).toBe(false);
});

test('runners that start at the same moment where a dead one was: one lives', async () => {
  await house.run({ script: 'true' });
  signal(house.terminal?.child.pid ?? 0, 'SIGKILL');
  await house.heard('lost');
  for (let round = 0; round < 3; round++) {
    await rm(join(house.runtimeDir, 'runner.json'), { force: true });
    const all: Terminal[] = Array.from({ length: 6 }, () => house.openTerminal());
    for (let i = 0; i < 600 && all.filter(({ child }) => isAlive(child.pid)).length > 1; i++) await wait(50);
    await until(
      () => existsSync(join(house.runtimeDir, 'runner.json')),
      () => 'an address',
    );
    await wait(300);
    const living = all.filter(({ child }) => isAlive(child.pid));
    expect(living).toHaveLength(1);
    expect((await readAddress(house.runtimeDir))?.pid).toBe(living[0]?.child.pid);
    for (const { child } of living) signal(child.pid, 'SIGKILL');
    await until(
      () => !living.some(({ child }) => isAlive(child.pid)),
      () => 'it to die',
    );
    for (const { child } of all) child.close();
  }
  house.terminal = null;
});
