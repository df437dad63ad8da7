// The host's end of the line to the runner in our terminal. What it says is news; the truth about a run is in its folder.
import type { Socket } from 'node:net';
import { type FromRunner, fromRunnerSchema } from '../control.ts';
import type { Clock, Disposable, Log, Outcome, RunNews, Runner, SignOutAnswer } from '../ports.ts';
import { connectTo, readAddress } from '../runner/address.ts';
import { readLines, sendLine } from '../runner/lines.ts';
import { isAlive } from '../runner/stop.ts';

export interface RunnerOptions {
  /** Where the runner keeps its socket, its address and its runs. */
  readonly runtimeDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly openTerminal: () => void;
  readonly revealTerminal: () => void;
}

const WELCOME_WITHIN_MS = 3000;
const TERMINAL_WITHIN_MS = 15_000;
/** `op` has ten seconds of it. */
const SIGN_OUT_WITHIN_MS = 13_000;
const LOOK_EVERY_MS = 50;
const RECONNECT_TRIES = 20;
const RECONNECT_EVERY_MS = 250;

type Connection = { readonly socket: Socket; readonly pid: number };

export function createRunner(options: RunnerOptions): Runner & Disposable {
  return new SocketRunner(options);
}

class SocketRunner implements Runner, Disposable {
  readonly #options: RunnerOptions;
  readonly #listeners = new Set<(news: RunNews) => void>();
  #connection: Connection | null = null;
  #connecting: Promise<Connection | null> | null = null;
  #ensuring: Promise<boolean> | null = null;
  #running: string | null = null;
  #disposed = false;
  #onSignedOut: ((answer: SignOutAnswer) => void) | null = null;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  async ensure(): Promise<Outcome<{ readonly running: string | null }>> {
    this.#ensuring ??= this.#open().finally(() => {
      this.#ensuring = null;
    });
    if (await this.#ensuring) return { ok: true, value: { running: this.#running } };
    return { ok: false, failure: { kind: 'runner-unreachable', detail: 'the terminal did not answer in time' } };
  }

  async find(): Promise<{ readonly running: string | null } | null> {
    return (await this.#connect()) ? { running: this.#running } : null;
  }

  async start(run: string): Promise<Outcome<null>> {
    const connection = await this.#connect();
    if (!connection) return { ok: false, failure: { kind: 'runner-unreachable', detail: 'the connection is gone' } };
    sendLine(connection.socket, { t: 'run', run });
    this.#running = run;
    return { ok: true, value: null };
  }

  async cancel(run: string): Promise<void> {
    const connection = await this.#connect();
    if (connection) sendLine(connection.socket, { t: 'cancel', run });
  }

  async signOut(): Promise<SignOutAnswer> {
    const connection = await this.#connect();
    if (!connection) return { outcome: 'nothing', detail: '' };
    return new Promise((resolve) => {
      const impatience = this.#options.clock.after(SIGN_OUT_WITHIN_MS, () => answer({ outcome: 'failed', detail: '' }));
      const answer = (given: SignOutAnswer) => {
        impatience.dispose();
        if (this.#onSignedOut === answer) this.#onSignedOut = null;
        resolve(given);
      };
      this.#onSignedOut = answer;
      sendLine(connection.socket, { t: 'sign-out' });
    });
  }

  reveal(): void {
    this.#options.revealTerminal();
  }

  onNews(listener: (news: RunNews) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    this.#connection?.socket.destroy();
  }

  /** Connects, opening the terminal where no runner answers. */
  async #open(): Promise<boolean> {
    if (await this.#connect()) return true;
    this.#options.openTerminal();
    for (let waited = 0; waited < TERMINAL_WITHIN_MS && !this.#disposed; waited += LOOK_EVERY_MS) {
      await this.#pause(LOOK_EVERY_MS);
      if (await this.#connect()) return true;
    }
    return false;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#options.clock.after(ms, resolve));
  }

  async #connect(): Promise<Connection | null> {
    if (this.#connection) return this.#connection;
    this.#connecting ??= this.#dial().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #dial(): Promise<Connection | null> {
    const address = await readAddress(this.#options.runtimeDir);
    if (!address || this.#disposed || !isAlive(address.pid)) return null;
    const socket = await connectTo(address.socket);
    if (!socket) return null;
    const welcome = await this.#greet(socket, address.token);
    if (!welcome || socket.destroyed) return null;
    const connection = { socket, pid: welcome.pid };
    this.#connection = connection;
    socket.once('close', () => void this.#onClose(connection));
    return connection;
  }

  #greet(socket: Socket, token: string): Promise<Extract<FromRunner, { t: 'welcome' }> | null> {
    return new Promise((resolve) => {
      const impatience = this.#options.clock.after(WELCOME_WITHIN_MS, () => socket.destroy());
      socket.on('error', (error) => this.#options.log.warn(`runner: ${error.message}`));
      socket.once('close', () => resolve(null));
      readLines(socket, {
        parse: (json) => fromRunnerSchema.parse(json),
        onMessage: (message) => {
          impatience.dispose();
          if (message.t !== 'welcome') return this.#hear(message);
          // At once: what comes with it in one piece is news about the run it names.
          this.#catchUp(message.running);
          resolve(message);
        },
      });
      sendLine(socket, { t: 'hello', token, role: 'host' });
    });
  }

  /** What happened while nobody listened: a run that is no longer running has ended. */
  #catchUp(running: string | null): void {
    const before = this.#running;
    this.#running = running;
    if (before !== null && before !== running) this.#emit({ kind: 'ended', run: before });
  }

  #hear(message: FromRunner): void {
    if (message.t === 'welcome' || message.t === 'cancel') return;
    if (message.t === 'signed-out') {
      this.#onSignedOut?.({ outcome: message.outcome, detail: message.detail });
      return;
    }
    if ((message.t === 'ended' || message.t === 'refused') && message.run === this.#running) this.#running = null;
    if (message.t === 'progress') this.#emit({ kind: 'progress', run: message.run, bytes: message.bytes, lastLine: message.lastLine });
    else if (message.t === 'refused') this.#emit({ kind: 'refused', run: message.run, detail: message.detail });
    else this.#emit({ kind: message.t, run: message.run });
  }

  /** A broken connection is not a dead runner: as long as its process lives, it is called again. */
  async #onClose(connection: Connection): Promise<void> {
    if (this.#connection === connection) this.#connection = null;
    for (let tries = 0; tries < RECONNECT_TRIES && !this.#disposed && isAlive(connection.pid); tries++) {
      if (await this.#connect()) return;
      await this.#pause(RECONNECT_EVERY_MS);
    }
    if (this.#disposed || this.#connection) return;
    // As long as its process lives the run may, too: who reaches it again learns what became of it.
    if (isAlive(connection.pid)) return this.#options.log.warn('runner: its process lives but does not answer');
    this.#running = null;
    this.#emit({ kind: 'lost' });
  }

  #emit(news: RunNews): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}
