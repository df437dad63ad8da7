// The way of the step's output: through the mask, to the log on disk and to the terminal, in order, losing nothing.
// What waits in memory is bounded: past a limit reading stops until disk and terminal have caught up.
import { write as writeCallback } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Mask } from '../core/redact/mask.ts';
import { errorCode } from './files.ts';

const write = promisify(writeCallback);

/** Bytes that may wait while others are written: two buffers of this size take turns. */
const BUFFER_SIZE = 512 * 1024;
/** The most one read can bring; without room for that nothing is read. */
const READ_SIZE = 64 * 1024;
/** A flood is written in pieces of at least this size, or after so many milliseconds; output is a flood so soon after a write. */
const GATHER_SIZE = 128 * 1024;
const GATHER_MS = 3;
const FLOOD_MS = 10;
/** Silence after which the beginning of a possible secret is shown (prompts), in milliseconds. */
const IDLE_MS = 60;
const RETRY_MS = 1000;
/** Long enough for a whole private key: the line shown while a step runs is redacted with all that stands before it. */
export const TAIL = 16 * 1024;

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
  #filling = new Uint8Array(BUFFER_SIZE);
  #filled = 0;
  #draining = new Uint8Array(BUFFER_SIZE);
  #own: Uint8Array[] = [];
  #full = false;
  #pump: Promise<void> | null = null;
  #idle: NodeJS.Timeout | null = null;
  readonly #terminal: { gone: boolean; readonly left: Promise<void>; leave: () => void };
  #givenUp = false;
  #wroteAt = 0;
  #onGathered: (() => void) | null = null;
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

  /** Takes (and copies) what was read, READ_SIZE at most; answers whether there is room for more. */
  take(bytes: Uint8Array): boolean {
    this.#lastRead = performance.now();
    this.#filling.set(bytes, this.#filled);
    this.#filled += bytes.length;
    this.#full = this.#filled + READ_SIZE > BUFFER_SIZE;
    if (this.#filled >= GATHER_SIZE) this.#onGathered?.();
    this.#pump ??= this.#drain();
    return !this.#full;
  }

  /** Nothing waits, and nothing was read for so many milliseconds. */
  quietFor(ms: number): boolean {
    return !this.#full && this.#pump === null && performance.now() - this.#lastRead >= ms;
  }

  /** Silence counts from now at the earliest. */
  mark(): void {
    this.#lastRead = performance.now();
  }

  /** The output is over: everything goes out, and the log is on disk when this returns. */
  async finish(): Promise<void> {
    while (this.#pump) await this.#pump;
    if (this.#idle) clearTimeout(this.#idle);
    this.#show(this.#deps.mask.end());
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

  /** Shows what the mask gave back by itself, in its turn. */
  #show(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#own.push(bytes);
    if (bytes.length > 0) this.#pump ??= this.#drain();
  }

  async #drain(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = null;
    await this.#gather();
    for (let bytes = this.#next(); bytes; bytes = this.#next()) {
      await Promise.all([this.#toLog(bytes), Promise.race([this.#toTerminal(bytes), this.#terminal.left])]);
      this.#wroteAt = performance.now();
      await this.#gather();
    }
    this.#pump = null;
    if (this.#deps.mask.held > 0) this.#idle = setTimeout(() => this.#show(this.#deps.mask.flushIdle()), IDLE_MS);
  }

  /** A terminal gives 4 KB a read: in a flood they are gathered into large writes, at most for a moment. After silence what comes is shown at once. */
  async #gather(): Promise<void> {
    if (this.#own.length > 0 || this.#filled === 0 || this.#filled >= GATHER_SIZE) return;
    if (performance.now() - this.#wroteAt > FLOOD_MS) return new Promise((resolve) => void setImmediate(resolve));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      this.#onGathered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onGathered = null;
  }

  /** What is to be written next, masked; undefined when nothing waits. */
  #next(): Uint8Array | undefined {
    const own = this.#own.shift();
    if (own || this.#filled === 0) return own;
    const bytes = this.#filling.subarray(0, this.#filled);
    [this.#filling, this.#draining] = [this.#draining, this.#filling];
    this.#filled = 0;
    const masked = this.#deps.mask.write(bytes);
    if (this.#full) this.#deps.onRoom();
    this.#full = false;
    return masked;
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
    this.#keepTail(bytes);
  }

  #keepTail(bytes: Uint8Array): void {
    this.tail = bytes.length >= TAIL ? new Uint8Array(bytes.subarray(-TAIL)) : Buffer.concat([this.tail, bytes]).subarray(-TAIL);
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
