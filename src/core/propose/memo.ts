// What makes reading a runbook again cheap: results kept by the text they were made from, for as long as that text is in use.

export interface Memo<T> {
  get(key: string, make: () => T): T;
  /** Starts a new reading: what the reading before last did not ask for again is forgotten. */
  turn(): void;
}

/** A memory bounded by what one document holds, whatever was typed before. */
export function createMemo<T>(): Memo<T> {
  let before = new Map<string, T>();
  let now = new Map<string, T>();
  return {
    get(key, make) {
      const known = now.get(key) ?? before.get(key);
      const value = known ?? make();
      now.set(key, value);
      return value;
    },
    turn() {
      before = now;
      now = new Map();
    },
  };
}
