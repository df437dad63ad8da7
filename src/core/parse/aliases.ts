// Aliases: their text is read where they are set, and once more with the words of each call.
import type { Invocation, Word } from './invocation.ts';
import { type Inside, scriptOf } from './opening.ts';
import { originAround } from './origin.ts';

const NOTHING = { names: new Set<string>(), calls: new Set<string>(), positional: false, anything: true } as const;

/** Reads `alias name=text`. */
export function readAliases(opening: Inside): readonly Invocation[] {
  const { args, inside } = opening;
  const runs: Invocation[] = [];
  for (const word of args.operands) {
    const at = word.lead.indexOf('=');
    if (at <= 0) continue;
    const value: Word = { ...word, text: word.text.slice(at + 1), lead: word.lead.slice(at + 1) };
    define(word.lead.slice(0, at), value, opening);
    // `alias rm='rm -i'`: options for every later call of the same program, each of which is read with them.
    if (value.kind === 'literal' && isOwnName(word.lead.slice(0, at), value.text)) continue;
    runs.push(...scriptOf([value], { ...opening, inside }));
  }
  return runs;
}

const isOwnName = (name: string, text: string): boolean => {
  const [first, ...rest] = text.split(/[ \t]+/);
  return first === name && rest.every((word) => /^-[\w=-]+$/.test(word));
};

function define(name: string, value: Word, { inside }: Inside): void {
  inside.scope.functions.set(name, {
    assigns: NOTHING,
    run: ({ words, place }) => {
      if (value.kind !== 'literal') return [];
      const text = [value.text, ...words.slice(1).map(quoted)].join(' ');
      const before = place.scope.functions.get(name);
      // Its own name inside of its text is the program.
      place.scope.functions.delete(name);
      const found = place.ledger.readText({ text, origin: originAround(value.span), scope: place.scope }, place);
      if (before !== undefined) place.scope.functions.set(name, before);
      return found;
    },
  });
}

const quoted = (text: string): string => (/^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
