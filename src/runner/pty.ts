// A pty through node-pty's native binding alone: its JavaScript half gives up 200 ms after the exit and loses what was not read by then.
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { ReadStream } from 'node:tty';
import * as z from 'zod';
import { type Child, type ChildExit, type Launch, startOnPipes } from './child.ts';

export interface Binding {
  fork(
    file: string,
    args: readonly string[],
    env: readonly string[],
    cwd: string,
    cols: number,
    rows: number,
    uid: number,
    gid: number,
    utf8: boolean,
    helper: string,
    onExit: (code: number, signal: number) => void,
  ): unknown;
  resize(fd: number, cols: number, rows: number): void;
}

const bindingSchema = z.custom<Binding>((value) => typeof (value as Partial<Binding> | null)?.fork === 'function');
const forkedSchema = z.object({ fd: z.number().int(), pid: z.number().int(), pty: z.string().optional() });
const READ_SIZE = 64 * 1024;

/** The binding beside the running program, else the one of the installed package; null where there is none for this platform. */
export function loadPty(program: string): Binding | null {
  const platform = `@lydell/node-pty-${process.platform}-${process.arch}/pty.node`;
  for (const name of [join(dirname(program), 'pty', 'pty.node'), platform]) {
    try {
      return bindingSchema.parse(createRequire(program)(name));
    } catch {
      // Not there, or not for this machine: the next one.
    }
  }
  return null;
}

/** In a pty; on pipes where there is no binding, or where the system has no pty to give (the mark of the start says which it was). */
export async function startChild(launch: Launch, of: { readonly pty: Binding | null; readonly program: string }): Promise<Child> {
  try {
    if (of.pty) return startInPty(of.pty, launch, of.program);
  } catch {
    // No pty left, or none allowed here.
  }
  return startOnPipes(launch);
}

/** Starts a program in a pty of its own, and in a session of its own. Call `resume` to begin reading. */
export function startInPty(pty: Binding, launch: Launch, program: string): Child {
  let onExit: (code: number, signal: number) => void = () => undefined;
  const exited = new Promise<ChildExit>((resolve) => {
    onExit = (code, signal) => resolve(signal > 0 ? { exit: null, signal: signalName(signal) } : { exit: code, signal: null });
  });
  const env = Object.entries(launch.env).map(([name, value]) => `${name}=${value}`);
  const helper = join(dirname(program), 'pty', 'spawn-helper');
  const { cols, rows } = launch.size;
  const forked = forkedSchema.parse(pty.fork(launch.file, launch.args, env, launch.cwd, cols, rows, -1, -1, false, helper, onExit));
  const { fd, pid } = forked;
  const stream = new PtyStream(fd, launch);
  return {
    pid,
    pty: true,
    tty: forked.pty ?? null,
    exited,
    ended: stream.ended,
    resume: () => stream.resume(),
    write: (bytes) => stream.write(bytes),
    // Control-D has come through as a byte; the terminal tells the step itself.
    endInput: () => undefined,
    resize: (size) => ignoreGone(() => pty.resize(fd, size.cols, size.rows)),
    close: () => stream.close(),
  };
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

function ignoreGone(call: () => void): void {
  try {
    call();
  } catch {
    // The terminal is gone; so is what would have been resized.
  }
}

/** Reads the master side till its end (Linux says EIO), handing every read over at once: nothing is ever buffered where an error could drop it. */
class PtyStream {
  readonly ended: Promise<void>;
  readonly #socket: ReadStream;

  constructor(fd: number, launch: Launch) {
    const callback = (count: number, buffer: Uint8Array) => launch.onData(buffer.subarray(0, count));
    // `onread` is net.Socket's own option; tty.ReadStream passes it on.
    const options = { onread: { buffer: Buffer.alloc(READ_SIZE), callback } };
    this.#socket = new ReadStream(fd, options as ConstructorParameters<typeof ReadStream>[1]);
    this.#socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#socket.destroyed) this.#socket.resume();
  }

  write(bytes: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  close(): void {
    this.#socket.destroy();
  }
}
