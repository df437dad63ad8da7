// Output is never lost: over five hundred steps, each run by the relay and by script(1): the same bytes, less the masks, and the same end.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEnd } from '../../../src/core/seal/seal.ts';
import { endOf, readEnd } from '../../../src/runner/marks.ts';
import { loadPty, startInPty } from '../../../src/runner/pty.ts';
import { House } from '../house.ts';
import { SECRET, SECRET_SHAPES, SHAPES, type Shape } from './shapes.ts';

const SOURCE = resolve(import.meta.dirname, '../../../src/runner/relay.ts');
const SHELLS = ['bash', 'dash', 'sh', 'zsh', 'fish'] as const;
type ShellName = (typeof SHELLS)[number];
const pathOf = (name: string) => (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, name)));
const installed = SHELLS.filter((name) => pathOf(name) !== undefined);
const AT_ONCE = 3;
const SIZE = { cols: 100, rows: 30 };
const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGTERM: 15 };

interface Case {
  readonly name: string;
  readonly script: string;
}

function casesFor(shell: ShellName, shapes: readonly Shape[]): Case[] {
  return shapes.flatMap(({ name, values, sh, fish }) => {
    const write = shell === 'fish' && fish !== undefined ? fish : sh;
    return write ? values.map((value) => ({ name: `${name}: ${value}`, script: write(String(value)) })) : [];
  });
}

let house: House;
let program: string;
beforeAll(async () => {
  house = await House.build({ TOKEN: SECRET, SHELL: '/bin/sh' });
  await house.write('.env', `TOKEN=${SECRET}\n`);
  // Beside the packages, so that the pty's binding is found; bundled, as it is shipped.
  const place = resolve(import.meta.dirname, `../../../node_modules/.cache/countersign-corpus-${process.pid}`);
  await mkdir(place, { recursive: true });
  program = join(place, 'relay.cjs');
  await build({ entryPoints: [SOURCE], outfile: program, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
});
afterAll(async () => {
  await rm(resolve(program, '..'), { recursive: true, force: true });
  await house.tearDown();
});

/** Runs a program in a terminal of its own; gives back every byte it showed, and its code as a shell would say it. */
async function inTerminal(file: string, args: readonly string[]): Promise<{ readonly bytes: Buffer; readonly code: number }> {
  const pty = loadPty(SOURCE);
  if (!pty) throw new Error('no pty on this machine');
  const parts: Buffer[] = [];
  const onData = (bytes: Uint8Array) => parts.push(Buffer.from(bytes)) > 0;
  const child = startInPty(pty, { file, args, env: { ...house.env, PWD: house.folder }, cwd: house.folder, size: SIZE, onData }, SOURCE);
  child.resume();
  const { exit, signal } = await child.exited;
  await child.ended;
  return { bytes: Buffer.concat(parts), code: signal === null ? (exit ?? -1) : 128 + (SIGNALS[signal] ?? 0) };
}

/** What is different between the relay's log and script(1); null where nothing is. */
async function difference(shell: ShellName, { name, script }: Case): Promise<string | null> {
  const interpreter = join(pathOf(shell) ?? '', shell);
  const run = await house.seal({
    script,
    shell: shell === 'dash' ? 'sh' : shell,
    plan: (plan) => ({ ...plan, interpreter: { ...plan.interpreter, path: interpreter } }),
  });
  const folder = house.runFolder(run);
  const args = JSON.parse(await readFile(join(folder, 'seal.json'), 'utf8')).plan.interpreter.args as string[];
  const command = `exec ${[interpreter, ...args, join(folder, 'step')].join(' ')}`;
  const expected = await inTerminal(join(pathOf('script') ?? '', 'script'), ['-q', '-e', '-c', command, '/dev/null']);
  await inTerminal(process.execPath, [program, folder]);
  const [end, log] = [await readEnd(folder), await house.log(run)];
  await house.vault.forget(run);
  const said = compare({ end, log }, expected);
  return said === null ? null : `${name}: ${said}`;
}

type Shown = Awaited<ReturnType<typeof inTerminal>>;

/** What of a run is not as script(1) showed it, less the masks; null where all is. */
function compare({ end, log }: { readonly end: RunEnd | null; readonly log: Buffer }, expected: Shown): string | null {
  const code = end?.signal ? 128 + (SIGNALS[end.signal] ?? 0) : end?.exit;
  const masked = Buffer.from(expected.bytes.toString('latin1').replaceAll(SECRET, '<concealed:TOKEN>'), 'latin1');
  if (log.equals(masked) && code === expected.code && end?.outcome === 'exited' && end.bytes === log.length) return null;
  return `${JSON.stringify({ code, expected: expected.code, outcome: end?.outcome })}\n  log    ${shortened(log)}\n  script ${shortened(masked)}`;
}

const shortened = (bytes: Buffer) => `${bytes.length} bytes, ${JSON.stringify(bytes.toString('latin1').slice(-200))}`;

async function differences(shell: ShellName, cases: readonly Case[]): Promise<string[]> {
  const waiting = [...cases];
  const found: string[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const said = await difference(shell, next);
      if (said !== null) found.push(said);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

describe.skipIf(!pathOf('script'))('the log is what the terminal showed, byte for byte, and the exit code is exact', () => {
  test.each(installed)(
    '%s',
    async (shell) => {
      const cases = [...casesFor(shell, SHAPES), ...casesFor(shell, SECRET_SHAPES)];
      expect(cases.length).toBeGreaterThan(shell === 'fish' ? 90 : 100);
      expect(await differences(shell, cases)).toEqual([]);
    },
    180_000,
  );

  test('a million lines', async () => {
    expect(await differences('bash', [{ name: 'a million lines', script: 'seq 1 1000000; exit 5' }])).toEqual([]);
  }, 60_000);
});

test('there are five hundred', () => {
  const count = SHELLS.flatMap((shell) => casesFor(shell, [...SHAPES, ...SECRET_SHAPES])).length + 1;
  expect(count).toBeGreaterThanOrEqual(500);
});

test('the comparison sees a byte too few, a byte too many, another code and a secret', async () => {
  const shown = await inTerminal('/bin/sh', ['-c', `printf "a\\000${SECRET}"; exit 3`]);
  const log = Buffer.from('a\0<concealed:TOKEN>');
  const end = { ...endOf('run', { outcome: 'exited', exit: 3 }), bytes: log.length };
  expect(compare({ end, log }, shown)).toBeNull();
  for (const other of [log.subarray(1), Buffer.concat([log, Buffer.from(' ')]), shown.bytes])
    expect(compare({ end: { ...end, bytes: other.length }, log: other }, shown)).not.toBeNull();
  expect(compare({ end: { ...end, exit: 4 }, log }, shown)).not.toBeNull();
  expect(compare({ end: null, log }, shown)).not.toBeNull();
});
