// The commands of a transcript (```console): what stands behind a prompt, and the lines a trailing backslash continues.

import { withoutEnd } from './lines.ts';

const PLACE = String.raw`(?:\([\w.-]+\) ?)?(?:\[[^\]\s@]+@[^\]@]+\]|[\w.-]+@[\w.-]+(?:[: ][^\s$#]*)?|(?:ba|z)?sh-[\d.]+)? ?`;
const PROMPT = new RegExp(`^(${PLACE})([$#])(?: (.*))?$`);

interface Prompted {
  readonly command: string;
  /** A lone `#` with nothing before it: root's prompt, or a comment. */
  readonly bareHash: boolean;
}

function prompted(line: string): Prompted | null {
  const match = PROMPT.exec(line);
  if (!match) return null;
  return { command: match[3] ?? '', bareHash: match[1]?.trim() === '' && match[2] === '#' };
}

/** Joins the commands of a transcript, a line each. Where the first prompt is no bare `#`, later bare `#` lines are output or comments. */
export function commandsOf(transcript: string): string {
  const lines = transcript.split('\n');
  const commands: string[] = [];
  let rootPrompt: boolean | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const found = prompted(lines[at] ?? '');
    if (!found || (found.bareHash && rootPrompt === false)) continue;
    rootPrompt ??= found.bareHash;
    commands.push(found.command);
    while (isContinued(commands.at(-1) ?? '') && at + 1 < lines.length) {
      at += 1;
      commands.push((lines[at] ?? '').replace(/^> ?/, ''));
    }
  }
  return commands.filter((command) => command.trim() !== '').join('\n');
}

/** An odd number of backslashes at the end escapes the line end. */
function isContinued(line: string): boolean {
  return (line.length - withoutEnd(line, '\\').length) % 2 === 1;
}
