// The agent's end of the line to a window.
import type { Socket } from 'node:net';
import { CONTROL_LINE_LIMIT } from '../control.ts';
import { connectTo } from '../runner/address.ts';
import { readLines, sendLine } from '../runner/lines.ts';
import { type DoorAddress, findDoors } from './address.ts';
import { type FromWindow, fromWindowSchema, type ToolName, type ToWindow } from './protocol.ts';
import type { Answer } from './server.ts';

export interface Asking {
  readonly tool: ToolName;
  readonly args: unknown;
  readonly signal?: AbortSignal;
  readonly progress?: (text: string) => void;
}

/** A line to the window of a folder. It connects with the first call, and again after the window was reloaded. */
export interface DoorLine {
  /** Never rejects. */
  ask(asking: Asking): Promise<Answer>;
  close(): void;
}

const WELCOME_WITHIN_MS = 5000;
/** The window hangs up on a line longer than CONTROL_LINE_LIMIT. */
const CALL_LIMIT = CONTROL_LINE_LIMIT - 1024;

export const NO_WINDOW =
  'No window of VS Code with Countersign is open on this folder, so nobody could review a step. Ask the person to open the folder in VS Code, then call again.';
const FULL = 'The window of this folder has as many agents as it takes. Close one, then call again.';
const SILENT =
  'The window of this folder is open but does not answer. It may be starting or busy: call again in a moment, or ask the person to look at it.';
const GONE = 'The window closed or was reloaded before it answered. A step that was proposed is still in the runbook: call list_pending.';

export function createDoorLine(of: { readonly place: string; readonly cwd: string; readonly client: () => string }): DoorLine {
  let socket: Socket | null = null;
  let connecting: Promise<Socket | string> | null = null;
  let next = 0;
  const open = new Map<number, { readonly asking: Asking; readonly resolve: (answer: Answer) => void }>();

  function hear(message: FromWindow): void {
    if (message.t === 'welcome' || message.t === 'full') return;
    const waiting = open.get(message.id);
    if (message.t === 'progress') {
      waiting?.asking.progress?.(message.text);
      return;
    }
    open.delete(message.id);
    waiting?.resolve({ ok: message.ok, text: message.text });
  }

  function lost(): void {
    socket = null;
    for (const { resolve } of open.values()) resolve({ ok: false, text: GONE });
    open.clear();
  }

  /** The line, or why there is none. */
  async function dial(): Promise<Socket | string> {
    let why = NO_WINDOW;
    for (const address of await findDoors(of.place, of.cwd)) {
      const reached = await greet(address);
      if (typeof reached !== 'string') {
        socket = reached;
        return reached;
      }
      if (reached !== NO_WINDOW) why = reached;
    }
    return why;
  }

  async function greet(address: DoorAddress): Promise<Socket | string> {
    const dialled = await connectTo(address.socket);
    if (!dialled) return NO_WINDOW;
    return new Promise((resolve) => {
      const impatience = setTimeout(() => dialled.destroy(), WELCOME_WITHIN_MS);
      dialled.on('error', () => undefined);
      dialled.once('close', () => {
        clearTimeout(impatience);
        resolve(SILENT);
        if (socket === dialled) lost();
      });
      readLines(dialled, {
        parse: (json) => fromWindowSchema.parse(json),
        onMessage: (message) => {
          if (message.t === 'full') return resolve(FULL);
          if (message.t !== 'welcome') return hear(message);
          clearTimeout(impatience);
          resolve(dialled);
        },
      });
      sendLine(dialled, { t: 'hello', token: address.token, client: of.client().slice(0, 120) } satisfies ToWindow);
    });
  }

  return {
    async ask(asking) {
      connecting ??= (socket ? Promise.resolve(socket) : dial()).finally(() => {
        connecting = null;
      });
      const line = await connecting;
      if (typeof line === 'string') return { ok: false, text: line };
      const { signal } = asking;
      if (signal?.aborted) return { ok: false, text: 'Cancelled.' };
      const id = next++;
      const call = { t: 'call', id, tool: asking.tool, args: asking.args } satisfies ToWindow;
      if (Buffer.byteLength(JSON.stringify(call)) > CALL_LIMIT) return { ok: false, text: 'The call is too large.' };
      const cancel = () => sendLine(line, { t: 'cancel', id } satisfies ToWindow);
      return new Promise<Answer>((resolve) => {
        const settle = (answer: Answer) => {
          signal?.removeEventListener('abort', cancel);
          resolve(answer);
        };
        // It may have gone between the greeting and now.
        if (line.destroyed) return settle({ ok: false, text: GONE });
        open.set(id, { asking, resolve: settle });
        signal?.addEventListener('abort', cancel, { once: true });
        sendLine(line, call);
      });
    },
    close: () => void socket?.destroy(),
  };
}
