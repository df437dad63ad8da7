// What a repository demands: `.countersign/policy.yaml`. It can only make things stricter; one that cannot be read makes everything strict.
import type { Tag } from '../assess/assessment.ts';
import type { Environment, Level, Provider } from '../step.ts';

/** Where it stands, inside the workspace folder. */
export const POLICY_PATH = '.countersign/policy.yaml';

/** Which steps a rule is about: all that is given must hold. Patterns are globs. */
export interface Matcher {
  /** The rule of a finding: "kubectl.delete", "flow.*". */
  readonly rule?: string;
  /** A finding of this level or worse. */
  readonly level?: Level;
  readonly tag?: Tag;
  /** A program call as its words are after quotes and wrappers are gone, or the whole text. */
  readonly command?: string;
  /** What the call acts on: "cluster prod-eu", "host pve1". */
  readonly target?: string;
  /** The environment of the runbook. */
  readonly environment?: Environment;
}

export interface Forbids extends Matcher {
  /** Why, for whoever reads the card. */
  readonly because?: string;
}

export interface Raises extends Forbids {
  readonly to: Level;
}

export interface Policy {
  /** Globs over the names of targets. What the built-in patterns call production stays production. */
  readonly environments: { readonly prod: readonly string[]; readonly nonProd: readonly string[] };
  readonly forbid: readonly Forbids[];
  readonly raise: readonly Raises[];
  /** The providers a runbook may name; absent: any. */
  readonly providers?: readonly Provider[];
  /** `op-masking`: where a runbook says `op`, output is masked by `op` as well. */
  readonly mode?: 'op-masking';
  /** The least pause before an approval, in milliseconds. */
  readonly pauseMs: Readonly<Partial<Record<Level, number>>>;
}

/** The policy as it was found. */
export type PolicyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'policy'; readonly policy: Policy }
  /** It is there and cannot be used: everything is at least destructive until it can. `line` is one-based, 0 where none is known. */
  | { readonly kind: 'broken'; readonly detail: string; readonly line: number };

export const NO_POLICY: PolicyState = { kind: 'none' };
