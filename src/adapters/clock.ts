// The time, as a fact the conductor asks for.
import type { Clock } from '../ports.ts';

/** The machine's clock and timers. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return { dispose: () => clearTimeout(timer) };
    },
  };
}
