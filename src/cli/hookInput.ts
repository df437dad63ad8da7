// What Claude Code writes to a hook before it uses a tool, and what a hook answers. Parsed as strictly as we need, read as openly as it grows.
import * as z from 'zod';
import { COMMAND_TOOLS } from '../core/connect/clients.ts';

const callSchema = z.object({
  hook_event_name: z.literal('PreToolUse'),
  tool_name: z.string().min(1),
  cwd: z.string().min(1),
  tool_input: z.unknown(),
});

const commandSchema = z.object({ command: z.string() });

/** A tool call that is about to run a command; `none`: one that runs none. */
export type HookCall =
  | { readonly kind: 'command'; readonly command: string; readonly cwd: string; readonly tool: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Reads the JSON of one call. */
export function readHookCall(text: string): HookCall {
  const call = callSchema.safeParse(jsonOf(text));
  if (!call.success) return { kind: 'unreadable', why: 'It is no call of a tool that Claude Code would describe.' };
  const { tool_name: tool, tool_input: input, cwd } = call.data;
  const command = commandSchema.safeParse(input);
  if (command.success) return { kind: 'command', command: command.data.command, cwd, tool };
  if (mustHaveCommand(tool, input))
    return { kind: 'unreadable', why: `The command of the tool ${JSON.stringify(tool.slice(0, 40))} is no text.` };
  return { kind: 'none' };
}

/** Monitor may watch a socket instead; the other tools have nothing but a command. */
function mustHaveCommand(tool: string, input: unknown): boolean {
  if (tool === 'Monitor') return typeof input !== 'object' || input === null || 'command' in input;
  return COMMAND_TOOLS.some((name) => name === tool);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer that keeps the command from running and tells the model what to do instead. */
export function denial(reason: string): string {
  const hookSpecificOutput = { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: reason };
  return `${JSON.stringify({ hookSpecificOutput })}\n`;
}
