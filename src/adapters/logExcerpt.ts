// Reads a log of any size once, for the part of it worth showing.
import { createReadStream } from 'node:fs';
import type { Excerpt } from '../core/capture/evidence.ts';
import { createExcerpt } from '../core/capture/excerpt.ts';
import { redact, redactSuspects } from '../core/redact/redact.ts';
import { RUN_FILES } from '../core/seal/seal.ts';
import type { Say } from '../core/words.ts';
import type { Scanner } from '../ports.ts';
import { errorCode } from '../runner/files.ts';

/** A shell names its script in its errors. Ours lies deep in private storage, which is no part of what the step said: the excerpt calls it `step`. */
function withoutOwnPath(excerpt: Excerpt, script: string): Excerpt {
  const short = (text: string) => redact(text.replaceAll(script, RUN_FILES.script));
  return { ...excerpt, text: short(excerpt.text), notable: excerpt.notable.map(({ line, text }) => ({ line, text: short(text) })) };
}

/** The excerpt of a log; an absent one is empty. Bytes that are not UTF-8 become U+FFFD here, in the log they stay. */
export async function excerptOf(
  log: string,
  of: { readonly say: Say; readonly script: string; readonly scanner: Scanner | undefined },
): Promise<Excerpt> {
  const excerpt = createExcerpt(of.say);
  const decoder = new TextDecoder();
  try {
    for await (const chunk of createReadStream(log, { highWaterMark: 256 * 1024 }))
      excerpt.write(decoder.decode(chunk as Buffer, { stream: true }));
    excerpt.write(decoder.decode());
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return scanned(withoutOwnPath(excerpt.end(), of.script), of.scanner);
}

async function scanned(excerpt: Excerpt, scanner: Scanner | undefined): Promise<Excerpt> {
  const suspects = (await scanner?.suspects([excerpt.text, ...excerpt.notable.map(({ text }) => text)].join('\n'))) ?? [];
  const notable = excerpt.notable.map(({ line, text }) => ({ line, text: redactSuspects(text, suspects) }));
  return { ...excerpt, text: redactSuspects(excerpt.text, suspects), notable };
}
