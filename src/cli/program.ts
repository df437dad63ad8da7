// From the arguments to a command and its exit code. Whatever goes wrong is one sentence on stderr and exit code 2.
import { version } from '../../package.json';
import { type Command, type Ended, EXIT, type World } from './command.ts';
import { COMMANDS } from './commands.ts';

/** Runs `countersign ARGS`; resolves with the exit code. Never rejects. */
export async function runProgram(args: readonly string[], world: World): Promise<number> {
  const ended = await endOf(args, world).catch((cause: unknown): Ended => ({ error: `It failed: ${messageOf(cause)}` }));
  if ('exit' in ended) return ended.exit;
  await world.warn(`countersign: ${oneSentence(ended.error)}\n`);
  return EXIT.failed;
}

async function endOf(args: readonly string[], world: World): Promise<Ended> {
  const [name, ...rest] = args;
  if (name === undefined) return { error: `No command is given. ${TRY}` };
  if (name === '--help' || name === '-h' || name === 'help') return print(world, overview());
  if (name === '--version' || name === '-V') return print(world, `${version}\n`);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return { error: `${JSON.stringify(name.slice(0, 80))} is no command. ${TRY}` };
  const command = await entry.load();
  return asksForHelp(rest) ? print(world, helpOf(command)) : command.run(rest, world);
}

const TRY = 'Try `countersign --help`.';

const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
};

async function print(world: World, text: string): Promise<Ended> {
  await world.out(text);
  return { exit: EXIT.done };
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `countersign ${version}: no command runs until a person has countersigned it.\n\nUsage: countersign COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\n\`countersign COMMAND --help\` says more. Exit codes: 0 done, 1 found what was asked about, 2 failed.\n`;
}

const helpOf = ({ usage, help }: Command): string => `Usage: countersign ${usage}\n\n${help}\n`;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** On one line, and nothing in it that a terminal would obey. */
const oneSentence = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 600);
