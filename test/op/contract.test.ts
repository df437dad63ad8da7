// The contract of `op run` that the product relies on. Runs against the stand-in, or against a real one:
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the env file's own grammar
//   OP=/path/to/op OP_REF=op://vault/item/field OP_VALUE=its-value npm run test:op
// What only the stand-in can be told to do (failures, delays, a value with a line end) is skipped there.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classifyProviderError } from '../../src/core/capture/providerErrors.ts';
import { PROVIDER_ERROR_CLASSES } from '../../src/core/failure.ts';
import { parseEnvFile } from '../../src/core/seal/envfile.ts';
import { plainValues } from '../../src/core/seal/minimalEnv.ts';

const REAL = process.env.OP;
const OP = REAL ?? resolve(import.meta.dirname, '../../scripts/trial/op');
const REF = process.env.OP_REF ?? 'op://Trial/db/password';
const VALUE = process.env.OP_VALUE ?? 's3cr3t-value-1';
const standIn = describe.skipIf(REAL !== undefined);

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'countersign-op-'));
  await writeFile(join(home, 'vault.json'), JSON.stringify({ [REF]: VALUE, 'op://Trial/two/lines': 'one\ntwo' }));
});
afterAll(async () => rm(home, { recursive: true, force: true }));

interface Done {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function op(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Done> {
  const all = { ...process.env, OP_STANDIN_VAULT: join(home, 'vault.json'), ...env };
  return promisify(execFile)(OP, [...args], { env: all }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Done) => error,
  );
}

let files = 0;
async function envFile(text: string): Promise<string> {
  const path = join(home, `env${files++}`);
  await writeFile(path, text);
  return `--env-file=${path}`;
}

const NODE = process.execPath;
const print = (...names: readonly string[]) => [
  '--',
  NODE,
  '-e',
  `process.stdout.write([${names.map((name) => `process.env.${name}`)}].join('|'))`,
];

describe('op run', () => {
  test('answers --version without an account', async () => {
    expect(await op(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  test('resolves references of an env file and passes plain values', async () => {
    const done = await op(['run', '--no-masking', await envFile(`A=${REF}\nB = plain # note\n`), ...print('A', 'B')]);
    expect(done).toMatchObject({ code: 0, stdout: `${VALUE}|plain` });
  });

  test('lets the later env file win, and env files over the inherited environment', async () => {
    const args = ['run', '--no-masking', await envFile('A=1\nB=1\n'), await envFile('B=2\n')];
    expect((await op([...args, ...print('A', 'B', 'C')], { A: '0', B: '0', C: '0' })).stdout).toBe('1|2|0');
  });

  test('resolves inherited references too', async () => {
    expect((await op(['run', '--no-masking', ...print('INHERITED')], { INHERITED: REF })).stdout).toBe(VALUE);
  });

  test('masks literal values unless told not to', async () => {
    const done = await op([
      'run',
      await envFile(`A=${REF}\n`),
      '--',
      NODE,
      '-e',
      'console.log(`<${process.env.A}>`); console.error(process.env.A)',
    ]);
    expect(done).toMatchObject({ stdout: '<<concealed by 1Password>>\n', stderr: '<concealed by 1Password>\n' });
  });

  test('starts nothing where one reference does not resolve: exit 1 and an error on stderr', async () => {
    const mark = join(home, 'started');
    const done = await op([
      'run',
      await envFile(`A=${REF}\nB=op://${REF.split('/')[2]}/no-such-item-7f3a/x\n`),
      '--',
      NODE,
      '-e',
      `require('fs').writeFileSync('${mark}', '')`,
    ]);
    expect(done.code).toBe(1);
    expect(done.stderr).toMatch(/^\[ERROR\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /);
    expect(classifyProviderError(done.stderr).class).toBe('missing-item');
    await expect(readFile(mark)).rejects.toThrow();
  });

  test.each([0, 1, 7, 125])("passes the child's exit code %i through", async (code) => {
    expect((await op(['run', '--no-masking', '--', NODE, '-e', `process.exit(${code})`])).code).toBe(code);
  });

  test('passes signals on', async () => {
    const child: ChildProcess = spawn(
      OP,
      [
        'run',
        '--no-masking',
        '--',
        NODE,
        '-e',
        "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready')",
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((ready) => child.stdout?.once('data', ready));
    child.kill('SIGTERM');
    expect(await new Promise((done) => child.once('exit', done))).toBe(9);
  });

  test('does not pass the command through a shell', async () => {
    expect((await op(['run', '--no-masking', '--', 'echo', '$HOME; echo', '*'])).stdout).toBe('$HOME; echo *\n');
  });
});

standIn('the stand-in', () => {
  test('says what it is', async () => {
    expect((await op(['--version'])).stdout).toContain('stand-in');
    expect((await op(['--help'])).stdout).toContain('stand-in');
  });

  test.each(PROVIDER_ERROR_CLASSES.filter((kind) => kind !== 'other'))('fails as the real one: %s', async (kind) => {
    const done = await op(['run', '--', 'true'], { OP_STANDIN_FAIL: kind });
    expect(done.code).toBe(1);
    expect(classifyProviderError(done.stderr).class).toBe(kind);
  });

  test('takes the time it is told to', async () => {
    const began = performance.now();
    await Promise.all([op(['run', '--', 'true'], { OP_STANDIN_DELAY_MS: '400' }), wait(1)]);
    expect(performance.now() - began).toBeGreaterThan(400);
  });

  test('reads env files as we do', async () => {
    const name = fc.constantFrom('A', 'B', 'C1');
    const value = fc.constantFrom(
      'plain',
      '"a b"',
      "'x # y'",
      '"two\nlines"',
      '$A',
      '"<${B}>"',
      'x # note',
      '',
      '"\\"q\\""',
      "'$A'",
      'a\\ b',
      '${NONE:-d}',
    );
    const file = fc.array(fc.tuple(name, value, fc.constantFrom('\n', '\r\n', '\n\n# A=5\n')), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(file, async (lines) => {
        const text = lines.map(([key, of, end]) => `${key}=${of}${end}`).join('');
        const env = { A: 'inherited-a', B: 'inherited-b', NONE: '' };
        const names = [...new Set(parseEnvFile(text).entries.map((entry) => entry.name))];
        const done = await op(
          [
            'run',
            '--no-masking',
            await envFile(text),
            '--',
            NODE,
            '-e',
            `process.stdout.write(JSON.stringify(${JSON.stringify(names)}.map((n) => process.env[n])))`,
          ],
          env,
        );
        const ours = plainValues(text, env);
        expect(JSON.parse(done.stdout)).toEqual(names.map((each) => ours[each]));
      }),
      { numRuns: 15 },
    );
  });
});
