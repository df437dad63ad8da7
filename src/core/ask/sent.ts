// What goes to a model: its size, its digest, and the page on which a person sees it letter by letter.
import { canonical, sha256Hex } from '../seal/digest.ts';
import { bytesOf } from '../trim/size.ts';
import type { ModelMessage } from './models.ts';

/** SHA-256 (hex) of the messages' canonical JSON: what the journal names them by. */
export const digestOfMessages = (messages: readonly ModelMessage[]): string =>
  sha256Hex(canonical(messages.map(({ role, text }) => ({ role, text }))));

/** UTF-8 bytes of their texts. */
export const bytesOfMessages = (messages: readonly ModelMessage[]): number => messages.reduce((sum, { text }) => sum + bytesOf(text), 0);

/** Where something was concealed, as the redaction writes it. */
const CONCEALED = /<concealed[^<>\n]{0,80}>|\[redacted:[^\]\n]{0,80}\]/g;

export interface SentPage {
  readonly text: string;
  /** Places of the page where something was concealed. */
  readonly concealed: readonly (readonly [start: number, end: number])[];
}

/** The page: `head` in our words, then each message as it goes, between marks no output can foresee. */
export function sentPage(messages: readonly ModelMessage[], of: { readonly head: readonly string[] }): SentPage {
  const mark = digestOfMessages(messages).slice(0, 16);
  const parts = messages.map(({ role, text }) => `--- ${mark} ${role}\n${text}\n`);
  const head = `${of.head.join('\n')}\n\n`;
  const text = `${head}${parts.join('')}--- ${mark} end\n`;
  const concealed = [...text.matchAll(CONCEALED)]
    .map((match) => [match.index, match.index + match[0].length] as const)
    .filter(([start]) => start >= head.length);
  return { text, concealed };
}
