// Host ⇄ runner messages over the runner's socket: one JSON object a line, each parsed with zod on arrival.
// Messages are notifications and requests; the truth about a run is always in its folder (core/seal/seal.ts).
import * as z from 'zod';

/** A line longer than this closes the connection. */
export const CONTROL_LINE_LIMIT = 64 * 1024;

/** `done`; `nothing`: no step of this terminal has used 1Password; `busy`: a step runs; `failed`: `op` said no. */
export const SIGN_OUT_OUTCOMES = ['done', 'nothing', 'busy', 'failed'] as const;

export const toRunnerSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('hello'), token: z.string().min(32).max(128), role: z.enum(['host', 'relay']) }),
  /** Start the sealed step in this folder (a direct child of the runner's runs folder, named by its run). */
  z.strictObject({ t: z.literal('run'), run: z.string().regex(/^[0-9a-z-]{8,64}$/) }),
  z.strictObject({ t: z.literal('cancel'), run: z.string() }),
  /** Sign out of 1Password with the program the last approved step used; nothing else is ever run by it. */
  z.strictObject({ t: z.literal('sign-out') }),
  // from the relay, passed on to every host
  z.strictObject({ t: z.literal('started'), run: z.string() }),
  z.strictObject({ t: z.literal('progress'), run: z.string(), bytes: z.number(), lastLine: z.string().max(400) }),
]);
export type ToRunner = z.infer<typeof toRunnerSchema>;

export const fromRunnerSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('welcome'), version: z.string(), pid: z.number().int(), running: z.string().nullable() }),
  z.strictObject({ t: z.literal('started'), run: z.string() }),
  /** `lastLine` is masked, plain text, cut to a line. At most ten a second. */
  z.strictObject({ t: z.literal('progress'), run: z.string(), bytes: z.number(), lastLine: z.string() }),
  /** The run's folder holds its end; also sent when a request cannot be met (busy, no such run): `refused` then says why. */
  z.strictObject({ t: z.literal('ended'), run: z.string() }),
  z.strictObject({ t: z.literal('refused'), run: z.string(), detail: z.string() }),
  /** Answers `sign-out`; `detail` is what `op` said where it failed. */
  z.strictObject({ t: z.literal('signed-out'), outcome: z.enum(SIGN_OUT_OUTCOMES), detail: z.string() }),
  // to the relay
  z.strictObject({ t: z.literal('cancel'), run: z.string() }),
]);
export type FromRunner = z.infer<typeof fromRunnerSchema>;
