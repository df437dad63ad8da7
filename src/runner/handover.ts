// How a step's shell tells at its end where it stands and what it exported. It speaks through a named pipe: what it says, secrets among
// it, lies in memory and never on disk. Only bash can be asked without changing a byte of the approved text, by the file it reads first.
import { execFile } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Secret } from '../core/redact/mask.ts';
import { handedOn, handedSchema } from '../core/seal/carry.ts';
import type { Plan } from '../core/seal/plan.ts';
import { RUN_FILES } from '../core/seal/seal.ts';
import { PRIVATE_FILE, writeDurably } from './files.ts';

export interface Handover {
  /** What the step's environment needs besides. */
  readonly env: Readonly<Record<string, string>>;
  /** The step's shell has ended: writes what it handed on, without secrets, into the run's folder. */
  keep(of: { readonly base: Readonly<Record<string, string>>; readonly secrets: readonly Secret[] }): Promise<void>;
  close(): Promise<void>;
}

const NOTHING: Handover = { env: {}, keep: async () => undefined, close: async () => undefined };
/** More than this is read and thrown away. */
const MOST_READ = 512 * 1024;
const END = '\0countersign-end\0';
const PATIENCE_MS = 200;
const LOOK_EVERY_MS = 10;

/** Prepares the pipe and bash's first file, where the plan asks for it. Where that cannot be done, nothing is handed on. */
export async function openHandover(folder: string, plan: Plan): Promise<Handover> {
  const hands = plan.carry?.hands;
  if (!hands || !(hands.cwd || hands.env) || plan.interpreter.shell !== 'bash') return NOTHING;
  const pipe = join(folder, 'handover');
  const first = join(folder, 'first');
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', pipe]);
    await writeFile(first, firstFile(pipe), { mode: PRIVATE_FILE });
    const reader = Reader.open(pipe);
    return {
      env: { BASH_ENV: first },
      keep: async ({ base, secrets }) => {
        const told = parseTold(await reader.toEnd());
        if (!told) return;
        const handed = handedOn({ base, after: hands.env ? told.env : base, cwd: hands.cwd ? told.cwd : null, secrets });
        await writeDurably(join(folder, RUN_FILES.carry), JSON.stringify(handedSchema.parse(handed)));
      },
      close: async () => {
        reader.close();
        await Promise.all([pipe, first].map((path) => rm(path, { force: true })));
      },
    };
  } catch {
    return NOTHING;
  }
}

/**
 * Read by bash before the approved text. A trap of the step's own replaces this one; then nothing is handed on. `set -x` does not show it,
 * and the exit code stays the step's.
 */
function firstFile(pipe: string): string {
  const into = `'${pipe.replaceAll("'", `'\\''`)}'`;
  const tell = `builtin pwd -P; builtin printf '\\0'; builtin command -p env -0; builtin printf '\\0countersign-end\\0'`;
  const trap = `{ { ${tell}; } >${into} || :; } 2>/dev/null`;
  return `unset BASH_ENV\ntrap -- "${trap.replace(/[\\"$`]/g, '\\$&')}" EXIT\n`;
}

/** Reads a pipe from its opening on, so that whoever writes never waits. */
class Reader {
  readonly #socket: Socket;
  readonly #parts: Uint8Array[] = [];
  #size = 0;

  private constructor(fd: number) {
    this.#socket = new Socket({ fd, readable: true, writable: false });
    this.#socket.on('error', () => undefined);
    this.#socket.on('data', (bytes) => this.#take(bytes));
    this.#socket.unref();
  }

  static open(path: string): Reader {
    // For reading and writing: a pipe nobody writes to would be at its end at once.
    return new Reader(openSync(path, constants.O_RDWR | constants.O_NONBLOCK));
  }

  #take(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size <= MOST_READ) this.#parts.push(new Uint8Array(bytes));
  }

  /** What was written, once its end mark is there; what there is, where none comes. */
  async toEnd(): Promise<string> {
    for (let passed = 0; passed < PATIENCE_MS && !this.#text().endsWith(END); passed += LOOK_EVERY_MS) await wait(LOOK_EVERY_MS);
    return this.#text();
  }

  #text(): string {
    return Buffer.concat(this.#parts).toString('utf8');
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** What the shell told last; null where it did not come to its end. Whatever is not UTF-8 was replaced and is dropped as unreadable. */
function parseTold(text: string): { readonly cwd: string; readonly env: Record<string, string> } | null {
  if (!text.endsWith(END)) return null;
  const told = text.slice(0, -END.length);
  const [cwd = '', ...entries] = told.slice(told.lastIndexOf(END) < 0 ? 0 : told.lastIndexOf(END) + END.length).split('\0');
  const env = entries.flatMap((entry) => {
    const at = entry.indexOf('=');
    return at > 0 && !entry.includes('\ufffd') ? [[entry.slice(0, at), entry.slice(at + 1)] as const] : [];
  });
  return { cwd: cwd.replace(/\n$/, ''), env: Object.fromEntries(env) };
}
