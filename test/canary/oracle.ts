// Whether anything of a canary can be found in a text, by means of its own.
import { CANARIES } from './canaries.ts';
import { ENCODINGS } from './encodings.ts';

/** So many letters and digits of one written canary in a row are a leak. */
const WINDOW = 12;

/** Letters and digits without case and without anything a terminal would not show; every byte one character. */
function bare(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/[^A-Za-z0-9\u0080-\u00ff]/g, '')
    .toLowerCase();
}

interface Written {
  readonly what: string;
  readonly bytes: Uint8Array;
}

function writings(): Written[] {
  return CANARIES.flatMap((canary) => {
    // A key is as secret line by line; its armour is not.
    const parts = canary.value.includes('\n') ? canary.value.split('\n').filter((line) => !line.startsWith('-----')) : [canary.value];
    const encodings = ENCODINGS.filter((encoding) => !(canary.isPlain && encoding.isLoose));
    return parts.flatMap((part) =>
      encodings.map((encoding) => ({ what: `${canary.name} ${encoding.name}`, bytes: encoding.encode(part) })),
    );
  });
}

const WRITTEN = writings();
/** Every window of every written canary. Those that encode no more than what stands around it are none. */
const WINDOWS = new Map<string, string>();
for (const { what, bytes } of WRITTEN) {
  const letters = bare(bytes);
  if (what.startsWith('CANARY_SHORT') || /base64 (?:wrapped|after)|JSON/.test(what)) continue;
  for (let at = 0; at + WINDOW <= letters.length; at++) WINDOWS.set(letters.slice(at, at + WINDOW), what);
}

/** Which canaries are in the bytes whole, as they were written or as JSON has that: for bytes too many to look at each. */
export function wholeIn(bytes: Buffer): string[] {
  const inJson = (written: Uint8Array) => JSON.stringify(Buffer.from(written).toString('utf8')).slice(1, -1);
  return WRITTEN.filter(({ bytes: each }) => bytes.includes(Buffer.from(each)) || bytes.includes(inJson(each))).map(({ what }) => what);
}

/** What of which canary is in the bytes; an empty list is what everybody hopes for. */
export function leaksIn(bytes: Uint8Array): string[] {
  const found = new Map<string, string>();
  const raw = Buffer.from(bytes);
  for (const written of WRITTEN) if (raw.includes(Buffer.from(written.bytes))) found.set(written.what, 'exactly');
  for (const letters of [
    bare(raw),
    raw
      .toString('latin1')
      .replace(/[^A-Za-z0-9\u0080-\u00ff]/g, '')
      .toLowerCase(),
  ]) {
    for (let at = 0; at + WINDOW <= letters.length; at++) {
      const what = WINDOWS.get(letters.slice(at, at + WINDOW));
      if (what !== undefined && !found.has(what)) found.set(what, `in part: ${letters.slice(at, at + WINDOW)}`);
    }
  }
  return [...found].map(([what, how]) => `${what} (${how})`);
}
