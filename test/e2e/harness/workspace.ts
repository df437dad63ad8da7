// Folders to open: a git repository with a runbook, as a person would have it.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Workspace {
  readonly folder: string;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  git(...args: string[]): Promise<string>;
  /** Every file of the folder, git's own included, with its bytes. */
  everything(): Promise<readonly { readonly path: string; readonly bytes: Buffer }[]>;
  /** The journal's records of a runbook, parsed. */
  journal(): Promise<readonly Record<string, unknown>[]>;
  remove(): Promise<void>;
}

export interface WorkspaceOptions {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Without it the folder is no repository. */
  readonly git?: 'repository' | 'none' | 'no-identity';
}

/** A fence with its heading; `attributes` as they stand in the info string. */
export function fence(title: string, command: string, attributes = ''): string {
  return `## ${title}\n\n\`\`\`bash${attributes ? ` {${attributes}}` : ''}\n${command}\n\`\`\`\n\n`;
}

export async function makeWorkspace({ files, git = 'repository' }: WorkspaceOptions): Promise<Workspace> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'countersign-ws-')));
  const workspace = workspaceIn(folder);
  for (const [path, text] of Object.entries(files)) await workspace.write(path, text as string);
  if (git !== 'none') {
    await workspace.git('init', '-q', '-b', 'main');
    if (git === 'repository') {
      await workspace.git('config', 'user.name', 'Ada Lovelace');
      await workspace.git('config', 'user.email', 'ada@example.org');
    }
    await workspace.git('add', '-A');
    await workspace.git('-c', 'user.name=Setup', '-c', 'user.email=setup@example.org', 'commit', '-q', '-m', 'Begin');
  }
  return workspace;
}

function workspaceIn(folder: string): Workspace {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const read = (path: string) => readFile(join(folder, path), 'utf8');
  return {
    folder,
    read,
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    git: async (...args) => (await run('git', args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })).stdout.trim(),
    async everything() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
    },
    async journal() {
      const entries = await readdir(join(folder, '.countersign', 'journal'), { recursive: true, withFileTypes: true }).catch(() => []);
      const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'));
      const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
      return texts.flatMap((text) => text.split('\n').filter(Boolean)).map((line): Record<string, unknown> => JSON.parse(line));
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
