// `countersign assess` as other programs call it: JSON lines in, JSON lines out, whatever comes in.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleCli, type Cli } from './harness.ts';

let cli: Cli;
beforeAll(async () => {
  cli = await bundleCli();
});
afterAll(() => cli.dispose());

const verdictSchema = z.strictObject({
  level: z.enum(['read', 'change', 'destructive', 'critical']),
  tags: z.array(z.string()),
  unverifiable: z.boolean(),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      span: z.tuple([z.number().int(), z.number().int()]),
      via: z.array(z.string()),
      sentence: z.string().min(1),
      target: z.string().optional(),
      reversible: z.enum(['yes', 'with-backup', 'no', 'unknown']),
      undo: z.string().optional(),
      preview: z.string().optional(),
      safer: z.string().optional(),
    }),
  ),
  error: z.string().optional(),
});
const verdictsOf = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => verdictSchema.parse(JSON.parse(line)));
const jsonl = async (input: string | Uint8Array) => verdictsOf((await cli.run(['assess', '--jsonl'], { input })).out);

describe('assess --jsonl', () => {
  it('answers each line, in order, in the promised shape', async () => {
    const commands = ['ls -l', 'rm -rf /srv/data', 'mkdir x', 'kubectl delete ns payments'];
    const ran = await cli.run(['assess', '--jsonl'], { input: commands.map((command) => JSON.stringify({ command })).join('\n') });
    expect(ran).toMatchObject({ exit: 0, err: '' });
    const verdicts = verdictsOf(ran.out);
    expect(verdicts.map(({ level }) => level)).toEqual(['read', 'destructive', 'change', 'critical']);
    expect(verdicts[1]?.findings[0]).toMatchObject({ span: [0, 16], target: '/srv/data', reversible: 'no' });
  });

  it('answers a line before the next is written, so that a program can ask and wait', async () => {
    const child = spawn(process.execPath, [cli.path, 'assess', '--jsonl'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const command of ['ls', 'rm x', 'pwd']) {
      child.stdin.write(`${JSON.stringify({ command })}\n`);
      const { value } = await lines.next();
      expect(verdictSchema.parse(JSON.parse(String(value))).level).toBe(command === 'rm x' ? 'destructive' : 'read');
    }
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    ['no JSON', 'rm -rf /'],
    ['an empty line', ''],
    ['a list', '["ls"]'],
    ['no command', '{"cmd":"ls"}'],
    ['a command that is no text', '{"command":["ls"]}'],
    ['an unknown shell', '{"command":"ls","shell":"tcsh"}'],
    ['an unknown environment', '{"command":"ls","environment":"mars"}'],
    ['null', 'null'],
    ['a line of more than a megabyte', JSON.stringify({ command: `echo ${'x'.repeat(1_100_000)}` })],
  ])('%s: the cautious verdict, and the reason', async (_what, line) => {
    const [bad, good] = await jsonl(`${line}\n{"command":"ls"}\n`);
    expect(bad).toMatchObject({ level: 'destructive', unverifiable: true, tags: ['unverifiable'] });
    expect(bad?.error).toMatch(/\.$/);
    expect(good?.level).toBe('read');
  });

  it('bytes that are no UTF-8: the cautious verdict', async () => {
    const input = Buffer.concat([
      Buffer.from('{"command":"ls \xff'.slice(0, -1)),
      Buffer.from([0xff]),
      Buffer.from('"}\n{"command":"ls"}\n'),
    ]);
    expect((await jsonl(input)).map(({ level }) => level)).toEqual(['destructive', 'read']);
  });

  it('reads names of environments and shells that people use', async () => {
    const lines = [
      { command: 'rm x', environment: 'production' },
      { command: 'rm x', environment: null, shell: 'powershell' },
      { command: 'rm x', shell: 'console', cwd: '/nowhere/at/all' },
    ];
    const [prod, pwsh, plain] = await jsonl(lines.map((line) => JSON.stringify(line)).join('\r\n'));
    expect(prod?.tags).toContain('prod');
    expect(pwsh?.level).not.toBe('read');
    expect(plain?.error).toBeUndefined();
  });

  it('as many lines out as in, never a crash, whatever comes in', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.json(),
      fc.record({ command: fc.string({ unit: 'binary', maxLength: 300 }) }).map((value) => JSON.stringify(value)),
    );
    const lines = fc.sample(line, { numRuns: 2000, seed: 7 }).map((text) => text.replaceAll('\n', ' '));
    const ran = await cli.run(['assess', '--jsonl'], { input: `${lines.join('\n')}\n` });
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(verdictsOf(ran.out)).toHaveLength(lines.length);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn('/bin/sh', [
      '-c',
      `yes '{"command":"ls"}' | head -n 20000 | "$0" "$1" assess --jsonl | head -n 1`,
      process.execPath,
      cli.path,
    ]);
    let err = '';
    child.stderr.on('data', (part) => {
      err += String(part);
    });
    await once(child, 'close');
    expect(err).toBe('');
  });
});

describe('where it would act', () => {
  it('is known from the files of this machine, and from the text alone with --no-facts', async () => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-home-'));
    mkdirSync(join(home, '.kube'));
    writeFileSync(join(home, '.kube', 'config'), 'current-context: prod-eu\ncontexts: [{ name: prod-eu }]');
    const ask = async (...more: string[]) =>
      verdictsOf((await cli.run(['assess', '--jsonl', ...more, 'kubectl delete pod web-0'], { env: { HOME: home } })).out)[0];
    expect(await ask()).toMatchObject({ tags: ['prod', 'ambient-target'], findings: [{ target: 'pod web-0 on cluster prod-eu' }] });
    expect(await ask('--environment', 'dev')).toMatchObject({ level: 'critical', findings: [{ rule: 'target.mismatch' }, {}] });
    expect((await ask('--no-facts'))?.tags).toEqual(['ambient-target']);
    rmSync(home, { recursive: true });
  });

  it('and what the policy of the repository around it says', async () => {
    const root = mkdtempSync(join(tmpdir(), 'countersign-repo-'));
    mkdirSync(join(root, '.countersign'));
    mkdirSync(join(root, 'a', 'b'), { recursive: true });
    writeFileSync(join(root, '.countersign', 'policy.yaml'), 'version: 1\nraise: [{ command: "ls*", to: critical, because: Quiet. }]');
    const lines = [
      { command: 'ls', cwd: join(root, 'a', 'b') },
      { command: 'ls', cwd: tmpdir() },
    ].map((line) => JSON.stringify(line));
    expect((await jsonl(lines.join('\n'))).map(({ level }) => level)).toEqual(['critical', 'read']);
    writeFileSync(join(root, '.countersign', 'policy.yaml'), 'version: one');
    const [broken] = verdictsOf((await cli.run(['assess', '--jsonl', 'ls'], { cwd: root })).out);
    expect(broken).toMatchObject({ level: 'destructive', findings: [{ rule: 'policy.broken' }] });
    rmSync(root, { recursive: true });
  });
});

describe('assess TEXT', () => {
  it('says level, tags and reasons to a person', async () => {
    const { exit, out } = await cli.run(['assess', 'sudo rm -rf /srv/data']);
    expect(exit).toBe(0);
    expect(out).toMatch(/^destructive, .*sudo/);
    expect(out).toContain('/srv/data');
  });

  it('reads the text from standard input, and answers in JSON where that is asked', async () => {
    const { out } = await cli.run(['assess'], { input: 'cat x\nrm y\n' });
    expect(out).toMatch(/^destructive/);
    const json = await cli.run(['assess', '--jsonl', 'rm y']);
    expect(verdictsOf(json.out)).toMatchObject([{ level: 'destructive' }]);
  });

  it('lets no command speak to the terminal', async () => {
    const { out } = await cli.run(['assess', '--', 'rm "a\u001b[2Kb\u202e"']);
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  it.each([
    [['assess', '--nope']],
    [['assess', 'ls', 'pwd']],
    [['assess', '']],
    [['assess', '--shell', 'tcsh', 'ls']],
    [['assess', '--environment', 'mars', 'ls']],
    [['asess']],
    [['constructor']],
    [[]],
  ])('%j: one sentence on stderr, exit 2', async (args) => {
    const ran = await cli.run(args);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toMatch(/^countersign: [^\n]+[.`]\n$/);
  });

  it('says so when its output cannot be written', async () => {
    const child = spawn('/bin/sh', ['-c', '"$0" "$1" --help > /dev/full', process.execPath, cli.path]);
    let err = '';
    child.stderr.on('data', (part) => {
      err += String(part);
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(err).toBe('countersign: The output cannot be written: ENOSPC.\n');
  });

  it('explains itself', async () => {
    expect((await cli.run(['--help'])).out).toContain('assess');
    expect((await cli.run(['assess', '--help'])).out).toMatch(/^Usage: countersign assess/);
    expect((await cli.run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await cli.run(['assess', '--', '--help'])).out).toMatch(/^(?:change|destructive)/);
  });
});
