// The program calls of a command as the guards compare them: program, objects, options that name a place; waits left out.
import type { Redirection, Word } from '../parse/invocation.ts';
import { readCommand } from '../parse/read.ts';
import type { Shell } from '../step.ts';

export interface Call {
  readonly program: string;
  /** Words that are no options, in their order. */
  readonly operands: readonly string[];
  /** `--name=value`, `--name value` as name and value; flags with an empty value. */
  readonly options: ReadonlyMap<string, string>;
  /** Every word, program first. */
  readonly words: readonly string[];
  readonly via: readonly string[];
  /** Files it writes by redirection. */
  readonly writes: readonly string[];
}

/** More of a command is not compared. */
const READ_LIMIT = 20_000;
/** Options whose value is the next word, of the tools infrastructure is made with. */
const VALUED =
  /^(?:-[nlocfpmtwu]|--(?:namespace|context|cluster|selector|output|filename|file|timeout|wait-timeout|request-timeout|connect-timeout|max-time|retry|retries|retry-delay|retry-max-time|tries|for|kubeconfig|container|since|tail|type|patch|set|values|version|user|host|port|lines|unit|region|profile|project|grace-period|interval|attempts|max-attempts|delay|field-selector|overrides|image|replicas))$/;
/** Any other option about time takes the word after it where that is a number or a duration. */
const TIMED = /time-?out|wait|deadline|delay|interval|retr|tries|attempts/;
const BARE: Readonly<Record<string, RegExp>> = {
  sed: /^-n$/,
  grep: /^-[nlocw]$/,
  ls: /^-/,
  sort: /^-[nu]$/,
  cut: /^-n$/,
  docker: /^-[tl]$/,
  git: /^-[npu]$/,
};

/** The calls in the order they stand; none for a text that cannot be read. */
export function callsOf(of: { readonly command: string; readonly shell: Shell }): readonly Call[] {
  const command = of.command.slice(0, READ_LIMIT);
  if (of.shell === 'fish' || of.shell === 'pwsh') return roughCalls(command);
  const { invocations, redirections } = readCommand({ command, shell: of.shell });
  const grouped = written(redirections);
  return invocations.map((invocation) => {
    const words = invocation.words.map((word: Word) => word.text);
    return { ...callOf(words), via: invocation.via, writes: [...written(invocation.redirections), ...grouped] };
  });
}

/** Shells the reader does not know are split at their separators: enough to compare one attempt with another. */
function roughCalls(command: string): readonly Call[] {
  const parts = command.split(/[;\n|&]+/).map((part) => part.trim().split(/\s+/));
  return parts.filter(([first]) => first !== undefined && first !== '').map((words) => ({ ...callOf(words), via: [], writes: [] }));
}

function callOf(words: readonly string[]): Pick<Call, 'program' | 'operands' | 'options' | 'words'> {
  const [first = '', ...rest] = words;
  const program = first.slice(first.lastIndexOf('/') + 1);
  const operands: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? '';
    const [, name = '', value] = /^(--?[A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === '') operands.push(word);
    else if (value === undefined && isValued({ program, name, next: rest[i + 1] ?? '' })) options.set(name, rest[++i] ?? '');
    else options.set(name, value ?? '');
  }
  return { program, operands, options, words };
}

const isValued = ({ program, name, next }: { readonly program: string; readonly name: string; readonly next: string }): boolean =>
  (VALUED.test(name) && !BARE[program]?.test(name)) || (TIMED.test(name) && /^\d+(?:\.\d+)?[a-z]{0,3}$/.test(next));

const written = (redirections: readonly Redirection[]): readonly string[] =>
  redirections.flatMap(({ operator, target }) =>
    operator.includes('>') && target !== null && !/^(?:&|\/dev\/|\d$)/.test(target.text) ? [target.text] : [],
  );
