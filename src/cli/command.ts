// What a command of the command line is, and the world it runs in. Commands never touch `process`: tests give them a world of their own.

/** What a command may use of the process around it. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Resolves once the text is handed over, so that a slow reader slows us down instead of filling the memory. */
  readonly out: (text: string) => Promise<void>;
  readonly warn: (text: string) => Promise<void>;
}

/** How a command ended: an exit code, or the one sentence that stderr gets (exit code 2). */
export type Ended = { readonly exit: number } | { readonly error: string };

/** One command, in a file of its own under commands/. */
export interface Command {
  /** What stands behind `countersign` in the help, options included. */
  readonly usage: string;
  /** What it does, its options and exit codes, for `--help`. Lines of at most 100 characters. */
  readonly help: string;
  readonly run: (args: readonly string[], world: World) => Promise<Ended>;
}

/** Exit codes: done; something was found that the caller asked about; it could not be done. */
export const EXIT = { done: 0, found: 1, failed: 2 } as const;
