// What of the stream is concealed: regions that do not overlap, each with one name.

export interface Region {
  /** Bytes from the stream's beginning, half open. */
  readonly start: number;
  readonly end: number;
  /** Which secret it is, or the one with the longest match in it. */
  readonly owner: number;
  readonly length: number;
  /** It began before what is shown now. */
  readonly goesOn?: true;
}

/** Joins overlapping regions; what was shown already (before `base`) is cut off. */
export function regionsOf(all: readonly Region[], base: number): Region[] {
  const sorted = [...all].sort((a, b) => a.start - b.start || b.end - a.end);
  const regions: Region[] = [];
  for (const region of sorted) {
    const last = regions.at(-1);
    if (last && region.start < last.end) regions[regions.length - 1] = union(last, region);
    else if (region.end > base) regions.push(region.start < base ? { ...region, start: base, goesOn: true } : region);
  }
  return regions;
}

function union(a: Region, b: Region): Region {
  const longer = b.length > a.length ? b : a;
  return { ...a, end: Math.max(a.end, b.end), owner: longer.owner, length: longer.length };
}

/** The colours a concealed text switched on or off: they go on after it as if it had been shown. */
export function sgrIn(bytes: Uint8Array): Uint8Array[] {
  if (!bytes.includes(0x1b)) return [];
  const text = String.fromCharCode(...bytes.subarray(0, 4096));
  return [...text.matchAll(/\u001b\[[0-9;]{0,12}m/g)].map(([code]) => new TextEncoder().encode(code));
}

/** One array from many. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
