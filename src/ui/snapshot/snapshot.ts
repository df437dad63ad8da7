// The session as the sidebar draws it: pure, whole, translated.
import { editOf } from '../../core/review/editing.ts';
import type { HistoryEntry, Review, Session } from '../../core/review/session.ts';
import type { Say } from '../../core/words.ts';
import type { Card, HistoryItem, Snapshot } from '../../protocol.ts';
import type { CardContext } from './cardContext.ts';
import { duration } from './format.ts';
import { failureCard, idleCard, preparingCard, stoppedCard } from './messageCard.ts';
import { type Note, withHeld, withNote } from './noteView.ts';
import { reviewCard } from './reviewCard.ts';
import { launchingCard, outcomeCard, runningCard } from './runCards.ts';
import { titleOf } from './titles.ts';
import { viewWords } from './viewWords.ts';

export interface SnapshotContext {
  readonly say: Say;
  readonly now: number;
  readonly folder: string;
  readonly lang: string;
  readonly seq: number;
  /** What is known of a step that somebody proposed. */
  readonly noteOf?: ((step: string) => Note | undefined) | undefined;
  /** The proposal a guard held back last. */
  readonly held?: (() => Note | null) | undefined;
}

export function snapshotOf(session: Session, context: SnapshotContext): Snapshot {
  const { say, lang, seq } = context;
  const environment = session.runbook?.frontMatter.environment;
  return {
    t: 'snapshot',
    seq,
    lang,
    place: place(session, say),
    environment: environment ? { name: environment, prod: environment === 'prod' } : null,
    card: withHeld(cardOf(session, { ...context, pauseMs: session.pauseMs, edit: (step) => editOf(session, step) }), {
      held: context.held?.() ?? null,
      say,
    }),
    history: session.history.map((entry) => historyItem(entry, say)),
    words: viewWords(say),
  };
}

function cardOf(session: Session, context: CardContext & Pick<SnapshotContext, 'noteOf'>): Card {
  const { review } = session;
  const { say } = context;
  switch (review.kind) {
    case 'idle':
      return idleCard(session, say);
    case 'preparing':
      return preparingCard(review.step.title, say);
    case 'blocked':
      return failureCard(review.failure, { say, refused: review.refused });
    case 'presented':
      return withNote(reviewCard(review, context), { note: context.noteOf?.(review.step.id), say });
    case 'launching':
      return launchingCard(review, context);
    case 'running':
      return runningCard(review, context);
    case 'ended':
      return outcomeCard(review, { ...context, shell: session.runbook?.steps.find((step) => step.id === stepOf(review))?.shell ?? 'bash' });
    case 'stopped':
      return stoppedCard(review.after, say);
  }
}

function place(session: Session, say: Say): string {
  const { runbook } = session;
  if (!runbook) return '';
  const name = runbook.path.split('/').at(-1) ?? runbook.path;
  const id = stepOf(session.review);
  const index = runbook.steps.findIndex((step) => step.id === id);
  return index < 0 ? name : say('{name} · step {number} of {total}', { name, number: index + 1, total: runbook.steps.length });
}

/** Id of the step the review is about; that of the rehearsed step for a dry run. */
export function stepOf(review: Review): string | undefined {
  if ('ticket' in review) return review.ticket.rehearses?.step ?? review.ticket.step;
  return 'step' in review ? (review.step?.rehearses ?? review.step?.id) : undefined;
}

function historyItem(entry: HistoryEntry, say: Say): HistoryItem {
  const title = titleOf({ title: entry.title, ...(entry.step.endsWith('#dry-run') ? { rehearses: entry.step } : {}) }, say);
  return { title, level: entry.level, status: entry.mark, text: historyText(entry, say) };
}

function historyText(entry: HistoryEntry, say: Say): string {
  const took = entry.durationMs === null ? '' : ` · ${duration(entry.durationMs, say)}`;
  switch (entry.mark) {
    case 'ok':
    case 'failed':
      return `${entry.exit === null ? say('no exit code') : say('exit {exit}', { exit: entry.exit })}${took}`;
    case 'rejected':
      return say('rejected');
    case 'skipped':
      return say('skipped');
    case 'refused':
      return say('refused, nothing ran');
    case 'interrupted':
      return say('interrupted, exit unknown');
  }
}
