// Joins the door of this window to its session: what agents ask goes to the door's desk, what the desk asks goes to the conductor.
import { createWindowDoor } from './adapters/windowDoor.ts';
import type { Conductor } from './conductor.ts';
import type { Session } from './core/review/session.ts';
import { createDoorDesk, type DoorDesk } from './door/desk.ts';
import type { ReadLog } from './door/results.ts';
import type { Answer, Call } from './door/server.ts';
import type { Disposable } from './ports.ts';
import type { Stages } from './stages.ts';

export interface AgentDoorDeps {
  readonly stages: Stages;
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly newTicket: () => string;
  readonly readLog: ReadLog;
}

export interface AgentDoor extends Disposable {
  readonly noteOf: DoorDesk['noteOf'];
  readonly held: DoorDesk['held'];
  /** For callers inside this window: the same desk the socket leads to. */
  readonly answer: (call: Call) => Promise<Answer>;
  /** To be told of every change of the session. */
  readonly saw: (session: Session) => void;
  /** Opens the door for this conductor's session. */
  join(conductor: Conductor): Conductor;
}

export function createAgentDoor({ stages, folder, env, newTicket, readLog }: AgentDoorDeps): AgentDoor {
  const { runbooks, bearings, journal, journals, clock, log } = stages;
  let joined: { readonly desk: DoorDesk; readonly door: Disposable } | null = null;
  return {
    noteOf: (step) => joined?.desk.noteOf(step),
    held: () => joined?.desk.held() ?? null,
    answer: async (call) => joined?.desk.answer(call) ?? { ok: false, text: 'The window is not ready yet. Call again in a moment.' },
    saw: (session) => joined?.desk.saw(session),
    join(conductor) {
      const { session, dispatch } = conductor;
      const desk = createDoorDesk({
        runbooks,
        bearings,
        journal,
        journals,
        clock,
        session,
        dispatch,
        newTicket,
        readLog,
      });
      joined = { desk, door: createWindowDoor({ folder, env, clock, log, answer: (call) => desk.answer(call) }) };
      return conductor;
    },
    dispose: () => joined?.door.dispose(),
  };
}
