// The policy on the disk: what is there and cannot be read must never count as no policy.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPolicy, policyFolders } from '../../src/adapters/policy.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
  path = join(folder, '.countersign', 'policy.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const put = (text: string | Uint8Array) => {
  mkdirSync(join(folder, '.countersign'), { recursive: true });
  writeFileSync(path, text);
};

it('is none where there is no file, follows the file, and is none again', async () => {
  const read = createPolicy(folder);
  expect(await read()).toEqual({ kind: 'none' });
  put('version: 1\nforbid: [{ tag: prod }]');
  expect(await read()).toMatchObject({ kind: 'policy', policy: { forbid: [{ tag: 'prod' }] } });
  put('version: 1\nforbid: [{ tag: prood }]');
  expect(await read()).toMatchObject({ kind: 'broken', line: 2 });
  rmSync(path);
  expect(await read()).toEqual({ kind: 'none' });
});

it.each<readonly [string, () => void]>([
  ['bytes that are no text', () => put(Uint8Array.of(0xff, 0xfe, 0x41))],
  ['a file too long', () => put('# x\n'.repeat(200_000))],
  ['a folder', () => mkdirSync(path, { recursive: true })],
  [
    'a link to nowhere',
    () => {
      put('');
      rmSync(path);
      symlinkSync('gone', path);
    },
  ],
  [
    'a link to itself',
    () => {
      put('');
      rmSync(path);
      symlinkSync('policy.yaml', path);
    },
  ],
  ['nothing in it', () => put('')],
])('%s: broken', async (_what, make) => {
  make();
  expect((await createPolicy(folder)()).kind).toBe('broken');
});

it('holds for the folders below it', async () => {
  put('version: 1');
  const below = join(folder, 'a', 'b');
  mkdirSync(below, { recursive: true });
  const own = async (directory: string) => (await policyFolders(directory)).filter((one) => one.startsWith(folder));
  expect(await own(below)).toEqual([folder]);
  expect(await own(join(folder, 'nowhere'))).toEqual([folder]);
  expect(await own(join(folder, 'x'.repeat(300), '\0'))).toEqual([folder]);
  mkdirSync(join(below, '.countersign'));
  writeFileSync(join(below, '.countersign', 'policy.yaml'), '');
  expect(await own(below)).toEqual([below, folder]);
  rmSync(path);
  expect(await own(folder)).toEqual([]);
});
