// What has to survive a reload to record a run: written with the seal, given back when its folder is found again.
import * as z from 'zod';
import { LEVELS } from '../step.ts';

export const ticketSchema = z.strictObject({
  v: z.literal(1),
  run: z.string(),
  session: z.string(),
  runbook: z.string(),
  step: z.string(),
  stepTitle: z.string(),
  stepText: z.string(),
  level: z.enum(LEVELS),
  digest: z.string(),
  by: z.string(),
  /** When it was approved, milliseconds since the epoch. */
  at: z.number(),
  /** Names of the secrets it got. */
  secrets: z.array(z.string()),
  /** A dry run: the id and the text of the step it was made for. It leaves no result block. */
  rehearses: z.strictObject({ step: z.string(), text: z.string() }).optional(),
});
export type Ticket = Readonly<z.infer<typeof ticketSchema>>;
