// `npm start`, as the first thing a person runs.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';

describe('npm start', () => {
  it('prints the address of a real VS Code that answers, and stops cleanly on Ctrl-C', { timeout: 180_000 }, async () => {
    const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: ROOT, env: { ...process.env, NO_COLOR: '1' } });
    const printed = collect(child);
    const address = await printed.until(/Open\s+(http:\/\/127\.0\.0\.1:\d+\S+)/);
    expect(await printed.until(/STAND-IN|Starting VS Code/)).toBeTruthy();
    const answer = await fetch(address[1] ?? '');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('workbench');
    child.kill('SIGINT');
    expect(await printed.ended).toBe(0);
    const [, workspace = ''] = /stays in (\S+)/.exec(printed.text()) ?? [];
    expect(existsSync(join(workspace, 'private-ca.md'))).toBe(true);
    await rm(join(workspace, '..'), { recursive: true, force: true });
    await expect(fetch(address[1] ?? '')).rejects.toThrow();
  });
});

/** What a child prints, and when it ends. */
function collect(child: ChildProcess) {
  let text = '';
  const listeners = new Set<() => void>();
  const read = (chunk: Buffer) => {
    text += chunk;
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    ended,
    text: () => text,
    until: (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text);
          if (found) resolve(found);
        };
        listeners.add(look);
        void ended.then((code) => reject(new Error(`ended with ${code}:\n${text}`)));
        look();
      }),
  };
}
