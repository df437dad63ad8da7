// Countersign: Ask for the Next Step. The objective is asked for once, what goes out is shown before it goes, and what comes back is a card.
import type * as VSCode from 'vscode';
import type { AskEnd, Asking, Question } from '../asking.ts';
import type { ModelInfo } from '../core/ask/models.ts';
import type { Failure } from '../core/failure.ts';
import { wordFailure } from '../core/failureWords.ts';
import { isBusy } from '../core/review/choosing.ts';
import type { SessionEvent } from '../core/review/events.ts';
import type { Review, Session } from '../core/review/session.ts';
import type { Say } from '../core/words.ts';
import type { Journals, Log, Models, Runbooks } from '../ports.ts';
import { askAim } from './askAim.ts';
import type { AskPages } from './askPages.ts';
import { answerPage, ledgerPage, requestPage } from './askText.ts';
import { COMMANDS } from './contributions.ts';

export interface AskCommandDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly log: Log;
  readonly now: () => number;
  readonly models: Pick<Models, 'list'>;
  readonly asking: Asking;
  readonly pages: AskPages;
  readonly runbooks: Runbooks;
  readonly journals: Journals;
  /** Id of the model the person chose; empty: none. */
  readonly chosen: () => string;
  /** Whether every request is shown before it goes, not only the first to a model. */
  readonly showsAll: () => boolean;
  readonly session: () => Session;
  readonly dispatch: (event: SessionEvent) => void;
  readonly identity: () => Promise<string>;
  readonly showCard: () => Promise<void>;
  /** Makes the markdown file in front the session's runbook, where there is none. */
  readonly adopt: () => Promise<unknown>;
}

export type AskCommands = Readonly<
  Record<typeof COMMANDS.askNextStep | typeof COMMANDS.showRequest | typeof COMMANDS.showLedger, () => Promise<void>>
>;

export function askCommands(deps: AskCommandDeps): AskCommands {
  /** Models whose requests have been looked at in this window. */
  const known = new Set<string>();
  let isAsking = false;
  return {
    async [COMMANDS.askNextStep]() {
      if (isAsking) return tell(deps, deps.say('A model is being asked already.'));
      isAsking = true;
      try {
        await ask(deps, known);
      } finally {
        isAsking = false;
      }
    },
    async [COMMANDS.showRequest]() {
      const question = await questionOf(deps);
      if (question) await deps.pages.show(requestPage(question, deps.say));
    },
    async [COMMANDS.showLedger]() {
      const { runbook } = deps.session();
      if (!runbook) return deps.showCard();
      await deps.pages.show(ledgerPage({ runbook: runbook.path, journals: await deps.journals.all() }, deps.say));
    },
  };
}

const tell = ({ vscode }: AskCommandDeps, sentence: string): void => void vscode.window.showInformationMessage(sentence);

async function ask(deps: AskCommandDeps, known: Set<string>): Promise<void> {
  if (!(await isFree(deps))) return;
  const question = await questionOf(deps, { asksAim: true });
  if (!question || !(await mayGo(deps, { question, known }))) return;
  const by = await deps.identity();
  const end = await busy(deps, question.model, ({ signal, onText }) =>
    deps.asking.ask(question, {
      ...{ by, signal, onText },
      isOpen: (runbook) => deps.session().runbook?.path === runbook,
      // The first was looked at a moment ago.
      mayGo: async (next) => next === question || mayGo(deps, { question: next, known }),
    }),
  );
  await settle(deps, { end, model: question.model });
}

/** Whether a suggestion could be shown: nothing runs, and no other one waits. */
async function isFree(deps: AskCommandDeps): Promise<boolean> {
  if (!deps.session().runbook) await deps.adopt();
  const { review, place, runbook } = deps.session();
  const { say } = deps;
  if (place || !runbook) {
    await deps.showCard();
    return false;
  }
  if (review.kind === 'launching' || review.kind === 'running') {
    tell(deps, say('A step is running. Ask when it has ended.'));
    return false;
  }
  if (review.kind === 'presented' && review.step.id.startsWith(TICKETS)) {
    await deps.showCard();
    tell(deps, say('A suggestion waits for your decision already.'));
    return false;
  }
  return true;
}

/** Ids of suggested steps begin so, see house.ts. */
export const TICKETS = 'ai-';

/** What would go now, to the model that is asked first; null after saying why there is nothing. */
async function questionOf(deps: AskCommandDeps, of: { readonly asksAim?: true } = {}): Promise<Question | null> {
  const { runbook, place, id: session } = deps.session();
  if (!runbook || place) {
    await deps.showCard();
    return null;
  }
  const model = await chosenModel(deps);
  if (!model) return null;
  if (of.asksAim && !(await askAim(deps, runbook))) return null;
  const question = await deps.asking.question({ model, runbook: runbook.path, session });
  if (question.ok) return question.value;
  await complain(deps, question.failure);
  return null;
}

/** The one the person chose, or the first there is; null after saying that there is none. Another than the chosen one is never asked instead. */
async function chosenModel(deps: AskCommandDeps): Promise<ModelInfo | null> {
  const chosen = deps.chosen();
  const models = await deps.models.list();
  const model = chosen === '' ? models[0] : models.find(({ id }) => id === chosen);
  if (model) return model;
  await complain(deps, chosen === '' ? { kind: 'model-none' } : { kind: 'model-refused', model: chosen, detail: 'model-gone' });
  return null;
}

/** Shows what goes, and asks; once for each model in a window, or always where the person set it so. */
async function mayGo(deps: AskCommandDeps, of: { readonly question: Question; readonly known: Set<string> }): Promise<boolean> {
  const { vscode, say } = deps;
  const { question, known } = of;
  const { model } = question;
  // The name says the host: the same model elsewhere is another one.
  const who = `${model.id} ${model.name}`;
  if (known.has(who) && !deps.showsAll()) return true;
  await deps.pages.show(requestPage(question, say));
  const send = {
    label: say('$(arrow-up) Send it to {model}', { model: model.name }),
    detail: say('Exactly what stands on the page behind.'),
  };
  const keep = { label: say('$(circle-slash) Do not send it') };
  const title = say('This would go to {model}', { model: model.name });
  const picked = await vscode.window.showQuickPick([send, keep], { title, ignoreFocusOut: true });
  if (picked !== send) return false;
  known.add(who);
  return true;
}

interface Hearing {
  readonly signal: AbortSignal;
  readonly onText: (piece: string) => void;
}

/** Milliseconds between two words of progress. */
const PROGRESS_MS = 250;

/** With its progress, and a way to stop it. Of the answer only its length is told: the model's words are no words of ours. */
async function busy<T>({ vscode, say, now }: AskCommandDeps, { name }: ModelInfo, work: (of: Hearing) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: say('Asking {model}', { model: name }), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    const listening = token.onCancellationRequested(() => cancel.abort());
    let count = 0;
    let told = 0;
    const onText = (piece: string) => {
      count += piece.length;
      if (now() - told < PROGRESS_MS) return;
      told = now();
      progress.report({ message: say('{count} characters so far', { count }) });
    };
    try {
      return await work({ signal: cancel.signal, onText });
    } finally {
      listening.dispose();
    }
  });
}

async function settle(deps: AskCommandDeps, { end, model }: { readonly end: AskEnd; readonly model: ModelInfo }): Promise<void> {
  const { say } = deps;
  switch (end.kind) {
    case 'proposed':
      return present(deps, { ticket: end.ticket, model });
    case 'unusable':
      return showUnusable(deps, { ...end, model: model.name });
    case 'failed':
      return end.failure.kind === 'model-cancelled' ? undefined : complain(deps, end.failure);
    case 'elsewhere':
      return tell(deps, say('You went on to another runbook. What {model} suggested was dropped.', { model: model.name }));
    case 'kept':
      return;
  }
}

/** The card, or a word where an end is still to be read first. */
async function present(deps: AskCommandDeps, { ticket, model }: { readonly ticket: string; readonly model: ModelInfo }): Promise<void> {
  const { say, session, dispatch } = deps;
  if (isTaken(session().review, ticket))
    tell(deps, say('{model} suggested a step. It comes when you have gone on from what is on the card.', { model: model.name }));
  else dispatch({ kind: 'choose', step: ticket });
  await deps.showCard();
}

/** An end to be read, a draft, or another suggestion in review: none of them is taken from under a person's eyes. */
function isTaken(review: Review, ticket: string): boolean {
  if (review.kind !== 'presented') return isBusy(review);
  return review.draft !== null || (review.step.id !== ticket && review.step.id.startsWith(TICKETS));
}

async function showUnusable(
  deps: AskCommandDeps,
  of: { readonly model: string; readonly error: string; readonly answer: string },
): Promise<void> {
  const { vscode, say } = deps;
  const show = say('Show the answer');
  const sentence = say('{model} was asked twice and answered with nothing that could be shown as a step.', { model: of.model });
  if ((await vscode.window.showWarningMessage(sentence, show)) === show) await deps.pages.show(answerPage(of, say));
}

async function complain({ vscode, say }: AskCommandDeps, failure: Failure): Promise<void> {
  const { sentence, action } = wordFailure(failure, say);
  const setUp = say('Set up a model');
  const buttons = failure.kind.startsWith('model-') ? [setUp] : [];
  const picked = await vscode.window.showWarningMessage(`${sentence} ${action}`, ...buttons);
  if (picked === setUp) await vscode.commands.executeCommand(COMMANDS.setUpModel);
}
