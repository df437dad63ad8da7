// The mask: conceals secret values in a stream of bytes, in whatever form and however the stream is cut into chunks.
import { type Automaton, compile, type Pattern } from './automaton.ts';
import { type Form, formsOf, isTooCommon } from './forms.ts';
import { createScanner, type Match, type Scanner } from './scanner.ts';

/** A variable and its value, as the step gets it. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

export interface Mask {
  /** Takes the next bytes; gives back what may be shown by now. */
  write(chunk: Uint8Array): Uint8Array;
  /**
   * Called when the stream pauses: shows the beginning of what only might become a secret, so that a prompt never looks frozen.
   * At most three bytes and at most a quarter of the shortest secret they could belong to; should the rest arrive later, it is
   * concealed all the same. Longer beginnings stay back until the next byte decides or the stream ends.
   */
  flushIdle(): Uint8Array;
  /** The stream has ended: everything that is left. */
  end(): Uint8Array;
  /** Bytes that are held back. */
  readonly held: number;
  /** Names of the variables whose values are too short or too common to be masked. */
  readonly unmasked: readonly string[];
}

/** Makes the mask of a run. Masks are single-use: one per stream. */
export function createMask(secrets: readonly Secret[]): Mask {
  const masked = secrets.filter((secret) => !isTooCommon(secret.value));
  const unmasked = secrets.filter((secret) => isTooCommon(secret.value)).map((secret) => secret.name);
  const markers = masked.map(markerOf);
  const scanners = [scannerFor(masked, false), scannerFor(masked, true)];
  return new StreamMask(scanners, markers, unmasked);
}

/** What stands for a value. A value that would stand in its own marker gets one without a name. */
function markerOf(secret: Secret): Uint8Array {
  const marker = `<concealed:${secret.name}>`;
  return new TextEncoder().encode(marker.includes(secret.value) ? '<concealed>' : marker);
}

function scannerFor(secrets: readonly Secret[], loose: boolean): Scanner {
  return createScanner(
    automatonOf(secrets, (form) => form.loose === loose),
    { skipNewlines: loose },
  );
}

function automatonOf(secrets: readonly Secret[], fits: (form: Form) => boolean): Automaton {
  const patterns: Pattern[] = secrets.flatMap((secret, owner) =>
    formsOf(secret.value)
      .filter(fits)
      .map((form) => ({ bytes: form.bytes, owner })),
  );
  return compile(patterns);
}

const NOTHING: Uint8Array = new Uint8Array(0);

class StreamMask implements Mask {
  readonly unmasked: readonly string[];
  readonly #scanners: readonly Scanner[];
  readonly #markers: readonly Uint8Array[];
  /** Bytes not shown yet; the first one is byte `#base` of the stream. */
  #buffer: Uint8Array = NOTHING;
  #base = 0;
  /** Matches that are not shown yet, as regions that do not overlap, in order. */
  #regions: Match[] = [];

  constructor(scanners: readonly Scanner[], markers: readonly Uint8Array[], unmasked: readonly string[]) {
    this.#scanners = scanners;
    this.#markers = markers;
    this.unmasked = unmasked;
  }

  get held(): number {
    return this.#buffer.length;
  }

  write(chunk: Uint8Array): Uint8Array {
    const from = this.#buffer.length;
    this.#buffer = from === 0 ? chunk : concat([this.#buffer, chunk]);
    const found: Match[] = [];
    for (const scanner of this.#scanners) scanner.scan(this.#buffer, from, this.#base, found);
    if (found.length > 0) this.#regions = union([...this.#regions, ...found], this.#base);
    return this.#show(this.#undecided((scanner, end) => scanner.liveFrom(this.#buffer, this.#base, end)));
  }

  flushIdle(): Uint8Array {
    const safe = Math.max(
      this.#base,
      this.#undecided((scanner, end) => scanner.idleFrom(this.#buffer, this.#base, end)),
    );
    const region = this.#regions.find((each) => each.start <= safe && safe < each.end);
    return this.#show(region ? region.end : safe);
  }

  end(): Uint8Array {
    return this.#show(this.#base + this.#buffer.length);
  }

  #undecided(from: (scanner: Scanner, end: number) => number): number {
    const end = this.#base + this.#buffer.length;
    return Math.min(...this.#scanners.map((scanner) => from(scanner, end)));
  }

  /** Shows the stream up to byte `safe`; a region that reaches beyond waits whole, for it may still grow. */
  #show(safe: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let at = this.#base;
    let shown = 0;
    for (const region of this.#regions) {
      if (region.start >= safe || region.end > safe) break;
      parts.push(this.#slice(at, region.start), this.#markers[region.owner] ?? NOTHING);
      at = region.end;
      shown++;
    }
    const next = this.#regions[shown];
    const stop = next && next.start < safe ? next.start : safe;
    if (stop > at) parts.push(this.#slice(at, stop));
    this.#regions = this.#regions.slice(shown);
    this.#drop(Math.max(at, stop));
    return parts.length === 1 ? (parts[0] ?? NOTHING) : concat(parts);
  }

  #slice(start: number, end: number): Uint8Array {
    return this.#buffer.subarray(start - this.#base, end - this.#base);
  }

  #drop(to: number): void {
    const left = this.#buffer.subarray(to - this.#base);
    this.#buffer = left.length === 0 ? NOTHING : new Uint8Array(left);
    this.#base = to;
  }
}

/** Joins overlapping matches into regions, each named after its longest match; what was shown already (before `base`) is cut off. */
function union(matches: readonly Match[], base: number): Match[] {
  const sorted = [...matches].sort((a, b) => a.start - b.start || b.end - a.end);
  const regions: Match[] = [];
  for (const match of sorted) {
    const last = regions.at(-1);
    if (last && match.start < last.end) regions[regions.length - 1] = join(last, match);
    else if (match.end > base) regions.push({ ...match, start: Math.max(match.start, base) });
  }
  return regions;
}

function join(a: Match, b: Match): Match {
  const longer = b.length > a.length ? b : a;
  return { start: a.start, end: Math.max(a.end, b.end), owner: longer.owner, length: longer.length };
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
