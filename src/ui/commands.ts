// The palette's commands. Each leads to the card or to the same review events as the card's own buttons.
import type * as VSCode from 'vscode';
import type { SessionEvent } from '../core/review/events.ts';
import { gateOf } from '../core/review/gate.ts';
import type { Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import type { Disposable } from '../ports.ts';
import { REJECT_REASONS } from '../protocol.ts';
import type { AskCommands } from './ask.ts';
import type { ConnectCommands } from './connect.ts';
import { COMMANDS, type CommandId } from './contributions.ts';
import type { ModelCommands } from './models.ts';
import type { RecordCommands } from './recordCommands.ts';
import { viewWords } from './snapshot/viewWords.ts';

export interface CommandDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly now: () => number;
  readonly session: () => Session;
  readonly dispatch: (event: SessionEvent) => void;
  readonly identity: () => Promise<string>;
  readonly newRun: () => string;
  readonly showCard: () => Promise<void>;
  readonly showTerminal: () => void;
  readonly signOut: () => Promise<void>;
  readonly openLog: (run: string | undefined) => Promise<void>;
  readonly newRunbook: () => Promise<void>;
  /** Restore, report, verify. */
  readonly record: RecordCommands;
  /** Connect and disconnect AI clients. */
  readonly clients: ConnectCommands;
  /** Set up a model, forget the keys. */
  readonly models: ModelCommands;
  /** Ask for the next step, show what would go, show what went. */
  readonly ask: AskCommands;
  /** Makes a runbook the session's and begins the review of a step. */
  readonly review: (path: string, step: string) => Promise<void>;
  /** The step under the cursor of the active editor. */
  readonly stepAtCursor: () => { readonly path: string; readonly step: string } | null;
}

export function registerCommands(deps: CommandDeps): Disposable {
  const { vscode } = deps;
  const table: Readonly<Record<CommandId, (...args: unknown[]) => unknown>> = {
    [COMMANDS.approveNextStep]: (digest) =>
      approveNext(deps, typeof digest === 'string' ? { digest, via: 'codelens' } : { via: 'palette' }),
    [COMMANDS.reviewStep]: (path, step) => reviewStep(deps, path, step),
    [COMMANDS.rejectStep]: () => reject(deps),
    [COMMANDS.editStep]: () => edit(deps),
    [COMMANDS.skipStep]: () => skip(deps),
    [COMMANDS.cancelRun]: () => cancel(deps),
    [COMMANDS.showCard]: () => deps.showCard(),
    [COMMANDS.showLog]: (run) => deps.openLog(typeof run === 'string' ? run : undefined),
    [COMMANDS.showTerminal]: () => deps.showTerminal(),
    [COMMANDS.signOut]: () => deps.signOut(),
    [COMMANDS.retryCheckpoint]: () => deps.dispatch({ kind: 'retry-record' }),
    [COMMANDS.newRunbook]: () => deps.newRunbook(),
    ...deps.record,
    ...deps.clients,
    ...deps.models,
    ...deps.ask,
  };
  const registrations = Object.entries(table).map(([id, run]) => vscode.commands.registerCommand(id, run));
  return { dispose: () => registrations.forEach((registration) => void registration.dispose()) };
}

/**
 * Leads to the same review as the card. What only reads or changes, and has been on screen as a whole, is approved by this act;
 * everything else brings the card to the front, where its button names the deed.
 */
async function approveNext(deps: CommandDeps, act: { digest?: string; via: 'palette' | 'codelens' }): Promise<void> {
  const at = deps.now();
  const { review, pauseMs } = deps.session();
  if (review.kind === 'presented' && (act.digest === undefined || act.digest === review.digest)) {
    const mild = review.assessment.level === 'read' || review.assessment.level === 'change';
    if (mild && review.attention.since !== null && gateOf(review, { pauseMs, now: at }).kind === 'open') {
      return deps.dispatch({ kind: 'approve', digest: review.digest, via: act.via, at, by: await deps.identity(), run: deps.newRun() });
    }
  } else if (act.digest === undefined) deps.dispatch({ kind: 'next-step' });
  await deps.showCard();
}

async function reviewStep(deps: CommandDeps, path: unknown, step: unknown): Promise<void> {
  const at = typeof path === 'string' && typeof step === 'string' ? { path, step } : deps.stepAtCursor();
  if (at) await deps.review(at.path, at.step);
  await deps.showCard();
}

async function reject(deps: CommandDeps): Promise<void> {
  const { review } = deps.session();
  if (review.kind !== 'presented') return deps.showCard();
  const words = viewWords(deps.say);
  const reason = await deps.vscode.window.showQuickPick(
    REJECT_REASONS.map((id) => words.reasons[id]),
    { title: words.rejectTitle, placeHolder: review.step.title },
  );
  if (reason === undefined) return;
  const text = await deps.vscode.window.showInputBox({ title: words.rejectTitle, prompt: words.rejectFreeText });
  if (text === undefined) return;
  deps.dispatch({ kind: 'reject', digest: review.digest, reason, text, at: deps.now(), by: await deps.identity() });
}

/** Opens the editor of the card on the step in review. */
async function edit(deps: CommandDeps): Promise<void> {
  const { review } = deps.session();
  if (review.kind === 'presented' && !review.draft)
    deps.dispatch({ kind: 'edit', digest: review.digest, text: review.step.text, at: deps.now() });
  await deps.showCard();
}

async function skip(deps: CommandDeps): Promise<void> {
  const { review } = deps.session();
  if (review.kind !== 'presented') return deps.showCard();
  deps.dispatch({ kind: 'skip', digest: review.digest, at: deps.now(), by: await deps.identity() });
}

function cancel(deps: CommandDeps): void {
  const { review } = deps.session();
  if (review.kind === 'running' || review.kind === 'launching') deps.dispatch({ kind: 'cancel', run: review.ticket.run });
}
