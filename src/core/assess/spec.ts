// The shape of a command spec: what a tool's options, verbs and effects are. The specs themselves are the YAML files in specs/, one a tool,
// to be checked against the tool's manual; there, patterns are text, `none` names what does not exist, `(bare)` is a call without a verb.
import type { Level } from '../step.ts';
import type { Reversible, Tag } from './assessment.ts';

/** Which words of the call are meant: operands after the verb, or the value of one of some options ("--name -n"). */
export type Pick = 'all' | 'first' | 'second' | 'last' | 'rest' | `-${string}`;

/** What a call does, and what a person should know about it. Templates may name {target}, {first}, {last}, {command}, {operands}, {tool}, {verb}. */
export interface Effect {
  readonly level: Level;
  /** One sentence. */
  readonly says: string;
  /** What the approve button says. */
  readonly deed?: string;
  readonly target?: Pick;
  readonly reversible?: Reversible;
  readonly undo?: string | 'none';
  /** A command that shows what would happen; must itself be `read`. */
  readonly preview?: string | 'none';
  readonly safer?: string | 'none';
  /** The word to type for a critical call; the target by default. */
  readonly confirm?: Pick;
  readonly tags?: readonly Tag[];
}

/** When a case applies: all that is given must hold. */
export interface When {
  /** Any of these options ("--force -f", "--dry-run=client|server"). */
  readonly has?: string;
  /** None of these options. */
  readonly lacks?: string;
  /** The first operand after the verb is one of these words (a resource type, with or without /name). */
  readonly first?: string;
  /** Some operand or option value matches. */
  readonly matches?: RegExp;
  /** At least, or at most, this many operands. */
  readonly least?: number;
  readonly most?: number;
  /** Some operand is a place of this kind. */
  readonly place?: 'root' | 'system' | 'device';
  /** As `place`, only the last operand. */
  readonly into?: 'root' | 'system' | 'device';
  /** An option's value matches. */
  readonly given?: { readonly option: string; readonly matches: RegExp };
  /** The name of some option matches. */
  readonly named?: RegExp;
  /** Something is piped or redirected into it, or nothing is: then it is typed. */
  readonly stdin?: 'typed' | 'fed';
  /** There are operands after `--`. */
  readonly dash?: true;
  /** Some operand is not literal. */
  readonly unknown?: true;
}

export interface Case extends Partial<Effect> {
  readonly when: When;
}

/** A verb of a tool (or, under the empty name, the tool itself). */
export interface Verb extends Effect {
  /** Options besides the tool's own: with a value, without. */
  readonly valued?: string;
  readonly flags?: string;
  /** What follows the first operand belongs to another program. */
  readonly until?: 'first';
  /** The first that applies replaces what it names. */
  readonly cases?: readonly Case[];
  /** Every one that applies can make it worse, whatever else holds. */
  readonly raise?: readonly Case[];
  /** Options that make it a rehearsal: then it is `read`. Exact, and the last of its name counts. */
  readonly dryRun?: string;
}

export interface ToolSpec {
  /** Names of the program, separated by `|`. */
  readonly names: string;
  /** Options of the tool, valid before and after the verb: with a value, without. */
  readonly valued?: string;
  readonly flags?: string;
  /** One dash introduces whole names (find, terraform, openssl). */
  readonly dashes?: 'single';
  /** Operands begin at the first word that is not an option: what follows is no option of this tool. */
  readonly until?: 'first';
  /** Options followed by a command up to `;` or `+`; that command is judged on its own. */
  readonly commands?: string;
  /** It takes SQL or a query language like it: as the value of these options, as operands where `operands` is among them (`query/operands`: those of the verb `query`). */
  readonly sql?: string;
  /** Verbs are the same in capitals. */
  readonly anyCase?: true;
  /** Verbs that only observe. An empty entry: without a verb it only prints help or status. */
  readonly reads?: readonly string[];
  /** Verbs with a direct way back, for which the general sentence is enough. */
  readonly changes?: readonly string[];
  /** Verbs that end, delete or overwrite, for which nothing more is known than that. */
  readonly ends?: readonly string[];
  /** By verb path; `*` is any. */
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** Judge verbs that are not listed by the words they are made of. */
  readonly lexicon?: true;
  /** Where its verbs stand, for tools that are regular: the second operand, or the last before the options. */
  readonly verbAt?: 'second' | 'last';
  /** Words that only name a kind of thing here, though they are verbs elsewhere. */
  readonly nouns?: string;
  /** Options and variables that name the target; a change without one is `ambient-target`. */
  readonly targetedBy?: string;
  /** Options that name what a call is about, where operands do not. */
  readonly subject?: `-${string}`;
  /** An option's value goes on up to the next option: `--instance-ids i-1 i-2`. */
  readonly many?: true;
  /** Options that make any call of the tool a rehearsal, as `dryRun` of a verb. */
  readonly dryRun?: string;
  /** Cases for every verb of the tool. */
  readonly raise?: readonly Case[];
  /** Tags every call of it carries. */
  readonly tags?: readonly Tag[];
  /** `--help` and `--version` forms run something all the same. */
  readonly noHelp?: true;
}
