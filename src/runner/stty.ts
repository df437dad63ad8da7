// Terminal modes Node cannot set: its raw mode still turns every line feed into two characters, which breaks full-screen programs.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether Control-Z would stop what runs in a pty: programs that read keys themselves (an editor) get it as a key. Where nobody can tell, it would. */
export async function stopsOnControlZ(tty: string | null): Promise<boolean> {
  if (tty === null) return true;
  const device = process.platform === 'linux' ? '-F' : '-f';
  const { stdout } = await promisify(execFile)('stty', [device, tty, '-a']).catch(() => ({ stdout: '' }));
  return !/(?:^|\s)-isig\b/.test(stdout);
}

/** Runs stty on our terminal; where there is none, the terminal stays as it is. */
async function stty(...modes: readonly string[]): Promise<void> {
  if (process.platform === 'win32') return;
  const child = spawn('stty', modes, { stdio: ['inherit', 'ignore', 'ignore'] });
  await new Promise<void>((resolve) => child.once('error', () => resolve()).once('exit', () => resolve()));
}

/** Output goes through as it is: the step's own pty has translated it already. */
export async function passOutputThrough(): Promise<void> {
  await stty('-opost');
}

/** The ordinary modes again, after a relay that could not put them back. */
export async function resetTerminal(): Promise<void> {
  await stty('sane');
}
