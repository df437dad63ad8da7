// The form of the place a fence stands in: what every line there begins with, and how lines end.

export interface Container {
  /** What each line of the container starts with: quote marks, and spaces for list markers. */
  readonly prefix: string;
  /** The same for an empty line. */
  readonly blank: string;
  readonly eol: string;
}

/** Reads the container's form off the fence's opening line. */
export function containerOf(text: string, fenceStart: number): Container {
  const before = Math.max(text.lastIndexOf('\n', fenceStart - 1), text.lastIndexOf('\r', fenceStart - 1));
  const lead = fenceStart === 0 ? '' : text.slice(before + 1, fenceStart);
  const prefix = lead.replace(/\uFEFF/g, '').replace(/[^>\s]/g, ' ');
  const eol = /\r\n|\n|\r/.exec(text.slice(fenceStart, fenceStart + 100_000))?.[0] ?? '\n';
  return { prefix, blank: prefix.replace(/[ \t]+$/, ''), eol };
}

/** The line without its container, or null where it stands outside. */
export function inside(line: string, { prefix, blank }: Container): string | null {
  if (line.startsWith(prefix)) return line.slice(prefix.length);
  return line.replace(/[ \t]+$/, '') === blank ? '' : null;
}
