// The AI clients we can connect, the file each reads, and what we write there.
import { LEVELS, type Level } from '../step.ts';
import type { Json } from './edits.ts';

export const CLIENT_IDS = ['claude-code', 'claude-code-hook', 'vscode', 'cursor'] as const;
export type ClientId = (typeof CLIENT_IDS)[number];

/** The name our server has in every client, so that its tools have the same names everywhere. */
export const SERVER_NAME = 'countersign';

/** Where the extension leaves its launcher, below the home of the user: the same on every machine and in every version. */
export const LAUNCHER_PATH = '.countersign/bin/countersign';

/**
 * What stands in a client's file: a server by its name, or a hook in the list of hooks. `strict`: the client reads plain JSON only. Claude Code
 * passes over a file with a comment or a trailing comma without a word (seen with 2.1.330), and a hook in it would stop nothing.
 */
export type Wish = { readonly strict: boolean } & (
  | { readonly kind: 'server'; readonly key: 'mcpServers' | 'servers'; readonly value: Json }
  | { readonly kind: 'hook'; readonly value: Json }
);

/** The file of each client, from the folder. */
export const CLIENT_FILES: Readonly<Record<ClientId, string>> = {
  'claude-code': '.mcp.json',
  // Of the repository, not settings.local.json: a rule that an agent loosened there is seen in git.
  'claude-code-hook': '.claude/settings.json',
  vscode: '.vscode/mcp.json',
  cursor: '.cursor/mcp.json',
};

/** The levels a person may let the hook begin at, strictest first; `critical` alone would let deletions through. */
export const HOOK_LEVELS = LEVELS.filter((level) => level !== 'critical');

/** What a client's file is to hold. `from`: the mildest level whose commands the hook turns round. */
export function wishOf(client: ClientId, { from }: { readonly from: Level }): Wish {
  switch (client) {
    case 'claude-code':
      return { strict: true, kind: 'server', key: 'mcpServers', value: serverOf(`\${HOME}/${LAUNCHER_PATH}`, ['mcp']) };
    case 'claude-code-hook':
      return { strict: true, kind: 'hook', value: hookOf(from) };
    case 'vscode':
      return { strict: false, kind: 'server', key: 'servers', value: serverOf(`\${userHome}/${LAUNCHER_PATH}`, IN_FOLDER) };
    case 'cursor':
      return { strict: false, kind: 'server', key: 'mcpServers', value: serverOf(`\${userHome}/${LAUNCHER_PATH}`, IN_FOLDER) };
  }
}

/** These two start servers wherever they like. */
const IN_FOLDER = ['mcp', '--folder', `\${workspaceFolder}`];

const serverOf = (command: string, args: readonly string[]): Json => ({ type: 'stdio', command, args });

/** The tools of Claude Code that run a command of the model's own. */
export const COMMAND_TOOLS = ['Bash', 'Monitor', 'PowerShell'] as const;

/** Seconds; the hook itself gives up long before. */
const HOOK_TIMEOUT = 60;

/**
 * Claude Code lets a command through when its hook fails in any way but exit 2, so whatever goes wrong becomes exit 2:
 * a launcher that is not there, a crash, a signal.
 */
function hookOf(from: Level): Json {
  const sentence = 'Countersign gave no answer, so this command does not run. Propose it with its tool propose_step.';
  const command = `"$HOME/${LAUNCHER_PATH}" hook --from ${from} || { echo '${sentence}' >&2; exit 2; }`;
  return { matcher: COMMAND_TOOLS.join('|'), hooks: [{ type: 'command', command, timeout: HOOK_TIMEOUT }] };
}

const OUR_LAUNCHER = /[\\/]\.countersign[\\/]bin[\\/]countersign$/;
const OUR_HOOK = /[\\/]\.countersign[\\/]bin[\\/]countersign['"]? hook(?: --from (\w+))?/;

/** Whether a server was written by us, in whatever version. */
export function isOurServer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'command' in value && OUR_LAUNCHER.test(String(value.command));
}

/** Whether one hook (type and command) was written by us. */
export function isOurHook(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'command' in value && OUR_HOOK.test(String(value.command));
}
