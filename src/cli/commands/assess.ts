// `countersign assess`: how dangerous is this command, and why. One text, or a line of JSON after the other.
import { resolve } from 'node:path';
import { assess } from '../../core/assess/assess.ts';
import { createBearings } from '../bearings.ts';
import { type Command, type Ended, EXIT, type World } from '../command.ts';
import { linesOf, readAll, textOf } from '../input.ts';
import { type Options, readOptions } from '../options.ts';
import { environmentSchema, LINE_LIMIT, type Request, readRequest, shellSchema } from '../request.ts';
import { describeVerdict, unreadVerdict, type Verdict, verdictOf } from '../verdict.ts';

const OPTIONS = { jsonl: 'flag', 'no-facts': 'flag', cwd: 'text', shell: 'text', environment: 'text' } as const;

export const assessCommand: Command = {
  usage: 'assess [--jsonl] [--cwd DIR] [--shell SHELL] [--environment ENV] [--no-facts] [TEXT]',
  help: `Says how dangerous TEXT is, and why; without TEXT, what standard input holds.
Nothing is run, and no model is asked.

  --jsonl            read a JSON object a line ({"command", "cwd"?, "shell"?, "environment"?})
                     and answer with one a line, in the same order
  --cwd DIR          where the command would run (default: here)
  --shell SHELL      bash (default), sh, zsh, fish or pwsh
  --environment ENV  prod, staging or dev: what the command is meant for
  --no-facts         judge the text alone, not where it would act from here (kubeconfig,
                     Terraform, AWS, gcloud, Docker, ssh and git configuration are read for that)

The policy in .countersign/policy.yaml, in DIR or above it, always counts.

The exit code is 0 whatever the level; 2 where there was nothing to assess.`,
  async run(args, world) {
    const read = readOptions(args, OPTIONS);
    if (!read.ok) return { error: read.error };
    const defaults = defaultsOf(read.options);
    if ('error' in defaults) return defaults;
    const judge = createJudge(defaults, world, { facts: !read.options.flags.has('no-facts') });
    const lines = read.options.flags.has('jsonl');
    if (lines && read.options.operands.length === 0) return answerLines(judge, world);
    return answerText(read.options, { judge, lines, world });
  },
};

/** What the options say for every command that does not say it itself. */
type Defaults = Omit<Request, 'command'>;

type Judge = (request: Request) => Promise<Verdict>;

function createJudge(defaults: Defaults, world: World, options: { readonly facts: boolean }): Judge {
  const take = createBearings(world, options);
  return async (request) => {
    const whole = { ...defaults, ...request };
    const bearing = await take(resolve(world.cwd, whole.cwd ?? '.'));
    return verdictOf(assess({ ...whole, ...bearing }));
  };
}

function defaultsOf({ texts }: Options): Defaults | { readonly error: string } {
  const shell = shellSchema.optional().safeParse(texts.shell);
  if (!shell.success) return { error: `--shell ${shell.error.issues[0]?.message}.` };
  const environment = environmentSchema.optional().safeParse(texts.environment);
  if (!environment.success) return { error: `--environment ${environment.error.issues[0]?.message}.` };
  return {
    ...(texts.cwd === undefined ? {} : { cwd: texts.cwd }),
    ...(shell.data === undefined ? {} : { shell: shell.data }),
    ...(environment.data === undefined ? {} : { environment: environment.data }),
  };
}

async function answerLines(judge: Judge, world: World): Promise<Ended> {
  for await (const line of linesOf(world.stdin, LINE_LIMIT)) {
    const read = readRequest(line);
    const verdict = read.ok ? await judge(read.request) : unreadVerdict(read.error);
    await world.out(`${JSON.stringify(verdict)}\n`);
  }
  return { exit: EXIT.done };
}

async function answerText(
  { operands }: Options,
  { judge, lines, world }: { readonly judge: Judge; readonly lines: boolean; readonly world: World },
): Promise<Ended> {
  if (operands.length > 1) return { error: 'There is more than one TEXT; quote the command as one word.' };
  const command = operands[0] ?? (await textFrom(world));
  if (command === null) return { error: `Standard input is not UTF-8, or longer than ${LINE_LIMIT / 1024} KB.` };
  if (command.trim() === '') return { error: 'There is no command to assess.' };
  const verdict = await judge({ command });
  await world.out(lines ? `${JSON.stringify(verdict)}\n` : describeVerdict(verdict));
  return { exit: EXIT.done };
}

async function textFrom({ stdin }: World): Promise<string | null> {
  const bytes = await readAll(stdin, LINE_LIMIT);
  return bytes === null ? null : textOf(bytes);
}
