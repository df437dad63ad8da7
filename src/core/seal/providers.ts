// How each provider of secrets is called, what it reads, and by what a value it did not resolve is known (docs: docs/providers.md).
import type { Provider } from '../step.ts';

export interface ProviderKind {
  /** The program looked for on PATH. */
  readonly program: string;
  /**
   * What it gets of ours: a private copy that holds only what the step needs (`copy`), the env file where it lies (`place`), or nothing,
   * because it keeps its secrets elsewhere (`nothing`).
   */
  readonly reads: 'copy' | 'place' | 'nothing';
  /** The file looked for where the runbook names none. */
  readonly file: string | null;
  /** Files it reads besides, from the env file's folder or, without one, the working directory: bound to the approval, there or not; with a star, those that are there. */
  readonly besides: readonly string[];
  /** Whether its file can make it run programs: then the file has to be read like the step. */
  readonly runs?: true;
  /** What stands between the program and the command. A group in brackets is left out where one of its placeholders is not known. */
  readonly args: readonly (string | readonly string[])[];
  /** A value that still looks like this was not resolved; the step must not start with it. */
  readonly unresolved: RegExp;
  /** Its own keys in the environment: the step never gets them, and the mask knows them. */
  readonly credentials: RegExp | null;
  /** What it leaves in the environment for itself: it may hold every value again, and is taken away. */
  readonly leftovers: RegExp | null;
}

const ANY_REFERENCE = /op:\/\/|^encrypted:|^ENC\[|^varlock\(/i;

const OP: ProviderKind = {
  program: 'op',
  reads: 'copy',
  file: '.env',
  besides: [],
  args: ['run', '--no-masking', '--env-file={env}', '--'],
  unresolved: /op:\/\//i,
  credentials: null,
  leftovers: null,
};

const ELSEWHERE = { reads: 'nothing', file: null, unresolved: ANY_REFERENCE, leftovers: null } as const;

const KINDS: Readonly<Record<Provider, ProviderKind>> = {
  op: OP,
  'op-masking': { ...OP, args: ['run', '--env-file={env}', '--'] },
  none: { ...OP, args: [] },
  // --strict ends it where a value cannot be decrypted; without, the step would start with the cipher text. --overload: the file wins, as with op.
  dotenvx: {
    program: 'dotenvx',
    reads: 'copy',
    file: '.env',
    besides: [],
    args: ['run', '--quiet', '--strict', '--overload', '-f', '{env}', ['-fk', '{keys}'], '--'],
    unresolved: ANY_REFERENCE,
    credentials: /^DOTENV_PRIVATE_KEY/,
    leftovers: null,
  },
  // `vars` alone: otherwise all values stand a second time in one variable of its own.
  varlock: {
    program: 'varlock',
    reads: 'place',
    runs: true,
    file: '.env.schema',
    besides: ['.env', '.env.local', '.env*'],
    args: ['run', '--inject', 'vars', '--path', '{folder}', '--'],
    unresolved: ANY_REFERENCE,
    credentials: null,
    leftovers: /^_?_VARLOCK_/,
  },
  direnv: {
    program: 'direnv',
    reads: 'place',
    runs: true,
    file: '.envrc',
    besides: ['.env'],
    args: ['exec', '{folder}'],
    unresolved: ANY_REFERENCE,
    credentials: null,
    leftovers: /^DIRENV_/,
  },
  // python-dotenv's command line; Debian's python3-dotenv-cli has the same name and other arguments, see DEBIAN_DOTENV.
  dotenv: {
    program: 'dotenv',
    reads: 'copy',
    file: '.env',
    besides: [],
    args: ['-f', '{env}', 'run', '--'],
    unresolved: ANY_REFERENCE,
    credentials: null,
    leftovers: null,
  },
  doppler: {
    ...ELSEWHERE,
    program: 'doppler',
    besides: ['doppler.yaml'],
    args: ['run', ['--config', '{profile}'], '--'],
    credentials: /^DOPPLER_TOKEN$/,
  },
  infisical: {
    ...ELSEWHERE,
    program: 'infisical',
    besides: ['.infisical.json'],
    args: ['run', ['--env', '{profile}'], '--'],
    credentials: /^INFISICAL_(?:TOKEN|\w*SECRET)$/,
  },
  'aws-vault': {
    ...ELSEWHERE,
    program: 'aws-vault',
    besides: [],
    args: ['exec', '{profile}', '--'],
    credentials: /^AWS_VAULT_\w*PASSPHRASE$/,
  },
  teller: { ...ELSEWHERE, program: 'teller', besides: ['.teller.yml'], args: ['run', '--'], credentials: null },
  sops: {
    program: 'sops',
    reads: 'place',
    file: null,
    besides: [],
    args: ['exec-env', '{file}', '{command}'],
    unresolved: ANY_REFERENCE,
    credentials: /^SOPS_AGE_KEY$/,
    leftovers: null,
  },
};

/** What there is to know about a provider. */
export const kindOf = (provider: Provider): ProviderKind => KINDS[provider];

/** Whether it is 1Password's own program. */
export const isOp = (provider: Provider): boolean => KINDS[provider].program === 'op' && provider !== 'none';

/** Arguments of Debian's python3-dotenv-cli, told by its `--version`: "3.1.0", where python-dotenv says "dotenv, version 1.2.2". */
export const DEBIAN_DOTENV: readonly string[] = ['-e', '{env}'];

/** Placeholders that are known when the step is planned; `{env}` and `{command}` are filled in at the start. */
export interface ArgValues {
  readonly folder?: string | undefined;
  readonly file?: string | undefined;
  readonly keys?: string | undefined;
  readonly profile?: string | undefined;
}

/** The provider's arguments with their placeholders filled in, or the name of one that has to be given and is not. */
export function fillArgs(
  args: ProviderKind['args'],
  values: ArgValues,
): { readonly ok: true; readonly args: readonly string[] } | { readonly ok: false; readonly missing: string } {
  const filled: string[] = [];
  for (const arg of args) {
    const group = (typeof arg === 'string' ? [arg] : arg).map((each) => fill(each, values));
    const missing = group.find((each) => each.missing !== null)?.missing;
    if (missing == null) filled.push(...group.map((each) => each.text));
    else if (typeof arg === 'string') return { ok: false, missing };
  }
  return { ok: true, args: filled };
}

function fill(arg: string, values: ArgValues): { readonly text: string; readonly missing: string | null } {
  const name = /^\{(folder|file|keys|profile)\}$/.exec(arg)?.[1] as keyof ArgValues | undefined;
  if (!name) return { text: arg, missing: null };
  const value = values[name];
  return { text: value ?? arg, missing: value === undefined ? name : null };
}

/** The whole call: the provider's arguments with the sealed env file and the command in their places. */
export function providerCall(args: readonly string[], run: { readonly envFile: string; readonly command: readonly string[] }): string[] {
  const called = args.map((arg) => {
    if (arg === '{command}') return run.command.map(quoted).join(' ');
    if (arg === '{env}') return run.envFile;
    return arg === '--env-file={env}' ? `--env-file=${run.envFile}` : arg;
  });
  return args.includes('{command}') ? called : [...called, ...run.command];
}

/** One word of a command line for a POSIX shell, whatever it holds. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
