// Stops a step and everything it started: asks, insists, kills.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { membersOf, type Process, type StepTree, sameProcess } from './processes.ts';

const TERM_AFTER_MS = 2000;
const KILL_AFTER_MS = 5000;
const LOOK_EVERY_MS = 50;

/** SIGINT at once, SIGTERM after 2 s, SIGKILL after 5 s, to all that is left of the step; returns when nothing is. */
export async function stopStep(tree: StepTree): Promise<void> {
  const known = new Set<number>();
  // Not the time of day, which can jump.
  const began = performance.now();
  let sent: NodeJS.Signals | null = null;
  for (;;) {
    const left = await lookFor(tree, known);
    const passed = performance.now() - began;
    if (left?.length === 0 || passed > KILL_AFTER_MS + 2000) return;
    const signal = passed >= KILL_AFTER_MS ? 'SIGKILL' : passed >= TERM_AFTER_MS ? 'SIGTERM' : 'SIGINT';
    if (signal !== sent || signal === 'SIGKILL') sendAll(left, { tree, signal });
    sent = signal;
    await wait(LOOK_EVERY_MS);
  }
}

/** SIGKILL to all that is left of a step, at once. */
export async function killStep(tree: StepTree): Promise<void> {
  const known = new Set<number>();
  for (let round = 0; round < 20; round++) {
    const left = await lookFor(tree, known);
    if (left?.length === 0) return;
    sendAll(left, { tree, signal: 'SIGKILL' });
    await wait(LOOK_EVERY_MS);
  }
}

/** What lives of a step; null where the system cannot tell now (it has no file to give, say): then nobody may be taken for dead. */
async function lookFor(tree: StepTree, known: Set<number>): Promise<readonly Process[] | null> {
  return membersOf(tree, known).catch(() => null);
}

/** To each of them; where they are not known, to the group of the step's first process, for which no file is needed. */
function sendAll(left: readonly Process[] | null, of: { readonly tree: StepTree; readonly signal: NodeJS.Signals }): void {
  if (left === null && of.tree.leader !== null && of.tree.leader > 1) send(-of.tree.leader, of.signal);
  for (const { pid } of left ?? []) send(pid, of.signal);
}

/** Ends processes a step left behind, as far as they still are the same ones: SIGTERM, and SIGKILL after 2 s. Answers how many were there. */
export async function endLeft(left: readonly { readonly pid: number; readonly began: string }[]): Promise<number> {
  const there: number[] = [];
  for (const one of left) if (await sameProcess(one)) there.push(one.pid);
  for (const pid of there) send(pid, 'SIGTERM');
  for (let passed = 0; passed < TERM_AFTER_MS && there.some(isAlive); passed += LOOK_EVERY_MS) await wait(LOOK_EVERY_MS);
  for (const one of left) if (there.includes(one.pid) && (await sameProcess(one))) send(one.pid, 'SIGKILL');
  return there.length;
}

/** Whether a process lives (one that belongs to somebody else does, too; one that only waits to be reaped does not). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !/\) [ZX]/.test(statOf(pid));
}

/** When a process began, where the system tells it cheaply: a number alone may be another process by now. Empty where it does not. */
export function began(pid: number): string {
  const stat = statOf(pid);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** A process of this number and, where that is known, of that time lives. */
export function livesSince(pid: number, at: string): boolean {
  return isAlive(pid) && (at === '' || began(pid) === '' || began(pid) === at);
}

/** What Linux says of a process; empty where it says nothing. */
function statOf(pid: number): string {
  try {
    return process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, 'latin1') : '';
  } catch {
    return '';
  }
}

/** Sends a signal; a process that ended in the meantime is left alone. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
