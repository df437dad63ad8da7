// What a model or an agent may suggest: one command, and what it says about it. Hostile until parsed here.
import * as z from 'zod';
import { SHELLS } from '../step.ts';

/** Characters of a command that can be suggested; longer ones belong into a file a person reads. */
export const COMMAND_LIMIT = 16_000;

/** A sentence or two: nothing in it acts, nothing in it is long. Line ends become spaces. */
const said = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\s]+/gu, ' ').trim());

/** The fields of a proposal, for whoever describes them to a model. */
export const proposalFields = {
  command: z
    .string()
    .min(1)
    .max(COMMAND_LIMIT)
    .refine((text) => text.trim() !== '', 'is blank')
    .refine((text) => text.isWellFormed() && !/[\u0000\r]/.test(text), 'holds characters no script can hold'),
  why: said(1000).refine((text) => text !== '', 'is blank'),
  hypothesis: said(2000).optional(),
  expected: said(1000).optional(),
  undo: said(500).optional(),
  shell: z.enum(SHELLS).optional(),
};

/** One proposal. Members nobody knows are refused: what is not read cannot be shown. */
export const proposalSchema = z.strictObject(proposalFields);
export type Proposal = z.infer<typeof proposalSchema>;
