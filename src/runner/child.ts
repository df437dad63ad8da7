// The step's process, whether in a pty or, where none is to be had, on pipes.
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

export interface ChildExit {
  readonly exit: number | null;
  readonly signal: string | null;
}

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly size: Size;
  /** Gets every read (at most 64 KB, valid during the call only); answers whether to go on reading (false: until `resume`). */
  readonly onData: (bytes: Uint8Array) => boolean;
}

export interface Child {
  /** Also the id of its process group and session. */
  readonly pid: number;
  readonly pty: boolean;
  /** The device of its pty, where it has one. */
  readonly tty: string | null;
  readonly exited: Promise<ChildExit>;
  /** Everything it and its children printed was read. */
  readonly ended: Promise<void>;
  resume(): void;
  write(bytes: Uint8Array): void;
  /** The terminal has nothing more to say. */
  endInput(): void;
  resize(size: Size): void;
  /** Stops reading for good. */
  close(): void;
}

/** Joins the two outputs before anything is read, so that their order is kept. The step's text is no part of this line. */
const JOINED = ['-c', 'exec "$0" "$@" 2>&1'];

/** Starts a program on pipes, in a session of its own. */
export async function startOnPipes(launch: Launch): Promise<Child> {
  const args = [...JOINED, launch.file, ...launch.args];
  const child = spawn('/bin/sh', args, { cwd: launch.cwd, env: launch.env, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const out = child.stdout;
  out.on('data', (bytes: Uint8Array) => {
    if (!launch.onData(bytes)) out.pause();
  });
  out.pause();
  child.stdin.on('error', () => undefined);
  return {
    pid: child.pid ?? 0,
    pty: false,
    tty: null,
    exited: new Promise((resolve) => child.once('exit', (exit, signal) => resolve({ exit, signal }))),
    ended: new Promise((resolve) => out.once('close', resolve)),
    resume: () => void out.resume(),
    write: (bytes) => void child.stdin.write(bytes),
    endInput: () => void child.stdin.end(),
    resize: () => undefined,
    close: () => void (out as unknown as Socket).destroy(),
  };
}
