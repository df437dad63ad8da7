// Whether a running step seems to wait for the person: it asked something and has been quiet since.
import type { Running } from './session.ts';

/** Quiet for so long after a question, in milliseconds. */
export const QUIET_MS = 3000;

const ASKS =
  /(?:\?|[:>]|\[(?:y(?:es)?\/n(?:o)?|s\/n|j\/n)\]|\((?:y(?:es)?\/n(?:o)?)[^)]*\)|--More--|\(END\)|\bpress (?:any key|enter|return)\b.*)\s*$/i;

/** A line of output that reads like a question: "Password:", "Continue? [Y/n]". */
export const looksLikePrompt = (line: string): boolean => ASKS.test(line);

export function waitsForInput({ lastLine, lastAt, cancelling }: Running, now: number): boolean {
  return !cancelling && looksLikePrompt(lastLine) && now - lastAt >= QUIET_MS;
}
