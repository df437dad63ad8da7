// JSON lines over a socket, both ends: bounded, each parsed before anything looks at it.
import type { Socket } from 'node:net';
import { CONTROL_LINE_LIMIT } from '../control.ts';

export interface LineOptions<T> {
  /** Turns a line's JSON into a message; throws where it is none. */
  readonly parse: (json: unknown) => T;
  readonly onMessage: (message: T) => void;
}

/** Reads messages from a socket; a line that is too long or is no message ends the connection. */
export function readLines<T>(socket: Socket, options: LineOptions<T>): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    try {
      if (rest.length > CONTROL_LINE_LIMIT) throw new RangeError('line too long');
      for (const line of lines) if (!socket.destroyed && line !== '') options.onMessage(options.parse(JSON.parse(line)));
    } catch {
      socket.destroy();
    }
  });
}

/** Bytes that may wait for somebody who does not read. */
const MOST_WAITING = 256 * 1024;

/** Sends a message that may be missed: not to one that does not read, so that nothing piles up here. */
export function offerLine(socket: Socket, message: object): void {
  if (socket.writableLength < MOST_WAITING) sendLine(socket, message);
}

/** Sends one message; a connection that is gone swallows it. */
export function sendLine(socket: Socket, message: object): void {
  if (!socket.destroyed && socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}
