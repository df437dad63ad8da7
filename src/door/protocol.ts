// Agents ⇄ window over the door's socket: one JSON object a line, each parsed with zod on arrival. There is no message that approves.
import * as z from 'zod';
import { proposalFields } from '../core/ask/proposal.ts';
import { SHELLS } from '../core/step.ts';

const ticket = z.string().regex(/^[0-9a-z-]{4,64}$/);

/** What can be asked, by the names the MCP server and VS Code's own agent use. */
export const TOOL_SCHEMAS = {
  propose_step: z.strictObject({ ...proposalFields, wait_seconds: z.number().int().min(0).max(3600).optional() }),
  assess_risk: z.strictObject({ command: proposalFields.command, shell: z.enum(SHELLS).optional() }),
  list_pending: z.strictObject({}),
  get_result: z.strictObject({ ticket, wait_seconds: z.number().int().min(0).max(3600).optional() }),
  get_output: z.strictObject({ ticket, from_line: z.number().int().min(1).optional(), lines: z.number().int().min(1).max(200).optional() }),
  get_constraints: z.strictObject({}),
  withdraw: z.strictObject({ ticket }),
} as const;
export type ToolName = keyof typeof TOOL_SCHEMAS;
export type ToolArgs<T extends ToolName> = z.infer<(typeof TOOL_SCHEMAS)[T]>;
export const TOOL_NAMES = Object.keys(TOOL_SCHEMAS) as readonly ToolName[];

/** Bytes of one answer: an output slice is 4 KB, the rest is smaller. */
export const ANSWER_LIMIT = 24 * 1024;

export const toWindowSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('hello'), token: z.string().min(32).max(128), client: z.string().max(120) }),
  z.strictObject({ t: z.literal('call'), id: z.number().int().nonnegative(), tool: z.enum(TOOL_NAMES), args: z.unknown() }),
  /** Stops waiting for an answer. What was proposed stays proposed: `withdraw` takes it back. */
  z.strictObject({ t: z.literal('cancel'), id: z.number().int().nonnegative() }),
]);
export type ToWindow = z.infer<typeof toWindowSchema>;

export const fromWindowSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('welcome'), folder: z.string() }),
  /** Instead of a welcome: too many agents are connected. */
  z.strictObject({ t: z.literal('full') }),
  /** While a person reads, or a step runs. */
  z.strictObject({ t: z.literal('progress'), id: z.number().int(), text: z.string() }),
  /** `ok` is false where the call could not be met; `text` then says why and what to do. */
  z.strictObject({ t: z.literal('answer'), id: z.number().int(), ok: z.boolean(), text: z.string() }),
]);
export type FromWindow = z.infer<typeof fromWindowSchema>;
