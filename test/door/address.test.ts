// Where agents find windows: two windows on a folder, windows that crashed, reloads, and places or sockets that somebody else put there.
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimDoors, findDoors, leaveAddress } from '../../src/door/address.ts';
import { createDoorLine, NO_WINDOW } from '../../src/door/client.ts';
import { addresses, type OpenHouse, openHouse } from './raw.ts';

const houses: OpenHouse[] = [];
const servers: Server[] = [];
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-address-')));
});
afterEach(async () => {
  for (const house of houses.splice(0)) await house.door.close();
  for (const server of servers.splice(0)) server.close();
  rmSync(root, { recursive: true, force: true });
});

let opened = 0;
async function window(name: string): Promise<OpenHouse> {
  const house = await openHouse(async () => ({ ok: true, text: name }), { root, now: () => ++opened });
  houses.push(house);
  return house;
}

const place = () => join(root, 'home', 'windows');
const ask = async (line = createDoorLine({ place: place(), cwd: root, client: () => 'x' })): Promise<string> =>
  (await line.ask({ tool: 'list_pending', args: {} })).text;

/** Somebody who listens where a window did, and counts who comes. */
async function squat(socket: string): Promise<{ readonly greeted: () => number }> {
  let greeted = 0;
  const server = createServer((caller) => {
    caller.on('error', () => undefined);
    caller.on('data', () => greeted++);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { greeted: () => greeted };
}

const forged = (more: object) => ({ v: 1 as const, folder: root, socket: '', token: 'f'.repeat(64), pid: process.pid, at: 1e15, ...more });

describe('windows on one folder', () => {
  it('are two: the later one is asked, and the other when it closes', async () => {
    await window('first');
    const second = await window('second');
    expect(addresses(place())).toHaveLength(2);
    expect(await ask()).toBe('second');
    await second.door.close();
    houses.pop();
    expect(await ask()).toBe('first');
  });

  it('are found from a folder below, through a link, past one that crashed', async () => {
    await window('alive');
    const below = join(root, 'a', 'b');
    mkdirSync(below, { recursive: true });
    symlinkSync(below, join(root, 'link'));
    await leaveAddress(place(), forged({ folder: below, socket: join(root, 'gone'), pid: 999_999_999 }));
    for (const cwd of [below, join(root, 'link')])
      expect(await ask(createDoorLine({ place: place(), cwd, client: () => 'x' }))).toBe('alive');
  });

  it('sweep up after one that crashed, and leave the living alone', async () => {
    await window('alive');
    await leaveAddress(place(), forged({ socket: join(root, 'gone'), pid: 999_999_999 }));
    expect(addresses(place())).toHaveLength(2);
    await window('new');
    expect(addresses(place()).map(({ pid }) => pid)).toEqual([process.pid, process.pid]);
  });

  it('are reloaded in the middle of a call: it is answered, and the next goes to the new window', async () => {
    let asked: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const old = await openHouse(
      () => {
        asked();
        return new Promise(() => undefined);
      },
      { root, now: () => ++opened },
    );
    const line = createDoorLine({ place: place(), cwd: root, client: () => 'x' });
    const open = ask(line);
    await reached;
    await old.door.close();
    expect(await open).toMatch(/^The window closed or was reloaded before it answered/);
    expect(await ask(line)).toBe(NO_WINDOW);
    await window('new');
    expect(await ask(line)).toBe('new');
    line.close();
  });
});

describe('what somebody else put there', () => {
  it('is no window: a socket in a folder others can reach', async () => {
    await window('real');
    const open = join(root, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    const squatter = await squat(join(open, 'socket'));
    await leaveAddress(place(), forged({ socket: join(open, 'socket') }));
    expect(await ask()).toBe('real');
    expect(squatter.greeted()).toBe(0);
  });

  it('is no window: a link, or a file, where a socket was', async () => {
    await window('real');
    const elsewhere = join(root, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    const squatter = await squat(join(elsewhere, 'socket'));
    symlinkSync(join(elsewhere, 'socket'), join(elsewhere, 'link'));
    symlinkSync(elsewhere, join(root, 'folder-link'));
    writeFileSync(join(elsewhere, 'file'), '');
    for (const socket of [join(elsewhere, 'link'), join(root, 'folder-link', 'socket'), join(elsewhere, 'file')])
      await leaveAddress(place(), forged({ socket }));
    expect(await ask()).toBe('real');
    expect(squatter.greeted()).toBe(0);
  });

  it('is not read: a place that others can look into, or that is a link', async () => {
    await window('real');
    chmodSync(place(), 0o755);
    expect(await findDoors(place(), root)).toEqual([]);
    chmodSync(place(), 0o700);
    expect(await findDoors(place(), root)).toHaveLength(1);
    renameSync(place(), join(root, 'moved'));
    symlinkSync(join(root, 'moved'), place());
    expect(await findDoors(place(), root)).toEqual([]);
  });

  it('is not claimed: a link, a file, a folder in one that others can change', async () => {
    const base = join(root, 'claims');
    mkdirSync(base);
    symlinkSync(base, join(base, 'link'));
    writeFileSync(join(base, 'file'), '');
    for (const name of ['link', 'file']) await expect(claimDoors(join(base, name))).rejects.toThrow();
    chmodSync(base, 0o777);
    await expect(claimDoors(join(base, 'windows'))).rejects.toThrow(/can be changed by other users/);
    chmodSync(base, 0o1777);
    await expect(claimDoors(join(base, 'windows'))).resolves.toBeUndefined();
  });

  it.skipIf(process.getuid?.() !== 0)('is not believed: places, addresses and sockets of another user (needs root to set up)', async () => {
    const real = await window('real');
    const [{ socket } = { socket: '' }] = addresses(place());
    const other = 65_534;
    const file = await leaveAddress(place(), forged({ socket }));
    chownSync(file, other, other);
    expect(await findDoors(place(), root)).toHaveLength(1);
    chownSync(socket, other, other);
    expect(await findDoors(place(), root)).toEqual([]);
    chownSync(socket, 0, 0);
    chownSync(dirname(socket), other, other);
    expect(await findDoors(place(), root)).toEqual([]);
    chownSync(dirname(socket), 0, 0);
    expect(await findDoors(place(), root)).toHaveLength(1);
    chownSync(place(), other, other);
    expect(await findDoors(place(), root)).toEqual([]);
    await expect(claimDoors(place())).rejects.toThrow(/not a folder of this user/);
    chownSync(place(), 0, 0);
    expect(real.errors).toEqual([]);
  });

  it('is skipped: files that are no addresses', async () => {
    await window('real');
    const [name = ''] = readdirSync(place());
    const prefix = name.split('-')[0] ?? '';
    for (const [at, text] of ['', '{', '[]', '{"v":2}', JSON.stringify({ ...forged({}), more: 1 }), 'x'.repeat(1_000_000)].entries())
      writeFileSync(join(place(), `${prefix}-${at}.json`), text);
    mkdirSync(join(place(), `${prefix}-folder.json`));
    expect(await ask()).toBe('real');
  });
});
