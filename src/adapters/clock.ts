// The clock of the host.
import type { Clock } from '../ports.ts';

export function createClock(): Clock {
  return {
    now: () => Date.now(),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return { dispose: () => clearTimeout(timer) };
    },
  };
}
