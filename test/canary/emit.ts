// The step of the canary suite: prints every case, from the values in its environment. Run by node, in the step's terminal.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { CASES, type Case } from './cases.ts';

const ESC = '\u001b';

function sleep(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function put(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

function pieces(bytes: Uint8Array, way: string): Uint8Array[] {
  if (way === 'byte by byte') return [...bytes].map((byte) => Uint8Array.of(byte));
  const sizes = way === 'halves' ? [Math.ceil(bytes.length / 2)] : way === 'odd pieces' ? [1, 3, 2, 7, 5] : [bytes.length];
  const out: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    out.push(bytes.subarray(at, at + size));
    at += size;
  }
  return out;
}

/** What stands around the bytes on the terminal. */
function wrapped(channel: string): readonly [string, string] {
  if (channel === 'title') return [`${ESC}]0;host: `, '\u0007'];
  if (channel === 'hyperlink') return [`${ESC}]8;;https://h.example/`, `${ESC}\\link${ESC}]8;;${ESC}\\`];
  if (channel === 'clipboard') return [`${ESC}]52;c;`, '\u0007'];
  if (channel === 'notification') return [`${ESC}]9;`, '\u0007'];
  if (channel === 'variable') return [`${ESC}]1337;SetUserVar=v=`, '\u0007'];
  if (channel === 'passed through') return [`${ESC}Ptmux;${ESC}${ESC}]0;`, `\u0007${ESC}\\`];
  return channel === 'marks' ? [`${ESC}]633;E;run `, '\u0007'] : ['', ''];
}

function stream({ channel, way, pause }: Case, bytes: Uint8Array): void {
  const [before, after] = wrapped(channel);
  put(1, Buffer.from(before));
  for (const [i, piece] of pieces(bytes, way).entries()) {
    if (i > 0) sleep(pause);
    put(channel === 'stderr' || (channel === 'both' && i % 2 === 1) ? 2 : 1, piece);
  }
  put(1, Buffer.from(after));
}

const run = (file: string, args: readonly string[], env: Record<string, string> = {}) =>
  void spawnSync(file, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { PATH: process.env.PATH ?? '', ...env } });
const sh = (script: string, ...args: readonly string[]) => run('/bin/sh', ['-c', script, 'sh', ...args]);
const js = (script: string, value: string) => run(process.execPath, ['-e', script], { V: value });

const PROGRAMS: Readonly<Record<string, (value: string) => void>> = {
  ls: (value) => sh('ls "/nowhere/$1"', value),
  cat: (value) => sh('cat "/nowhere/$1"', value),
  bash: (value) => run('/bin/bash', ['-c', '"$1"', 'bash', value]),
  node: (value) => js('new URL("http://[" + process.env.V)', value),
  cmdline: (value) => sh('cat /proc/$$/cmdline', value),
  ps: (value) => sh('ps -ww -o args= -p $$', value),
  trace: (value) => sh('set -x; : "$1"', value),
  usage: (value) => sh('ls "--no-such-option=$1"', value),
  env: (value) => run('/usr/bin/env', [], { V: value }),
  export: (value) => run('/bin/bash', ['-c', 'export -p'], { V: value }),
  environ: (value) => run('/bin/cat', ['/proc/self/environ'], { V: value }),
  json: (value) => js('console.log(process.env)', value),
  throw: (value) => js('throw new Error("cannot log in with " + process.env.V)', value),
  reject: (value) => js('Promise.reject({ token: process.env.V })', value),
  required: (value) => run('/bin/bash', ['-c', `: "\${NOTHING:?$V}"`], { V: value }),
  abort: (value) => sh('printf "fatal: %s\\n" "$1" >&2; kill -ABRT $$', value),
};

function writeFiles({ id, way }: Case, bytes: Uint8Array): void {
  if (way === 'tracked') appendFileSync('tracked.txt', bytes);
  else if (way === 'append') appendFileSync('out/all.log', bytes);
  else writeFileSync(way === 'hidden' ? `.countersign/note-${id}` : `out/case-${id}.txt`, bytes);
}

mkdirSync('out', { recursive: true });
mkdirSync('.countersign', { recursive: true });
// All of them, or as many as asked for, taken from everywhere.
const count = Number(process.argv[2] ?? CASES.length);
for (const each of CASES.filter(({ id }) => id % Math.ceil(CASES.length / count) === 0)) {
  const bytes = each.encoding.encode(process.env[each.canary.name] ?? '');
  writeSync(1, `\n[[case ${each.id} `);
  const program = PROGRAMS[each.way];
  if (program) program(Buffer.from(bytes).toString());
  else if (each.channel === 'file') writeFiles(each, bytes);
  else stream(each, bytes);
  writeSync(1, ` case ${each.id}]]\n`);
}
