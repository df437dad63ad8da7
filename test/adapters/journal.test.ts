import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal } from '../../src/adapters/journal.ts';
import { redact } from '../../src/core/redact/redact.ts';
import { readChain } from '../../src/core/remember/chain.ts';
import type { JournalEntry } from '../../src/core/remember/journal.ts';
import { canMount, mountSmallDisk } from './smallDisk.ts';

const PATH = '.countersign/journal/ops/k3s/s-1.jsonl';
const entry = (step: string): JournalEntry => ({ kind: 'skipped', at: 1, step, by: 'Ada', level: 'read', command: redact('ls') });
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const append = (journal = createJournal({ folder }), step = 'a') => journal.append('ops/k3s.md', 's-1', entry(step));
const text = () => readFile(join(folder, PATH), 'utf8');
const chain = async () => readChain((await text()).slice(0, -1).split('\n'));

describe('the journal', () => {
  it('appends to a file of the runbook and the session, and says where', async () => {
    expect(await append()).toEqual({ ok: true, value: { path: PATH } });
    expect(await chain()).toMatchObject({ ok: true, records: [{ seq: 1, step: 'a' }] });
  });

  it('keeps one chain when many appends come at once', async () => {
    const journal = createJournal({ folder });
    await Promise.all(Array.from({ length: 30 }, (_, index) => append(journal, `step-${index}`)));
    expect(await chain()).toMatchObject({ ok: true, records: Array.from({ length: 30 }, (_, index) => ({ step: `step-${index}` })) });
  });

  it('goes on with the chain of an earlier window, and after somebody else wrote', async () => {
    const journal = createJournal({ folder });
    await append(journal, 'a');
    await append(createJournal({ folder }), 'b');
    await append(journal, 'c');
    expect(await chain()).toMatchObject({ ok: true, records: [{ step: 'a' }, { step: 'b' }, { step: 'c' }] });
  });

  it('closes what a crash left half written, without rewriting a byte', async () => {
    await append();
    await appendFile(join(folder, PATH), '{"at":"2026-11-');
    const before = await text();
    await append();
    expect((await text()).startsWith(before)).toBe(true);
    expect(await chain()).toMatchObject({ ok: true, records: [{ kind: 'skipped' }, { kind: 'torn' }, { kind: 'skipped' }] });
  });

  it('is not led out of the folder by a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside'));
    await symlink(outside, join(folder, '.countersign'));
    expect(await append()).toMatchObject({ ok: false, failure: { kind: 'journal-failed', detail: 'it lies outside the folder' } });
    await rm(join(folder, '.countersign'));
    await mkdir(join(folder, '.countersign/journal/ops/k3s'), { recursive: true });
    await symlink(join(outside, 'file'), join(folder, PATH));
    expect(await append()).toMatchObject({ ok: false, failure: { detail: 'it is a link' } });
    await rm(outside, { recursive: true });
  });

  it('says why it cannot write, and writes again once it can', async () => {
    await writeFile(join(folder, '.countersign'), 'a file');
    const journal = createJournal({ folder });
    expect(await append(journal)).toMatchObject({ ok: false, failure: { kind: 'journal-failed', path: PATH } });
    await rm(join(folder, '.countersign'));
    expect(await append(journal)).toMatchObject({ ok: true });
    expect(await chain()).toMatchObject({ ok: true });
  });

  it('takes back a record that did not fit whole', async () => {
    await mkdir(join(folder, '.countersign/journal/ops/k3s'), { recursive: true });
    const journal = createJournal({ folder });
    await append(journal);
    const sized = await limited(folder);
    expect(sized).toMatchObject({ ok: false, failure: { kind: 'journal-failed', path: PATH } });
    expect(await chain()).toMatchObject({ ok: true, records: [{ seq: 1 }] });
  });
});

describe.skipIf(!canMount())('on a disk of its own', () => {
  it('names the full disk and the read-only one, loses nothing, and goes on', async () => {
    const disk = mountSmallDisk(folder);
    try {
      const journal = createJournal({ folder });
      await append(journal, 'a');
      disk.fill();
      expect(await append(journal, 'x'.repeat(20_000))).toMatchObject({
        ok: false,
        failure: { kind: 'journal-failed', detail: 'the disk is full' },
      });
      disk.empty();
      disk.readOnly();
      expect(await append(journal, 'b')).toMatchObject({ ok: false, failure: { detail: 'the file system is read-only' } });
      disk.writable();
      await append(journal, 'c');
      expect(await chain()).toMatchObject({ ok: true, records: [{ step: 'a' }, { step: 'c' }] });
    } finally {
      disk.dispose();
    }
  });
});

/** The same append in a process that may not let a file grow past 1 KiB: the kernel cuts the write short, as a full disk does. */
async function limited(where: string): Promise<unknown> {
  const { execa } = await import('execa');
  const program = `
    process.on('SIGXFSZ', () => {});
    const { createJournal } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/adapters/journal.ts'))});
    const entry = { kind: 'skipped', at: 1, step: 'x'.repeat(5000), by: 'Ada', level: 'read', command: 'ls' };
    console.log(JSON.stringify(await createJournal({ folder: ${JSON.stringify(where)} }).append('ops/k3s.md', 's-1', entry)));`;
  const { stdout } = await execa('bash', ['-c', 'ulimit -f 1; exec "$0" --input-type=module -e "$1"', process.execPath, program]);
  return JSON.parse(stdout);
}
