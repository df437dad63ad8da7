// The supervisor's keyboard: between steps typed keys go nowhere, while a step runs they are the step's alone.
import type { ReadStream } from 'node:tty';

/** Typing gets one hint per this many milliseconds. */
const HINT_EVERY_MS = 3000;

const CONTROL_C = 3;

export interface KeyboardHandlers {
  readonly onHint: () => void;
  /** Control-C; answers whether it was of any use. */
  readonly onInterrupt: () => boolean;
}

export class IdleKeyboard {
  readonly #input: ReadStream;
  readonly #handlers: KeyboardHandlers;
  #hintedAt = Number.NEGATIVE_INFINITY;

  constructor(input: ReadStream, handlers: KeyboardHandlers) {
    this.#input = input;
    this.#handlers = handlers;
    input.on('data', (bytes: Uint8Array) => {
      if (!(bytes.includes(CONTROL_C) && handlers.onInterrupt())) this.#hint();
    });
    input.on('error', () => undefined);
  }

  /** Reads keys and drops them; raw, so that they are not echoed and Control-C ends nothing. */
  take(): void {
    this.#raw(true);
    this.#input.resume();
  }

  /** Leaves keyboard and terminal to the provider and the step. */
  release(): void {
    this.#input.pause();
    this.#raw(false);
  }

  #raw(on: boolean): void {
    try {
      if (this.#input.isTTY) this.#input.setRawMode(on);
    } catch {
      // The terminal is closing; SIGHUP is on its way.
    }
  }

  #hint(): void {
    const now = performance.now();
    if (now - this.#hintedAt < HINT_EVERY_MS) return;
    this.#hintedAt = now;
    this.#handlers.onHint();
  }
}
