// How much an agent may ask: calls a minute, calls at a time, proposals waiting.

export const LIMITS = {
  /** Calls of one connection in a minute. */
  callsPerMinute: 120,
  /** Calls of one connection that wait for their answer. */
  openCalls: 16,
  /** Connections of one window. */
  connections: 8,
  /** Proposals that wait for a person's decision; more would only be clicked away. */
  pendingProposals: 3,
  /** Proposals in a minute, over all connections. */
  proposalsPerMinute: 12,
} as const;

/** Counts what happened within the last minute. */
export function createRate(most: number): { take(now: number): boolean } {
  const times: number[] = [];
  return {
    take(now) {
      while (times[0] !== undefined && times[0] <= now - 60_000) times.shift();
      if (times.length >= most) return false;
      times.push(now);
      return true;
    },
  };
}
