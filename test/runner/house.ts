// A workspace, a private storage and a terminal with the real supervisor in it, as VS Code would make them.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClock } from '../../src/adapters/clock.ts';
import { createPlanner } from '../../src/adapters/planner.ts';
import { createRunner } from '../../src/adapters/runner.ts';
import { createVault } from '../../src/adapters/vault.ts';
import type { Ticket } from '../../src/core/remember/ticket.ts';
import type { Approved } from '../../src/core/review/approved.ts';
import { digestOf } from '../../src/core/seal/digest.ts';
import type { Plan } from '../../src/core/seal/plan.ts';
import type { FrontMatter, Step, StepAttributes } from '../../src/core/step.ts';
import type { Log, RunNews } from '../../src/ports.ts';
import type { Child } from '../../src/runner/child.ts';
import { readEnd } from '../../src/runner/marks.ts';
import { loadPty, startInPty } from '../../src/runner/pty.ts';

const ROOT = resolve(import.meta.dirname, '../..');
export const STAND_IN = process.env.OP ?? join(ROOT, 'scripts', 'trial', 'op');
export const SECRETS = { 'op://Trial/db/password': 's3cr3t/Väl+ue "1"', 'op://Trial/key/pem': 'first line of it\nsecond line of it\n' };

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface StepText {
  readonly script: string;
  readonly attributes?: StepAttributes;
  readonly frontMatter?: FrontMatter;
  readonly shell?: Step['shell'];
  /** Changes the plan before it is approved. */
  readonly plan?: (plan: Plan) => Plan;
}

/** A terminal of a given size that keeps what was written to it. */
export class Terminal {
  readonly child: Child;
  stalls = false;
  readonly #parts: Uint8Array[] = [];

  constructor(args: readonly string[], options: { readonly cwd: string; readonly env: Record<string, string> }) {
    const pty = loadPty(join(ROOT, 'src', 'runner', 'supervisor.ts'));
    if (!pty) throw new Error('no pty on this machine');
    const onData = (bytes: Uint8Array) => {
      this.#parts.push(new Uint8Array(bytes));
      return !this.stalls;
    };
    const launch = { file: process.execPath, args, env: options.env, cwd: options.cwd, size: { cols: 100, rows: 30 }, onData };
    this.child = startInPty(pty, launch, process.execPath);
    this.child.resume();
  }

  get text(): string {
    return Buffer.concat(this.#parts).toString('utf8');
  }

  type(text: string): void {
    this.child.write(Buffer.from(text));
  }

  async shows(what: string | RegExp): Promise<void> {
    await until(
      () => (typeof what === 'string' ? this.text.includes(what) : what.test(this.text)),
      () => `the terminal to show ${what}; it shows ${this.text}`,
    );
  }
}

/** Waits for a fact, 10 s at most. */
export async function until(fact: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await fact()) return;
    await wait(20);
  }
  throw new Error(`waited in vain for ${what()}`);
}

export class House {
  readonly home: string;
  readonly folder: string;
  readonly runtimeDir: string;
  readonly env: Record<string, string>;
  readonly news: RunNews[] = [];
  readonly vault;
  planner;
  readonly runner;
  terminal: Terminal | null = null;
  /** For node, before the runner: what is loaded first. */
  nodeArgs: readonly string[] = [];
  opened = 0;
  #count = 0;
  /** Begins the names of its runs: no other house has the same, for by its run's name all that a step started is known, and ended. */
  readonly #runs = `20260101-${randomBytes(4).toString('hex')}`;

  private constructor(home: string, env: Record<string, string>) {
    this.home = home;
    this.folder = join(home, 'workspace');
    this.runtimeDir = join(home, 'storage');
    this.env = {
      PATH: `${process.env.PATH ?? ''}${delimiter}${join(ROOT, 'node_modules', '.bin')}`,
      HOME: home,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      OP_STANDIN_VAULT: join(home, 'vault.json'),
      ...env,
    };
    this.vault = createVault({ runtimeDir: this.runtimeDir, folder: this.folder });
    this.planner = createPlanner({ folder: this.folder, opPath: () => STAND_IN, env: this.env });
    this.runner = this.connectHost();
  }

  static async build(env: Record<string, string> = {}): Promise<House> {
    const home = await realpath(await mkdtemp(join(tmpdir(), 'countersign-test-')));
    const house = new House(home, env);
    await mkdir(house.folder);
    await mkdir(house.runtimeDir, { mode: 0o700 });
    await writeFile(join(home, 'vault.json'), JSON.stringify(SECRETS));
    await house.write('book.md', '# A runbook\n');
    return house;
  }

  /** One that stands already, without a terminal of its own: what another window has. */
  static at(home: string): House {
    const house = new House(home, {});
    house.openTerminal = () => {
      throw new Error('there is a terminal already');
    };
    return house;
  }

  connectHost() {
    const runner = createRunner({
      runtimeDir: this.runtimeDir,
      clock: createClock(),
      log: silent,
      openTerminal: () => this.openTerminal(),
      revealTerminal: () => undefined,
    });
    runner.onNews((item) => void this.news.push(item));
    return runner;
  }

  openTerminal(): Terminal {
    this.opened++;
    this.terminal = new Terminal([...this.nodeArgs, join(ROOT, 'src', 'runner', 'supervisor.ts'), this.runtimeDir], {
      cwd: this.folder,
      env: this.env,
    });
    return this.terminal;
  }

  async write(path: string, text: string | Uint8Array): Promise<void> {
    await writeFile(join(this.folder, path), text);
  }

  async plan(text: StepText): Promise<Plan> {
    const step: Step = {
      id: 'step',
      index: 0,
      title: 'A step',
      text: text.script,
      shell: text.shell ?? 'bash',
      attributes: text.attributes ?? {},
      fence: [0, 0],
      line: 0,
    };
    const planned = await this.planner.plan({ path: 'book.md', frontMatter: text.frontMatter ?? {}, steps: [step] }, step, 'change');
    if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
    return text.plan ? text.plan(planned.value) : planned.value;
  }

  /** Plans, approves and seals a step; gives back its run. */
  async seal(text: StepText): Promise<string> {
    const plan = await this.plan(text);
    const run = `${this.#runs}-${String(this.#count++).padStart(6, '0')}`;
    const facts = { run, plan, digest: digestOf(plan), by: 'Ada', at: Date.now(), readMs: 1, via: 'card', tags: [] } as const;
    const ticket: Ticket = {
      v: 1,
      run,
      session: 'session1',
      runbook: 'book.md',
      step: 'step',
      stepTitle: 'A step',
      stepText: text.script,
      level: 'change',
      digest: facts.digest,
      by: 'Ada',
      at: facts.at,
      secrets: [...plan.secrets.names],
    };
    const sealed = await this.vault.seal(facts as unknown as Approved, ticket);
    if (!sealed.ok) throw new Error(JSON.stringify(sealed.failure));
    return run;
  }

  runFolder(run: string): string {
    return join(this.runtimeDir, 'runs', run);
  }

  /** Seals a step and asks the runner to run it. */
  async start(text: StepText): Promise<string> {
    const run = await this.seal(text);
    await this.ask(run);
    return run;
  }

  async ask(run: string): Promise<void> {
    const ready = await this.runner.ensure();
    if (!ready.ok) throw new Error(`${JSON.stringify(ready.failure)}: ${this.terminal?.text}`);
    const started = await this.runner.start(run);
    if (!started.ok) throw new Error(JSON.stringify(started.failure));
  }

  async heard(kind: RunNews['kind'], run?: string): Promise<RunNews> {
    const find = () => this.news.find((item) => item.kind === kind && (run === undefined || ('run' in item && item.run === run)));
    await until(
      () => find() !== undefined,
      () => `${kind} of ${run}; news: ${JSON.stringify(this.news)}; terminal: ${this.terminal?.text}`,
    );
    return find() as RunNews;
  }

  async ended(run: string) {
    await this.heard('ended', run);
    const end = await readEnd(this.runFolder(run));
    if (!end) throw new Error('an ended run without an end');
    return end;
  }

  /** Runs a step from plan to end. */
  async run(text: StepText) {
    const run = await this.start(text);
    const end = await this.ended(run);
    return { run, end, log: await this.log(run) };
  }

  async log(run: string): Promise<Buffer> {
    const path = join(this.runFolder(run), 'output.log');
    return existsSync(path) ? readFile(path) : Buffer.alloc(0);
  }

  async evidence(run: string) {
    const read = await this.vault.evidence(run, { session: 'session1', now: Date.now() });
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    return read.value;
  }

  /** Closes the window and its terminal. */
  async stop(): Promise<void> {
    this.runner.dispose();
    const terminal = this.terminal;
    this.terminal = null;
    if (!terminal) return;
    signal(terminal.child.pid, 'SIGHUP');
    await Promise.race([terminal.child.exited, wait(8000)]);
    signal(terminal.child.pid, 'SIGKILL');
    terminal.child.close();
  }

  async tearDown(): Promise<void> {
    await this.stop();
    await chmod(this.folder, 0o755);
    await rm(this.home, { recursive: true, force: true });
  }
}

/** Signals one process that we started; one that is gone is left alone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone.
  }
}
