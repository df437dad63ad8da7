// dispatch(event) → reduce → effects → adapters → events. No adapter calls another: they meet here, as data.
import type { Effect, SessionEvent, StageYield } from './core/review/events.ts';
import { reduce } from './core/review/reduce.ts';
import { freshSession, type LaunchStage, type RecordStage, type Session } from './core/review/session.ts';
import { assessDraft, rewrite } from './editStages.ts';
import type { Disposable, Outcome, RunNews } from './ports.ts';
import { journalDecision, launchStage, prepare, recordStage, type Stages } from './stages.ts';

export interface ConductorDeps extends Stages {
  /** Called after every change with the new session: draw it. */
  readonly draw: (session: Session) => void;
}

export interface Conductor extends Disposable {
  dispatch(event: SessionEvent): void;
  session(): Session;
}

/** Builds a conductor over a fresh session. `id` names the session in journal and logs. */
export function createConductor(deps: ConductorDeps, options: { readonly id: string; readonly pauseMs: number }): Conductor {
  let session = freshSession(options);
  let wake: Disposable | undefined;
  /** Decisions are being journaled. */
  let telling: Promise<unknown> | undefined;
  const news = deps.runner.onNews((item) => dispatch(eventOf(item, deps.clock.now())));

  function dispatch(event: SessionEvent): void {
    const reduced = reduce(session, event);
    session = reduced.session;
    for (const effect of reduced.effects) perform(effect);
    draw();
  }

  /** What cannot be drawn is drawn by the next event; a bug there must not stop what has begun, nor break the line its news came through. */
  function draw(): void {
    try {
      deps.draw(session);
    } catch (cause) {
      deps.log.error('draw', cause);
    }
  }

  /** A stage always ends in an event: a bug in an adapter is a failure that is shown, never a review that hangs. */
  async function stage(of: { run: string; stage: LaunchStage | RecordStage }, work: Promise<Outcome<StageYield>>): Promise<void> {
    const done = await work.catch((cause: unknown): Outcome<StageYield> => {
      deps.log.error(`stage ${of.stage}`, cause);
      return { ok: false, failure: { kind: 'internal', detail: String(cause) } };
    });
    dispatch(done.ok ? { kind: 'stage-done', ...of, yields: done.value } : { kind: 'stage-failed', ...of, failure: done.failure });
  }

  function perform(effect: Effect): void {
    switch (effect.kind) {
      case 'prepare':
        void prepare(deps, effect).then(dispatch);
        return;
      case 'launch':
        void stage({ run: effect.ticket.run, stage: effect.stage }, launchStage(deps, effect));
        return;
      case 'record':
        void stage({ run: effect.ended.ticket.run, stage: effect.stage }, recordStage(deps, effect));
        return;
      case 'cancel':
        void detached('cancel', () => deps.runner.cancel(effect.run));
        return;
      case 'forget':
        // Not before it is written that nothing ran: a window that dies in between leaves the run to the next one.
        void detached('forget', async () => {
          if (telling) await telling;
          await deps.vault.forget(effect.run);
        });
        return;
      case 'assess-draft':
        void assessDraft(deps, effect).then((event) => event && dispatch(event));
        return;
      case 'rewrite':
        void rewrite(deps, effect).then(dispatch);
        return;
      case 'journal-edit':
      case 'journal-rejection':
      case 'journal-skip':
      case 'journal-refusal':
        telling = detached(effect.kind, () => journalDecision(deps, effect, session));
        return;
      case 'wake':
        wake?.dispose();
        // A little later than the pause, so that the redraw finds it over.
        wake = deps.clock.after(effect.afterMs + 10, draw);
        return;
    }
  }

  function detached(what: string, work: () => Promise<unknown>): Promise<unknown> {
    return (async () => work())().catch((cause: unknown) => deps.log.error(what, cause));
  }

  return {
    dispatch,
    session: () => session,
    dispose: () => {
      wake?.dispose();
      news.dispose();
    },
  };
}

/** What the runner tells, as what happened to the session. `now`: milliseconds since the epoch. */
function eventOf(item: RunNews, now: number): SessionEvent {
  switch (item.kind) {
    case 'started':
      return { kind: 'started', run: item.run, at: now };
    case 'progress':
      return { kind: 'progress', run: item.run, lastLine: item.lastLine, at: now };
    case 'ended':
      return { kind: 'ended', run: item.run };
    case 'refused':
      return { kind: 'run-refused', run: item.run, detail: item.detail };
    case 'lost':
      return { kind: 'runner-lost' };
  }
}
