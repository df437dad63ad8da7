// The runner's socket: knows its callers by a token, hands on what they ask, tells every host the news.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { type FromRunner, type ToRunner, toRunnerSchema } from '../control.ts';
import { chooseSocketPath, RUNTIME_FILES } from './address.ts';
import { PRIVATE_FILE, writeDurably } from './files.ts';
import { offerLine, readLines, sendLine } from './lines.ts';
import type { SignedOut } from './signOut.ts';

export interface ServerHandlers {
  readonly running: () => string | null;
  /** A host asks for a run; answers with the reason where it cannot be met. */
  readonly onRun: (run: string) => string | null;
  readonly onCancel: (run: string) => void;
  /** A host asks to sign out of 1Password; answers with what came of it. */
  readonly onSignOut: () => Promise<SignedOut>;
}

export interface ControlServer {
  /** Listens, and leaves the address in the runtime folder. */
  open(): Promise<void>;
  /** Tells every host. */
  tell(message: FromRunner): void;
  /** Asks the relay to end its step; false where none is connected. */
  cancelRelay(run: string): boolean;
  /** Resolves when no relay is connected (any more). */
  relayGone(): Promise<void>;
  close(): Promise<void>;
}

/** A caller that has not said hello by then is cut off. */
const HELLO_WITHIN_MS = 5000;

/** A server that nobody can reach yet: `open` lets callers in. */
export function createServerIn(
  runtimeDir: string,
  options: { readonly version: string; readonly handlers: ServerHandlers },
): ControlServer {
  return new Control(runtimeDir, options);
}

class Control implements ControlServer {
  readonly #runtimeDir: string;
  readonly #token = randomBytes(32).toString('hex');
  readonly #version: string;
  readonly #handlers: ServerHandlers;
  readonly #server: Server;
  readonly #hosts = new Set<Socket>();
  #relay: Socket | null = null;

  constructor(runtimeDir: string, options: { readonly version: string; readonly handlers: ServerHandlers }) {
    this.#runtimeDir = runtimeDir;
    this.#version = options.version;
    this.#handlers = options.handlers;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  async open(): Promise<void> {
    const path = await chooseSocketPath(this.#runtimeDir, randomBytes(12).toString('hex'));
    const onDisk = process.platform !== 'win32';
    if (onDisk) await rm(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, resolve);
    });
    // A caller that could not be let in (too many open files) calls again.
    this.#server.on('error', () => undefined);
    if (onDisk) await chmod(path, PRIVATE_FILE);
    const address = { socket: path, token: this.#token, pid: process.pid };
    await writeDurably(join(this.#runtimeDir, RUNTIME_FILES.address), JSON.stringify(address));
  }

  tell(message: FromRunner): void {
    for (const host of this.#hosts) (message.t === 'progress' ? offerLine : sendLine)(host, message);
  }

  cancelRelay(run: string): boolean {
    if (this.#relay) sendLine(this.#relay, { t: 'cancel', run } satisfies FromRunner);
    return this.#relay !== null;
  }

  async relayGone(): Promise<void> {
    const relay = this.#relay;
    if (relay && !relay.destroyed) await new Promise<void>((resolve) => relay.once('close', () => resolve()));
  }

  async close(): Promise<void> {
    for (const host of this.#hosts) host.destroy();
    this.#relay?.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(socket: Socket): void {
    const impatience = setTimeout(() => socket.destroy(), HELLO_WITHIN_MS);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#forget(socket, impatience));
    readLines(socket, {
      parse: (json) => toRunnerSchema.parse(json),
      onMessage: (message) => {
        if (message.t === 'hello') this.#greet(socket, message, impatience);
        else if (this.#hosts.has(socket)) this.#hear(socket, message);
        else if (this.#relay === socket) this.#passOn(message);
        else socket.destroy();
      },
    });
  }

  #forget(socket: Socket, impatience: NodeJS.Timeout): void {
    clearTimeout(impatience);
    this.#hosts.delete(socket);
    if (this.#relay === socket) this.#relay = null;
  }

  #greet(socket: Socket, hello: Extract<ToRunner, { t: 'hello' }>, impatience: NodeJS.Timeout): void {
    const told = Buffer.from(hello.token);
    const token = Buffer.from(this.#token);
    if (told.length !== token.length || !timingSafeEqual(told, token)) return void socket.destroy();
    clearTimeout(impatience);
    if (hello.role === 'relay') {
      this.#relay = socket;
      return;
    }
    this.#hosts.add(socket);
    sendLine(socket, { t: 'welcome', version: this.#version, pid: process.pid, running: this.#handlers.running() } satisfies FromRunner);
  }

  #hear(host: Socket, message: ToRunner): void {
    if (message.t === 'cancel') this.#handlers.onCancel(message.run);
    else if (message.t === 'run') this.#onRun(host, message.run);
    else if (message.t === 'sign-out')
      void this.#handlers.onSignOut().then((done) => sendLine(host, { t: 'signed-out', ...done } satisfies FromRunner));
    else host.destroy();
  }

  #onRun(host: Socket, run: string): void {
    const refusal = this.#handlers.onRun(run);
    if (refusal !== null) sendLine(host, { t: 'refused', run, detail: refusal } satisfies FromRunner);
  }

  #passOn(message: ToRunner): void {
    if ((message.t === 'started' || message.t === 'progress') && message.run === this.#handlers.running()) this.tell(message);
  }
}
