// The options of a command, by what the command declares. Unknown ones are refused with the words of a person, never guessed.
import { parseArgs } from 'node:util';

/** Options by their long names: with a value, or without. */
export type OptionTable = Readonly<Record<string, 'text' | 'flag'>>;

export interface Options {
  readonly texts: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

export type OptionsRead = { readonly ok: true; readonly options: Options } | { readonly ok: false; readonly error: string };

/** Reads `--name VALUE`, `--name=VALUE`, `--flag` and operands; `--` ends the options. */
export function readOptions(args: readonly string[], table: OptionTable): OptionsRead {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, kind]) => [name, { type: kind === 'text' ? ('string' as const) : ('boolean' as const) }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const entries = Object.entries(values);
    return {
      ok: true,
      options: {
        texts: Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
        flags: new Set(entries.filter(([, value]) => value === true).map(([name]) => name)),
        operands: positionals,
      },
    };
  } catch (cause) {
    return { ok: false, error: cause instanceof Error ? firstSentence(cause.message) : String(cause) };
  }
}

/** Node adds advice about `--` that would confuse more than help. */
const firstSentence = (text: string): string => `${text.split('. ')[0] ?? text}.`.replace(/\.\.$/, '.');
