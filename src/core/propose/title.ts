// What a step is called on cards and lenses: plain words, whatever the markdown or its author put in.

export const TITLE_LIMIT = 80;

/** Source that is looked at for a title; the rest would be cut anyway, and no expression below may see a text without bounds. */
const SOURCE_LIMIT = 400;

/** Markdown inline source as one plain line. */
export function plainLine(source: string): string {
  return source
    .slice(0, SOURCE_LIMIT)
    .replace(/<!--.*?-->/gs, ' ')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/(`+)(.+?)\1/gs, '$2')
    .replace(/(\*\*|__|\*)(?=\S)([^*_]+?)\1/g, '$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
}

/** A heading's words without its marks. */
export function headingWords(source: string): string {
  const words = source
    .slice(0, SOURCE_LIMIT)
    .replace(/^ {0,3}#{1,6}(?=[ \t]|$)/, '')
    .replace(/(?:^|[ \t])#+[ \t]*$/, '');
  return plainLine(words.replace(/[\r\n]+[ >]*(?:=+|-+)[ \t]*$/, ''));
}

export interface TitleSources {
  /** Words an author gave (Runme's name). */
  readonly name: string | undefined;
  readonly lead: string | null;
  readonly heading: string | undefined;
  readonly command: string;
}

/** The author's words, else the paragraph before where it is short, else the heading above, else the command's first line. */
export function titleOf({ name, lead, heading, command }: TitleSources): string {
  const before = lead === null || lead.length > SOURCE_LIMIT ? '' : plainLine(lead).replace(/\s*:$/, '');
  if (name !== undefined) return cut(name);
  if (before !== '' && before.length <= TITLE_LIMIT) return before;
  return cut(heading || plainCommand(command));
}

const plainCommand = (command: string): string =>
  (/^.*$/m.exec(command.trim())?.[0] ?? '')
    .slice(0, SOURCE_LIMIT)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();

function cut(words: string): string {
  const characters = [...words];
  return characters.length > TITLE_LIMIT
    ? `${characters
        .slice(0, TITLE_LIMIT - 1)
        .join('')
        .trimEnd()}…`
    : words;
}
