// The agent's end of the line to a window.
import type { Socket } from 'node:net';
import { CONTROL_LINE_LIMIT } from '../control.ts';
import { connectTo } from '../runner/address.ts';
import { readLines, sendLine } from '../runner/lines.ts';
import { findDoor } from './address.ts';
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
const GONE = 'The window closed or was reloaded before it answered. A step that was proposed is still in the runbook: call list_pending.';

export function createDoorLine(of: { readonly place: string; readonly cwd: string; readonly client: () => string }): DoorLine {
  let socket: Socket | null = null;
  let connecting: Promise<Socket | null> | null = null;
  let next = 0;
  const open = new Map<number, { readonly asking: Asking; readonly resolve: (answer: Answer) => void }>();

  function hear(message: FromWindow): void {
    if (message.t === 'welcome') return;
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

  async function dial(): Promise<Socket | null> {
    const address = await findDoor(of.place, of.cwd);
    const dialled = address && (await connectTo(address.socket));
    if (!address || !dialled) return null;
    const welcome = await new Promise<boolean>((resolve) => {
      const impatience = setTimeout(() => dialled.destroy(), WELCOME_WITHIN_MS);
      dialled.on('error', () => undefined);
      dialled.once('close', () => {
        clearTimeout(impatience);
        resolve(false);
        if (socket === dialled) lost();
      });
      readLines(dialled, {
        parse: (json) => fromWindowSchema.parse(json),
        onMessage: (message) => {
          if (message.t !== 'welcome') return hear(message);
          clearTimeout(impatience);
          resolve(true);
        },
      });
      sendLine(dialled, { t: 'hello', token: address.token, client: of.client().slice(0, 120) } satisfies ToWindow);
    });
    if (welcome && !dialled.destroyed) socket = dialled;
    return socket;
  }

  return {
    async ask(asking) {
      connecting ??= (socket ? Promise.resolve(socket) : dial()).finally(() => {
        connecting = null;
      });
      const line = await connecting;
      if (!line) return { ok: false, text: NO_WINDOW };
      const id = next++;
      const call = { t: 'call', id, tool: asking.tool, args: asking.args } satisfies ToWindow;
      if (Buffer.byteLength(JSON.stringify(call)) > CALL_LIMIT) return { ok: false, text: 'The call is too large.' };
      return new Promise<Answer>((resolve) => {
        open.set(id, { asking, resolve });
        asking.signal?.addEventListener('abort', () => sendLine(line, { t: 'cancel', id } satisfies ToWindow), { once: true });
        sendLine(line, call);
      });
    },
    close: () => void socket?.destroy(),
  };
}
