// The result of assessing a command: what the card, the CodeLens and the record say about it.
import type { Level, Span } from '../step.ts';

export type Reversible = 'yes' | 'with-backup' | 'no' | 'unknown';

/** One reason for a level, bound to the place in the command text that gives it. */
export interface Finding {
  /** Stable name of the rule, `tool.verb` or `flow.name`, for tests and policies. */
  readonly rule: string;
  readonly level: Level;
  /** Offsets into the assessed text. */
  readonly span: Span;
  /** The path that led there: ["op run", "ssh pve1", "qm destroy"]. */
  readonly via: readonly string[];
  /** One sentence for a person: what happens, to what, and whether it can be undone. */
  readonly sentence: string;
  /** The thing acted on ("pod web-0"), where it is literal. */
  readonly target?: string;
  readonly reversible: Reversible;
  /** How to undo it: a command or a sentence. */
  readonly undo?: string;
  /** A command that shows what would happen, itself `read`. */
  readonly preview?: string;
  readonly safer?: string;
  /** The whole command in the form that is meant, where the text can be put right: the card offers to write it. */
  readonly fix?: string;
  /** Where it acts, where that is known: "on cluster prod-eu". Part of the sentence already. */
  readonly on?: string;
}

/** Orthogonal flags shown as tags beside the level. `TAGS` is the closed list. */
export const TAGS = [
  'unverifiable',
  'unknown-command',
  'secret',
  'secret-trap',
  'secret-oracle',
  'secret-file',
  'secret-argument',
  'masking-off',
  'prod',
  'ambient-target',
  'hidden-text',
  'parse-disagreement',
  'runs-project-code',
  'network',
  'remote',
  'sudo',
  'force',
] as const;
export type Tag = (typeof TAGS)[number];

export interface Assessment {
  readonly level: Level;
  readonly tags: readonly Tag[];
  readonly unverifiable: boolean;
  /** Worst first; at least one unless the level is `read`. */
  readonly findings: readonly Finding[];
  /** What the approve button says: "Delete pod web-0", "Run". */
  readonly deed: string;
  /** What has to be typed to approve a critical step; absent for milder levels. */
  readonly confirm?: string;
  /** What the calls act on, a line each, as far as text and local facts tell; the plan is bound to it. */
  readonly targets?: readonly string[];
  /** The policy forbids it: the sentence that says so. Nothing approves such a step. */
  readonly forbidden?: string;
  /** The least pause the policy demands for this level, in milliseconds. */
  readonly pauseMs?: number;
}
