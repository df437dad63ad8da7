// `countersign report` as a person or a CI job calls it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  folder = mkdtempSync(join(tmpdir(), 'cli report '));
  const world = session();
  for (const [path, text] of [[RUNBOOK, world.text] as const, ...world.journals]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return () => rmSync(folder, { recursive: true, force: true });
});
afterAll(() => cli.dispose());

describe('report', () => {
  it('prints markdown, wherever in the workspace it is called', async () => {
    const ran = await cli.run(['report', 'k3s.md'], { cwd: join(folder, 'ops') });
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(/^# Change report: k3s\n\n- \*\*Objective:\*\* Join the worker\n/);
    expect(ran.out).toContain('Why: Backup first: etcd &#42;snapshot&#42;');
    expect(ran.out).not.toContain('## Timeline');
  });

  it('writes markdown with its timeline beside it', async () => {
    expect(await cli.run(['report', RUNBOOK, '--out', 'the report.md'], { cwd: folder })).toMatchObject({ exit: 0, out: '' });
    expect(readFileSync(join(folder, 'the report.md'), 'utf8')).toContain('![Timeline](the%20report.md.svg)');
    expect(readFileSync(join(folder, 'the report.md.svg'), 'utf8')).toMatch(/^<svg /);
  });

  it('prints a page that stands by itself', async () => {
    const { out } = await cli.run(['report', '--format', 'html', RUNBOOK], { cwd: folder });
    expect(out).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(out).toContain('<svg ');
    expect(out).not.toMatch(/\b(?:src|href)=/);
  });

  it('refuses in one sentence what it cannot report on', async () => {
    writeFileSync(join(folder, 'plain.md'), '# Nothing\n');
    for (const args of [['report'], ['report', 'nowhere.md'], ['report', 'plain.md'], ['report', RUNBOOK, '--format', 'pdf']]) {
      const ran = await cli.run(args, { cwd: folder });
      expect(ran).toMatchObject({ exit: 2, out: '' });
      expect(ran.err).toMatch(/^countersign: [^\n]+\.\n$/);
    }
  });
});
