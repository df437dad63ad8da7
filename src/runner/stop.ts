// Stops a step and everything it started: asks, insists, kills.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

const TERM_AFTER_MS = 2000;
const KILL_AFTER_MS = 5000;
const LOOK_EVERY_MS = 50;

/** SIGINT at once, SIGTERM after 2 s, SIGKILL after 5 s, to all that is left of the step; returns when nothing is. */
export async function stopStep(leader: number): Promise<void> {
  const known = new Set<number>([leader]);
  const began = Date.now();
  let sent: NodeJS.Signals | null = null;
  for (;;) {
    const left = await membersOf(leader, known);
    const passed = Date.now() - began;
    if (left.length === 0 || passed > KILL_AFTER_MS + 2000) return;
    const signal = passed >= KILL_AFTER_MS ? 'SIGKILL' : passed >= TERM_AFTER_MS ? 'SIGTERM' : 'SIGINT';
    if (signal !== sent || signal === 'SIGKILL') for (const pid of left) send(pid, signal);
    sent = signal;
    await wait(LOOK_EVERY_MS);
  }
}

/** SIGKILL to all that is left of a step, at once. */
export async function killStep(leader: number): Promise<void> {
  const known = new Set<number>([leader]);
  for (let round = 0; round < 20; round++) {
    const left = await membersOf(leader, known);
    if (left.length === 0) return;
    for (const pid of left) send(pid, 'SIGKILL');
    await wait(LOOK_EVERY_MS);
  }
}

/** Whether a process lives (one that belongs to somebody else does, too; one that only waits to be reaped does not). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

/** What lives of the step's session, its group and its descendants. `known` collects them, for a child outlives its parent. */
async function membersOf(leader: number, known: Set<number>): Promise<number[]> {
  const all = await processes();
  const isMember = (one: Process) => one.session === leader || one.group === leader || known.has(one.pid) || known.has(one.parent);
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const one of all) if (isMember(one)) known.add(one.pid);
  }
  const living = new Set(all.map((one) => one.pid));
  for (const pid of known) if (!living.has(pid)) known.delete(pid);
  known.delete(process.pid);
  return [...known];
}

async function processes(): Promise<Process[]> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

async function fromProc(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')));
  return stats.flatMap((stat) => {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.length < 5 || fields[0] === 'Z' || fields[0] === 'X') return [];
    return [{ pid: Number.parseInt(stat, 10), parent: Number(fields[1]), group: Number(fields[2]), session: Number(fields[3]) }];
  });
}

async function fromPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,pgid=,stat=']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').flatMap((line) => {
    const [pid = '', parent = '', group = '', state = 'Z'] = line.trim().split(/\s+/);
    return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(group) }];
  });
}
