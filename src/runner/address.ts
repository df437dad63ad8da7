// Where a runner can be reached: the file it leaves for the host and the relay.
import { mkdtemp, readFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** In the runtime folder: the address file, the lock, the folder of runs. */
export const RUNTIME_FILES = { address: 'runner.json', lock: 'runner.lock', runs: 'runs' } as const;

export const addressSchema = z.strictObject({ socket: z.string().min(1), token: z.string().min(32).max(128), pid: z.number().int() });
export type Address = z.infer<typeof addressSchema>;

/** Unix socket paths end at 104 (macOS) or 108 bytes. */
const LONGEST_SOCKET_PATH = 100;

/** The address in a runtime folder; null where there is none to be read. */
export async function readAddress(runtimeDir: string): Promise<Address | null> {
  try {
    return addressSchema.parse(JSON.parse(await readFile(join(runtimeDir, RUNTIME_FILES.address), 'utf8')));
  } catch {
    return null;
  }
}

/** A path for the socket that only this user can reach: the runtime folder (0700), a private folder where its path is too long, a named pipe on Windows. */
export async function chooseSocketPath(runtimeDir: string, unique: string): Promise<string> {
  if (process.platform === 'win32') return `\\\\.\\pipe\\countersign-${unique}`;
  const near = join(runtimeDir, 'socket');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_PATH) return near;
  return join(await mkdtemp(join(tmpdir(), 'countersign-')), 'socket');
}

/** Connects; null where nobody answers. */
export async function connectTo(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => {
      socket.destroy();
      resolve(null);
    });
  });
}
