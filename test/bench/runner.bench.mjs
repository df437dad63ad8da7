// What the runner costs: from the request to the child's start beside `op run -- bash file` by hand, and 100 MB of output beside the same
// command in a plain terminal, with the relay's memory. Uses the built programs (npm run build). Prints figures, asserts nothing.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClock } from '../../src/adapters/clock.ts';
import { createPlanner } from '../../src/adapters/planner.ts';
import { createRunner } from '../../src/adapters/runner.ts';
import { createVault } from '../../src/adapters/vault.ts';
import { digestOf } from '../../src/core/seal/digest.ts';
import { loadPty, startInPty } from '../../src/runner/pty.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OP = process.env.OP ?? join(ROOT, 'scripts', 'trial', 'op');
const RUNS = 9;
const MEGABYTES = 100;
const silent = { info() {}, warn() {}, error: console.error };
const program = join(ROOT, 'dist', 'runner.cjs');
createRequire(import.meta.url).resolve(program);

const home = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
const folder = join(home, 'work');
const runtimeDir = join(home, 'storage');
await mkdir(folder);
await writeFile(join(folder, 'book.md'), '# Bench\n');
await writeFile(join(folder, '.env'), 'TOKEN=op://bench/item/field\n');
await writeFile(join(home, 'vault.json'), JSON.stringify({ 'op://bench/item/field': 'value-of-the-bench' }));
const env = { PATH: process.env.PATH, HOME: home, TERM: 'xterm-256color', OP_STANDIN_VAULT: join(home, 'vault.json') };

/** A terminal that shows nothing, as fast as it can. */
function terminal(file, args) {
  let bytes = 0;
  const onData = (part) => {
    bytes += part.length;
    return true;
  };
  const child = startInPty(loadPty(program), { file, args, env, cwd: folder, size: { cols: 120, rows: 40 }, onData }, program);
  child.resume();
  return { child, bytes: () => bytes };
}

let shell = null;
const runner = createRunner({
  runtimeDir,
  clock: createClock(),
  log: silent,
  revealTerminal() {},
  openTerminal() {
    shell = terminal(process.execPath, [program, runtimeDir]);
  },
});
const vault = createVault({ runtimeDir, folder });
const planner = createPlanner({ folder, opPath: () => OP, env });
let count = 0;
let ended = () => {};
runner.onNews((item) => {
  if (item.kind === 'ended' || item.kind === 'refused') ended(item);
});

async function run(script, { whileRunning = async () => {} } = {}) {
  const step = { id: 's', index: 0, title: '', text: script, shell: 'bash', attributes: {}, fence: [0, 0], line: 0 };
  const planned = await planner.plan({ path: 'book.md', frontMatter: {}, steps: [step] }, step, 'read');
  const name = `20260101-${process.pid}-${String(count++).padStart(6, '0')}`;
  const ticket = {
    v: 1,
    run: name,
    session: 's',
    runbook: 'book.md',
    step: 's',
    stepTitle: '',
    stepText: script,
    level: 'read',
    digest: '',
    by: '',
    at: Date.now(),
    secrets: [],
  };
  const began = performance.now();
  const asked = Date.now();
  const sealed = await vault.seal(
    { run: name, plan: planned.value, digest: digestOf(planned.value), by: '', at: asked, readMs: 0, via: 'card', tags: [] },
    ticket,
  );
  if (!sealed.ok) throw new Error(JSON.stringify(sealed));
  const done = new Promise((resolveEnd) => {
    ended = resolveEnd;
  });
  await runner.start(name);
  await Promise.race([done, whileRunning(join(runtimeDir, 'runs', name))]);
  await done;
  return { ms: performance.now() - began, asked, folder: join(runtimeDir, 'runs', name) };
}

async function byHand() {
  await writeFile(join(home, 'step.sh'), 'date +%s%N');
  const asked = Date.now();
  const child = spawn(OP, ['run', '--no-masking', `--env-file=${join(folder, '.env')}`, '--', 'bash', join(home, 'step.sh')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  await new Promise((close) => child.once('close', close));
  return Number(out) / 1e6 - asked;
}

async function throughRunner(script) {
  const { asked, folder: at } = await run(script);
  return Number((await readFile(join(at, 'output.log'), 'utf8')).trim()) / 1e6 - asked;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = async (work) => {
  const all = [];
  for (let i = 0; i < RUNS; i++) all.push(await work());
  return { median: median(all), fastest: Math.min(...all) };
};

try {
  await runner.ensure();
  const hand = await times(byHand);
  const through = await times(() => throughRunner('date +%s%N # $TOKEN'));
  const without = await times(() => throughRunner('date +%s%N'));
  console.log(`approval to the first command of the step (median of ${RUNS}, and the fastest: on a busy machine that one says more):`);
  const say = (name, { median: middle, fastest }, beside) => {
    const more = beside ? `   ${(middle - beside.median).toFixed(0)} (${(fastest - beside.fastest).toFixed(0)}) ms more` : '';
    console.log(`  ${name.padEnd(30)} ${middle.toFixed(0)} (${fastest.toFixed(0)}) ms${more}`);
  };
  say('op run -- bash file, by hand', hand);
  say('through the runner', through, hand);
  say('through the runner, no secrets', without);

  const line = `${'0123456789abcdef'.repeat(6)} `;
  const flood = (size) => `yes '${line}' | head -c ${size * 1e6}`;
  const plainly = async (script) => {
    await writeFile(join(home, 'flood.sh'), script);
    const began = performance.now();
    const { child } = terminal('/bin/bash', [join(home, 'flood.sh')]);
    await child.exited;
    await child.ended;
    return performance.now() - began;
  };
  const peaks = [];
  const watch = async (at) => {
    await wait(50);
    for (let i = 0; i < 1000; i++) {
      const [pid] = (await readFile(join(at, 'used'), 'utf8').catch(() => '')).split(' ');
      const status = pid === '' ? '' : await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      if (pid !== '' && status === '') return;
      peaks.push(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      await wait(50);
    }
  };
  const rate = ({ median: middle, fastest }, size) =>
    `${middle.toFixed(0)} (${fastest.toFixed(0)}) ms   ${(size / (middle / 1000)).toFixed(0)} (${(size / (fastest / 1000)).toFixed(0)}) MB/s`;
  const compare = async (what, { script, size }) => {
    const plain = await times(() => plainly(script));
    const masked = await times(async () => (await run(`${script} # $TOKEN`, { whileRunning: watch })).ms);
    const share = `${(plain.median / masked.median).toFixed(2)} (${(plain.fastest / masked.fastest).toFixed(2)})`;
    console.log(`${what} (median of ${RUNS}, and the fastest):`);
    console.log(`  plain terminal      ${rate(plain, size)}`);
    console.log(`  through the runner  ${rate(masked, size)}   ${share} of the plain speed`);
  };
  await compare(`${MEGABYTES} MB of output`, { script: flood(MEGABYTES), size: MEGABYTES });
  const peak = Math.max(...peaks);
  peaks.length = 0;
  await run(`${flood(MEGABYTES * 4)} # $TOKEN`, { whileRunning: watch });
  console.log(`  relay's memory at most ${peak.toFixed(0)} MB; with four times the output ${Math.max(...peaks).toFixed(0)} MB`);
  await compare('1,000,000 lines', { script: 'seq 1 1000000', size: 6.888896 });
} finally {
  runner.dispose();
  if (shell) process.kill(shell.child.pid, 'SIGHUP');
  await wait(300);
  await rm(home, { recursive: true, force: true });
}
process.exit();
