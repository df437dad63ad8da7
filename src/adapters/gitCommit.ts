// The one git command that runs other people's programs (hooks, signing): in a process group of its own, so that it can be
// ended as a whole, without a terminal to ask in, and with a time limit.
import { spawn } from 'node:child_process';
import { execa } from 'execa';
import type { GitWords } from '../core/checkpoint/classify.ts';
import { commitEnv } from './gitEnv.ts';

export interface CommitRequest {
  /** Root of the working tree. */
  readonly root: string;
  /** From the root, forward slashes. */
  readonly paths: readonly string[];
  readonly message: string;
  readonly timeoutMs: number;
}

export type CommitResult = { readonly kind: 'done' } | { readonly kind: 'timeout' } | ({ readonly kind: 'failed' } & GitWords);

/** A path and nothing but that path. Not `--literal-pathspecs`: git hands that on to hooks, whose own globs would then mean nothing. */
export const literal = (path: string): string => `:(top,literal)${path}`;

/**
 * `git commit --only`: takes the named files as they are on disk, whatever else is staged, and leaves that staged. Unlike plumbing
 * with an index of our own it runs the person's hooks and signing as they know them.
 */
export async function commitOnly(request: CommitRequest): Promise<CommitResult> {
  const { root, paths, message, timeoutMs } = request;
  const config = ['-c', 'i18n.commitEncoding=utf-8'];
  const child = execa(
    'git',
    [...config, 'commit', '--quiet', '--only', '--cleanup=whitespace', '-m', message, '--', ...paths.map(literal)],
    {
      ...{ cwd: root, env: commitEnv(process.env), extendEnv: false, stdin: 'ignore', reject: false, windowsHide: true },
      // A group of its own (and no controlling terminal); on Windows a console would flash up instead.
      detached: process.platform !== 'win32',
      ...{ maxBuffer: 1_000_000, stripFinalNewline: false, cleanup: true },
    },
  );
  const timer = limit(child.pid, timeoutMs);
  const result = await child;
  timer.stop();
  if (timer.fired()) return { kind: 'timeout' };
  if (!result.failed) return { kind: 'done' };
  return { kind: 'failed', exit: result.exitCode ?? null, text: `${result.stderr}\n${result.stdout}` || (result.originalMessage ?? '') };
}

/** SIGTERM lets git remove its locks; whoever ignores it is killed two seconds later. */
function limit(pid: number | undefined, ms: number): { stop(): void; fired(): boolean } {
  let fired = false;
  let hard: NodeJS.Timeout | undefined;
  const soft = setTimeout(() => {
    fired = true;
    endTree(pid, 'SIGTERM');
    hard = setTimeout(() => endTree(pid, 'SIGKILL'), 2_000);
  }, ms);
  return {
    fired: () => fired,
    stop() {
      clearTimeout(soft);
      clearTimeout(hard);
      if (fired) endTree(pid, 'SIGKILL');
    },
  };
}

function endTree(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' }).on('error', () => undefined);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
