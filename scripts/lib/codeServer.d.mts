export const CODE_SERVER_VERSION: string;
/** Path of code-server's entry script, installed if need be. */
export function ensureCodeServer(): Promise<string>;
