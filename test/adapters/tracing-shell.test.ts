// The real bash runs random scripts among stubs that write down how they were called. Whatever ran must have been seen by the reader: the same
// words, or, where values are decided only at run time, a call it says it does not know.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invocation } from '../../src/core/parse/invocation.ts';
import { readCommand } from '../../src/core/parse/read.ts';
import { PROGRAMS, SCRIPT } from '../corpus/scripts.ts';

const RUNS = Number(process.env.TRACED_SCRIPTS ?? 300);
// A control character ends every word and another every call, so that no argument can pretend to be a call; one write each, so that none mix.
const STUB = `#!/bin/sh
s=$(printf '\\001'); t="\${0##*/}$s"; for a do t="$t$a$s"; done
printf '%s\\002' "$t" >> "$TRACE"
`;
// One shell for all scripts: each runs in a shell of its own, for two seconds at most.
const LOOP =
  'i=0; while IFS= read -r -d "" text; do TRACE="$OUT/$i" timeout 2 bash -c "$text" x </dev/null >/dev/null 2>&1; i=$((i+1)); done; true';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracing-'));
  for (const name of PROGRAMS) await writeFile(join(folder, name), STUB, { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What each script ran: for every call of a stub its words. */
async function trace(scripts: readonly string[]): Promise<readonly (readonly string[][])[]> {
  await execa('bash', ['-c', LOOP], {
    cwd: folder,
    input: scripts.map((text) => `${text}\0`).join(''),
    env: { PATH: `${folder}:/usr/bin:/bin`, OUT: folder },
    extendEnv: false,
  });
  return Promise.all(
    scripts.map(async (_, i) => {
      const text = await readFile(join(folder, String(i)), 'utf8').catch(() => '');
      return text
        .split('\x02')
        .filter(Boolean)
        .map((call) => call.split('\x01').slice(0, -1));
    }),
  );
}

/** Whether a call of the reading stands for a call that ran; one whose name is decided at run time stands for any. */
function standsFor({ words }: Invocation, ran: readonly string[]): boolean {
  const open = words.findIndex(({ kind }) => kind !== 'literal');
  const known = (open < 0 ? words : words.slice(0, open)).map(({ text }) => text);
  return (open >= 0 || known.length === ran.length) && known.every((text, i) => text === ran[i]);
}

const blind = (kind: string): boolean => kind === 'dynamic-script' || kind === 'unseen-input' || kind === 'syntax';
const isOpen = ({ words }: Invocation): boolean => words[0]?.kind !== 'literal';

describe('what bash runs', () => {
  it('was seen by the reader', { timeout: 120_000 }, async () => {
    const scripts = fc.sample(SCRIPT, { numRuns: RUNS, seed: Number(process.env.TRACED_SEED ?? 5) });
    const traces = await trace(scripts);
    expect(traces.flat().length).toBeGreaterThan(RUNS);
    const counts = { ran: 0, inClosed: 0, exactly: 0 };
    const unseen = scripts.flatMap((command, i) => {
      const { invocations, problems } = readCommand({ command, shell: 'bash' });
      if (problems.some(({ kind }) => blind(kind))) return [];
      const ran = traces[i] ?? [];
      // In most scripts every name is known, and nothing can hide behind an unknown one.
      if (!invocations.some(isOpen)) counts.inClosed += ran.length;
      counts.ran += ran.length;
      const literal = invocations.filter(({ words }) => words.every(({ kind }) => kind === 'literal'));
      counts.exactly += ran.filter((words) => literal.some((call) => standsFor(call, words))).length;
      const missed = ran.filter((words) => !invocations.some((call) => standsFor(call, words)));
      return missed.length === 0 ? [] : [{ command, missed: missed[0] }];
    });
    expect(unseen).toEqual([]);
    if (process.env.TRACED_SCRIPTS !== undefined) console.log(counts);
    expect(counts.inClosed).toBeGreaterThan(RUNS / 2);
    expect(counts.exactly).toBeGreaterThan(RUNS / 2);
  });
});
