export const CHROMIUM_FLAGS: readonly string[];
/** Path of a Chromium, installed if need be; its absence is thrown as one sentence. */
export function ensureChromium(): Promise<string>;
