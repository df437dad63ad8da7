// The thing that flows through the house: a step of a runbook, and the words used about it everywhere.
import type { Failure } from './failure.ts';

/** The levels a command can have, mildest first. What each means and what approving takes: docs/levels.md. */
export const LEVELS = ['read', 'change', 'destructive', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

/** The shells a fence may name. `console` and `shell` fences are read as bash. */
export const SHELLS = ['bash', 'sh', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof SHELLS)[number];

export const ENVIRONMENTS = ['prod', 'staging', 'dev'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** A half-open range of UTF-16 offsets into the text it speaks of. */
export type Span = readonly [start: number, end: number];

/** What a fence's attributes say about its step. Absent means: as the front matter or the default says. */
export interface StepAttributes {
  readonly cwd?: string;
  readonly envFile?: string;
  readonly timeoutMs?: number;
  readonly expect?: string;
  readonly undo?: string;
  /** Names of the variables of the env file the step gets besides those its text mentions; `all` gives every one. */
  readonly env?: readonly string[] | 'all';
}

/** What a result block under a step says of its last run. */
export interface LastResult {
  /** The whole block, from its opening to its closing comment. */
  readonly span: Span;
  readonly run: string;
  /** Exit code, or null where there is none (a signal, a lost runner). */
  readonly exit: number | null;
}

/** One command text in a runbook. */
export interface Step {
  /** Given by `id=`, else made from the step's place and text; unique in its runbook. */
  readonly id: string;
  /** Zero-based place among the runbook's steps. */
  readonly index: number;
  /** The nearest heading or the paragraph before the fence, for people. */
  readonly title: string;
  /** The command text, byte for byte as it would run; `console` fences yield their prompt lines only. */
  readonly text: string;
  readonly shell: Shell;
  readonly attributes: StepAttributes;
  /** The whole fence in the runbook, its markers included; an unclosed fence ends with its container. */
  readonly fence: Span;
  /** Zero-based line of the opening marker. */
  readonly line: number;
  readonly last?: LastResult;
  /** Set on a dry run: the id of the step whose preview this is. It stands in no runbook. */
  readonly rehearses?: string;
  /** Why this step cannot run as it stands (unreadable attributes, an empty text, a fence without an end). */
  readonly problem?: Failure;
}

/** The part of a runbook's YAML front matter that Countersign knows. */
export interface FrontMatter {
  readonly objective?: string;
  readonly state?: string;
  readonly environment?: Environment;
  readonly cwd?: string;
  readonly envFile?: string;
  readonly shell?: Shell;
  readonly provider?: Provider;
  /** What the provider calls its profile, config or environment (aws-vault's P, doppler's config). */
  readonly profile?: string;
  /** What lasts from one step of this runbook to the next within a session; absent: nothing. */
  readonly carry?: readonly Carry[];
  /** Files and folders this runbook's steps change, inside the workspace folder: checkpoints hold them, and can be restored. */
  readonly paths?: readonly string[];
}

/**
 * Who resolves the secrets: 1Password's `op run`, `op run` with its own masking through pipes, nobody, or one of the others; how each
 * is called: core/seal/providers.ts.
 */
export const PROVIDERS = [
  'op',
  'op-masking',
  'none',
  'dotenvx',
  'varlock',
  'direnv',
  'dotenv',
  'doppler',
  'infisical',
  'aws-vault',
  'teller',
  'sops',
] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What can last from step to step: the working directory, and the exported variables that are no secrets. */
export const CARRIES = ['cwd', 'env'] as const;
export type Carry = (typeof CARRIES)[number];

/** A runbook as parsed from its text. */
export interface Runbook {
  /** Path inside the workspace folder, with forward slashes. */
  readonly path: string;
  readonly frontMatter: FrontMatter;
  readonly steps: readonly Step[];
  /** Set when nothing in this runbook may run (front matter that cannot be read). */
  readonly problem?: Failure;
}
