// A window that dies, or whose call to the world fails, at any point of approving, running and recording a step: nothing runs twice or
// without its approval standing in the journal; the next window finds what there is, records it once and truly, and the record holds.
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createJournals } from '../../../src/adapters/journals.ts';
import { verifyFolder } from '../../../src/adapters/verify.ts';
import { House } from '../house.ts';
import type { Fault } from './hook.ts';
import { type How, plannedFaults } from './sweep.ts';

const WINDOW = resolve(import.meta.dirname, 'window.ts');
const HOOK = resolve(import.meta.dirname, 'hook.ts');
const RUN = `20260101-000000-${randomBytes(4).toString('hex')}`;
const BOOK = '# A runbook\n\n```bash {id=print env=all}\necho "$COUNTERSIGN_RUN" >> ran; echo "$DB_PASSWORD"; cd /; exit 0\n```\n';
/** Each takes seconds; with FAULTS=all every call is tried in every way. */
const EVERY = 17;

async function build(): Promise<House> {
  const house = await House.build();
  await house.write('.env', 'DB_PASSWORD=op://Trial/db/password\n');
  await house.write('book.md', BOOK);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: house.folder, stdio: 'ignore' });
  git('init', '-q');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  git('add', 'book.md');
  git('commit', '-q', '-m', 'begin');
  expect((await house.runner.ensure()).ok).toBe(true);
  return house;
}

/** A window of its own; answers with what its card showed last, or how it died. */
async function openWindow(house: House, of: { readonly session: string; readonly run: string; readonly fault: string }): Promise<string> {
  const env = { ...house.env, FAULT_FILE: of.fault };
  const args = ['--import', HOOK, WINDOW, house.home, of.session, of.run];
  return promisify(execFile)(process.execPath, args, { env, cwd: house.folder, timeout: 60_000 }).then(
    ({ stdout }) => stdout,
    (error: { readonly signal: string | null; readonly stderr: string }) => `died: ${error.signal} ${error.stderr.slice(-300)}`,
  );
}

async function once(at: number, how: How): Promise<readonly string[]> {
  const house = await build();
  try {
    const [list, fault] = [join(house.home, 'calls'), join(house.home, 'fault.json')];
    await writeFile(fault, JSON.stringify({ program: 'window', at, how, list, jump: 0 } satisfies Fault));
    const first = await openWindow(house, { session: '20260101-000000-first0', run: RUN, fault });
    const second = await openWindow(house, { session: '20260101-000001-second', run: '', fault: '' });
    const calls = (await readFile(list, 'utf8')).trimEnd().split('\n');
    await judge(house, `${how} at call ${at} (${calls[at - 1]}): ${first}; then ${second}`);
    return calls;
  } finally {
    await house.tearDown();
  }
}

async function judge(house: House, where: string): Promise<void> {
  const ran = (await readFile(join(house.folder, 'ran'), 'utf8').catch(() => '')).split('\n').filter((line) => line === RUN).length;
  const records = await createJournals({ folder: house.folder }).of('book.md');
  const kinds = records.map(({ kind }) => kind);
  const ends = records.flatMap((record) => (record.kind === 'ran' || record.kind === 'recovered' ? [[record.outcome, record.exit]] : []));
  expect(ran, where).toBeLessThanOrEqual(1);
  // What ran was approved before, and stands in the journal once, with the end it had.
  if (ran === 1) expect([kinds[0], ends], where).toEqual(['approved', [['exited', 0]]]);
  else expect(ends, where).toEqual([]);
  // What was being sealed is nothing without its seal: no runner takes it, and after an hour it goes.
  for (const left of await readdir(join(house.runtimeDir, 'runs')))
    expect(await readdir(join(house.runtimeDir, 'runs', left)), where).not.toContain('seal.json');
  const book = await readFile(join(house.folder, 'book.md'), 'utf8');
  expect(book.split('<!-- countersign:result').length - 1, where).toBe(ran);
  if (ran === 1) expect(book, where).toContain('<concealed:DB_PASSWORD>');
  const { audit, journals } = await verifyFolder(house.folder);
  expect(audit.findings, where).toEqual([]);
  expect(journals.length, where).toBe(records.length > 0 ? 1 : 0);
}

test.skipIf(process.platform !== 'linux')(
  'the window, at its calls',
  async () => {
    const calls = await once(0, 'none');
    expect(calls.length).toBeGreaterThan(120);
    for (const { at, how } of plannedFaults(calls.length, EVERY)) await once(at, how);
  },
  3_600_000,
);
