// The relay's hold on the real terminal while a step runs: keys go to the step raw, the size follows.
import type { Size } from './child.ts';
import { passOutputThrough } from './stty.ts';

/** Descriptor the output goes to; written asynchronously, so that a terminal that stalls never stalls a cancel. */
export const TERMINAL_FD = 1;
const DEFAULT_SIZE: Size = { cols: 80, rows: 24 };

export interface Keyboard {
  readonly write: (bytes: Uint8Array) => void;
  readonly end: () => void;
  readonly resize: (size: Size) => void;
}

export class RelayTerminal {
  #onResize: (() => void) | null = null;

  /** Whether the step can have a terminal: with pipes in between (a provider that masks) it cannot. */
  get isTerminal(): boolean {
    return process.stdout.isTTY === true;
  }

  get size(): Size {
    const { columns, rows } = process.stdout;
    return columns > 0 && rows > 0 ? { cols: columns, rows } : DEFAULT_SIZE;
  }

  async attach(keyboard: Keyboard): Promise<void> {
    if (this.isTerminal && this.#raw(true)) await passOutputThrough();
    process.stdin.on('data', (bytes: Uint8Array) => keyboard.write(bytes));
    process.stdin.on('end', keyboard.end);
    process.stdin.on('error', () => undefined);
    process.stdout.on('error', () => undefined);
    this.#onResize = () => keyboard.resize(this.size);
    process.stdout.on('resize', this.#onResize);
    keyboard.resize(this.size);
  }

  detach(): void {
    if (this.#onResize) process.stdout.off('resize', this.#onResize);
    process.stdin.pause();
    this.#raw(false);
  }

  /** Whether it could be done: a terminal that is just closing has no modes, and the step must not be left alone for that. */
  #raw(on: boolean): boolean {
    try {
      if (process.stdin.isTTY) process.stdin.setRawMode(on);
      return process.stdin.isTTY;
    } catch {
      return false;
    }
  }
}
