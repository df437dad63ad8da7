// A plan: everything that decides what a run will do. The approval is bound to its digest.
import type { Environment, Level, Provider, Shell } from '../step.ts';
import type { CarryPlan } from './carry.ts';

export interface SecretsPlan {
  readonly provider: Provider;
  /** Absolute path of the provider's program; null without secrets (then nothing is called). */
  readonly providerPath: string | null;
  /** The env file the references come from, absolute, and the SHA-256 (hex) of its bytes when the plan was made. */
  readonly envFile: { readonly path: string; readonly sha256: string } | null;
  /** The minimal env file: only the lines this step needs, verbatim. */
  readonly envText: string;
  /** Names of the variables it gets, in file order; values that are references. */
  readonly names: readonly string[];
  /** Names of those whose value is plain text instead of a reference: a warning, they are passed and masked. */
  readonly plain: readonly string[];
  /** What stands between the provider's program and the command (core/seal/providers.ts); absent where it goes by the provider's name alone. */
  readonly args?: readonly string[];
  /** Other files the provider reads, absolute, with the SHA-256 (hex) of their bytes; null: not there. Either way they have to stay so. */
  readonly besides?: readonly { readonly path: string; readonly sha256: string | null }[];
}

export interface Plan {
  readonly v: 1;
  /** Path inside the workspace folder, forward slashes. */
  readonly runbook: string;
  readonly step: string;
  /** The exact command text. */
  readonly script: string;
  readonly interpreter: { readonly shell: Shell; readonly path: string; readonly args: readonly string[] };
  /** Absolute, real path. */
  readonly cwd: string;
  readonly environment: Environment | null;
  readonly secrets: SecretsPlan;
  /** Null: no limit. */
  readonly timeoutMs: number | null;
  readonly level: Level;
  /** What its calls act on, a line each, as text and local facts told when it was assessed; absent where nothing is known. */
  readonly targets?: readonly string[];
  /** What earlier steps of the session handed on, where the front matter asks for it; absent: every step begins afresh. */
  readonly carry?: CarryPlan;
}
