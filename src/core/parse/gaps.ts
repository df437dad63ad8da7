// A tripwire under the parser: every character of a simple command belongs to one of its words, or is blank. Found by comparing with bash,
// which refuses `git( status` where the parser steps over the parenthesis.
import type { Command } from 'unbash';

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
