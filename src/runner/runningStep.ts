// One step while it runs: its process, its output, its ways to end.
import { copyFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createMask, type Secret } from '../core/redact/mask.ts';
import type { Plan } from '../core/seal/plan.ts';
import { RUN_FILES, type RunEnd } from '../core/seal/seal.ts';
import { english } from '../core/words.ts';
import type { Child, ChildExit } from './child.ts';
import type { Endings } from './endings.ts';
import { Output } from './output.ts';
import { type LeftBehind, membersOf, type StepTree } from './processes.ts';
import { loadPty, startChild } from './pty.ts';
import { openRelayLink, type RelayLink } from './relayLink.ts';
import { type RelayTerminal, TERMINAL_FD } from './relayTerminal.ts';
import { killStep, stopStep } from './stop.ts';
import { stopsOnControlZ } from './stty.ts';
import { RUNNER_WORDS } from './words.ts';

const CONTROL_Z = 0x1a;
/** How long something in the background may keep the pty of an ended step open, quiet or not, in milliseconds. */
const QUIET_MS = 200;
const LINGER_MS = 2000;
const LOOK_EVERY_MS = 20;
/** What ends within this time of its step was not left behind, in milliseconds. */
const STRAGGLE_MS = 100;
/** How long the terminal may take to show what a stopped step had printed; the log has it all. */
const TERMINAL_PATIENCE_MS = 3000;

export interface RunningStepOptions {
  readonly folder: string;
  readonly run: string;
  readonly plan: Plan;
  readonly secrets: readonly Secret[];
  readonly log: FileHandle;
  readonly terminal: RelayTerminal;
  readonly env: Readonly<Record<string, string>>;
  readonly endings: Endings;
}

type Stopped = 'cancelled' | 'timeout';

export class RunningStep {
  readonly child: Child;
  readonly startedAt = Date.now();
  readonly #began = performance.now();
  /** Names of the variables whose values are too short or too common to be masked. */
  readonly unmasked: readonly string[];
  readonly #options: RunningStepOptions;
  readonly #output: Output;
  readonly #link: RelayLink;
  #stopped: Stopped | null = null;
  #stopping: Promise<void> = Promise.resolve();
  #typing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  private constructor(
    options: RunningStepOptions,
    parts: { readonly child: Child; readonly output: Output; readonly link: RelayLink; readonly unmasked: readonly string[] },
  ) {
    this.#options = options;
    this.child = parts.child;
    this.unmasked = parts.unmasked;
    this.#output = parts.output;
    this.#link = parts.link;
  }

  /** Starts the step's process, or rejects and has started none. Its output is read from `begin` on. */
  static async start(options: RunningStepOptions): Promise<RunningStep> {
    const { plan, folder, run, endings } = options;
    let child: Child | null = null;
    const mask = createMask(options.secrets);
    const output: Output = new Output({
      mask,
      log: options.log,
      terminal: TERMINAL_FD,
      onRoom: () => child?.resume(),
      onLogTrouble: (detail) => void output.say(detail === null ? line(RUNNER_WORDS.logResumed) : line(RUNNER_WORDS.logFull, { detail })),
    });
    const link = await openRelayLink({ folder, run, onCancel: () => endings.ask(), read: () => output });
    const onData = (bytes: Uint8Array) => {
      link.progress();
      return output.take(bytes);
    };
    const args = [...plan.interpreter.args, await scriptPath(folder, plan)];
    const launch = { file: plan.interpreter.path, args, env: options.env, cwd: plan.cwd, size: options.terminal.size, onData };
    const program = process.argv[1] ?? '';
    child = await startChild(launch, { pty: options.terminal.isTerminal ? loadPty(program) : null, program });
    return new RunningStep(options, { child, output, link, unmasked: mask.unmasked });
  }

  /** Hands it the keyboard, tells the supervisor, and begins to read. */
  async begin(): Promise<void> {
    const { terminal, endings, plan } = this.#options;
    if (plan.timeoutMs !== null) this.#timer = setTimeout(() => this.stop('timeout'), plan.timeoutMs);
    endings.listen(() => this.stop('cancelled'));
    await terminal.attach({
      write: (bytes) => this.#type(bytes),
      end: () => this.child.endInput(),
      resize: (size) => this.child.resize(size),
    });
    this.#link.started();
    this.child.resume();
  }

  /** Ends the step and all it started. Asked again, it also stops waiting for a log that cannot be written. */
  stop(why: Stopped): void {
    if (this.#stopped) this.#output.giveUp();
    else this.#stopping = stopStep(this.#tree);
    this.#stopped ??= why;
    void this.#stopping.then(() => void setTimeout(() => this.#output.leaveTerminal(), TERMINAL_PATIENCE_MS).unref());
  }

  /** Ends it at once; nothing it printed is kept. */
  async kill(): Promise<void> {
    await killStep(this.#tree);
    this.child.close();
    this.#link.close();
  }

  get #tree(): StepTree {
    return { leader: this.child.pid, run: this.#options.run };
  }

  /** Keys in their order. Control-Z is no key for a step: stopped, it would wait for a shell that is not there. */
  #type(bytes: Uint8Array): void {
    this.#typing = this.#typing.then(async () => {
      const stops = this.child.pty && bytes.includes(CONTROL_Z) && (await stopsOnControlZ(this.child.tty));
      this.child.write(stops ? bytes.filter((byte) => byte !== CONTROL_Z) : bytes);
      if (stops) await this.#output.say(line(RUNNER_WORDS.noStop));
    });
  }

  /** Whether a write to the terminal may hang for ever. */
  get hangs(): boolean {
    return this.#output.terminalLeft;
  }

  /** The end of the run: the process ended, all it printed is logged. */
  async finished(): Promise<Pick<RunEnd, 'outcome' | 'exit' | 'signal' | 'endedAt' | 'tookMs' | 'bytes' | 'left'>> {
    const exit = await this.child.exited;
    this.#output.mark();
    if (this.#timer) clearTimeout(this.#timer);
    const [endedAt, tookMs] = [Date.now(), Math.round(performance.now() - this.#began)];
    await this.#stopping;
    await this.#readOut();
    await this.#output.finish();
    // That nobody can tell what was left is no reason to lose the exit code.
    const left = await this.#left().catch(() => []);
    const end = { ...toEnd(exit), outcome: this.#stopped ?? ('exited' as const), endedAt, tookMs, bytes: this.#output.bytes };
    return left.length > 0 ? { ...end, left } : end;
  }

  /** The run is over, and its end is written. */
  close(): void {
    this.#link.close();
  }

  /** Gives the terminal back. */
  leave(): void {
    this.#options.terminal.detach();
  }

  /** What the step left behind: not what merely takes a moment to end. */
  async #left(): Promise<LeftBehind[]> {
    const before = await membersOf(this.#tree, new Set());
    if (before.length === 0) return [];
    await wait(STRAGGLE_MS);
    const still = new Set((await membersOf(this.#tree, new Set())).map(({ pid }) => pid));
    return before.filter(({ pid }) => still.has(pid)).map(({ pid, name, began }) => ({ pid, name: this.#concealed(name), began }));
  }

  /** A process can give itself any name. */
  #concealed(name: string): string {
    const mask = createMask(this.#options.secrets);
    const parts = [mask.write(Buffer.from(name)), mask.end()];
    return Buffer.concat(parts).toString('utf8');
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
