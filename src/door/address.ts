// Where an agent finds the windows of a folder: a file per window in a private place of this user.
import { createHash, randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, realpath, rm } from 'node:fs/promises';
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
  /** When the window opened its door, milliseconds since the epoch. */
  at: z.number(),
});
export type DoorAddress = z.infer<typeof addressSchema>;

/** More files than this are not looked at: the place is full of something else. */
const FILES_LIMIT = 2000;

/** `COUNTERSIGN_HOME` names another place, for tests and for machines whose home is shared. */
export const doorsIn = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env.COUNTERSIGN_HOME || join(homedir(), '.countersign'), 'windows');

/** Makes sure the place is ours alone, and that nobody else can put another in its stead; throws where it is not. */
export async function claimDoors(place: string): Promise<void> {
  await mkdir(place, { recursive: true, mode: PRIVATE_FOLDER });
  const found = await lstat(place);
  if (!found.isDirectory() || isForeign(found.uid)) throw new Error(`${place} is not a folder of this user`);
  const above = await lstat(dirname(place));
  const open = process.platform !== 'win32' && (above.mode & 0o022) !== 0 && (above.mode & 0o1000) === 0;
  if ((isForeign(above.uid) && above.uid !== 0) || open) throw new Error(`${dirname(place)} can be changed by other users`);
  await chmod(place, PRIVATE_FOLDER);
}

/** Leaves the address of a folder's window, and takes away those of windows that are gone without having done so. */
export async function leaveAddress(place: string, address: DoorAddress): Promise<string> {
  const prefix = prefixOf(await realpath(address.folder));
  for (const { file, pid } of await addressesIn(place, prefix)) if (!isAlive(pid)) await rm(file, { force: true });
  const file = join(place, `${prefix}-${randomBytes(4).toString('hex')}.json`);
  await writeDurably(file, JSON.stringify(address));
  return file;
}

/** Takes the address away, if it is still this window's. */
export async function takeAddress(file: string, token: string): Promise<void> {
  if ((await readAddressFile(file))?.token === token) await rm(file, { force: true });
}

/** The windows of a folder and of the folders above it, nearest folder first, of one folder the latest first. Only what is ours alone is believed. */
export async function findDoors(place: string, cwd: string): Promise<readonly DoorAddress[]> {
  if (!(await isOurs(place))) return [];
  const found: DoorAddress[] = [];
  let folder = await realpath(cwd).catch(() => resolve(cwd));
  for (;;) {
    for (const address of await addressesIn(place, prefixOf(folder))) if (await isOurSocket(address.socket)) found.push(address);
    const above = dirname(folder);
    if (above === folder) return found;
    folder = above;
  }
}

const prefixOf = (folder: string): string => createHash('sha256').update(folder).digest('hex').slice(0, 24);

async function addressesIn(place: string, prefix: string): Promise<readonly (DoorAddress & { readonly file: string })[]> {
  const names = (await readdir(place).catch((): string[] => [])).slice(0, FILES_LIMIT);
  const files = names.filter((name) => name.startsWith(`${prefix}-`) && name.endsWith('.json')).map((name) => join(place, name));
  const read = await Promise.all(files.map(async (file) => ({ file, address: await readAddressFile(file) })));
  return read.flatMap(({ file, address }) => (address ? [{ ...address, file }] : [])).sort((a, b) => b.at - a.at);
}

async function readAddressFile(file: string): Promise<DoorAddress | null> {
  try {
    const { uid } = await lstat(file);
    return isForeign(uid) ? null : addressSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

const isForeign = (uid: number): boolean => process.getuid !== undefined && uid !== process.getuid();

/** A folder (not a link to one) of this user that nobody else can look into. */
async function isOurs(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const found = await lstat(folder).catch(() => null);
  return found?.isDirectory() === true && !isForeign(found.uid) && (found.mode & 0o077) === 0;
}

/** A window that crashed leaves its address; where its socket stood, somebody else may listen by now. */
async function isOurSocket(path: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const found = await lstat(path).catch(() => null);
  return found?.isSocket() === true && !isForeign(found.uid) && (await isOurs(dirname(path)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
