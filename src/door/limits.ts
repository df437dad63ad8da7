// How much an agent may ask: calls a minute, calls at a time, proposals waiting.

export const LIMITS = {
  /** Calls of one connection in a minute. */
  callsPerMinute: 120,
  /** Calls of one connection that wait for their answer. */
  openCalls: 16,
  /** Calls of all connections in a minute: who connects again gets no new minute. */
  callsPerMinuteInAll: 600,
  /** Refusals of one connection in a minute, before it is hung up. */
  refusalsPerMinute: 240,
  /** Connections of one window. One that is idle costs nothing. */
  connections: 32,
  /** Proposals that wait for a person's decision; more would only be clicked away. */
  pendingProposals: 3,
  /** Proposals in a minute, over all connections. */
  proposalsPerMinute: 12,
  /** Proposals a window remembers; the journal has all of them. */
  tickets: 500,
} as const;

/** Says whether one more is allowed now. */
export interface Rate {
  take(now: number): boolean;
}

/** Counts what happened within the last minute. */
export function createRate(most: number): Rate {
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
