// Promise 3, under attack: the AI never sees a secret. Every canary, in every encoding, through every channel, cut in every way, printed by
// one approved step that goes the whole way; afterwards no canary is anywhere that people, models or git can see.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../src/core/review/session.ts';
import { CANARIES } from './canaries.ts';
import { CASES } from './cases.ts';
import { ENCODINGS } from './encodings.ts';
import { leaksIn } from './oracle.ts';
import { type Artefacts, Pipeline } from './pipeline.ts';

let pipeline: Pipeline;
let ended: Extract<Session['review'], { kind: 'ended' }>;
let artefacts: Artefacts;
beforeAll(async () => {
  pipeline = await Pipeline.build(`"${process.execPath}" "${join(import.meta.dirname, 'emit.ts')}"`);
  ended = await pipeline.run();
  artefacts = await pipeline.artefacts();
}, 120_000);
afterAll(async () => pipeline?.tearDown());

describe('the canaries', () => {
  test('are at least a thousand, through every channel', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(1000);
    expect(new Set(CASES.map(({ channel }) => channel)).size).toBe(12);
    expect(new Set(CASES.map(({ canary }) => canary)).size).toBe(CANARIES.length);
    expect(CASES.some(({ pause }) => pause > 0)).toBe(true);
  });

  test('would be found, each in each encoding', () => {
    for (const canary of CANARIES)
      for (const encoding of ENCODINGS)
        if (!(canary.isPlain && encoding.isLoose)) {
          const part = canary.value.split('\n').find((line) => !line.startsWith('-----')) ?? '';
          expect(
            leaksIn(Buffer.concat([Buffer.from('[['), encoding.encode(part), Buffer.from(']]')])),
            `${canary.name} ${encoding.name}`,
          ).not.toEqual([]);
        }
  });
});

describe('after a step that printed them all', () => {
  test('it ran, and nothing of its output was lost', async () => {
    expect(ended.evidence?.end).toMatchObject({ outcome: 'exited', exit: 0 });
    expect(ended.evidence?.start?.unmasked).toEqual([]);
    const log = await pipeline.keptLog();
    const missing = CASES.filter(({ id }) => !log.includes(`[[case ${id} `) || !log.includes(` case ${id}]]`));
    expect(missing).toEqual([]);
  });

  test.each(['runbook', 'kept log', 'git objects', 'terminal', 'messages to the webview', "the extension host's log"])(
    'there is no canary in: %s',
    (name) => {
      const bytes = artefacts.get(name) ?? new Uint8Array();
      if (name !== "the extension host's log") expect(bytes.length).toBeGreaterThan(0);
      expect(leaksIn(bytes)).toEqual([]);
    },
  );

  test('nor in the journal, nor in what the storage still holds', () => {
    const kept = [...artefacts].filter(([name]) => /^(?:journal|storage) /.test(name));
    expect(kept.some(([name]) => name.startsWith('journal '))).toBe(true);
    expect(kept.flatMap(([name, bytes]) => leaksIn(bytes).map((leak) => `${name}: ${leak}`))).toEqual([]);
  });

  test('the checkpoint holds the runbook and its journal, and no file the step wrote', async () => {
    const git = async (...args: string[]) => (await execa('git', args, { cwd: pipeline.house.folder })).stdout.split('\n');
    expect(ended.commit).toMatch(/^[0-9a-f]{40}$/);
    const committed = await git('show', '--name-only', '--format=', 'HEAD');
    expect(committed).toHaveLength(2);
    expect(committed).toContain('book.md');
    expect(committed.find((path) => path !== 'book.md')).toMatch(/^\.countersign\/journal\//);
    // The files are there, with the canaries in them, and git knows nothing of them.
    expect(leaksIn(await readFile(join(pipeline.house.folder, 'tracked.txt')))).not.toEqual([]);
    expect(await git('diff', '--cached', '--name-only')).toEqual(['']);
    expect(await git('status', '--porcelain', 'tracked.txt', 'out')).toEqual([' M tracked.txt', '?? out/']);
  });
});
