// `countersign verify` as a person or a CI job calls it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RUNBOOK, session } from '../core/recall/world.ts';
import { bundleCli, type Cli } from './harness.ts';

let cli: Cli;
let folder = '';
beforeAll(async () => {
  cli = await bundleCli();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli verify '));
  return () => rmSync(folder, { recursive: true, force: true });
});
afterAll(() => cli.dispose());

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const write = (change = (text: string) => text) => {
  const world = session();
  put(RUNBOOK, change(world.text));
  for (const [path, text] of world.journals) put(path, text);
};

describe('verify', () => {
  it('says that all is whole, and what was looked at', async () => {
    write();
    expect(await cli.run(['verify'], { cwd: folder })).toEqual({
      exit: 0,
      err: '',
      out: 'The record is whole.\nRecords: 8, runs: 3, result blocks: 2, logs on this machine: 0.\nThere was no git history to hold the journals against: a lost end would not be noticed.\n',
    });
  });

  it('says where something was changed, one line each, and exits with 1', async () => {
    write((text) => text.replace('w1 True', 'w1 Fine'));
    const ran = await cli.run(['verify', folder]);
    expect(ran.exit).toBe(1);
    expect(ran.out.split('\n').slice(0, 2)).toEqual([
      'ops/k3s.md:12: The result block of run run-1 was edited after it was written.',
      'Findings: 1.',
    ]);
    const lines = await cli.run(['verify', '--jsonl', folder]);
    expect(JSON.parse(lines.out)).toMatchObject({ kind: 'block-edited', path: 'ops/k3s.md', line: 12, about: 'run-1' });
  });

  it('notes a command that was edited after it ran, and finds no fault in it', async () => {
    write((text) => text.replace('kubectl get nodes', 'kubectl get nodes -o wide'));
    const ran = await cli.run(['verify', folder]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(
      /^ops\/k3s\.md:12: note: The command over the result block of run run-1 was edited since[^\n]*\nThe record is whole\.\nNotes: 1\.\n/,
    );
  });

  it('lets nothing in a file act on the terminal', async () => {
    write((text) => text.replace('run=run-1', 'run=%1B%5B2J%07x'));
    const { out } = await cli.run(['verify', folder]);
    expect(out).toContain('which no journal knows');
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  it('says that there is nothing, and refuses what it cannot read in one sentence', async () => {
    expect(await cli.run(['verify', folder])).toMatchObject({ exit: 0, out: 'There is no record here.\n' });
    const wrong = [
      ['verify', join(folder, 'nowhere')],
      ['verify', 'a', 'b'],
      ['verify', '--all'],
    ];
    for (const args of wrong) {
      const ran = await cli.run(args);
      expect(ran).toMatchObject({ exit: 2, out: '' });
      expect(ran.err).toMatch(/^countersign: [^\n]+\.\n$/);
    }
  });
});
