// What must never happen, tried against the real supervisor and relay.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressSchema } from '../../src/runner/address.ts';
import { livingRelay, readEnd, readStart } from '../../src/runner/marks.ts';
import { isAlive } from '../../src/runner/stop.ts';
import { House, SECRETS, STAND_IN, signal, until } from './house.ts';

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

const pidOf = async (name: string) => {
  await until(
    () => existsSync(join(house.folder, name)),
    () => `the file ${name}; the terminal shows ${house.terminal?.text}`,
  );
  await wait(50);
  return Number(await readFile(join(house.folder, name), 'utf8'));
};

describe('one approval, one run', () => {
  test('a seal works once, in the runner and by hand', async () => {
    const { run, end } = await house.run({ script: 'echo x >> count' });
    expect(end).toMatchObject({ outcome: 'exited', exit: 0 });
    await house.ask(run);
    expect(await house.heard('refused', run)).toMatchObject({ detail: 'seal-used' });
    expect(await relay(house.runFolder(run))).toBe(125);
    expect(await readFile(join(house.folder, 'count'), 'utf8')).toBe('x\n');
    expect(await readEnd(house.runFolder(run))).toEqual(end);
  });

  test('twenty relays at once start it once', async () => {
    const run = await house.seal({ script: 'echo x >> count; sleep 0.2' });
    const codes = await Promise.all(Array.from({ length: 8 }, () => relay(house.runFolder(run))));
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
    expect(await readFile(join(house.folder, 'count'), 'utf8')).toBe('x\n');
  });

  test('a copy of the run folder under another name does not run', async () => {
    const run = await house.seal({ script: 'echo x >> count' });
    const copy = `${run}-copy`;
    await cp(house.runFolder(run), house.runFolder(copy), { recursive: true });
    await house.ask(copy);
    expect(await house.ended(copy)).toMatchObject({
      outcome: 'refused',
      refusal: { kind: 'changed-since-approved', detail: 'run folder' },
    });
    expect(existsSync(join(house.folder, 'count'))).toBe(false);
  });

  test('while a step runs no other is taken', async () => {
    const first = await house.start({ script: 'read -r _' });
    const second = await house.seal({ script: 'echo x >> count' });
    await house.heard('started', first);
    await house.ask(second);
    expect(await house.heard('refused', second)).toMatchObject({ detail: 'busy' });
    house.terminal?.type('\r');
    await house.ended(first);
    expect(existsSync(join(house.folder, 'count'))).toBe(false);
  });

  test('a second runner for the same folder goes away, a dead one is replaced', async () => {
    await house.run({ script: 'true' });
    const first = house.terminal;
    const second = house.openTerminal();
    expect(await second.child.exited).toMatchObject({ exit: 1 });
    expect(second.text).toContain('Another Countersign terminal');
    signal(first?.child.pid ?? 0, 'SIGKILL');
    await house.heard('lost');
    const { end } = await house.run({ script: 'exit 9' });
    expect(end.exit).toBe(9);
  });
});

describe('what was approved is what runs', () => {
  const changes: readonly (readonly [string, (folder: string) => Promise<unknown>, object])[] = [
    ['a byte of the script', (folder) => appendFile(join(folder, 'step'), ' '), { kind: 'changed-since-approved', detail: 'sealed step' }],
    [
      'the env file given to the provider',
      (folder) => appendFile(join(folder, 'env'), 'X=1\n'),
      { kind: 'changed-since-approved', detail: 'sealed step' },
    ],
    ['a script that is not UTF-8', (folder) => writeFile(join(folder, 'step'), Buffer.from([0xff])), { kind: 'run-refused' }],
    [
      "the seal's provider",
      (folder) => edit(folder, (seal) => seal.replace(/"providerPath":"[^"]*"/, '"providerPath":"/bin/false"')),
      { kind: 'changed-since-approved' },
    ],
    [
      "the seal's level",
      (folder) => edit(folder, (seal) => seal.replace('"level":"change"', '"level":"read"')),
      { kind: 'changed-since-approved' },
    ],
    ['a field nobody knows', (folder) => edit(folder, (seal) => seal.replace('{', '{"extra":1,')), { kind: 'run-refused' }],
    ['an expired seal', (folder) => edit(folder, (seal) => seal.replace(/"expiresAt":\d+/, '"expiresAt":1')), { kind: 'seal-expired' }],
    ['the runbook', () => house.write('book.md', '# Another\n'), { kind: 'changed-since-approved', detail: 'runbook' }],
    ['the env file', () => house.write('.env', 'DB_PASSWORD=op://Trial/other\n'), { kind: 'changed-since-approved', detail: 'env file' }],
    ['a deleted directory', () => rm(join(house.folder, 'sub'), { recursive: true }), { kind: 'cwd-missing' }],
    [
      'the directory, for another of the same name',
      async () => {
        await rename(join(house.folder, 'sub'), join(house.folder, 'moved'));
        await mkdir(join(house.folder, 'sub'));
      },
      { kind: 'changed-since-approved', detail: 'working directory' },
    ],
    [
      "the shell's program, byte for byte as long and as old",
      async () => swap(join(house.home, 'shell')),
      { kind: 'changed-since-approved', detail: "shell's program" },
    ],
    [
      "the provider's program",
      async () => swap(join(house.home, 'provider')),
      { kind: 'changed-since-approved', detail: "provider's program" },
    ],
    [
      'a seal that does not say what it was sealed with',
      (folder) => edit(folder, (seal) => seal.replace(/,"programs":\[.*\]/, '')),
      { kind: 'changed-since-approved' },
    ],
    ['a directory that became a link', () => relink(), { kind: 'changed-since-approved', detail: 'working directory' }],
    [
      'a directory above it that became a link',
      async () => {
        await rename(house.folder, `${house.folder}-moved`);
        await symlink(`${house.folder}-moved`, house.folder);
      },
      { kind: 'changed-since-approved', detail: 'working directory' },
    ],
    [
      'the name of the shell, which leads to another program',
      async () => {
        await rm(join(house.home, 'shell'));
        await symlink('/bin/sh', join(house.home, 'shell'));
      },
      { kind: 'changed-since-approved', detail: "shell's program" },
    ],
    ['a shell that is gone', () => rm(join(house.home, 'shell')), { kind: 'interpreter-missing' }],
    ['a provider that is gone', () => rm(join(house.home, 'provider')), { kind: 'provider-missing' }],
    ['a deleted env file', () => rm(join(house.folder, '.env')), { kind: 'changed-since-approved', detail: 'env file' }],
    ['a deleted runbook', () => rm(join(house.folder, 'book.md')), { kind: 'changed-since-approved', detail: 'runbook' }],
    [
      'a runbook that is a folder now',
      async () => {
        await rm(join(house.folder, 'book.md'));
        await mkdir(join(house.folder, 'book.md'));
      },
      { kind: 'changed-since-approved', detail: 'runbook' },
    ],
    [
      "the shell's arguments in the seal",
      (folder) => edit(folder, (seal) => seal.replace(/("path":"[^"]*shell","args":\[)/, '$1"-x"')),
      { kind: 'changed-since-approved', detail: 'sealed step' },
    ],
    [
      "the seal's time limit",
      (folder) => edit(folder, (seal) => seal.replace('"timeoutMs":null', '"timeoutMs":1')),
      { kind: 'changed-since-approved', detail: 'sealed step' },
    ],
    [
      'what the seal says it acts on',
      (folder) => edit(folder, (seal) => seal.replace('"level":"change"', '"level":"change","targets":["kubernetes prod"]')),
      { kind: 'changed-since-approved', detail: 'sealed step' },
    ],
    [
      "the seal's names of secrets",
      (folder) => edit(folder, (seal) => seal.replace('"names":["DB_PASSWORD"]', '"names":[]')),
      { kind: 'changed-since-approved', detail: 'sealed step' },
    ],
    [
      'a seal from the future',
      (folder) => edit(folder, (seal) => seal.replace(/"sealedAt":\d+/, `"sealedAt":${Date.now() + 3_600_000}`)),
      { kind: 'seal-expired' },
    ],
    ['half a seal', (folder) => edit(folder, (seal) => seal.slice(0, seal.length / 2)), { kind: 'run-refused' }],
    ['a script that is gone', (folder) => rm(join(folder, 'step')), { kind: 'run-refused' }],
  ];
  const edit = async (folder: string, change: (seal: string) => string) =>
    writeFile(join(folder, 'seal.json'), change(await readFile(join(folder, 'seal.json'), 'utf8')));
  /** Another program in the same file, with the times of the one before. */
  const swap = async (path: string) => {
    const { atime, mtime } = await stat(path);
    const before = await readFile(path, 'utf8');
    await writeFile(path, before.replace(/.$/s, ' '));
    await utimes(path, atime, mtime);
  };
  const relink = async () => {
    await rm(join(house.folder, 'sub'), { recursive: true });
    await symlink('/tmp', join(house.folder, 'sub'));
  };

  test.each(changes)('%s', async (_what, change, refusal) => {
    await mkdir(join(house.folder, 'sub'));
    const [shell, provider] = [join(house.home, 'shell'), join(house.home, 'provider')];
    await writeFile(shell, '#!/bin/bash\nexec /bin/bash "$@"\n', { mode: 0o755 });
    await writeFile(provider, `#!/bin/bash\nexec ${STAND_IN} "$@"\n`, { mode: 0o755 });
    const run = await house.seal({
      script: `echo "$DB_PASSWORD" > ${house.folder}/ran`,
      attributes: { cwd: 'sub' },
      plan: (plan) => ({
        ...plan,
        interpreter: { ...plan.interpreter, path: shell },
        secrets: { ...plan.secrets, providerPath: provider },
      }),
    });
    await change(house.runFolder(run));
    await house.ask(run);
    expect(await house.ended(run)).toMatchObject({ outcome: 'refused', exit: null, refusal });
    expect(await relay(house.runFolder(run))).toBe(125);
    expect(existsSync(join(house.folder, 'ran'))).toBe(false);
  });

  test('a run that leads out of the folder of runs is no message', async () => {
    await house.run({ script: 'true' });
    const address = addressSchema.parse(JSON.parse(await readFile(join(house.runtimeDir, 'runner.json'), 'utf8')));
    const answer = await talk(address.socket, [
      { t: 'hello', token: address.token, role: 'host' },
      { t: 'run', run: '../../workspace/evil' },
    ]);
    expect(answer).toMatch(/^\{"t":"welcome".*\}\n$/);
  });

  test.each([
    ['without the token', [{ t: 'hello', token: 'x'.repeat(64), role: 'host' }]],
    ['without a greeting', [{ t: 'run', run: '20260101-000000-000000' }]],
    ['with anything else', ['GET / HTTP/1.1']],
    ['with a line that never ends', ['x'.repeat(200_000)]],
  ])('a caller %s is cut off', async (_who, lines) => {
    await house.run({ script: 'true' });
    const address = addressSchema.parse(JSON.parse(await readFile(join(house.runtimeDir, 'runner.json'), 'utf8')));
    expect(await talk(address.socket, lines)).toBe('');
    expect((await stat(house.runtimeDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(house.runtimeDir, 'runner.json'))).mode & 0o777).toBe(0o600);
    expect((await house.run({ script: 'exit 2' })).end.exit).toBe(2);
  });
});

/** Sends lines and gives back what was answered until the other side hung up. */
async function talk(path: string, lines: readonly (object | string)[]): Promise<string> {
  const socket = createConnection(path);
  let heard = '';
  socket.on('data', (bytes) => {
    heard += bytes.toString();
  });
  socket.on('error', () => undefined);
  for (const line of lines) socket.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  await new Promise((done) => socket.once('close', done));
  return heard;
}

describe('a step is ended with everything it started', () => {
  const STUBBORN = 'trap "" INT TERM HUP; (trap "" INT TERM HUP; sleep 300) & echo $! > kid; echo $$ > me; echo ready; wait; sleep 300';

  test('cancelled: politely', async () => {
    const run = await house.start({ script: 'sleep 300 & echo $! > kid; echo $$ > me; echo before; sleep 300' });
    const pids = [await pidOf('kid'), await pidOf('me')];
    await house.runner.cancel(run);
    const end = await house.ended(run);
    expect(end).toMatchObject({ outcome: 'cancelled', exit: null, signal: 'SIGINT' });
    expect(end.endedAt - (end.startedAt ?? 0)).toBeLessThan(2500);
    expect(pids.some(isAlive)).toBe(false);
    expect((await house.log(run)).toString()).toBe('before\r\n');
  });

  test('cancelled: one that ignores every polite signal, after five seconds', async () => {
    const run = await house.start({ script: STUBBORN });
    const pids = [await pidOf('kid'), await pidOf('me')];
    await house.runner.cancel(run);
    expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled', signal: 'SIGKILL' });
    expect(pids.some(isAlive)).toBe(false);
  });

  test('out of time', async () => {
    const { end, log } = await house.run({ script: 'echo begun; sleep 300', attributes: { timeoutMs: 400 } });
    expect(end).toMatchObject({ outcome: 'timeout', signal: 'SIGINT' });
    expect(log.toString()).toBe('begun\r\n');
  });

  test('cancelled while the provider still asks: nothing is started', async () => {
    house.env.OP_STANDIN_DELAY_MS = '30000';
    const run = await house.start({ script: 'echo "$DB_PASSWORD" > ran' });
    await house.terminal?.shows(']633;C');
    await wait(300);
    await house.runner.cancel(run);
    expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled', startedAt: null });
    expect(existsSync(join(house.folder, 'ran'))).toBe(false);
  });

  test('the relay is killed: the step goes too, the log stays, the end says lost, and the terminal is usable', async () => {
    const run = await house.start({ script: 'echo "$DB_PASSWORD"; trap "" HUP; sleep 300 & echo $! > kid; echo $$ > me; wait' });
    const pids = [await pidOf('kid'), await pidOf('me')];
    await until(
      async () => (await house.log(run)).length > 0,
      () => 'a log',
    );
    signal((await livingRelay(house.runFolder(run))) ?? 0, 'SIGKILL');
    expect(await house.ended(run)).toMatchObject({ outcome: 'lost', exit: null });
    expect(pids.some(isAlive)).toBe(false);
    expect((await house.evidence(run)).excerpt.text).toBe('<concealed:DB_PASSWORD>');
    expect((await house.run({ script: 'exit 6' })).end.exit).toBe(6);
    const { stdout } = await promisify(execFile)('stty', ['-F', `/proc/${house.terminal?.child.pid}/fd/0`, '-a']);
    expect(stdout).toMatch(/(^|\s)opost/m);
  });

  test('the provider is killed: the step goes too', async () => {
    const run = await house.start({ script: 'echo "$DB_PASSWORD"; echo $$ > me; sleep 300' });
    const me = await pidOf('me');
    const relayPid = await livingRelay(house.runFolder(run));
    const parent = Number((await readFile(`/proc/${relayPid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[1]);
    signal(parent, 'SIGKILL');
    expect(await house.ended(run)).toMatchObject({ outcome: 'cancelled' });
    expect(isAlive(me)).toBe(false);
  });

  test('the terminal is closed: the step ends, its end is written, the next window finds it', async () => {
    const run = await house.start({ script: 'echo halfway; echo $$ > me; sleep 300' });
    const me = await pidOf('me');
    house.terminal?.child.close();
    await until(
      async () => (await readEnd(house.runFolder(run))) !== null,
      () => 'the end',
    );
    expect(await readEnd(house.runFolder(run))).toMatchObject({ outcome: 'cancelled' });
    expect(isAlive(me)).toBe(false);
    expect(await house.vault.open()).toMatchObject([{ run, ticket: { session: 'session1' } }]);
    expect((await house.evidence(run)).excerpt.text).toBe('halfway');
    await until(
      () => !existsSync(join(house.runtimeDir, 'runner.json')),
      () => 'the runner to clean up',
    );
  });
});

describe('nothing is lost', () => {
  test('the window goes away in the middle of a step and comes back', async () => {
    const run = await house.start({ script: 'echo first; read -r _; echo last; exit 3' });
    await house.heard('started', run);
    house.runner.dispose();
    await wait(100);
    const again = house.connectHost();
    expect(await again.find()).toEqual({ running: run });
    house.terminal?.type('\r');
    expect(await house.ended(run)).toMatchObject({ exit: 3 });
    expect((await house.evidence(run)).excerpt.text).toBe('first\n\nlast');
    again.dispose();
  });

  test.each(['comes back', 'never comes back'])(
    'a terminal that takes nothing and %s holds the step back; memory stays, cancel works',
    async (how) => {
      await house.run({ script: 'true' });
      const run = await house.start({ script: 'echo $$ > me; yes "a long line of output that fills every buffer on its way"' });
      await house.heard('started', run);
      Object.assign(house.terminal ?? {}, { stalls: true });
      await wait(1500);
      const relayPid = await livingRelay(house.runFolder(run));
      const before = (await house.log(run)).length;
      await wait(300);
      expect((await house.log(run)).length).toBe(before);
      const resident = Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${relayPid}/status`, 'utf8'))?.[1]);
      expect(resident).toBeLessThan(200_000);
      await house.runner.cancel(run);
      if (how === 'comes back') {
        Object.assign(house.terminal ?? {}, { stalls: false });
        house.terminal?.child.resume();
      }
      await until(
        async () => (await readEnd(house.runFolder(run))) !== null,
        () => 'the end',
      );
      const end = await readEnd(house.runFolder(run));
      expect(end).toMatchObject({ outcome: 'cancelled', bytes: (await house.log(run)).length });
      expect(isAlive(await pidOf('me'))).toBe(false);
    },
  );

  test('a log that cannot be written makes the step wait, and is written when there is room', async (context) => {
    const mounted = await mountSmall(join(house.runtimeDir, 'runs'));
    if (!mounted) context.skip('needs the right to mount a small file system');
    try {
      const filler = join(house.runtimeDir, 'runs', 'filler');
      await writeFile(filler, Buffer.alloc(700 * 1024));
      const run = await house.start({ script: 'seq 1 100000; exit 3' });
      await house.terminal?.shows('The step waits; nothing is lost');
      await wait(300);
      await rm(filler);
      expect(await house.ended(run)).toMatchObject({ outcome: 'exited', exit: 3 });
      const log = await house.log(run);
      expect(log.toString() === Array.from({ length: 100_000 }, (_, i) => `${i + 1}\r\n`).join('')).toBe(true);
    } finally {
      await house.stop();
      await promisify(execFile)('umount', ['-l', join(house.runtimeDir, 'runs')]).catch(() => undefined);
    }
  });

  test('a runtime folder too deep for a socket', async () => {
    const deep = join(house.home, 'd'.repeat(90), 'e'.repeat(30));
    await mkdir(deep, { recursive: true });
    Object.assign(house, { runtimeDir: deep });
    const runner = house.connectHost();
    const ready = await runner.ensure();
    expect(ready).toEqual({ ok: true, value: { running: null } });
    runner.dispose();
  });
});

async function mountSmall(path: string): Promise<boolean> {
  await mkdir(path, { recursive: true });
  return promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', path]).then(
    () => true,
    () => false,
  );
}

test('the secret is in no file of storage and workspace', async () => {
  const { run } = await house.run({ script: 'echo "$DB_PASSWORD $(printf %s "$DB_PASSWORD" | base64)"' });
  await house.evidence(run);
  const secret = SECRETS['op://Trial/db/password'];
  for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)]) {
    const { stdout } = await promisify(execFile)('grep', ['-rlF', form, house.runtimeDir, house.folder]).catch(() => ({ stdout: '' }));
    expect(stdout).toBe('');
  }
  expect(await readStart(house.runFolder(run))).toMatchObject({ pty: true, unmasked: [] });
});
