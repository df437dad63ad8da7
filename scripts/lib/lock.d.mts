/** Runs `work` while holding the lock folder at `path`. */
export function locked<T>(path: string, work: () => Promise<T>): Promise<T>;
