// What a resolver of targets looks at: one call, with what the text and this machine say around it.
import type { Args } from '../parse/args.ts';
import type { Word } from '../parse/invocation.ts';
import { type Aim, tidy } from './aims.ts';
import type { Facts } from './facts.ts';

/** What a resolver may look at. */
export interface Sight {
  readonly args: Args;
  /** Operands as text, the verb among them. */
  readonly operands: readonly string[];
  /** Value of a variable the call would see: assigned in the text, or inherited. */
  readonly variable: (name: string) => string | undefined;
  /** What is current here; empty where the call runs elsewhere or as somebody else. */
  readonly facts: Facts;
  /** What earlier calls of the same text chose: `kubectl config use-context`, `terraform workspace select`. */
  readonly chosen: ReadonlyMap<string, string>;
}

/** What a call of one tool acts on; null where nothing is known. */
export type Resolver = (sight: Sight) => Aim | null;

/** The last value of any of some options. */
export function optionOf({ args }: Sight, names: string): string | undefined {
  const wanted = names.split(' ');
  return textOf(args.options.findLast(({ name, value }) => wanted.includes(name) && value !== null)?.value);
}

const textOf = (word: Word | null | undefined): string | undefined => (word == null || word.text === '' ? undefined : word.text);
/** Those that there are, fit to be shown. */
export const some = (...texts: readonly (string | undefined)[]): string[] => texts.filter((text) => text !== undefined).map(tidy);
