// One change of the session, drawn everywhere: card, badge, status bar, lenses, context keys.
import type * as VSCode from 'vscode';
import { isSettled } from '../core/review/recording.ts';
import type { Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import { CONTEXTS } from './contributions.ts';
import type { Sidebar } from './sidebar.ts';
import { type SnapshotContext, snapshotOf } from './snapshot/snapshot.ts';

export interface DrawDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly now: () => number;
  readonly folder: string;
  readonly sidebar: Sidebar;
  readonly status: { show(session: Session): void };
  readonly lenses: { refresh(): void };
  readonly places: { refresh(): void };
  readonly noteOf?: SnapshotContext['noteOf'] | undefined;
  readonly held?: SnapshotContext['held'] | undefined;
}

/** Returns the function that draws. Lenses and context keys are touched only when what they show has changed. */
export function createDraw(deps: DrawDeps): (session: Session) => void {
  const { vscode, say, sidebar, status, lenses } = deps;
  let seq = 0;
  let drawn = '';
  return (session) => {
    seq += 1;
    sidebar.show(
      snapshotOf(session, {
        say,
        now: deps.now(),
        folder: deps.folder,
        lang: vscode.env.language,
        seq,
        noteOf: deps.noteOf,
        held: deps.held,
      }),
    );
    sidebar.badge(waiting(session), say('A step waits for your decision'));
    status.show(session);
    const key = lensKey(session);
    if (key === drawn) return;
    drawn = key;
    lenses.refresh();
    deps.places.refresh();
    setContexts(vscode, session);
  };
}

const waiting = (session: Session): number => (session.review.kind === 'presented' || session.review.kind === 'ended' ? 1 : 0);

function lensKey(session: Session): string {
  const { review, runbook } = session;
  const detail =
    review.kind === 'presented' ? `${review.digest} ${review.attention.whole}` : review.kind === 'ended' ? `${isSettled(review)}` : '';
  const step = 'ticket' in review ? review.ticket.run : '';
  return [runbook?.path, review.kind, step, detail].join('\n');
}

function setContexts(vscode: typeof VSCode, { review }: Session): void {
  const live = review.kind === 'running' || review.kind === 'launching';
  const values = { [CONTEXTS.presented]: review.kind === 'presented', [CONTEXTS.running]: live, [CONTEXTS.ended]: review.kind === 'ended' };
  for (const [key, value] of Object.entries(values)) void vscode.commands.executeCommand('setContext', key, value);
}
