// The command line as its users get it: bundled, started by node, spoken to through pipes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';

export interface Cli {
  /** Runs `countersign ARGS` to its end. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** The bundle, for tests that start it themselves. */
  readonly path: string;
  dispose(): void;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly exit: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Bundles the command line as esbuild.mjs does, into a folder of its own. Nothing of the environment leaks into a run. */
export async function bundleCli(): Promise<Cli> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const path = join(folder, 'cli.cjs');
  await build({
    ...{ entryPoints: ['src/cli/main.ts'], outfile: path, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node22' },
    ...{ mainFields: ['module', 'main'], external: ['vscode', '@lydell/node-pty'], logLevel: 'warning' },
  });
  return {
    path,
    async run(args, { input = '', cwd = folder, env = {} } = {}) {
      const { exitCode, stdout, stderr } = await execa(process.execPath, [path, ...args], {
        ...{ cwd, input, reject: false, stripFinalNewline: false, extendEnv: false },
        env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
      });
      return { exit: exitCode, out: stdout, err: stderr };
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
