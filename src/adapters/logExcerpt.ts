// Reads a log of any size once, for the part of it worth showing.
import { createReadStream } from 'node:fs';
import type { Excerpt } from '../core/capture/evidence.ts';
import { createExcerpt } from '../core/capture/excerpt.ts';
import type { Say } from '../core/words.ts';
import { errorCode } from '../runner/files.ts';

/** The excerpt of a log; an absent one is empty. Bytes that are not UTF-8 become U+FFFD here, in the log they stay. */
export async function excerptOf(log: string, say: Say): Promise<Excerpt> {
  const excerpt = createExcerpt(say);
  const decoder = new TextDecoder();
  try {
    for await (const chunk of createReadStream(log, { highWaterMark: 256 * 1024 }))
      excerpt.write(decoder.decode(chunk as Buffer, { stream: true }));
    excerpt.write(decoder.decode());
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return excerpt.end();
}
