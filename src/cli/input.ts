// Standard input, in bounded memory: whole, or line by line as it comes.

const NEWLINE = 0x0a;

/** All of it, or null where it is longer than `limit` bytes. */
export async function readAll(stdin: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stdin) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return joined(parts);
}

/** A line without its end; `null` for one longer than the limit, of which nothing is kept. */
export type Line = Uint8Array | null;

/** The lines in order, each as soon as it is whole. What stands behind the last line end is a line if there is anything. */
export async function* linesOf(stdin: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (part: Uint8Array): void => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const finish = (): Line => {
    const line = length > limit ? null : joined(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of stdin) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, at));
      from = at + 1;
      yield finish();
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (length > 0) yield finish();
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The text of some UTF-8, or null where it is none. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
