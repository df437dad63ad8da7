// The way of the step's output: through the mask, to the log on disk and to the terminal, in order, losing nothing.
// What waits in memory is bounded: past a limit reading stops until disk and terminal have caught up.
import { write as writeCallback } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Mask } from '../core/redact/mask.ts';
import { errorCode } from './files.ts';

const write = promisify(writeCallback);

/** Bytes that may wait; reading goes on again below a quarter of it. */
const LIMIT = 1024 * 1024;
/** Silence after which the beginning of a possible secret is shown (prompts), in milliseconds. */
const IDLE_MS = 60;
const RETRY_MS = 1000;
const TAIL = 2048;

export interface OutputDeps {
  readonly mask: Mask;
  readonly log: FileHandle;
  /** File descriptor of the terminal. */
  readonly terminal: number;
  /** There is room again: go on reading. */
  readonly onRoom: () => void;
  /** The log cannot be written (the reason), or can again (null). */
  readonly onLogTrouble: (reason: string | null) => void;
}

export class Output {
  readonly #deps: OutputDeps;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #full = false;
  #pump: Promise<void> | null = null;
  #idle: NodeJS.Timeout | null = null;
  readonly #terminal: { gone: boolean; readonly left: Promise<void>; leave: () => void };
  #givenUp = false;
  #lastRead = 0;
  /** Bytes that are in the log. */
  bytes = 0;
  /** The end of what was logged, for the progress line. */
  tail: Uint8Array = new Uint8Array(0);

  constructor(deps: OutputDeps) {
    this.#deps = deps;
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#terminal = { gone: false, left, leave };
  }

  /** Takes what was read; answers whether there is room for more. */
  take(bytes: Uint8Array): boolean {
    this.#lastRead = Date.now();
    this.#queue(this.#deps.mask.write(bytes));
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = this.#deps.mask.held > 0 ? setTimeout(() => this.#queue(this.#deps.mask.flushIdle()), IDLE_MS) : null;
    this.#full = this.#waitingBytes >= LIMIT;
    return !this.#full;
  }

  /** Nothing waits, and nothing was read for so many milliseconds. */
  quietFor(ms: number): boolean {
    return !this.#full && this.#pump === null && Date.now() - this.#lastRead >= ms;
  }

  /** Silence counts from now at the earliest. */
  mark(): void {
    this.#lastRead = Date.now();
  }

  /** The output is over: everything goes out, and the log is on disk when this returns. */
  async finish(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle);
    this.#queue(this.#deps.mask.end());
    while (this.#pump) await this.#pump;
    await this.#deps.log.sync().catch(() => undefined);
  }

  /** A line of our own for the terminal; it is no part of the log. */
  async say(line: string): Promise<void> {
    await Promise.race([this.#toTerminal(Buffer.from(line)), this.#terminal.left]);
  }

  /** Waits no longer for a log that cannot be written. */
  giveUp(): void {
    this.#givenUp = true;
  }

  /** Waits no longer for a terminal that takes nothing; nothing more is shown. */
  leaveTerminal(): void {
    this.#terminal.gone = true;
    this.#terminal.leave();
  }

  /** Whether the terminal was left before it had taken everything: a write may still hang on it. */
  get terminalLeft(): boolean {
    return this.#terminal.gone;
  }

  #queue(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#pump ??= this.#drain();
  }

  async #drain(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const bytes = this.#waiting.length === 1 ? (this.#waiting[0] ?? new Uint8Array(0)) : Buffer.concat(this.#waiting);
      this.#waiting = [];
      await Promise.all([this.#toLog(bytes), Promise.race([this.#toTerminal(bytes), this.#terminal.left])]);
      this.#waitingBytes -= bytes.length;
      this.#room();
    }
    this.#pump = null;
  }

  #room(): void {
    if (!this.#full || this.#waitingBytes > LIMIT / 4) return;
    this.#full = false;
    this.#deps.onRoom();
  }

  async #toLog(bytes: Uint8Array): Promise<void> {
    let done = 0;
    let troubled = false;
    while (done < bytes.length && !this.#givenUp) {
      try {
        done += (await this.#deps.log.write(bytes, done)).bytesWritten;
        if (troubled) this.#deps.onLogTrouble(null);
        troubled = false;
      } catch (error) {
        if (!troubled) this.#deps.onLogTrouble(errorCode(error));
        troubled = true;
        await wait(RETRY_MS);
      }
    }
    this.bytes += done;
    this.tail = bytes.length >= TAIL ? bytes.slice(-TAIL) : Buffer.concat([this.tail, bytes]).subarray(-TAIL);
  }

  async #toTerminal(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length && !this.#terminal.gone) {
      try {
        done += (await write(this.#deps.terminal, bytes, done)).bytesWritten;
      } catch (error) {
        if (errorCode(error) === 'EAGAIN') await wait(5);
        else this.leaveTerminal();
      }
    }
  }
}
