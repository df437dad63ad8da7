// An idle connection costs nothing: neither end of it keeps a timer, and together they use next to no time of the processor.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const CHILD = `
import { openDoor } from './src/door/server.ts';
import { createDoorLine } from './src/door/client.ts';
const [root] = process.argv.slice(1);
const place = root + '/home/windows';
const door = await openDoor({ folder: root, place, now: Date.now, onError: () => {}, answer: async () => ({ ok: true, text: 'x' }) });
const lines = Array.from({ length: 32 }, () => createDoorLine({ place, cwd: root, client: () => 'idle' }));
const answers = await Promise.all(lines.map((line) => line.ask({ tool: 'list_pending', args: {} })));
const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
const before = process.cpuUsage();
await new Promise((resolve) => setTimeout(resolve, 2000));
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ answered: answers.filter(({ ok }) => ok).length, timers, milliseconds: (user + system) / 1000 }));
for (const line of lines) line.close();
await door.close();
`;

it('32 idle connections: no timer, and less than a hundredth of one processor', () => {
  const root = mkdtempSync(join(tmpdir(), 'countersign-idle-'));
  try {
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', CHILD, root], { encoding: 'utf8', cwd: process.cwd() });
    const { answered, timers, milliseconds } = JSON.parse(told) as { answered: number; timers: number; milliseconds: number };
    expect({ answered, timers }).toEqual({ answered: 32, timers: 0 });
    expect(milliseconds).toBeLessThan(20);
    console.log(`32 idle connections for 2 s: ${milliseconds.toFixed(1)} ms of processor time`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
