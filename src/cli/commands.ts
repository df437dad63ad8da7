// The table of commands. Each is loaded when it is called, so that none makes another slower to start.
import type { Command } from './command.ts';

interface Entry {
  /** A line for `countersign --help`. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command by its name, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  assess: {
    summary: 'says how dangerous a command is, and why',
    load: async () => (await import('./commands/assess.ts')).assessCommand,
  },
  check: {
    summary: 'assesses every step of runbooks, for CI',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  hook: {
    summary: 'turns commands of Claude Code into proposals (a PreToolUse hook)',
    load: async () => (await import('./commands/hook.ts')).hookCommand,
  },
  init: {
    summary: 'makes a policy and a first runbook in a folder',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  mcp: {
    summary: 'lets agents propose steps to the window of a folder (MCP on stdio)',
    load: async () => (await import('./commands/mcp.ts')).mcpCommand,
  },
  report: {
    summary: 'writes the change report of a runbook',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  verify: {
    summary: 'says whether the record of a folder is whole',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
};
