// The host's end of the line, against sockets that misbehave. With the real runner: test/runner.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRunner } from '../../src/adapters/runner.ts';
import type { Clock, RunNews } from '../../src/ports.ts';

let dir: string;
let server: Server | null;
let sockets: Socket[];
let news: RunNews[];
let warned: string[];
let opened: number;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'countersign-runner-'));
  [server, sockets, news, warned, opened] = [null, [], [], [], 0];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server?.close();
  await chmod(dir, 0o700);
  await rm(dir, { recursive: true, force: true });
});

/** A clock on which every wait is over at once. */
function hastyClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    after(ms, call) {
      const timer = setTimeout(() => {
        now += ms;
        call();
      }, 1);
      return { dispose: () => clearTimeout(timer) };
    },
  };
}

const realClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

function host(clock: Clock, onOpen: () => void = () => undefined) {
  const log = { info: () => undefined, warn: (line: string) => void warned.push(line), error: () => undefined };
  const openTerminal = () => {
    opened++;
    onOpen();
  };
  const runner = createRunner({ runtimeDir: dir, clock, log, openTerminal, revealTerminal: () => undefined });
  runner.onNews((item) => void news.push(item));
  return runner;
}

/** A runner that answers every line it gets with these. */
async function serve(answers: readonly (object | string)[]): Promise<void> {
  const made = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      for (const answer of answers) socket.write(`${typeof answer === 'string' ? answer : JSON.stringify(answer)}\n`);
    });
  });
  server = made;
  await new Promise<void>((listening) => made.listen(join(dir, 'socket'), listening));
  await writeFile(join(dir, 'runner.json'), JSON.stringify({ socket: join(dir, 'socket'), token: 'x'.repeat(64), pid: process.pid }));
}

const welcome = (running: string | null) => ({ t: 'welcome', version: '0', pid: process.pid, running });
const soon = () => new Promise((done) => setTimeout(done, 50));

describe('ensure', () => {
  test('opens one terminal for many askers, and gives up after a while with a reason', async () => {
    const runner = host(hastyClock());
    const answers = await Promise.all([runner.ensure(), runner.ensure(), runner.ensure()]);
    expect(answers).toEqual(answers.map(() => ({ ok: false, failure: { kind: 'runner-unreachable', detail: expect.any(String) } })));
    expect(opened).toBe(1);
  });

  test('finds the runner once the terminal has started it, and what it is running', async () => {
    const runner = host(realClock, () => void serve([welcome('20260101-000000-aaaaaa')]));
    expect(await runner.ensure()).toEqual({ ok: true, value: { running: '20260101-000000-aaaaaa' } });
    expect(await runner.ensure()).toMatchObject({ ok: true });
    expect([opened, sockets.length]).toEqual([1, 1]);
    runner.dispose();
  });
});

describe('find', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['nothing there', async () => undefined],
    ['an address that is none', async () => writeFile(join(dir, 'runner.json'), '{"socket":1}')],
    [
      'an address of a dead process',
      async () => writeFile(join(dir, 'runner.json'), JSON.stringify({ socket: join(dir, 's'), token: 'x'.repeat(64), pid: 2 ** 22 - 1 })),
    ],
    [
      'an address nobody listens on',
      async () => writeFile(join(dir, 'runner.json'), JSON.stringify({ socket: join(dir, 's'), token: 'x'.repeat(64), pid: process.pid })),
    ],
    ['one that says nothing', async () => serve([])],
    ['one that says something else', async () => serve(['hello'])],
    ['one that says too much', async () => serve(['x'.repeat(200_000)])],
  ])('%s', async (_what, prepare) => {
    await prepare();
    const runner = host(hastyClock());
    expect(await runner.find()).toBeNull();
    expect(opened).toBe(0);
    expect(await runner.start('20260101-000000-aaaaaa')).toMatchObject({ ok: false, failure: { kind: 'runner-unreachable' } });
    runner.dispose();
  });
});

describe('news', () => {
  test('is passed on; what is no message ends the connection', async () => {
    const [run, other] = ['20260101-000000-aaaaaa', '20260101-000000-bbbbbb'];
    await serve([
      welcome(run),
      { t: 'started', run },
      { t: 'progress', run, bytes: 3, lastLine: 'x' },
      { t: 'refused', run: other, detail: 'busy' },
    ]);
    const runner = host(realClock);
    expect(await runner.find()).toEqual({ running: run });
    await soon();
    expect(news).toEqual([
      { kind: 'started', run },
      { kind: 'progress', run, bytes: 3, lastLine: 'x' },
      { kind: 'refused', run: other, detail: 'busy' },
    ]);
    runner.dispose();
  });

  test('a run that ended while the connection was broken is told on reconnecting', async () => {
    const run = '20260101-000000-aaaaaa';
    await serve([welcome(run)]);
    const runner = host(realClock);
    await runner.find();
    const [first] = sockets;
    server?.close();
    await rm(join(dir, 'socket'), { force: true });
    await serve([welcome(null)]);
    first?.destroy();
    await soon();
    await soon();
    expect(news).toEqual([{ kind: 'ended', run }]);
    runner.dispose();
  });

  test('an end that comes in one piece with the welcome is heard', async () => {
    const run = '20260101-000000-aaaaaa';
    await serve([`${JSON.stringify(welcome(run))}\n${JSON.stringify({ t: 'ended', run })}`]);
    const runner = host(realClock);
    expect(await runner.find()).toEqual({ running: null });
    await soon();
    expect(news).toEqual([{ kind: 'ended', run }]);
    runner.dispose();
  });

  test('a runner that lives and does not answer keeps its run; what became of it is told when it answers again', async () => {
    const run = '20260101-000000-aaaaaa';
    await serve([welcome(run)]);
    const quick: Clock = { now: () => Date.now(), after: (ms, call) => realClock.after(ms / 20, call) };
    const runner = host(quick);
    expect(await runner.find()).toEqual({ running: run });
    server?.close();
    await rm(join(dir, 'socket'), { force: true });
    sockets[0]?.destroy();
    while (warned.length === 0) await soon();
    expect(news).toEqual([]);
    await serve([welcome(null)]);
    expect(await runner.find()).toEqual({ running: null });
    expect(news).toEqual([{ kind: 'ended', run }]);
    runner.dispose();
  });
});
