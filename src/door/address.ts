// Where an agent finds the window of a folder: a file per folder in a private place of this user.
import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { PRIVATE_FOLDER, writeDurably } from '../runner/files.ts';

const addressSchema = z.strictObject({
  v: z.literal(1),
  folder: z.string().min(1),
  socket: z.string().min(1),
  token: z.string().min(32).max(128),
  pid: z.number().int(),
});
export type DoorAddress = z.infer<typeof addressSchema>;

/** `COUNTERSIGN_HOME` names another place, for tests and for machines whose home is shared. */
export const doorsIn = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env.COUNTERSIGN_HOME || join(homedir(), '.countersign'), 'windows');

/** Makes sure the place is ours alone; throws where it is not. */
export async function claimDoors(place: string): Promise<void> {
  await mkdir(place, { recursive: true, mode: PRIVATE_FOLDER });
  const found = await lstat(place);
  const foreign = process.getuid !== undefined && found.uid !== process.getuid();
  if (!found.isDirectory() || foreign) throw new Error(`${place} is not a folder of this user`);
  await chmod(place, PRIVATE_FOLDER);
}

/** Leaves the address of a folder's window. */
export async function leaveAddress(place: string, address: DoorAddress): Promise<string> {
  const file = join(place, fileOf(await realpath(address.folder)));
  await writeDurably(file, JSON.stringify(address));
  return file;
}

/** Takes the address away, if it is still this window's. */
export async function takeAddress(file: string, token: string): Promise<void> {
  if ((await readAddressFile(file))?.token === token) await rm(file, { force: true });
}

/** The window of a folder or of the nearest folder above it; null where none is open. */
export async function findDoor(place: string, cwd: string): Promise<DoorAddress | null> {
  let folder = await realpath(cwd).catch(() => resolve(cwd));
  for (;;) {
    const address = await readAddressFile(join(place, fileOf(folder)));
    if (address) return address;
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
}

const fileOf = (folder: string): string => `${createHash('sha256').update(folder).digest('hex').slice(0, 24)}.json`;

async function readAddressFile(file: string): Promise<DoorAddress | null> {
  try {
    return addressSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
