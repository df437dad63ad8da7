// The lines of a text, as CommonMark and VS Code count them: ended by \n, \r\n or a lone \r, and by nothing else.

export interface Lines {
  readonly count: number;
  /** Offset of the line's first character; `start(count)` is the end of the text. */
  start(line: number): number;
  /** The line without its end. */
  text(line: number): string;
  /** Offset behind the line's last character, before its end. */
  end(line: number): number;
  /** Zero-based line that holds this offset. */
  at(offset: number): number;
}

/** Indexes a text by line, once, so that every question after is cheap. A text that ends with a line end has no empty line behind it,
 *  and a byte order mark stands before the first. */
export function linesOf(text: string): Lines {
  const starts: number[] = [text.startsWith('\uFEFF') ? 1 : 0];
  const lineEnd = /\r\n|\n|\r/g;
  while (lineEnd.exec(text)) starts.push(lineEnd.lastIndex);
  if (starts.length > 1 && starts.at(-1) === text.length) starts.pop();
  const count = text === '' ? 0 : starts.length;
  const start = (line: number): number => starts[line] ?? text.length;
  const end = (line: number): number => {
    let at = start(line + 1);
    if (text[at - 1] === '\n') at -= 1;
    if (at > start(line) && text[at - 1] === '\r') at -= 1;
    return Math.max(at, start(line));
  };
  return { count, start, end, text: (line) => text.slice(start(line), end(line)), at: (offset) => find(starts, offset) };
}

function find(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Blank in CommonMark's sense: spaces and tabs only. A no-break space is not blank. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** The text with every line end as \n, which is what an interpreter is given: none of them can run a \r. */
export function withLf(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The text without these characters at its end. A loop, since an expression that looks for an end starts anew at every one of them. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}
