// Asks a model for the next step: gathers what it may know, sends what the person has seen, reads the answer as hostile, and puts it in front
// of the person the way every proposal comes. It approves nothing and runs nothing.
import { readAnswer } from './core/ask/answer.ts';
import type { ModelAnswer, ModelInfo, ModelMessage } from './core/ask/models.ts';
import { requestOf, retryOf } from './core/ask/request.ts';
import { bytesOfMessages, digestOfMessages } from './core/ask/sent.ts';
import type { Failure } from './core/failure.ts';
import { redact, redactSuspects } from './core/redact/redact.ts';
import { bytesOf } from './core/trim/size.ts';
import type { Answer, Call } from './door/server.ts';
import type { Journal, Models, Outcome } from './ports.ts';
import { type GatherDeps, gatherFacts } from './telling.ts';

export interface AskingDeps extends GatherDeps {
  readonly models: Models;
  readonly journal: Journal;
  /** The door's desk: the one way in for every proposal. */
  readonly answer: (call: Call) => Promise<Answer>;
}

/** A request that has not gone yet. */
export interface Question {
  readonly model: ModelInfo;
  readonly runbook: string;
  /** Of the review; its journal takes the record. */
  readonly session: string;
  readonly messages: readonly ModelMessage[];
}

export interface AskOptions {
  /** Who asks, for the journal. */
  readonly by: string;
  readonly signal: AbortSignal;
  /** Gets the answer as it comes. */
  readonly onText: (piece: string) => void;
  /** Whether the runbook is still the one in review: a step for it must not come to stand in another. */
  readonly isOpen: (runbook: string) => boolean;
  /** Whether exactly these messages may go. */
  readonly mayGo: (question: Question) => Promise<boolean>;
}

export type AskEnd =
  | { readonly kind: 'proposed'; readonly ticket: string }
  /** Twice no proposal that could be shown: `error` says why, `answer` is what came, word for word. */
  | { readonly kind: 'unusable'; readonly error: string; readonly answer: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The person went on to another runbook meanwhile. */
  | { readonly kind: 'elsewhere' }
  /** The person would not send it. */
  | { readonly kind: 'kept' };

export interface Asking {
  /** What would go to the model if it were asked now. */
  question(of: Omit<Question, 'messages'>): Promise<Outcome<Question>>;
  ask(question: Question, options: AskOptions): Promise<AskEnd>;
  /** What a model named besides the proposal that became this step. */
  outlineOf(step: string): readonly string[];
}

export function createAsking(deps: AskingDeps): Asking {
  /** By runbook: what its last proposal left over. */
  const outlines = new Map<string, { readonly ticket: string; readonly commands: readonly string[] }>();
  return {
    async question(of) {
      const facts = await gatherFacts(deps, of.runbook);
      if (!facts.ok) return facts;
      const messages = requestOf({ ...facts.value, outline: outlines.get(of.runbook)?.commands ?? [] });
      return { ok: true, value: { ...of, messages: await concealed(deps, messages) } };
    },
    async ask(question, options) {
      const first = await turn(deps, question, options);
      const second = first.kind !== 'unusable' ? first : await again(deps, { question, options, first });
      if (second.kind !== 'proposed') return second;
      outlines.set(question.runbook, { ticket: second.ticket, commands: second.outline });
      return { kind: 'proposed', ticket: second.ticket };
    },
    outlineOf: (step) => [...outlines.values()].find(({ ticket }) => ticket === step)?.commands ?? [],
  };
}

type TurnEnd = Exclude<AskEnd, { kind: 'proposed' }> | (Extract<AskEnd, { kind: 'proposed' }> & { readonly outline: readonly string[] });
type Unusable = Extract<AskEnd, { kind: 'unusable' }>;

/** Once more, with what was wrong. */
async function again(
  deps: AskingDeps,
  of: { readonly question: Question; readonly options: AskOptions; readonly first: Unusable },
): Promise<TurnEnd> {
  const { question, options, first } = of;
  const messages = await concealed(deps, retryOf(question.messages, first));
  return turn(deps, { ...question, messages }, options);
}

/** A second opinion on what in it is a secret, before anybody sees it. */
async function concealed({ scanner }: AskingDeps, messages: readonly ModelMessage[]): Promise<readonly ModelMessage[]> {
  return Promise.all(
    messages.map(async ({ role, text }) => {
      const redacted = redact(text);
      return { role, text: redactSuspects(redacted, await scanner.suspects(redacted)) };
    }),
  );
}

/** One question, one answer. What cannot be recorded does not go. */
async function turn(deps: AskingDeps, question: Question, options: AskOptions): Promise<TurnEnd> {
  const { models, journal, clock } = deps;
  const { model, messages, runbook, session } = question;
  if (!(await options.mayGo(question))) return { kind: 'kept' };
  const { by, onText, signal } = options;
  const digest = digestOfMessages(messages);
  const asked = { kind: 'asked', at: clock.now(), by, model: model.id, digest, bytes: bytesOfMessages(messages) } as const;
  const written = await journal.append(runbook, session, asked);
  if (!written.ok) return failed(written.failure);
  const answer = await models.ask({ model, messages, onText, signal });
  const end = answer.ok ? await entered(deps, { question, options, answer: answer.value }) : failed(answer.failure);
  await recordAnswer(deps, { question, digest, answer: answer.ok ? answer.value : null, end });
  return end;
}

const failed = (failure: Failure): TurnEnd => ({ kind: 'failed', failure });

/** A bug behind the door is a failure that is told and recorded. */
async function entered(deps: AskingDeps, of: Parameters<typeof enter>[1]): Promise<TurnEnd> {
  return enter(deps, of).catch((cause: unknown) => {
    deps.log.error('ask', cause);
    return failed({ kind: 'internal', detail: String(cause) });
  });
}

/** Reads the answer and, where it is a proposal, hands it to the desk. */
async function enter(
  deps: AskingDeps,
  of: { readonly question: Question; readonly options: AskOptions; readonly answer: ModelAnswer },
): Promise<TurnEnd> {
  const { model, runbook } = of.question;
  const { text } = of.answer;
  const { signal } = of.options;
  const read = readAnswer(text);
  if (!read.ok) return { kind: 'unusable', error: read.error, answer: text };
  if (signal.aborted) return failed({ kind: 'model-cancelled', model: model.name, detail: '' });
  if (!of.options.isOpen(runbook)) return { kind: 'elsewhere' };
  const args = { ...read.proposal, wait_seconds: 0 };
  const entered = await deps.answer({
    tool: 'propose_step',
    args,
    client: model.name,
    source: model.id,
    signal,
    progress: () => undefined,
  });
  const ticket = /^ticket: (\S+)$/m.exec(entered.text)?.[1];
  if (entered.ok && ticket !== undefined) return { kind: 'proposed', ticket, outline: read.outline };
  return { kind: 'unusable', error: entered.text, answer: text };
}

async function recordAnswer(
  { journal, clock, log }: AskingDeps,
  of: { readonly question: Question; readonly digest: string; readonly answer: ModelAnswer | null; readonly end: TurnEnd },
): Promise<void> {
  const { question, digest, answer, end } = of;
  const usage = answer?.usage ?? { inputTokens: null, outputTokens: null, costUsd: null };
  const outcome = end.kind === 'failed' ? end.failure.kind : end.kind;
  const entry = {
    kind: 'answered',
    at: clock.now(),
    model: question.model.id,
    digest,
    outcome,
    bytes: bytesOf(answer?.text ?? ''),
  } as const;
  const written = await journal.append(question.runbook, question.session, { ...entry, ...usage });
  if (!written.ok) log.error(`journal: ${written.failure.kind}`);
}
