// One step while it runs: its process, its output, its ways to end.
import { copyFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Mask } from '../core/redact/mask.ts';
import type { Plan } from '../core/seal/plan.ts';
import { RUN_FILES, type RunEnd } from '../core/seal/seal.ts';
import { english } from '../core/words.ts';
import { type Child, type ChildExit, type Launch, startOnPipes } from './child.ts';
import { Output } from './output.ts';
import { loadPty, startInPty } from './pty.ts';
import { openRelayLink, type RelayLink } from './relayLink.ts';
import { type RelayTerminal, TERMINAL_FD } from './relayTerminal.ts';
import { stopStep } from './stop.ts';
import { RUNNER_WORDS } from './words.ts';

/** How long something in the background may keep the pty of an ended step open, quiet or not, in milliseconds. */
const QUIET_MS = 200;
const LINGER_MS = 2000;
const LOOK_EVERY_MS = 20;
/** How long the terminal may take to show what a stopped step had printed; the log has it all. */
const TERMINAL_PATIENCE_MS = 3000;

export interface RunningStepOptions {
  readonly folder: string;
  readonly run: string;
  readonly plan: Plan;
  readonly mask: Mask;
  readonly log: FileHandle;
  readonly terminal: RelayTerminal;
  readonly env: Readonly<Record<string, string>>;
}

type Stopped = 'cancelled' | 'timeout';

export class RunningStep {
  readonly child: Child;
  readonly startedAt = Date.now();
  readonly #output: Output;
  readonly #link: RelayLink;
  #stopped: Stopped | null = null;
  #stopping: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  private constructor(parts: { readonly child: Child; readonly output: Output; readonly link: RelayLink }) {
    this.child = parts.child;
    this.#output = parts.output;
    this.#link = parts.link;
  }

  /** Starts the step's process; its output is read once `announce` was called. */
  static async start(options: RunningStepOptions): Promise<RunningStep> {
    const { plan, folder, run } = options;
    let step: RunningStep | null = null;
    const output: Output = new Output({
      mask: options.mask,
      log: options.log,
      terminal: TERMINAL_FD,
      onRoom: () => step?.child.resume(),
      onLogTrouble: (detail) => void output.say(detail === null ? line(RUNNER_WORDS.logResumed) : line(RUNNER_WORDS.logFull, { detail })),
    });
    const link = await openRelayLink({ folder, run, onCancel: () => step?.stop('cancelled'), read: () => output });
    const onData = (bytes: Uint8Array) => {
      link.progress();
      return output.take(bytes);
    };
    const args = [...plan.interpreter.args, await scriptPath(folder, plan)];
    const launch = { file: plan.interpreter.path, args, env: options.env, cwd: plan.cwd, size: options.terminal.size, onData };
    const child = await startChild(launch, options.terminal);
    step = new RunningStep({ child, output, link });
    if (plan.timeoutMs !== null) step.#timer = setTimeout(() => step?.stop('timeout'), plan.timeoutMs);
    return step;
  }

  /** Tells the supervisor, and begins to read. */
  announce(): void {
    this.#link.started();
    this.child.resume();
  }

  /** Ends the step and all it started. Asked again, it also stops waiting for a log that cannot be written. */
  stop(why: Stopped): void {
    if (this.#stopped) this.#output.giveUp();
    else this.#stopping = stopStep(this.child.pid);
    this.#stopped ??= why;
    void this.#stopping.then(() => void setTimeout(() => this.#output.leaveTerminal(), TERMINAL_PATIENCE_MS).unref());
  }

  /** Whether a write to the terminal may hang for ever. */
  get hangs(): boolean {
    return this.#output.terminalLeft;
  }

  /** The end of the run: the process ended, all it printed is logged. */
  async finished(): Promise<Pick<RunEnd, 'outcome' | 'exit' | 'signal' | 'endedAt' | 'bytes'>> {
    const exit = await this.child.exited;
    this.#output.mark();
    if (this.#timer) clearTimeout(this.#timer);
    const endedAt = Date.now();
    await this.#stopping;
    await this.#readOut();
    await this.#output.finish();
    return { ...toEnd(exit), outcome: this.#stopped ?? 'exited', endedAt, bytes: this.#output.bytes };
  }

  close(): void {
    this.#link.close();
  }

  /** Reads till the end; where something in the background holds the pty, till it is quiet or has had its time. */
  async #readOut(): Promise<void> {
    let open = true;
    const ended = this.child.ended.then(() => {
      open = false;
    });
    for (let unblocked = 0; open && unblocked < LINGER_MS && !this.#output.quietFor(QUIET_MS); ) {
      await Promise.race([ended, wait(LOOK_EVERY_MS)]);
      // Time only counts while nothing keeps us from reading: then what the step itself printed has long been read.
      if (this.#output.quietFor(0)) unblocked += LOOK_EVERY_MS;
    }
    if (open) await this.#output.say(line(RUNNER_WORDS.background));
    this.child.close();
  }
}

function toEnd({ exit, signal }: ChildExit): Pick<RunEnd, 'exit' | 'signal'> {
  return { exit: signal === null ? exit : null, signal };
}

async function startChild(launch: Launch, terminal: RelayTerminal): Promise<Child> {
  const program = process.argv[1] ?? '';
  const pty = terminal.isTerminal ? loadPty(program) : null;
  return pty ? startInPty(pty, launch, program) : startOnPipes(launch);
}

/** PowerShell runs files by their extension only. */
async function scriptPath(folder: string, plan: Plan): Promise<string> {
  const script = join(folder, RUN_FILES.script);
  if (plan.interpreter.shell !== 'pwsh') return script;
  await copyFile(script, `${script}.ps1`);
  return `${script}.ps1`;
}

function line(template: string, args: Readonly<Record<string, string>> = {}): string {
  return `\r\n\u001b[2m${english(template, args)}\u001b[0m\r\n`;
}
