// What is remembered of a change between two windows. Apart from the change itself, which loads a reader of JSON.
import * as z from 'zod';

/** What was changed in a file: enough to undo it to the byte, as long as nobody else changed it. */
export const memorySchema = z.strictObject({
  /** Whether there was a file. */
  existed: z.boolean(),
  /** `inserted` stands at this offset, where `removed` stood. */
  at: z.int().min(0),
  removed: z.string(),
  inserted: z.string(),
  /** SHA-256 of the text before and after. */
  before: z.string(),
  after: z.string(),
  /** Lists that were there before us, by their path. */
  kept: z.array(z.string()),
});
export type Memory = z.infer<typeof memorySchema>;
