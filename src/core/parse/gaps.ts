// A tripwire under the parser: every character of a simple command belongs to one of its words, or is blank. Found by comparing with bash,
// which refuses `git( status` where the parser steps over the parenthesis.
import type { Command, Statement } from 'unbash';

const BLANK = /^(?:[ \t]|\\\r?\n)*$/;

/** The offset of the first character inside a command that none of its parts accounts for; -1 when there is none. */
export function strayCharacter(command: Command, source: string): number {
  const parts = command.name === undefined ? command.prefix : [...command.prefix, command.name, ...command.suffix];
  let at = command.pos;
  for (const part of parts) {
    if (part.pos > at && !BLANK.test(source.slice(at, part.pos))) return at;
    at = Math.max(at, part.end);
  }
  return -1;
}

// One separator ends a command; `;;`, `;&` and `;;&` end a branch of `case`, `&>` begins a redirection.
const AFTER = /[ \t]*(?:\(|;(?![;&])[ \t]*(?:;(?![;&])|&(?![&>])))/y;
const AFTER_BACKGROUND = /[ \t]*(?:;(?![;&])|&(?![&>]))/y;

/** The offset of a second separator or a parenthesis after a statement, which bash refuses (`a &; b`, `ls | head(`); -1 when there is none. */
export function straySeparator({ end, background }: Statement, source: string): number {
  const pattern = background === true ? AFTER_BACKGROUND : AFTER;
  pattern.lastIndex = end;
  return pattern.test(source) ? pattern.lastIndex - 1 : -1;
}
