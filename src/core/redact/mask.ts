// The mask: conceals secret values in a stream of bytes, in whatever form and however the stream is cut into chunks.
import { type Alphabet, alphabetOf, type Reading, symbolsOf } from './alphabet.ts';
import { compile } from './automaton.ts';
import { isTooCommon } from './common.ts';
import { type Edge, goOnTrailing, marginBefore, reachOf, startWith, type Trailing, type View } from './edges.ts';
import { type Form, formsOf } from './forms.ts';
import { join, type Region, regionsOf, sgrIn } from './regions.ts';
import { type Found, Scanner } from './scanner.ts';

/** A variable and its value, as the step gets it. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

export interface Mask {
  /** Takes the next bytes; gives back what may be shown by now. */
  write(chunk: Uint8Array): Uint8Array;
  /**
   * Called when the stream pauses: shows everything, so that a prompt never looks frozen. Of what may become a secret a little is shown
   * as it is (three letters at most, and fewer than half of it), more is concealed at once; the rest, should it arrive, is concealed too.
   */
  flushIdle(): Uint8Array;
  /** The stream has ended: everything that is left; half a secret or more at its very end is concealed. */
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
  const forms = masked.flatMap((secret, owner) => formsOf(secret.value).map((form) => ({ ...form, owner })));
  const lookouts = (['folded', 'exact'] as const).flatMap((reading) => lookoutFor(reading, forms));
  return new StreamMask(lookouts, masked.map(markerOf), unmasked);
}

/** What stands for a value. A value that would stand in its own marker gets one without a name. */
function markerOf(secret: Secret): Uint8Array {
  const marker = `<concealed:${secret.name}>`;
  return new TextEncoder().encode(marker.toLowerCase().includes(secret.value.toLowerCase()) ? '<concealed>' : marker);
}

type OwnedForm = Form & { readonly owner: number };

/** Who holds a pattern, and what belongs to it before and after; forms with the same symbols share one. */
interface Pattern {
  readonly symbols: Uint8Array;
  readonly owner: number;
  readonly leads: Edge[];
  readonly trails: Edge[];
  /** How many symbols a letter of the value takes in this form: three in decimal, say. */
  readonly perLetter: number;
}

/** One reading of the stream, with all patterns looked for in it. */
interface Lookout {
  readonly scanner: Scanner;
  readonly alphabet: Alphabet;
  readonly patterns: readonly Pattern[];
  /** Everything that may stand before a pattern, and how many bytes beyond a match are looked at for its edges. */
  readonly leads: ReadonlySet<number>;
  readonly reach: number;
}

function lookoutFor(reading: Reading, forms: readonly OwnedForm[]): Lookout[] {
  const patterns = patternsOf(reading, forms);
  if (patterns.length === 0) return [];
  const symbols = patterns.map((pattern) => pattern.symbols);
  const alphabet = alphabetOf(symbols, reading);
  const reach = reachOf(patterns.flatMap((pattern) => [...pattern.leads, ...pattern.trails]));
  const leads = new Set(patterns.flatMap((pattern) => pattern.leads.flat()));
  return [{ scanner: new Scanner(compile(symbols, alphabet)), alphabet, patterns, leads, reach }];
}

/** Every byte another character: what is equal has equal keys. */
const decoder = new TextDecoder('latin1');

function patternsOf(reading: Reading, forms: readonly OwnedForm[]): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const form of forms) {
    if (form.reading !== reading) continue;
    const symbols = symbolsOf(form.bytes, reading);
    const key = decoder.decode(symbols);
    const pattern = patterns.get(key) ?? {
      symbols,
      owner: form.owner,
      leads: [],
      trails: [],
      perLetter: Math.max(1, symbols.length / form.letters),
    };
    addEdge(pattern.leads, form.lead);
    addEdge(pattern.trails, form.trail);
    patterns.set(key, pattern);
  }
  return [...patterns.values()];
}

function addEdge(edges: Edge[], edge: Edge): void {
  if (!edges.some((other) => other.join() === edge.join())) edges.push(edge);
}

const NOTHING: Uint8Array = new Uint8Array(0);

/** A match whose end is not known yet: more of what belongs behind it may come. */
interface Open extends Trailing {
  readonly region: Region;
  readonly lookout: Lookout;
}

class StreamMask implements Mask {
  readonly unmasked: readonly string[];
  readonly #lookouts: readonly Lookout[];
  readonly #markers: readonly Uint8Array[];
  /** Bytes not shown yet; the first one is byte `#base` of the stream. */
  #buffer: Uint8Array = NOTHING;
  #base = 0;
  /** Matches that are not shown yet, as regions that do not overlap, in order. */
  #regions: readonly Region[] = [];
  #open: readonly Open[] = [];
  /** What was concealed last. */
  #last: Region | null = null;

  constructor(lookouts: readonly Lookout[], markers: readonly Uint8Array[], unmasked: readonly string[]) {
    this.#lookouts = lookouts;
    this.#markers = markers;
    this.unmasked = unmasked;
  }

  get held(): number {
    return this.#buffer.length;
  }

  write(chunk: Uint8Array): Uint8Array {
    const from = this.#buffer.length;
    this.#buffer = from === 0 ? chunk : join([this.#buffer, chunk]);
    const regions = this.#goOn();
    for (const lookout of this.#lookouts) {
      const found: Found[] = [];
      lookout.scanner.scan(this.#view, from, found);
      for (const each of found) regions.push(...this.#regionsFor(each, lookout));
    }
    this.#add(regions);
    return this.#show(this.#undecided());
  }

  flushIdle(): Uint8Array {
    return this.#showAll((letters, of) => letters <= (of >= 8 ? 3 : of >= 6 ? 2 : 1));
  }

  end(): Uint8Array {
    return this.#showAll((letters, of) => letters < of / 2);
  }

  get #view(): View {
    return { buffer: this.#buffer, base: this.#base };
  }

  /** Everything goes out; of beginnings of secrets only little ones as they are. */
  #showAll(isLittle: (letters: number, of: number) => boolean): Uint8Array {
    const partial = this.#lookouts.flatMap(({ scanner, patterns }) =>
      scanner
        .partial(this.#view, ({ symbols, of, pattern }) => {
          const each = patterns[pattern]?.perLetter ?? 1;
          return isLittle(symbols / each, of / each);
        })
        .map(({ start, end, pattern }) => regionOf({ start, end }, patterns[pattern])),
    );
    this.#add(partial);
    return this.#show(this.#base + this.#buffer.length);
  }

  #add(regions: readonly Region[]): void {
    if (regions.length > 0) this.#regions = regionsOf([...this.#regions, ...regions], this.#base);
  }

  /** A match with what belongs to it before it, and behind it as far as that has come. */
  #regionsFor(found: Found, lookout: Lookout): Region[] {
    const pattern = lookout.patterns[found.pattern];
    const starts = (pattern?.leads ?? []).map((lead) => startWith(lead, found.start, { view: this.#view, ...lookout }));
    const region = regionOf({ start: Math.min(found.start, ...starts), end: found.end }, pattern);
    const trails = (pattern?.trails ?? []).filter((trail) => trail.length > 0);
    return [region, ...trails.flatMap((rest) => this.#trail({ region, lookout, end: found.end, rest, reach: lookout.reach }))];
  }

  #trail(open: Open): Region[] {
    const gone = goOnTrailing(open, { view: this.#view, alphabet: open.lookout.alphabet });
    if (gone.rest.length > 0) this.#open = [...this.#open, { ...open, ...gone }];
    return gone.end > open.end ? [{ ...open.region, end: gone.end }] : [];
  }

  #goOn(): Region[] {
    const open = this.#open;
    this.#open = [];
    return open.flatMap((each) => this.#trail(each));
  }

  /** From here on nothing is decided yet: a secret may have begun, or something that belongs to one. */
  #undecided(): number {
    if (this.#lookouts.length === 0) return this.#base + this.#buffer.length;
    const view = this.#view;
    const live = this.#lookouts.map(({ scanner, leads, reach }) => marginBefore(scanner.liveFrom(view), { view, leads, reach }));
    return Math.max(this.#base, Math.min(...live, ...this.#open.map(({ region }) => region.start)));
  }

  /** Shows the stream up to byte `safe`; a region that reaches beyond waits whole, for it may still grow. */
  #show(safe: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let at = this.#base;
    let shown = 0;
    for (const region of this.#regions) {
      if (region.start >= safe || region.end > safe) break;
      parts.push(this.#slice(at, region.start), this.#markerFor(region), ...sgrIn(this.#slice(region.start, region.end)));
      this.#last = region;
      at = region.end;
      shown++;
    }
    const next = this.#regions[shown];
    const stop = next && next.start < safe ? next.start : safe;
    if (stop > at) parts.push(this.#slice(at, stop));
    this.#regions = this.#regions.slice(shown);
    this.#drop(Math.max(at, stop));
    return parts.length === 1 ? (parts[0] ?? NOTHING) : join(parts);
  }

  /** What came late of a secret whose beginning was concealed before has its marker already. */
  #markerFor(region: Region): Uint8Array {
    const isSaid = region.goesOn && this.#last?.end === region.start && this.#last.owner === region.owner;
    return isSaid ? NOTHING : (this.#markers[region.owner] ?? NOTHING);
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

function regionOf(range: { readonly start: number; readonly end: number }, pattern: Pattern | undefined): Region {
  return { ...range, owner: pattern?.owner ?? 0, length: pattern?.symbols.length ?? 0 };
}
