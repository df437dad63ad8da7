// The form of the place a fence stands in: what every line there begins with, and how lines end.
import { withoutEnd } from '../propose/lines.ts';

export interface Container {
  /** What each line of the container starts with: quote marks, and spaces for list markers. */
  readonly prefix: string;
  /** The same for an empty line. */
  readonly blank: string;
  readonly eol: string;
}

/** Reads the container's form off the fence's opening line. */
export function containerOf(text: string, fenceStart: number): Container {
  let lineStart = fenceStart;
  while (lineStart > 0 && text[lineStart - 1] !== '\n' && text[lineStart - 1] !== '\r') lineStart -= 1;
  const lead = text.slice(lineStart, fenceStart);
  const prefix = lead.replace(/\uFEFF/g, '').replace(/[^>\s]/g, ' ');
  const eol = /\r\n|\n|\r/.exec(text.slice(fenceStart))?.[0] ?? '\n';
  return { prefix, blank: withoutEnd(prefix, ' \t'), eol };
}

/** The line without its container, or null where it stands outside. */
export function inside(line: string, { prefix, blank }: Container): string | null {
  if (line.startsWith(prefix)) return line.slice(prefix.length);
  return withoutEnd(line, ' \t') === blank ? '' : null;
}
