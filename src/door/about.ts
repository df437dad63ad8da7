// What an agent reads of each tool before it calls one. English, like everything a model gets.
import type * as z from 'zod';
import { TOOL_SCHEMAS, type ToolName } from './protocol.ts';

export interface AboutTool {
  readonly title: string;
  readonly description: string;
  /** It puts nothing in front of the person. */
  readonly readOnly: boolean;
}

/** By tool; the MCP server and the editor's own agent read the same. */
export const ABOUT_TOOLS: Readonly<Record<ToolName, AboutTool>> = {
  propose_step: {
    title: 'Propose a step',
    description:
      'Puts one shell command in front of a person, as a step in the open runbook. Waits (wait_seconds, 45 by default) until it was decided and has run, then answers with exit code and masked, trimmed output; else with a ticket for get_result. Nothing runs unless the person approves.',
    readOnly: false,
  },
  assess_risk: {
    title: 'Assess a command',
    description:
      'Says how dangerous a command is here (read, change, destructive, critical), why, and how to undo it. Runs nothing, shows nothing to the person.',
    readOnly: true,
  },
  list_pending: { title: 'List proposals', description: 'The proposals that wait for a decision or run, by ticket.', readOnly: true },
  get_result: {
    title: 'Result of a proposal',
    description: 'How a proposal stands, and its exit code and output once it ran. wait_seconds waits for that.',
    readOnly: true,
  },
  get_output: {
    title: 'More of an output',
    description: 'A slice of the masked log of a proposal that ran: from_line (one-based), at most 200 lines and 4 KB.',
    readOnly: true,
  },
  get_constraints: {
    title: 'Objective and rules',
    description: 'The objective, the state and the environment of the open runbook, its steps, and what the repository forbids.',
    readOnly: true,
  },
  withdraw: { title: 'Withdraw a proposal', description: 'Takes a proposal back that nobody has decided yet.', readOnly: false },
};

/** What each argument is for, by its name. */
const ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['command', 'One command, or the lines of one short script. It runs as it stands, once a person has approved it.'],
  ['why', 'Why this, and why now, in a sentence or two.'],
  ['hypothesis', 'What you believe is going on, with the line of output that makes you think so.'],
  ['expected', 'What you expect to see if you are right; literal output in backquotes is looked for.'],
  ['undo', 'The command that takes it back, if there is one.'],
  ['shell', 'The shell it is written for; left out, the runbook says.'],
  ['wait_seconds', 'How long to wait for the decision and the end of the run; 0 answers at once, with a ticket.'],
  ['ticket', 'As propose_step answered it.'],
  ['from_line', 'The first line, counted from 1.'],
  ['lines', 'How many lines.'],
]);

/** The form of a tool's arguments with what each is for. */
export function describedArguments(name: ToolName): z.ZodRawShape {
  const shape: z.ZodRawShape = TOOL_SCHEMAS[name].shape;
  return Object.fromEntries(Object.entries(shape).map(([key, type]) => [key, (type as z.ZodType).describe(ARGUMENTS.get(key) ?? key)]));
}
