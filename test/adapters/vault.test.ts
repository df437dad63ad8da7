// The vault against a real disk.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVault } from '../../src/adapters/vault.ts';
import type { Approved } from '../../src/core/review/approved.ts';
import { digestOf } from '../../src/core/seal/digest.ts';
import { endSchema, sealSchema, startSchema } from '../../src/core/seal/seal.ts';
import { livingRelay, readEnd } from '../../src/runner/marks.ts';
import { House } from '../runner/house.ts';

let house: House;
beforeEach(async () => {
  house = await House.build();
});
afterEach(async () => house.tearDown());

const put = (run: string, name: string, content: string | Uint8Array) => writeFile(join(house.runFolder(run), name), content);
const start = (run: string) => JSON.stringify(startSchema.parse({ v: 1, run, pid: 1, at: 1000, pty: true, unmasked: ['P'] }));
const end = (run: string, facts: object = {}) =>
  JSON.stringify(
    endSchema.parse({
      v: 1,
      run,
      outcome: 'exited',
      exit: 0,
      signal: null,
      startedAt: 1000,
      endedAt: 3500,
      bytes: 3,
      refusal: null,
      ...facts,
    }),
  );

/** A run that ended, with this log. */
async function ran(log: string | Uint8Array): Promise<string> {
  const run = await house.seal({ script: 'true' });
  await put(run, 'used', '1');
  await put(run, 'start.json', start(run));
  await put(run, 'output.log', log);
  await put(run, 'end.json', end(run));
  return run;
}

test('the excerpt calls the script by a short name; the log keeps every byte', async () => {
  const run = await ran('');
  const line = `${join(house.runFolder(run), 'step')}: line 1: nosuch: command not found\n`;
  await put(run, 'output.log', line);
  const evidence = await house.vault.evidence(run, { session: 's', now: 9000 });
  if (!evidence.ok) throw new Error(evidence.failure.kind);
  expect(evidence.value.excerpt.text).toBe('step: line 1: nosuch: command not found');
  expect(evidence.value.excerpt.notable.map(({ text }) => text)).toEqual(['step: line 1: nosuch: command not found']);
  expect(await readFile(join(house.folder, evidence.value.logPath), 'utf8')).toBe(line);
});

describe('sealing', () => {
  test('writes exact bytes, for nobody else, the seal last', async () => {
    await house.write('.env', 'TOKEN=op://a/b/c\n');
    const script = 'echo "ä\r\n\t$TOKEN"';
    const run = await house.seal({ script });
    const folder = house.runFolder(run);
    expect(await readFile(join(folder, 'step'), 'utf8')).toBe(script);
    expect(await readFile(join(folder, 'env'), 'utf8')).toBe('TOKEN=op://a/b/c\n');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const seal = sealSchema.parse(JSON.parse(await readFile(join(folder, 'seal.json'), 'utf8')));
    expect(seal.source).toEqual({
      path: join(house.folder, 'book.md'),
      sha256: createHash('sha256').update('# A runbook\n').digest('hex'),
    });
  });

  test('refuses an approval whose digest is not its plan, or whose run was sealed before', async () => {
    const plan = await house.plan({ script: 'true' });
    const facts = { run: '20260101-000000-ffffff', plan, digest: digestOf(plan), by: '', at: 0, readMs: 0, via: 'card', tags: [] };
    const ticket = (await ticketOf(await house.seal({ script: 'true' }))) ?? null;
    if (!ticket) throw new Error('no ticket');
    const seal = (approved: object) => house.vault.seal(approved as unknown as Approved, ticket);
    expect(await seal({ ...facts, plan: { ...plan, script: 'false' } })).toMatchObject({
      ok: false,
      failure: { kind: 'changed-since-approved' },
    });
    expect(await seal(facts)).toEqual({ ok: true, value: null });
    expect(await seal(facts)).toMatchObject({ ok: false, failure: { kind: 'storage-failed', detail: 'EEXIST' } });
    await expect(seal({ ...facts, run: '../../../evil' })).rejects.toThrow(RangeError);
    expect(await readdir(house.home)).not.toContain('evil');
  });

  test('a disk without room: one failure, nothing half sealed', async (context) => {
    const runs = join(house.runtimeDir, 'runs');
    await mkdir(runs);
    const mount = promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', runs]);
    if (
      !(await mount.then(
        () => true,
        () => false,
      ))
    )
      context.skip('needs the right to mount a small file system');
    try {
      await expect(house.seal({ script: 'x'.repeat(60_000) })).rejects.toThrow(/storage-failed.*ENOSPC/);
      expect(await readdir(runs)).toEqual([]);
    } finally {
      await promisify(execFile)('umount', [runs]);
    }
  });

  const ticketOf = async (run: string) => (await house.vault.open()).find((each) => each.run === run)?.ticket;
});

describe('open runs', () => {
  test('oldest first; unfinished and unreadable folders are left out, old ones of them removed', async () => {
    const first = await house.seal({ script: 'true' });
    const second = await house.seal({ script: 'true' });
    for (const name of ['unfinished-old', 'unfinished-new']) await mkdir(house.runFolder(name));
    await utimes(house.runFolder('unfinished-old'), 1, 1);
    await mkdir(house.runFolder('unreadable-1'));
    await writeFile(join(house.runFolder('unreadable-1'), 'ticket.json'), '{"v":2}');
    expect((await house.vault.open()).map((each) => each.run)).toEqual([first, second]);
    expect(await readdir(join(house.runtimeDir, 'runs'))).not.toContain('unfinished-old');
    expect(await readdir(join(house.runtimeDir, 'runs'))).toContain('unfinished-new');
    await house.vault.forget(first);
    expect((await house.vault.open()).map((each) => each.run)).toEqual([second]);
  });

  test('none where there is no storage yet', async () => {
    expect(await createVault({ runtimeDir: '/nonexistent', folder: house.folder }).open()).toEqual([]);
  });
});

describe('evidence', () => {
  test('what is known of a run, its log in the workspace and not in git', async () => {
    const run = await ran('one\r\nError: two\r\n');
    const evidence = await house.evidence(run);
    expect(evidence).toMatchObject({ run, durationMs: 2500, end: { exit: 0 }, start: { unmasked: ['P'] } });
    expect(evidence.excerpt).toEqual({
      text: 'one\nError: two',
      totalLines: 2,
      omittedLines: 0,
      notable: [{ line: 2, text: 'Error: two' }],
    });
    expect(evidence.logPath).toBe(`.countersign/logs/session1/${run}.log`);
    const log = await readFile(join(house.folder, evidence.logPath));
    expect(log.toString()).toBe('one\r\nError: two\r\n');
    expect(evidence.logSha256).toBe(createHash('sha256').update(log).digest('hex'));
    expect(await readFile(join(house.folder, '.countersign/.gitignore'), 'utf8')).toBe('logs/\n');
    await writeFile(join(house.folder, '.countersign/.gitignore'), 'mine\n');
    expect(await house.evidence(run)).toEqual(evidence);
    expect(await readFile(join(house.folder, '.countersign/.gitignore'), 'utf8')).toBe('mine\n');
  });

  test('the second layer redacts the kept log, byte for byte otherwise', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\r\nMIIBVQIBADAN\r\n-----END PRIVATE KEY-----';
    const bytes = Buffer.concat([
      Buffer.from(`a\r\n${key}\r\nhttps://u:hunter2@h/\r\n`),
      Buffer.from([0, 255, 128, 10]),
      Buffer.from('no end'),
    ]);
    const { logPath } = await house.evidence(await ran(bytes));
    const kept = await readFile(join(house.folder, logPath));
    const expected = Buffer.concat([
      Buffer.from('a\r\n[redacted: private key]\r\n\r\nhttps://u:[redacted: password]@h/\r\n'),
      Buffer.from([0, 255, 128, 10]),
      Buffer.from('no end'),
    ]);
    expect(kept.toString('latin1')).toBe(expected.toString('latin1'));
  });

  test('beside the log: what a person saw of it in the end, and every fact of the run by name', async () => {
    await house.write('.env', 'TOKEN=op://a/b/c\n');
    const run = await house.seal({ script: 'echo $TOKEN' });
    const screen = '\u001b[?1049hhidden\u001b[?1049l';
    const split = `ghp_\u001b[1m${'a1B2'.repeat(9)}\u001b[0m`;
    await put(run, 'used', '1');
    await put(
      run,
      'start.json',
      JSON.stringify({ ...JSON.parse(start(run)), env: ['HOME', 'TOKEN'], versions: { runner: '1', node: 'v2' } }),
    );
    await put(run, 'output.log', `10%\r50%\r100%\r\n\u001b[31mred\u001b[0m\r\n${screen}\r\n${split}\r\nno end`);
    await put(run, 'end.json', end(run, { exit: 3, left: [{ pid: 7, name: 'sleep', began: '9' }] }));
    const { logPath, logSha256 } = await house.evidence(run);
    const beside = (kind: string) => readFile(join(house.folder, logPath.replace(/log$/, kind)), 'utf8');
    expect(await beside('txt')).toBe('100%\nred\n(a full-screen program was here)\n[redacted: GitHub token]\nno end\n');
    const facts = JSON.parse(await beside('json'));
    expect(facts).toMatchObject({
      ...{ run, session: 'session1', runbook: 'book.md', step: 'step', outcome: 'exited', exit: 3, signal: null, durationMs: 2500 },
      ...{ terminal: true, cwd: house.folder, environment: ['HOME', 'TOKEN'], secrets: ['TOKEN'], left: [{ pid: 7, name: 'sleep' }] },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      log: { file: `${run}.log`, sha256: logSha256, truncated: false },
      versions: { runner: '1', node: 'v2', shell: { name: 'bash', version: expect.stringContaining('GNU bash') } },
    });
    expect(facts.versions.provider).toMatchObject({ name: 'op', version: expect.stringMatching(/\d/) });
  });

  test('a program that is another one by now is not asked for its version', async () => {
    const shell = join(house.home, 'shell');
    await writeFile(shell, '#!/bin/sh\necho 1.0\n', { mode: 0o755 });
    const run = await house.seal({ script: 'true', plan: (plan) => ({ ...plan, interpreter: { ...plan.interpreter, path: shell } }) });
    await put(run, 'end.json', end(run));
    await writeFile(shell, `#!/bin/sh\necho ran > ${house.folder}/ran\n`);
    const { logPath } = await house.evidence(run);
    const facts = JSON.parse(await readFile(join(house.folder, logPath.replace(/log$/, 'json')), 'utf8'));
    expect(facts.versions.shell).toEqual({ name: 'bash', path: shell, version: null });
    expect(await readdir(house.folder)).not.toContain('ran');
  });

  test('a line of three megabytes', async () => {
    const log = `${'word '.repeat(600_000)}ghp_${'a1B2'.repeat(9)} end`;
    const { logPath } = await house.evidence(await ran(log));
    expect((await readFile(join(house.folder, logPath), 'utf8')) === log.replace(/ghp_\w+/, '[redacted: GitHub token]')).toBe(true);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a link in the workspace that leads out', async () => symlink(house.home, join(house.folder, '.countersign'))],
    ['a file in the way', async () => house.write('.countersign', '')],
  ])('keeps the log in storage where it cannot be in the workspace: %s', async (_why, prepare) => {
    await prepare();
    const run = await ran('kept\n');
    const { logPath } = await house.evidence(run);
    expect(logPath).toBe(join(house.runtimeDir, 'logs', 'session1', `${run}.log`));
    await house.vault.forget(run);
    expect(await readFile(logPath, 'utf8')).toBe('kept\n');
    expect(await readdir(house.home)).not.toContain('logs');
  });

  test('a workspace that cannot be written', async (context) => {
    if (process.getuid?.() === 0) context.skip('root writes everywhere');
    await chmod(house.folder, 0o555);
    expect((await house.evidence(await ran('kept\n'))).logPath).toContain(house.runtimeDir);
  });

  test('a step without output', async () => {
    const run = await ran('');
    await rm(join(house.runFolder(run), 'output.log'));
    expect((await house.evidence(run)).excerpt).toMatchObject({ text: '', totalLines: 0 });
  });

  test('no end and nobody left: lost, and it stays so', async () => {
    const run = await house.seal({ script: 'true' });
    const gone = await deadPid();
    await put(run, 'used', String(gone));
    await put(run, 'start.json', start(run));
    await put(run, 'output.log', 'half');
    const evidence = await house.evidence(run);
    expect(evidence).toMatchObject({ durationMs: null, end: { outcome: 'lost', exit: null, bytes: 4 }, excerpt: { text: 'half' } });
    expect((await house.evidence(run)).end).toEqual(evidence.end);
  });

  test('no end and the relay lives: not yet', async () => {
    const run = await house.seal({ script: 'true' });
    await put(run, 'used', String(process.pid));
    expect(await house.vault.evidence(run, { session: 's', now: 1 })).toEqual({ ok: false, failure: { kind: 'still-running' } });
  });

  test('sealed and never started: refused, and no relay can start it any more', async () => {
    const run = await house.seal({ script: 'echo x > ran' });
    expect(await house.evidence(run)).toMatchObject({ end: { outcome: 'refused', refusal: { kind: 'run-refused' } }, start: null });
    await house.ask(run);
    expect(await house.heard('refused', run)).toMatchObject({ detail: 'seal-used' });
    expect(await readdir(house.folder)).not.toContain('ran');
  });

  test('an end that cannot be read is set aside: the run is lost, and does not wait for it for ever', async () => {
    const run = await ran('x');
    await put(run, 'used', String(await deadPid()));
    await put(run, 'end.json', '{"v":1}');
    const { end, excerpt } = await house.evidence(run);
    expect([end.outcome, end.exit, excerpt.text]).toEqual(['lost', null, 'x']);
    expect(await house.evidence(run)).toMatchObject({ end });
    expect(await readdir(house.runFolder(run))).toContain('unreadable-end.json');
  });

  test('after a restart of the machine the number of the relay is another program: the run is lost, and that program is left alone', async () => {
    const run = await house.seal({ script: 'true' });
    await put(run, 'start.json', start(run));
    await put(run, 'used', `${process.ppid} 1`);
    expect(await livingRelay(house.runFolder(run))).toBeNull();
    expect((await house.evidence(run)).end).toMatchObject({ outcome: 'lost', exit: null });
  });

  test('a clock that jumped while it ran does not lengthen or shorten the run', async () => {
    const run = await ran('x');
    const end = await readEnd(house.runFolder(run));
    for (const endedAt of [1, Date.now() + 8 * 3_600_000]) {
      await put(run, 'end.json', JSON.stringify({ ...end, endedAt, tookMs: 1234 }));
      expect((await house.evidence(run)).durationMs).toBe(1234);
    }
  });
});

async function deadPid(): Promise<number> {
  const child = execFile('true');
  await new Promise((done) => child.once('exit', done));
  return child.pid ?? 0;
}
