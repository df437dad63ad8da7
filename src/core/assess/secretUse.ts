// What a step does with the secrets it is given by name: prints them, writes them, puts them where everybody on the host can read them.
import type { Invocation, Reading, Redirection, Word } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { type Draft, draftOf } from './draft.ts';
import { isQuiet } from './places.ts';
import { WORDS } from './words.ts';

interface Use {
  readonly invocation: Invocation;
  readonly tool: string;
  /** Names of the secrets its words hold, and its input. */
  readonly held: readonly string[];
  readonly fed: readonly string[];
  readonly passedOn: boolean;
}

const PRINTERS = /^(?:echo|printf|print)$/;
/** They show variables: of what they print, only what `printenv` is asked for travels as a secret should. */
const DUMPERS = /^(?:printenv|env|set|export|declare|typeset|readonly)$/;
const ENCODERS = /^(?:base64|base32|gbase64|basenc|xxd|od|hexdump|rev|openssl|gzip|bzip2|xz|tr|sed|awk|fold|cut|uuencode|gpg|age)$/;
/** Parts of the shell: their words are in no list of processes. */
const INSIDE =
  /^(?:echo|printf|print|test|\[|\[\[|:|true|export|read|declare|typeset|local|readonly|unset|eval|set|return|exit|cd|case|let)$/;
const WRITES = /^(?:>|>>|>\||&>|&>>)$/;

/** The findings about the variables of this step that hold secrets; none without such variables. */
export function judgeSecretUse({ reading, secrets }: { readonly reading: Reading; readonly secrets: readonly string[] }): readonly Draft[] {
  if (secrets.length === 0) return [];
  // What another program reads is how a secret should travel.
  const read = new Set(reading.invocations.flatMap(({ input }) => input.from.map(({ span }) => span[0])));
  return reading.invocations.flatMap(
    (invocation) => judgeUse({ ...useOf(invocation, secrets), passedOn: read.has(invocation.span[0]) }) ?? [],
  );
}

function useOf(invocation: Invocation, secrets: readonly string[]): Omit<Use, 'passedOn'> {
  const named = (words: readonly Word[]) => secrets.filter((name) => words.some((word) => holds(word, name)));
  const { input } = invocation;
  const text = input.text === undefined ? [] : secrets.filter((name) => pattern(name).test(input.text?.value ?? ''));
  const piped = input.from.flatMap((source) => (PRINTERS.test(toolOf(source)) ? named(source.words) : dumpedBy(source, secrets)));
  const held = [...named(invocation.words.slice(1)), ...dumpedBy(invocation, secrets)];
  return { invocation, tool: toolOf(invocation), held: [...new Set(held)], fed: [...new Set([...text, ...piped])] };
}

/** The secrets that a look at variables shows: all of them, or those it names. */
function dumpedBy(invocation: Invocation, secrets: readonly string[]): readonly string[] {
  const args = invocation.words.slice(1).map((word) => word.text);
  const names = args.filter((arg) => !arg.startsWith('-'));
  const asked = names.length === 0 ? secrets : secrets.filter((name) => names.includes(name));
  switch (toolOf(invocation)) {
    case 'printenv':
      return asked;
    case 'env':
    case 'set':
      return args.length === 0 ? secrets : [];
    case 'export':
    case 'declare':
    case 'typeset':
    case 'readonly':
      return args.length === 0 || args.some((arg) => /^-\w*p/.test(arg)) ? asked : [];
    default:
      return [];
  }
}

const toolOf = (invocation: Invocation): string => programName(invocation.words[0]?.text ?? '');
const pattern = (name: string): RegExp => new RegExp(`\\$(?:${name}(?![\\w])|\\{[#!]?${name}(?![\\w]))`);
/** Between single quotes a dollar is a dollar. */
const holds = (word: Word, name: string): boolean => pattern(name).test(word.source.replace(/'[^']*'/g, ''));

function judgeUse(use: Use): Draft | null {
  const { invocation, tool, held, fed } = use;
  const file = fileOf(use);
  if (file !== null && [...held, ...fed].length > 0)
    return about(use, { rule: 'secret.into-file', tag: 'secret-file', says: WORDS.secretIntoFile, file });
  if (ENCODERS.test(tool) && fed.length > 0) return about(use, { rule: 'secret.encoded', tag: 'secret-oracle', says: WORDS.secretEncoded });
  if (held.length === 0) return null;
  if (tool === 'curl' && invocation.words.some((word) => /^(?:-\w*v\w*|--verbose|--trace(?:-ascii)?)$/.test(word.text)))
    return about(use, { rule: 'secret.verbose', tag: 'secret-oracle', says: WORDS.secretVerbose });
  if (PRINTERS.test(tool) || (DUMPERS.test(tool) && dumpedBy(invocation, held).length > 0))
    return use.passedOn && (tool === 'printenv' || PRINTERS.test(tool))
      ? null
      : about(use, { rule: 'secret.printed', tag: 'secret-oracle', says: WORDS.secretPrinted });
  if (INSIDE.test(tool)) return null;
  return {
    ...about(use, { rule: 'secret.argument', tag: 'secret-argument', says: WORDS.secretArgument }),
    level: 'change',
    reversible: 'unknown',
  };
}

const DEEDS = { 'secret-file': WORDS.deedSecretFile, 'secret-oracle': WORDS.deedPrint, 'secret-argument': WORDS.deedHandOver } as const;

interface About {
  readonly rule: string;
  readonly tag: 'secret-file' | 'secret-oracle' | 'secret-argument';
  readonly says: string;
  readonly file?: string;
}

function about({ invocation, tool, held, fed }: Use, { rule, tag, says, file = '' }: About): Draft {
  const names = [...new Set([...held, ...fed])].join(', ');
  const args = { name: names, tool, target: file };
  const base = { level: 'destructive', says, args, tags: ['secret', tag], reversible: 'no', deed: DEEDS[tag] } as const;
  return draftOf(invocation, rule, { ...base, target: names, safer: WORDS.secretOnInput });
}

/** The file a call writes its output to: a redirection, or what `tee` is given. */
function fileOf({ invocation, tool }: Use): string | null {
  const redirected = invocation.redirections.find(writesOut)?.target?.text;
  if (redirected !== undefined) return redirected;
  return tool === 'tee' ? (invocation.words.slice(1).find((word) => !word.text.startsWith('-'))?.text ?? null) : null;
}

const writesOut = ({ operator, descriptor, target }: Redirection): boolean =>
  WRITES.test(operator) && (descriptor === null || descriptor === 1) && target !== null && !isQuiet(target.text);
