import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogReader } from '../../src/adapters/logReader.ts';

let root: string;
let folder: string;
let runtimeDir: string;
const LOGS = '.countersign/logs/s';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-logs-')));
  folder = join(root, 'work');
  runtimeDir = join(root, 'storage');
  for (const path of [join(folder, LOGS), join(runtimeDir, 'logs/s'), join(root, 'home')]) mkdirSync(path, { recursive: true });
  writeFileSync(join(folder, LOGS, 'r.log'), 'joined\n');
  writeFileSync(join(runtimeDir, 'logs/s/r.log'), 'kept here\n');
  writeFileSync(join(runtimeDir, 'token'), 'SECRET');
  writeFileSync(join(root, 'home/id_rsa'), 'SECRET');
  writeFileSync(join(folder, '.env'), 'SECRET');
  symlinkSync(join(root, 'home/id_rsa'), join(folder, LOGS, 'link.log'));
  symlinkSync(join(root, 'home'), join(folder, LOGS, 'away'));
  execFileSync('mkfifo', [join(folder, LOGS, 'pipe.log')]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function read(path: string, of = { folder, runtimeDir }): Promise<string | null> {
  const parts = await createLogReader(of)(path);
  if (parts === null) return null;
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

it('reads the logs of the workspace and of the storage', async () => {
  expect(await read(`${LOGS}/r.log`)).toBe('joined\n');
  expect(await read(join(runtimeDir, 'logs/s/r.log'))).toBe('kept here\n');
});

it.each([
  ['/etc/passwd'],
  ['.env'],
  [`${LOGS}/../../../.env`],
  ['../home/id_rsa'],
  ['.countersign/logs/../../../home/id_rsa'],
  [`${LOGS}/link.log`],
  [`${LOGS}/away/id_rsa`],
  [`${LOGS}/pipe.log`],
  [`${LOGS}`],
  ['/dev/zero'],
  ['storage/token'],
  [''],
  ['\u0000'],
])('does not read %j, whatever a journal says', async (path) => {
  expect(await read(path)).toBeNull();
  expect(await read(join(runtimeDir, 'token'))).toBeNull();
});

it('reads nothing where the folder of logs is a link out of the workspace', async () => {
  const other = join(root, 'other');
  mkdirSync(join(other, '.countersign'), { recursive: true });
  symlinkSync(join(root, 'home'), join(other, '.countersign/logs'));
  expect(await read('.countersign/logs/id_rsa', { folder: other, runtimeDir })).toBeNull();
});
