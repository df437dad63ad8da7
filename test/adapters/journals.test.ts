// The journals read back from a real folder, written by the journal itself.
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal } from '../../src/adapters/journal.ts';
import { createJournals } from '../../src/adapters/journals.ts';
import type { Redacted } from '../../src/core/redact/redacted.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journals-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const skipped = (step: string) =>
  ({ kind: 'skipped', step, level: 'read', at: 1, by: 'Ada', command: 'ls' as string as Redacted }) as const;

describe('the journals', () => {
  it('of a runbook, oldest session first, and of nobody else', async () => {
    const journal = createJournal({ folder });
    await journal.append('ops/a.md', '20260102-s', skipped('two'));
    await journal.append('ops/a.md', '20260101-s', skipped('one'));
    await journal.append('ops/a/b.md', '20260101-s', skipped('below'));
    await journal.append('b.md', '20260103-s', skipped('other'));
    const journals = createJournals({ folder });
    expect((await journals.of('ops/a.md')).map((record) => 'step' in record && record.step)).toEqual(['one', 'two']);
    expect((await journals.all()).map(({ path }) => path)).toHaveLength(4);
  });

  it('answer with what can be read, whatever lies there', async () => {
    const journals = createJournals({ folder });
    expect(await journals.of('a.md')).toEqual([]);
    expect(await journals.all()).toEqual([]);
    const journal = createJournal({ folder });
    await journal.append('a.md', 's1', skipped('one'));
    const at = join(folder, '.countersign/journal/a');
    await writeFile(join(at, 'junk.jsonl'), '{"v":1\n\u0000\n[]\n');
    await writeFile(join(at, 'huge.jsonl'), '');
    await truncate(join(at, 'huge.jsonl'), 50 * 1024 * 1024);
    await mkdir(join(at, 'folder.jsonl'));
    await symlink('/etc/passwd', join(at, 'link.jsonl'));
    expect((await journals.of('a.md')).map((record) => record.kind)).toEqual(['skipped']);
  });

  it('are read again when they grew', async () => {
    const journal = createJournal({ folder });
    const journals = createJournals({ folder });
    await journal.append('a.md', 's1', skipped('one'));
    expect(await journals.of('a.md')).toHaveLength(1);
    await journal.append('a.md', 's1', skipped('two'));
    expect(await journals.of('a.md')).toHaveLength(2);
  });
});
