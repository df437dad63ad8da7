// Promise 3, under attack: the AI never sees a secret. Every canary, in every encoding, through every channel, cut in every way, printed by
// one approved step that goes the whole way; afterwards no canary is anywhere that people, models or git can see.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../src/core/review/session.ts';
import { CANARIES } from './canaries.ts';
import { CASES } from './cases.ts';
import { ENCODINGS } from './encodings.ts';
import { leaksIn, wholeIn } from './oracle.ts';
import { type Artefacts, Pipeline, referenceOf } from './pipeline.ts';

const EMIT = `"${process.execPath}" "${join(import.meta.dirname, 'emit.ts')}"`;
const vault = () => join(home, 'vault.json');
let home: string;
let pipeline: Pipeline;
let ended: Extract<Session['review'], { kind: 'ended' }>;
let artefacts: Artefacts;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'countersign-canary-'));
  await writeFile(vault(), JSON.stringify(Object.fromEntries(CANARIES.map(({ name, value }) => [referenceOf(name), value]))));
  pipeline = await Pipeline.build({ script: EMIT, names: CANARIES.map(({ name }) => name), vault: vault() });
  ended = await pipeline.run();
  artefacts = await pipeline.artefacts();
}, 120_000);
afterAll(async () => {
  await pipeline?.tearDown();
  await rm(home, { recursive: true, force: true });
});

describe('the canaries', () => {
  test('are at least a thousand, through every channel', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(1000);
    expect(new Set(CASES.map(({ channel }) => channel)).size).toBe(15);
    expect(new Set(CASES.map(({ canary }) => canary)).size).toBe(CANARIES.length);
    expect(CASES.some(({ pause }) => pause > 0)).toBe(true);
  });

  test('would be found, each in each encoding', () => {
    for (const canary of CANARIES)
      for (const encoding of ENCODINGS)
        if (!(canary.isPlain && encoding.isLoose)) {
          const part = canary.value.split('\n').find((line) => !line.startsWith('-----')) ?? '';
          const written = Buffer.concat([Buffer.from('[['), encoding.encode(part), Buffer.from(']]')]);
          expect(leaksIn(written), `${canary.name} ${encoding.name}`).not.toEqual([]);
          expect(wholeIn(written), `${canary.name} ${encoding.name}`).not.toEqual([]);
        }
  });
});

describe('after a step that printed them all', () => {
  test('it ran, and nothing of its output was lost', async () => {
    expect(ended.evidence?.end).toMatchObject({ outcome: 'exited', exit: 0 });
    expect(ended.evidence?.start?.unmasked).toEqual([]);
    const log = await pipeline.keptLog();
    const missing = CASES.filter(({ id }) => !log.includes(`[[case ${id} `) || !log.includes(` case ${id}]]`));
    expect(missing.map(({ id, channel, way, encoding }) => `${id} ${channel} ${way} ${encoding.name}`)).toEqual([]);
  });

  test.each(['runbook', 'kept log', 'git objects', 'terminal', 'messages to the webview', "the extension host's log"])(
    'there is no canary in: %s',
    (name) => {
      const bytes = artefacts.get(name) ?? new Uint8Array();
      if (name !== "the extension host's log") expect(bytes.length).toBeGreaterThan(0);
      expect(leaksIn(bytes)).toEqual([]);
    },
  );

  test('nor in the journal, nor in the rest of the evidence, nor in what the storage still holds', () => {
    const kept = [...artefacts].filter(([name]) => /^(?:journal|evidence|storage) /.test(name));
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

test('the memory of the process that stands for the extension host holds no canary', async () => {
  const snapshot = join(home, 'host.heapsnapshot');
  const names = CANARIES.map(({ name }) => name).join();
  const host = join(import.meta.dirname, 'host.ts');
  // A process that never saw a value: it plans, approves, runs and records, and then writes down all it has in memory.
  const { stdout } = await execa(process.execPath, [host, snapshot], {
    env: { CANARY_SCRIPT: `${EMIT} 150`, CANARY_NAMES: names, CANARY_VAULT: vault() },
  });
  expect(stdout).toBe('exited 0');
  const memory = await readFile(snapshot);
  expect(memory.length).toBeGreaterThan(1_000_000);
  expect(memory.includes('<concealed:CANARY_TOKEN>')).toBe(true);
  expect(wholeIn(memory)).toEqual([]);
}, 60_000);
