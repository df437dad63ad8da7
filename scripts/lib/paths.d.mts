export const ROOT: string;
export const OUT: string;
export const BIN: string;
export const VSIX: string;
export function cacheDir(env?: NodeJS.ProcessEnv): string;
