// A caller that speaks to a door byte by byte, as an attacker would.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DoorAddress } from '../../src/door/address.ts';
import { type Answer, type Call, type Door, openDoor } from '../../src/door/server.ts';

export interface OpenHouse {
  readonly place: string;
  readonly folder: string;
  readonly calls: Call[];
  /** What went wrong inside the window. */
  readonly errors: unknown[];
  readonly door: Door;
  address(): DoorAddress;
  close(): Promise<void>;
}

/** A door on a folder of its own, whose window answers with `answer`. */
export async function openHouse(
  answer: (call: Call) => Promise<Answer> = async ({ tool }) => ({ ok: true, text: tool }),
  of: { readonly root?: string; readonly now?: () => number } = {},
): Promise<OpenHouse> {
  const { root = mkdtempSync(join(tmpdir(), 'countersign-door-test-')), now = Date.now } = of;
  const place = join(root, 'home', 'windows');
  const calls: Call[] = [];
  const errors: unknown[] = [];
  const door = await openDoor({
    ...{ folder: root, place, now },
    onError: (cause) => void errors.push(cause),
    answer: (call) => {
      calls.push(call);
      return answer(call);
    },
  });
  const address = () => addresses(place)[0] ?? missing();
  return {
    ...{ place, folder: root, calls, errors, door, address },
    async close() {
      await door.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** What stands in the place, latest first. */
export const addresses = (place: string): readonly DoorAddress[] =>
  readdirSync(place)
    .map((name) => JSON.parse(readFileSync(join(place, name), 'utf8')) as DoorAddress)
    .sort((a, b) => b.at - a.at);

const missing = (): never => {
  throw new Error('no address');
};

export interface RawCaller {
  readonly socket: Socket;
  send(message: object | string): void;
  /** All that was heard until now. */
  heard(): readonly { readonly t: string; readonly id?: number; readonly ok?: boolean; readonly text?: string }[];
  /** Resolves with the first message that fits. */
  hears(fits: (message: { readonly t: string; readonly id?: number; readonly text?: string }) => boolean): Promise<unknown>;
  closed: Promise<void>;
}

export function dial(path: string): RawCaller {
  const socket = createConnection(path);
  let text = '';
  const waiting = new Set<() => void>();
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (const look of waiting) look();
  });
  socket.on('error', () => undefined);
  const heard = () =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { t: string; id?: number; ok?: boolean; text?: string });
  return {
    ...{ socket, heard },
    send: (message) => void socket.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`),
    hears: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = heard().find(fits);
          if (!found) return;
          waiting.delete(look);
          socket.off('close', closed);
          resolve(found);
        };
        const closed = () => reject(new Error(`closed after ${text.slice(0, 200)}`));
        waiting.add(look);
        socket.once('close', closed);
        look();
      }),
    closed: new Promise((resolve) => void socket.once('close', () => resolve())),
  };
}

/** One that is let in. */
export async function enter({ socket, token }: DoorAddress, client = 'agent'): Promise<RawCaller> {
  const caller = dial(socket);
  caller.send({ t: 'hello', token, client });
  await caller.hears(({ t }) => t === 'welcome');
  return caller;
}
