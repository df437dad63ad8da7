// `countersign hook`: stands before the tools of Claude Code that run commands, and turns a command into a proposal.
import { Readable } from 'node:stream';
import { assess } from '../../core/assess/assess.ts';
import type { Assessment } from '../../core/assess/assessment.ts';
import { LEVELS, type Level, type Shell } from '../../core/step.ts';
import { createBearings } from '../bearings.ts';
import { type Command, type Ended, EXIT, type World } from '../command.ts';
import { denial, type HookCall, readHookCall } from '../hookInput.ts';
import { readAll, textOf } from '../input.ts';
import { readOptions } from '../options.ts';
import { printable } from '../verdict.ts';

/** Far more than a command has, and what Claude Code describes besides. */
const INPUT_LIMIT = 4 * 1024 * 1024;

/** Claude Code lets a command through when a hook takes too long, so ours answers before. */
const LIMIT_MS = 20_000;

export const hookCommand: Command = {
  usage: 'hook [--from LEVEL]',
  help: `A PreToolUse hook of Claude Code: reads the call of a tool on standard input. A command of LEVEL or
worse, or one the policy forbids, is denied with a reason that says how to propose it instead
(propose_step of \`countersign mcp\`). What is milder is left to Claude Code's own permissions:
the hook approves nothing. Nothing is run.

  --from LEVEL   read (default: every command), change, destructive or critical

The exit code is 0 for an answer; 2 where there is none, which Claude Code takes as a denial.`,
  async run(args, world) {
    const read = readOptions(args, { from: 'text' });
    if (!read.ok) return { error: read.error };
    const from = LEVELS.find((level) => level === (read.options.texts.from ?? 'read'));
    if (from === undefined) return { error: `--from is none of ${LEVELS.join(', ')}.` };
    if (read.options.operands.length > 0) return { error: 'hook takes no operands.' };
    return inTime(answer(world, from), world);
  },
};

async function answer(world: World, from: Level): Promise<Ended> {
  const bytes = await readAll(world.stdin, INPUT_LIMIT);
  const text = bytes && textOf(bytes);
  const call: HookCall = text
    ? readHookCall(text)
    : { kind: 'unreadable', why: `Standard input is no text of at most ${INPUT_LIMIT / 1024 / 1024} MB.` };
  if (call.kind === 'none') return { exit: EXIT.done };
  if (call.kind === 'unreadable') return { error: `${call.why} ${INSTEAD}` };
  const { command, cwd } = call;
  const bearing = await createBearings(world, { facts: true })(cwd);
  const assessment = assess({ command, cwd, shell: shellOf(call.tool, world), environment: null, ...bearing });
  if (isTurned(assessment, from)) await world.out(denial(reasonOf(assessment)));
  return { exit: EXIT.done };
}

/** Claude Code runs Bash calls in the person's shell, as far as that is bash or zsh. */
function shellOf(tool: string, { env }: World): Shell {
  if (tool === 'PowerShell') return 'pwsh';
  return env.SHELL?.endsWith('/zsh') ? 'zsh' : 'bash';
}

const isTurned = ({ level, forbidden }: Assessment, from: Level): boolean =>
  forbidden !== undefined || LEVELS.indexOf(level) >= LEVELS.indexOf(from);

const INSTEAD =
  'Commands do not run directly here: a person reads each and countersigns it. Propose it with the tool propose_step of the MCP server countersign (mcp__countersign__propose_step), with why, hypothesis and expected.';

const MOST_FINDINGS = 3;

/** What the model reads: what to do, and what was seen in its command. */
function reasonOf({ level, tags, findings, forbidden }: Assessment): string {
  const seen = findings.slice(0, MOST_FINDINGS).map(({ sentence }) => printable(sentence));
  const refused = forbidden === undefined ? [] : ['The policy of this repository forbids it, so propose something else.'];
  return ['Countersign:', INSTEAD, `Assessed as ${[level, ...tags].join(', ')}.`, ...refused, ...seen].join(' ');
}

/** No answer in time is an error like any other. */
async function inTime(work: Promise<Ended>, { stdin }: World): Promise<Ended> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ended>((resolve) => {
    timer = setTimeout(() => resolve({ error: `No answer in ${LIMIT_MS / 1000} s. ${INSTEAD}` }), LIMIT_MS);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
    // Whoever never closes our input would keep the process alive past its answer.
    if (stdin instanceof Readable) stdin.destroy();
  });
}
