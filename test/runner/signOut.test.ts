// One authorisation per terminal, and its end: every step with secrets asks in the same terminal, and signing out happens there.
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlanner } from '../../src/adapters/planner.ts';
import { readAddress } from '../../src/runner/address.ts';
import { House, STAND_IN, until } from './house.ts';

let house: House;
let calls: string;
beforeEach(async () => {
  house = await House.build();
  calls = join(house.home, 'calls');
  house.env.OP_STANDIN_CALLS = calls;
  await house.write('.env', 'DB_PASSWORD=op://Trial/db/password\n');
});
afterEach(async () => house.tearDown());

interface Call {
  readonly words: readonly string[];
  readonly tty: string;
  readonly session: string;
}

async function called(): Promise<Call[]> {
  if (!existsSync(calls)) return [];
  return (await readFile(calls, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Call);
}

test('three steps ask from one terminal and one session of it; signing out happens there, too', async () => {
  for (const script of ['echo $DB_PASSWORD', 'true # DB_PASSWORD', 'echo $DB_PASSWORD; exit 1']) await house.run({ script });
  expect(await house.runner.signOut()).toEqual({ outcome: 'done', detail: '' });
  const made = await called();
  expect(made.map(({ words }) => words[0])).toEqual(['run', 'run', 'run', 'signout']);
  expect(made.at(-1)?.words).toEqual(['signout', '--all']);
  expect(new Set(made.map(({ tty, session }) => `${tty} ${session}`)).size).toBe(1);
  expect(made[0]?.tty).not.toBe('?');
  expect(house.opened).toBe(1);
});

test('nothing is called where no step has used 1Password, and no terminal is opened for it', async () => {
  expect(await house.runner.signOut()).toEqual({ outcome: 'nothing', detail: '' });
  expect(house.opened).toBe(0);
  await house.run({ script: 'echo plain' });
  expect(await house.runner.signOut()).toEqual({ outcome: 'nothing', detail: '' });
  expect(await called()).toEqual([]);
});

test('never while a step runs', async () => {
  const run = await house.start({ script: 'echo $DB_PASSWORD; echo ready; read -r line' });
  await house.terminal?.shows('ready');
  expect(await house.runner.signOut()).toEqual({ outcome: 'busy', detail: '' });
  house.terminal?.type('go\r');
  await house.ended(run);
  expect((await called()).map(({ words }) => words[0])).toEqual(['run']);
});

test('a program that cannot sign out is told in its own words, redacted', async () => {
  const op = join(house.home, 'op');
  await writeFile(
    op,
    `#!/bin/sh\n[ "$1" = signout ] && echo '[ERROR] 2026/01/01 00:00:00 no session ops_eyJzaWduSW5BZGRyZXNzIjoibXkuMXBhc3N3b3JkLmNvbSIsInVzZXJBdXRo' >&2 && exit 1\nexec '${STAND_IN}' "$@"\n`,
  );
  await chmod(op, 0o755);
  const { folder, env } = house;
  house.planner = createPlanner({ folder, opPath: () => op, env });
  await house.run({ script: 'echo $DB_PASSWORD' });
  const answer = await house.runner.signOut();
  expect(answer.outcome).toBe('failed');
  expect(answer.detail).toContain('no session');
  expect(answer.detail).not.toContain('eyJzaWduSW5BZGRyZXNz');
});

test('whoever does not know the token signs nobody out', async () => {
  await house.run({ script: 'echo $DB_PASSWORD' });
  const address = await readAddress(house.runtimeDir);
  const socket = createConnection(address?.socket ?? '');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.write(`${JSON.stringify({ t: 'sign-out' })}\n`);
  await closed;
  await until(
    async () => (await called()).length === 1,
    () => 'one call',
  );
});
