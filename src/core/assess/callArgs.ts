// The arguments of a call by what its tool declares.
import { type Args, parseArgs } from '../parse/args.ts';
import type { Invocation } from '../parse/invocation.ts';
import type { ReadyTool } from './compile.ts';

/** The arguments by the tool's own options and those of its verb. */
export function argsOf(tool: ReadyTool, { words }: Invocation): Args {
  const rest = words.slice(1);
  const args = parseArgs(rest, tool.style);
  const path = args.operands.slice(0, 3).map((word) => word.text);
  for (let length = path.length; length > 0; length--) {
    const verb = tool.verbs.get(path.slice(0, length).join(' '));
    if (verb !== undefined) return parseArgs(rest, verb.style);
  }
  return args;
}
