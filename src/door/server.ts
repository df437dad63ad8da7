// The door: a private socket of the window. Knows its callers by a token, hands on what they ask, bounds how much that can be.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PRIVATE_FILE } from '../runner/files.ts';
import { readLines, sendLine } from '../runner/lines.ts';
import { claimDoors, leaveAddress, takeAddress } from './address.ts';
import { createRate, LIMITS, type Rate } from './limits.ts';
import { ANSWER_LIMIT, type FromWindow, type ToolName, type ToWindow, toWindowSchema } from './protocol.ts';

/** One question of an agent. */
export interface Call {
  readonly tool: ToolName;
  /** Not looked at yet. */
  readonly args: unknown;
  /** How the caller names itself; hostile. */
  readonly client: string;
  /** Through what it came, for the journal; absent: "mcp". Only callers inside the window say it. */
  readonly source?: string;
  /** Aborted when the caller stops waiting or is gone. */
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

export interface DoorOptions {
  readonly folder: string;
  /** Where windows leave their addresses. */
  readonly place: string;
  readonly now: () => number;
  readonly onError: (cause: unknown) => void;
  readonly answer: (call: Call) => Promise<Answer>;
}

/** An open door; `close` takes its address away. */
export interface Door {
  close(): Promise<void>;
}

const HELLO_WITHIN_MS = 5000;

export async function openDoor(options: DoorOptions): Promise<Door> {
  const token = randomBytes(32).toString('hex');
  const callers = new Set<Socket>();
  const rate = createRate(LIMITS.callsPerMinuteInAll);
  const server = createServer((socket) => accept(socket, { options, token, callers, rate }));
  await claimDoors(options.place);
  const socket = await freshSocket();
  await listen(server, socket);
  server.on('error', options.onError);
  const file = await leaveAddress(options.place, {
    ...{ v: 1, folder: options.folder, socket, token, pid: process.pid },
    at: options.now(),
  });
  return {
    async close() {
      for (const caller of callers) caller.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await takeAddress(file, token);
      if (process.platform !== 'win32') await rm(dirname(socket), { recursive: true, force: true });
    },
  };
}

/** In a folder of its own (0700), with a path short enough for every system; a named pipe on Windows. */
async function freshSocket(): Promise<string> {
  if (process.platform === 'win32') return `\\\\.\\pipe\\countersign-door-${randomBytes(12).toString('hex')}`;
  return join(await mkdtemp(join(tmpdir(), 'countersign-door-')), 'socket');
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (process.platform !== 'win32') await chmod(path, PRIVATE_FILE);
}

interface Inside {
  readonly options: DoorOptions;
  readonly token: string;
  readonly callers: Set<Socket>;
  /** Over all callers. */
  readonly rate: Rate;
}

function accept(socket: Socket, inside: Inside): void {
  const { callers, options } = inside;
  if (callers.size >= LIMITS.connections) return void turnAway(socket);
  callers.add(socket);
  const impatience = setTimeout(() => socket.destroy(), HELLO_WITHIN_MS);
  const caller = new Caller(socket, inside);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(impatience);
    callers.delete(socket);
    caller.gone();
  });
  let client: string | null = null;
  readLines(socket, {
    parse: (json) => toWindowSchema.parse(json),
    onMessage: (message) => {
      if (client !== null) return caller.hear(message, client);
      if (message.t !== 'hello' || !isSame(message.token, inside.token)) return void socket.destroy();
      clearTimeout(impatience);
      client = nameOf(message.client);
      sendLine(socket, { t: 'welcome', folder: options.folder } satisfies FromWindow);
    },
  });
}

/** Says why, so that nobody takes a busy window for none. */
function turnAway(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.end(`${JSON.stringify({ t: 'full' } satisfies FromWindow)}\n`);
  setTimeout(() => socket.destroy(), 1000).unref();
}

/** How a caller is called: plain letters, and never by our own name. */
function nameOf(told: string): string {
  const plain = told.replace(/[^\x20-\x7e]/g, '?').trim();
  return plain === '' || /countersign/i.test(plain) ? 'agent' : plain;
}

function isSame(told: string, token: string): boolean {
  const [a, b] = [Buffer.from(told), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** One connection and its open calls. */
class Caller {
  readonly #socket: Socket;
  readonly #inside: Inside;
  readonly #open = new Map<number, AbortController>();
  readonly #rate = createRate(LIMITS.callsPerMinute);
  readonly #refusals = createRate(LIMITS.refusalsPerMinute);

  constructor(socket: Socket, inside: Inside) {
    this.#socket = socket;
    this.#inside = inside;
  }

  hear(message: ToWindow, client: string): void {
    if (message.t === 'hello') return void this.#socket.destroy();
    if (message.t === 'cancel') return void this.#open.get(message.id)?.abort();
    const { id, tool, args } = message;
    if (this.#open.has(id)) return void this.#socket.destroy();
    const refusal = this.#refusal();
    if (refusal !== null) return void this.#refuse(id, refusal);
    const stop = new AbortController();
    this.#open.set(id, stop);
    const progress = (text: string) => this.#send({ t: 'progress', id, text: text.slice(0, 400) });
    void this.#answer(id, { tool, args, client, signal: stop.signal, progress });
  }

  #refusal(): string | null {
    const { rate, options } = this.#inside;
    const now = options.now();
    if (this.#open.size >= LIMITS.openCalls) return 'Too many calls are open. Wait for their answers.';
    return this.#rate.take(now) && rate.take(now) ? null : 'Too many calls in a minute. Wait, then go on.';
  }

  /** Who does not listen to refusals is hung up. */
  #refuse(id: number, text: string): void {
    if (this.#refusals.take(this.#inside.options.now())) this.#say(id, { ok: false, text });
    else this.#socket.destroy();
  }

  gone(): void {
    for (const stop of this.#open.values()) stop.abort();
  }

  async #answer(id: number, call: Call): Promise<void> {
    const answer = await this.#inside.options.answer(call).catch((cause: unknown): Answer => {
      this.#inside.options.onError(cause);
      return { ok: false, text: 'The window could not answer; its log says why.' };
    });
    this.#open.delete(id);
    this.#say(id, answer);
  }

  #say(id: number, { ok, text }: Answer): void {
    this.#send({ t: 'answer', id, ok, text: text.slice(0, ANSWER_LIMIT) });
  }

  /** A caller that does not read is not read from: what waits for it stays bounded. Progress is left out then, answers are not. */
  #send(message: FromWindow): void {
    const socket = this.#socket;
    if (message.t === 'progress' && socket.writableNeedDrain) return;
    sendLine(socket, message);
    if (!socket.writableNeedDrain || socket.isPaused()) return;
    socket.pause();
    socket.once('drain', () => socket.resume());
  }
}
