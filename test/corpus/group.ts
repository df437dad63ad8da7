// How the corpus is written down: commands a line each, in groups that name what is tried.
import type { Tag } from '../../src/core/assess/assessment.ts';
import type { Environment, Level } from '../../src/core/step.ts';

/** Commands that share an expectation. */
export interface Group {
  readonly name: string;
  /** The level product.md gives every one of them. */
  readonly level: Level;
  /** Tags that each of them must carry. */
  readonly tags?: readonly Tag[];
  /** The environment the runbook names. */
  readonly environment?: Environment;
  readonly commands: string;
}

const BLOCK = /^(.*<<-?'?(\w+)'?.*\n[\s\S]*?\n\2)$|^(.+)$/gm;

/** Commands of a group: one a line, a here-document with its body. */
export const commandsOf = (text: string): readonly string[] => [...text.matchAll(BLOCK)].map((match) => match[0]);
