// A second opinion on how a command line splits into words. shell-quote is often wrong where shells are subtle (risk.md lists how),
// so it is asked only where both should agree; where they then differ, a person is told.
import { parse } from 'shell-quote';
import type { Word } from './invocation.ts';

// Outside of this alphabet shell-quote is known to differ: comments, expansions, ANSI-C quotes, globs, operators, newlines.
const COMMON_GROUND = /^[\w\s./:=,@%+\-'"\\]*$/;
const QUOTING = /['"\\]/;

/** Whether shell-quote splits this simple command into other words than the parser did. */
export function disagrees(words: readonly Word[]): boolean {
  if (!words.some((word) => QUOTING.test(word.source))) return false;
  if (words.some((word) => word.kind !== 'literal' || !COMMON_GROUND.test(word.source) || /[\n\r]|\\$/.test(word.source))) return false;
  return differs(words);
}

function differs(words: readonly Word[]): boolean {
  try {
    const tokens = parse(words.map((word) => word.source).join(' '));
    return tokens.length !== words.length || tokens.some((token, i) => token !== words[i]?.text);
  } catch {
    return true;
  }
}
