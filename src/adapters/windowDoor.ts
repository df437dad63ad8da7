// The door of this window: opened once the window is up, closed with it. Where it cannot be opened, agents are told that there is no window.
import { doorsIn } from '../door/address.ts';
import { type Answer, type Call, type Door, openDoor } from '../door/server.ts';
import type { Clock, Disposable, Log } from '../ports.ts';

export interface WindowDoorDeps {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly answer: (call: Call) => Promise<Answer>;
}

/** Opens it behind the activation's back: nobody waits for it. */
export function createWindowDoor({ folder, env, clock, log, answer }: WindowDoorDeps): Disposable {
  let isClosed = false;
  let door: Door | null = null;
  const close = () => void door?.close().catch((cause: unknown) => log.error('door', cause));
  const start = clock.after(0, () => {
    openDoor({ folder, place: doorsIn(env), now: () => clock.now(), onError: (cause) => log.error('door', cause), answer }).then(
      (opened) => {
        door = opened;
        if (isClosed) close();
      },
      (cause: unknown) => log.error('door: agents cannot reach this window', cause),
    );
  });
  return {
    dispose() {
      isClosed = true;
      start.dispose();
      close();
    },
  };
}
