// The processes of this machine, and which of them a step started.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { RunEnd } from '../core/seal/seal.ts';
import { errorCode } from './files.ts';

/** In the environment of everything a step starts: by it a program is known that left the step's session. */
export const RUN_VARIABLE = 'COUNTERSIGN_RUN';

/** A process a step left running, as the end of its run tells it. */
export type LeftBehind = NonNullable<RunEnd['left']>[number];

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly name: string;
  /** When it began, in the system's own unit: process numbers are used again, with this they are not mistaken. */
  readonly began: string;
}

/** What belongs to a step: the session of its first process (null where that is not known), and whatever carries its run's name. */
export interface StepTree {
  readonly leader: number | null;
  readonly run: string;
}

/**
 * What lives of a step: its session, its group, their descendants, and what carries its run's name in its environment (on Linux; a
 * program with another user's rights, or one that overwrites its environment, is found by session and descent only).
 * `known` collects the numbers between calls, for a child outlives its parent. Rejects where the system cannot tell.
 */
export async function membersOf(tree: StepTree, known: Set<number>): Promise<Process[]> {
  const all = await processes();
  const marked = new Set(await Promise.all(all.map(async (one) => ((await carries(one.pid, tree.run)) ? one.pid : 0))));
  const { leader } = tree;
  const isMember = (one: Process) =>
    marked.has(one.pid) || one.session === leader || one.group === leader || known.has(one.pid) || known.has(one.parent);
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const one of all) if (one.pid !== process.pid && isMember(one)) known.add(one.pid);
  }
  const members = all.filter((one) => known.has(one.pid));
  const living = new Set(members.map((one) => one.pid));
  for (const pid of known) if (!living.has(pid)) known.delete(pid);
  return members;
}

/** A process as it is now, where it is still the one that began then. */
export async function sameProcess(of: { readonly pid: number; readonly began: string }): Promise<boolean> {
  return (await processes()).some((one) => one.pid === of.pid && one.began === of.began);
}

async function carries(pid: number, run: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(toNothing);
  return `\0${environment}`.includes(`\0${RUN_VARIABLE}=${run}\0`);
}

/** A process that is gone, or another user's, says nothing. Where the system has no file to give nobody can tell: that is an error. */
function toNothing(error: unknown): string {
  if (/^(?:EMFILE|ENFILE|ENOMEM)$/.test(errorCode(error))) throw error;
  return '';
}

async function processes(): Promise<Process[]> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

async function fromProc(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(toNothing)));
  return stats.flatMap((stat) => {
    const close = stat.lastIndexOf(')');
    const fields = stat.slice(close + 2).split(' ');
    const [state = 'X', parent, group, session] = fields;
    if (fields.length < 20 || state === 'Z' || state === 'X') return [];
    const name = stat.slice(stat.indexOf('(') + 1, close);
    const numbers = { parent: Number(parent), group: Number(group), session: Number(session) };
    return [{ pid: Number.parseInt(stat, 10), ...numbers, name, began: fields[19] ?? '' }];
  });
}

/** Elsewhere: a group stands for its session, which ps does not tell. */
async function fromPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,pgid=,stat=,lstart=,comm=']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').flatMap((line) => {
    const [pid = '', parent = '', group = '', state = 'Z', ...rest] = line.trim().split(/\s+/);
    if (state.startsWith('Z')) return [];
    const name = rest.slice(5).join(' ').split('/').at(-1) ?? '';
    const numbers = { pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(group) };
    return [{ ...numbers, name, began: rest.slice(0, 5).join(' ') }];
  });
}
