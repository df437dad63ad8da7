// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
// Kills, full disks and broken lines at every mark of runner and relay: nothing unapproved runs, nothing is lost, each state recovers.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/seal/plan.ts';
import { checkSeal } from '../../src/runner/check.ts';
import { offerLine, sendLine } from '../../src/runner/lines.ts';
import { livingRelay, readEnd, readStart } from '../../src/runner/marks.ts';
import { startChild } from '../../src/runner/pty.ts';
import { lastLineOf } from '../../src/runner/relayLink.ts';
import { isAlive } from '../../src/runner/stop.ts';
import { canMount, mountSmallDisk } from '../adapters/smallDisk.ts';
import { House, signal, until } from './house.ts';

const RELAY = resolve(import.meta.dirname, '../../src/runner/relay.ts');
const relay = async (folder: string) =>
  promisify(execFile)(process.execPath, [RELAY, folder]).then(
    () => 0,
    (error: { readonly code: number }) => error.code,
  );

let house: House;
beforeEach(async () => {
  house = await House.build();
  await house.write('.env', 'DB_PASSWORD=op://Trial/db/password\n');
});
afterEach(async () => house.tearDown());

const ran = () => existsSync(join(house.folder, 'ran'));
const STEP = { script: 'echo "$DB_PASSWORD" >> ran; echo $$ > me; sleep 300' };

/** A provider that does this with what it is to start (`"$@"`). */
async function provider(body: string): Promise<(plan: Plan) => Plan> {
  const path = join(house.home, 'provider');
  const script = `#!/bin/bash\nwhile [ "$1" != -- ]; do shift; done; shift\nexport DB_PASSWORD=resolved-value\n${body}\n`;
  await writeFile(path, script, { mode: 0o755 });
  return (plan) => ({ ...plan, secrets: { ...plan.secrets, providerPath: path } });
}
async function me(): Promise<number> {
  await until(
    () => existsSync(join(house.folder, 'me')),
    () => `the step to start; the terminal shows ${house.terminal?.text}`,
  );
  await wait(50);
  return Number(await readFile(join(house.folder, 'me'), 'utf8'));
}

describe('no step runs after its end was recorded', () => {
  test('a provider that ends first and starts the relay later: it finds the seal used up', async () => {
    const plan = await provider('(sleep 1.5; setsid "$@" </dev/null >/dev/null 2>&1) & disown; exit 0');
    const run = await house.start({ ...STEP, plan });
    expect(await house.ended(run)).toMatchObject({ outcome: 'provider-failed', startedAt: null });
    await wait(3000);
    expect(ran()).toBe(false);
    expect(await readStart(house.runFolder(run))).toBeNull();
  });

  test('a provider that ends while the relay lives, with the line to the runner broken: the relay is ended, and says so itself', async () => {
    const plan = await provider(`rm -f ${house.runtimeDir}/runner.json; setsid "$@" </dev/null >/dev/null 2>&1 & disown; sleep 1; exit 0`);
    const run = await house.start({ ...STEP, plan });
    const pid = await me();
    expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled', exit: null });
    expect(isAlive(pid)).toBe(false);
    expect(await livingRelay(house.runFolder(run))).toBeNull();
  });

  test('an end that is there keeps every relay from starting', async () => {
    const run = await house.seal(STEP);
    await house.evidence(run);
    await rm(join(house.runFolder(run), 'used'));
    expect(await relay(house.runFolder(run))).toBe(125);
    expect(ran()).toBe(false);
  });

  test('a signal that comes before the step has started keeps it from starting', async () => {
    const plan = await provider('"$@" & child=$!; while [ ! -e "${!#}/used" ]; do :; done; kill -TERM $child; wait $child');
    const run = await house.start({ ...STEP, plan });
    expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled' });
    expect(existsSync(join(house.folder, 'me')) && isAlive(await me())).toBe(false);
  });
});

describe('killed at each mark', () => {
  test('the provider before the seal is used: nothing ran', async () => {
    const run = await house.start({ ...STEP, plan: await provider('kill -9 $$') });
    expect(await house.ended(run)).toMatchObject({ outcome: 'provider-failed', startedAt: null });
    expect(await relay(house.runFolder(run))).toBe(125);
    expect(ran()).toBe(false);
  });

  test('the relay as soon as the seal is used: nobody can tell, so it is lost, and whatever it started is gone', async () => {
    const plan = await provider('"$@" & child=$!; while [ ! -e "${!#}/used" ]; do :; done; kill -9 $child; wait $child');
    const run = await house.start({ ...STEP, plan });
    expect(await house.ended(run)).toMatchObject({ outcome: 'lost', exit: null });
    await wait(200);
    expect(existsSync(join(house.folder, 'me')) && isAlive(await me())).toBe(false);
    expect((await house.evidence(run)).end.outcome).toBe('lost');
  });

  test('the relay when the step has started, which ignores the closing of its terminal', async () => {
    const run = await house.start({ script: 'trap "" HUP; echo half; echo $$ > me; sleep 300' });
    const pid = await me();
    signal((await livingRelay(house.runFolder(run))) ?? 0, 'SIGKILL');
    expect(await house.ended(run)).toMatchObject({ outcome: 'lost' });
    expect(isAlive(pid)).toBe(false);
    expect((await house.log(run)).toString()).toBe('half\r\n');
  });

  test('the runner and with it its terminal, in the middle of a step: the relay ends it and writes the end, the next window finds it', async () => {
    const run = await house.start({ script: 'echo half; echo $$ > me; sleep 300' });
    const pid = await me();
    const terminal = house.terminal?.child;
    signal(terminal?.pid ?? 0, 'SIGKILL');
    await house.heard('lost');
    terminal?.close();
    await until(
      async () => (await readEnd(house.runFolder(run))) !== null,
      () => 'the end',
    );
    expect(await readEnd(house.runFolder(run))).toMatchObject({ outcome: 'cancelled' });
    expect(isAlive(pid)).toBe(false);
    expect((await house.vault.open()).map((each) => each.run)).toEqual([run]);
    expect((await house.evidence(run)).excerpt.text).toBe('half');
    expect((await house.run({ script: 'exit 8' })).end.exit).toBe(8);
  });

  test('runner and relay at once: the next window makes the end up, and no relay can start the step again', async () => {
    const run = await house.start({ script: 'echo half; echo $$ > me; sleep 300' });
    await me();
    const relayPid = (await livingRelay(house.runFolder(run))) ?? 0;
    signal(house.terminal?.child.pid ?? 0, 'SIGKILL');
    signal(relayPid, 'SIGKILL');
    await house.heard('lost');
    expect((await house.evidence(run)).end).toMatchObject({ outcome: 'lost', exit: null });
    expect(await relay(house.runFolder(run))).toBe(125);
  });
});

describe('what cannot be written', () => {
  test('a start mark that cannot be written: the step is killed and the run is lost, never "nothing ran"', async () => {
    const run = await house.seal({ script: 'echo $$ > me; sleep 300' });
    await mkdir(join(house.runFolder(run), 'start.json'));
    await house.ask(run);
    expect(await house.ended(run)).toMatchObject({ outcome: 'lost', refusal: { kind: 'storage-failed', detail: 'EISDIR' } });
    expect(existsSync(join(house.folder, 'me')) && isAlive(await me())).toBe(false);
    expect((await house.run({ script: 'exit 4' })).end.exit).toBe(4);
  });

  test('an interpreter that cannot be started: refused with the reason, nothing ran', async () => {
    const [broken, script] = [join(house.home, 'interpreter'), 'echo x > ran'];
    await writeFile(broken, '', { mode: 0o644 });
    const run = await house.start({ script, plan: (plan) => ({ ...plan, interpreter: { ...plan.interpreter, path: broken } }) });
    const end = await house.ended(run);
    expect([end.outcome, end.exit === 0]).not.toEqual(['exited', true]);
    expect(ran()).toBe(false);
  });

  test.skipIf(!canMount())(
    'a disk that is full before the start: nothing runs, and when there is room the run is told as refused',
    async () => {
      const disk = mountSmallDisk(join(house.runtimeDir));
      try {
        const run = await house.seal(STEP);
        disk.fill();
        expect(await relay(house.runFolder(run))).toBe(125);
        expect(ran()).toBe(false);
        expect(await house.vault.evidence(run, { session: 's', now: 1 })).toMatchObject({ ok: false, failure: { kind: 'storage-failed' } });
        disk.empty();
        expect((await house.evidence(run)).end.outcome).toBe('refused');
        expect(await relay(house.runFolder(run))).toBe(125);
        expect(ran()).toBe(false);
      } finally {
        disk.dispose();
      }
    },
  );

  test.skipIf(!canMount())('a disk that fills up while it runs: the end is told all the same, its room was taken before', async () => {
    const disk = mountSmallDisk(join(house.runtimeDir));
    try {
      const run = await house.start({ script: 'echo $$ > me; while [ ! -e go ]; do sleep 0.05; done; exit 3' });
      await me();
      disk.fill();
      await house.write('go', '');
      expect(await house.ended(run)).toMatchObject({ outcome: 'exited', exit: 3 });
    } finally {
      await house.stop();
      disk.dispose();
    }
  });

  test.skipIf(!canMount())('a full disk and a killed relay: the host hears of an end, never that nothing ran', async () => {
    const disk = mountSmallDisk(join(house.runtimeDir));
    try {
      const run = await house.start({ script: 'echo $$ > me; trap "" HUP; sleep 300' });
      const pid = await me();
      disk.fill();
      signal((await livingRelay(house.runFolder(run))) ?? 0, 'SIGKILL');
      await house.heard('ended', run);
      expect(house.news.filter(({ kind }) => kind === 'refused')).toEqual([]);
      expect(isAlive(pid)).toBe(false);
      disk.empty();
      expect((await house.evidence(run)).end.outcome).toBe('lost');
    } finally {
      await house.stop();
      disk.dispose();
    }
  });
});

describe('a system that has no terminal to give', () => {
  const launch = { file: '/bin/sh', args: ['-c', 'test -t 1 || echo pipes'], env: {}, cwd: '/', size: { cols: 80, rows: 24 } };
  const broken = {
    fork: () => {
      throw new Error('forkpty(3) failed.');
    },
    resize: () => undefined,
  };

  test('pipes are used where the pty cannot be made, and the mark says so', async () => {
    let said = '';
    const onData = (bytes: Uint8Array) => {
      said += Buffer.from(bytes).toString();
      return true;
    };
    const child = await startChild({ ...launch, onData }, { pty: broken, program: RELAY });
    child.resume();
    expect([child.pty, await child.exited]).toEqual([false, { exit: 0, signal: null }]);
    await child.ended;
    expect(said).toBe('pipes\n');
  });

  test('what cannot be started at all rejects, and has started nothing', async () => {
    await expect(startChild({ ...launch, cwd: '/nonexistent', onData: () => true }, { pty: broken, program: RELAY })).rejects.toThrow();
  });
});

describe('the line shown while a step runs', () => {
  const bytes = (text: string) => Buffer.from(text);
  const TOKEN = `ghp_${'a1B2'.repeat(9)}`;
  const KEY = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n'.repeat(20)}`;

  test('is redacted with all that stands before it: half of a key is not shown', () => {
    expect(lastLineOf(bytes(KEY))).not.toContain('MIIE');
    expect(lastLineOf(bytes(`first\n${TOKEN} ${'word '.repeat(200)}`))).not.toContain('a1B2');
  });

  test('of a line whose beginning is gone nothing is shown', () => {
    expect(lastLineOf(bytes(`${TOKEN.slice(6)}${' x'.repeat(9000)}`).subarray(0, 16 * 1024))).toBe('');
    expect(lastLineOf(bytes(`${'a'.repeat(20_000)}\nthe end\n`).subarray(-16 * 1024))).toBe('the end');
  });

  test('is cut after it was redacted, and says what was there last', () => {
    expect(lastLineOf(bytes('10%\r50%\r100%\n\n  \n'))).toBe('100%');
    expect(lastLineOf(bytes('w '.repeat(900)))).toHaveLength(400);
    expect(lastLineOf(bytes(''))).toBe('');
  });
});

describe('a line to the runner that anybody could hold', () => {
  test('with the true token nothing runs that was not approved: a folder made by hand, a run that ended, a run twice', async () => {
    const { run } = await house.run({ script: 'echo once >> ran' });
    const forged = '20260101-000000-forged0';
    await mkdir(house.runFolder(forged));
    await writeFile(join(house.runFolder(forged), 'seal.json'), await readFile(join(house.runFolder(run), 'seal.json')));
    await writeFile(join(house.runFolder(forged), 'step'), 'echo forged >> ran');
    await writeFile(join(house.runFolder(forged), 'env'), '');
    await house.ask(forged);
    expect(await house.ended(forged)).toMatchObject({ outcome: 'refused', exit: null });
    await house.ask(run);
    expect(await house.heard('refused', run)).toMatchObject({ detail: 'seal-used' });
    expect(await readFile(join(house.folder, 'ran'), 'utf8')).toBe('once\n');
  });

  test('two windows that ask for one run get one run', async () => {
    const run = await house.seal({ script: 'echo once >> ran; sleep 0.3' });
    const second = house.connectHost();
    await house.runner.ensure();
    await second.ensure();
    await Promise.all([house.runner.start(run), second.start(run)]);
    await house.ended(run);
    await wait(300);
    expect(await readFile(join(house.folder, 'ran'), 'utf8')).toBe('once\n');
    second.dispose();
  });
});

test('news for a window that stands still does not pile up; what has to be known is kept for it', () => {
  const sent: string[] = [];
  const window = (writableLength: number) => ({
    destroyed: false,
    writable: true,
    writableLength,
    write: (line: string) => sent.push(line),
  });
  const told = (socket: object, tell: typeof sendLine) => tell(socket as Parameters<typeof sendLine>[0], { t: 'x' });
  told(window(0), offerLine);
  told(window(1_000_000), offerLine);
  expect(sent).toHaveLength(1);
  told(window(1_000_000), sendLine);
  expect(sent).toHaveLength(2);
});

test('an idle runner does nothing: no CPU, no wake-ups', async (context) => {
  if (process.platform !== 'linux') context.skip('read from /proc');
  await house.run({ script: 'true' });
  await wait(500);
  const pid = house.terminal?.child.pid ?? 0;
  const cost = async () => {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    const switches = /^voluntary_ctxt_switches:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/task/${pid}/status`, 'utf8'))?.[1];
    return { ticks: Number(fields[11]) + Number(fields[12]), switches: Number(switches) };
  };
  const before = await cost();
  await wait(4000);
  expect(await cost()).toEqual(before);
});

test('a step that is killed leaves no process of it, not even one with a session of its own', async () => {
  const script = 'setsid sleep 301 & setsid bash -c "trap \\"\\" INT TERM; echo \\$\\$ > me; while :; do sleep 0.1; done" & sleep 300';
  const run = await house.start({ script });
  const detached = await me();
  await house.runner.cancel(run);
  expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled' });
  expect(isAlive(detached)).toBe(false);
  const { stdout } = await promisify(execFile)('pgrep', ['-f', 'sleep 301']).catch(() => ({ stdout: '' }));
  expect(stdout).toBe('');
});

test('what a step leaves behind is named, and ends by Control-C in the terminal; one of the same number is left alone', async () => {
  const { run, end } = await house.run({ script: 'setsid sleep 302 >/dev/null 2>&1 </dev/null & sleep 0.3; echo done' });
  expect(end).toMatchObject({ outcome: 'exited', exit: 0, left: [{ name: 'sleep' }] });
  const pid = end.left?.[0]?.pid ?? 0;
  expect(isAlive(pid)).toBe(true);
  await house.terminal?.shows(`Still running in the background: sleep (${pid})`);
  expect((await house.evidence(run)).end.left).toEqual(end.left);
  house.terminal?.type('\u0003');
  await house.terminal?.shows('Ended what was left in the background.');
  expect(isAlive(pid)).toBe(false);
  const { endLeft } = await import('../../src/runner/stop.ts');
  const bystander = spawn('sleep', ['300']);
  expect(await endLeft([{ pid: bystander.pid ?? 0, began: '1' }])).toBe(0);
  expect(isAlive(bystander.pid ?? 0)).toBe(true);
  bystander.kill();
});

test('Control-C before the step has the keyboard: cancelled, and nothing ran', async () => {
  const run = await house.start({ ...STEP, plan: await provider('sleep 300') });
  await house.terminal?.shows(']633;C');
  await wait(300);
  house.terminal?.type('\u0003');
  expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled', startedAt: null });
  expect(ran()).toBe(false);
});

test('a clock that jumps, a laptop that slept: a seal is good for ten minutes of approval, and never from the future', async () => {
  const run = await house.seal({ script: 'true' });
  const at = (ms: number) => checkSeal(house.runFolder(run), Date.now() + ms);
  expect(await at(0)).toMatchObject({ ok: true });
  expect(await at(9 * 60_000)).toMatchObject({ ok: true });
  for (const ms of [10 * 60_000 + 1000, 24 * 3_600_000, -2 * 60_000, -365 * 24 * 3_600_000])
    expect(await at(ms)).toMatchObject({ ok: false, refusal: { kind: 'seal-expired' } });
});
