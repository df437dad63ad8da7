// The supervisor: the only program of our terminal. It runs sealed steps, one at a time, and nothing else: no shell, no line of its own.
import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { english } from '../core/words.ts';
import { RUNTIME_FILES } from './address.ts';
import { PRIVATE_FOLDER } from './files.ts';
import { IdleKeyboard } from './keyboard.ts';
import { releaseLock, takeLock } from './lock.ts';
import type { LeftBehind } from './processes.ts';
import { type ControlServer, createServerIn } from './server.ts';
import { type SignedOut, signOut } from './signOut.ts';
import { StepRun } from './stepRun.ts';
import { endLeft } from './stop.ts';
import { RUNNER_VERSION } from './version.ts';
import { RUNNER_WORDS } from './words.ts';

class Supervisor {
  readonly #runtimeDir: string;
  readonly #keyboard: IdleKeyboard;
  readonly #server: ControlServer;
  #current: StepRun | null = null;
  /** The 1Password program an approved step was started with: the only one that is asked to sign out. */
  #op: string | null = null;
  /** What the last step left running. */
  #left: readonly LeftBehind[] = [];

  constructor(runtimeDir: string) {
    this.#runtimeDir = runtimeDir;
    this.#keyboard = new IdleKeyboard(process.stdin, {
      onHint: () => say(english(RUNNER_WORDS.hint)),
      onInterrupt: () => this.#onInterrupt(),
    });
    const handlers = {
      running: () => this.#current?.run ?? null,
      onRun: (run: string) => this.#onRun(run),
      onCancel: (run: string) => this.#onCancel(run),
      onSignOut: () => this.#onSignOut(),
    };
    this.#server = createServerIn(runtimeDir, { version: RUNNER_VERSION, handlers });
  }

  async start(): Promise<void> {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void this.#end(signal));
    process.stdin.on('end', () => void this.#end('SIGHUP'));
    process.stdout.on('error', () => undefined);
    say(english(RUNNER_WORDS.greeting));
    this.#keyboard.take();
    await this.#server.open();
  }

  #onRun(run: string): string | null {
    if (this.#current) return 'busy';
    const folder = join(this.#runtimeDir, RUNTIME_FILES.runs, run);
    const step = new StepRun({ folder, server: this.#server, version: RUNNER_VERSION });
    this.#current = step;
    void this.#perform(step);
    return null;
  }

  async #perform(step: StepRun): Promise<void> {
    this.#keyboard.release();
    // A step that was launched may have run: whatever went wrong, it is over, and its folder holds the truth.
    const refusal = await step.perform().catch((error: unknown) => (step.launched ? null : String(error)));
    this.#current = null;
    this.#left = step.left;
    this.#op = step.op ?? this.#op;
    this.#server.tell(refusal === null ? { t: 'ended', run: step.run } : { t: 'refused', run: step.run, detail: refusal });
    step.sayFarewell();
    this.#keyboard.take();
  }

  #onCancel(run: string): void {
    if (this.#current?.run === run) this.#current.cancel();
  }

  async #onSignOut(): Promise<SignedOut> {
    if (this.#current) return { outcome: 'busy', detail: '' };
    const done = await signOut(this.#op, process.env);
    if (done.outcome === 'done') this.#op = null;
    return done;
  }

  /** Control-C between steps ends what the last one left behind. */
  #onInterrupt(): boolean {
    const left = this.#left;
    this.#left = [];
    if (left.length > 0)
      void endLeft(left).then(
        () => say(english(RUNNER_WORDS.leftEnded)),
        () => undefined,
      );
    return left.length > 0;
  }

  /** Control-C never ends the runner; a closed terminal does, after the step was given the time to end. */
  async #end(signal: NodeJS.Signals): Promise<void> {
    if (signal === 'SIGINT') return this.#current?.interrupt();
    // Whatever cannot be done any more, the next runner and the next window find what there is.
    await this.#current?.abandon().catch(() => undefined);
    await this.#server.close();
    await releaseLock(this.#runtimeDir).catch(() => undefined);
    process.exit(0);
  }
}

async function main(runtimeDir: string): Promise<void> {
  await mkdir(join(runtimeDir, RUNTIME_FILES.runs), { recursive: true, mode: PRIVATE_FOLDER });
  await chmod(runtimeDir, PRIVATE_FOLDER);
  if (!(await takeLock(runtimeDir))) {
    say(english(RUNNER_WORDS.taken));
    process.exitCode = 1;
    return;
  }
  await new Supervisor(runtimeDir).start();
}

function say(line: string): void {
  process.stdout.write(`\u001b[2m${line}\u001b[0m\r\n`);
}

const [runtimeDir] = process.argv.slice(2);
main(resolve(runtimeDir ?? '.')).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\r\n`);
  process.exit(1);
});
