// Waiting for a decision: until it is settled, for so long, or until the caller does not want to know any more.
import type { Clock, Disposable } from '../ports.ts';
import { isSettled, type State } from './tickets.ts';

export interface Waiting {
  readonly clock: Clock;
  /** How it stands now. */
  readonly state: () => State;
  /** Told of every state, and again and again while nothing changes. */
  readonly tell: (state: State) => void;
  /** Calls back with every change of the session. */
  readonly listen: (look: () => void) => Disposable;
  readonly signal: AbortSignal;
  readonly ms: number;
}

/** The caller hears that the window is alive. */
const HEARTBEAT_MS = 10_000;

/** Resolves when it is settled, when the time is over, or when the caller is gone. Nothing of it stays then. */
export function settled({ clock, state, tell, listen, signal, ms }: Waiting): Promise<void> {
  if (ms <= 0 || signal.aborted || isSettled(state())) return Promise.resolve();
  return new Promise((resolve) => {
    let told = '';
    const finish = () => {
      for (const held of [listening, timer, end]) held.dispose();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const look = () => {
      const now = state();
      if (isSettled(now)) return finish();
      if (now !== told) tell(now);
      told = now;
    };
    const beat = () => {
      tell(state());
      timer = clock.after(HEARTBEAT_MS, beat);
    };
    let timer = clock.after(HEARTBEAT_MS, beat);
    const end = clock.after(ms, finish);
    const listening = listen(look);
    signal.addEventListener('abort', finish);
    look();
  });
}
