// The models the person's editor has: whatever they set up there, with the editor's own consent and its own words for what went wrong.
import type * as VSCode from 'vscode';
import { type ModelInfo, type ModelMessage, type ModelUsage, shownName } from '../../core/ask/models.ts';
import { type Trouble, told } from '../../core/ask/modelTrouble.ts';
import type { Clock } from '../../ports.ts';
import { type Bounds, TroubleError } from './bounds.ts';
import type { Hearing } from './hearing.ts';

export interface EditorModelDeps {
  readonly vscode: typeof VSCode;
  readonly clock: Clock;
  /** Which models the person has allowed us already. */
  readonly access: Pick<VSCode.LanguageModelAccessInformation, 'canSendRequest'>;
}

export interface EditorModels {
  list(): Promise<readonly ModelInfo[]>;
  /** Asks and hears; what the editor counts of tokens. Throws TroubleErrors only. */
  converse(of: {
    readonly id: string;
    readonly messages: readonly ModelMessage[];
    readonly bounds: Bounds;
    readonly hearing: Hearing;
    readonly justification: string;
  }): Promise<void>;
}

type Chat = VSCode.LanguageModelChat;

/** Milliseconds the editor may take to say which models it has. */
const LIST_MS = 5000;
/** Milliseconds the editor may count tokens before it is asked without; an answer waits for its count no longer than a blink. */
const COUNT_MS = { before: 3000, after: 50 };

export function createEditorModels({ vscode, clock, access }: EditorModelDeps): EditorModels {
  const soon = <T>(work: Promise<T>, ms: number) =>
    new Promise<T | null>((resolve) => {
      const timer = clock.after(ms, () => resolve(null));
      const settle = (value: T | null) => {
        timer.dispose();
        resolve(value);
      };
      work.then(settle, () => settle(null));
    });
  const all = async (): Promise<readonly Chat[]> => vscode.lm.selectChatModels();
  return {
    list: async () =>
      ((await soon(all(), LIST_MS)) ?? []).map((chat) => ({ id: idOf(chat), vendor: 'vscode', name: shownName(chat.name || chat.id) })),
    async converse({ id, messages, bounds, hearing, justification }) {
      const source = new vscode.CancellationTokenSource();
      bounds.signal.addEventListener('abort', () => source.cancel());
      const { token } = source;
      try {
        const chat = (await all()).find((candidate) => idOf(candidate) === id);
        if (!chat) throw new TroubleError({ kind: 'model-refused', detail: 'model-gone' });
        const asked = messages.map((message) => messageOf(vscode, message));
        const inputTokens = await soon(countAll(chat, asked, token), COUNT_MS.before);
        if (inputTokens !== null && chat.maxInputTokens > 0 && inputTokens > chat.maxInputTokens)
          throw new TroubleError({ kind: 'model-too-long', detail: `${inputTokens} > ${chat.maxInputTokens}` });
        // The editor asks for consent now, and a person may take their time.
        if (access.canSendRequest(chat) !== true) bounds.patient();
        const response = await chat.sendRequest(asked, { justification }, token);
        bounds.alive();
        const said: string[] = [];
        for await (const text of response.text) {
          bounds.alive();
          said.push(text);
          hearing.hear({ text, stop: null, usage: {} });
        }
        if (bounds.signal.aborted) return;
        const outputTokens = await soon(countAll(chat, [said.join('')], token), COUNT_MS.after);
        hearing.hear({ text: '', stop: 'done', usage: { inputTokens, outputTokens } });
      } catch (cause) {
        throw new TroubleError(troubleOf(vscode, cause));
      } finally {
        source.dispose();
      }
    },
  };
}

const idOf = ({ vendor, id }: Chat): string => `vscode:${vendor}/${id}`;

/** The editor knows no system role: what stands there goes first, as the person's own turn. */
function messageOf({ LanguageModelChatMessage: message }: typeof VSCode, { role, text }: ModelMessage): VSCode.LanguageModelChatMessage {
  return role === 'assistant' ? message.Assistant(text) : message.User(text);
}

/** By the model's own tokenizer; null where it cannot say. */
async function countAll(
  chat: Chat,
  parts: readonly (string | VSCode.LanguageModelChatMessage)[],
  token: VSCode.CancellationToken,
): Promise<ModelUsage['inputTokens']> {
  try {
    const counts = await Promise.all(parts.map((part) => chat.countTokens(part, token)));
    return counts.every((count) => Number.isFinite(count) && count >= 0) ? counts.reduce((sum, count) => sum + count, 0) : null;
  } catch {
    return null;
  }
}

/** The editor's kinds of errors; those of a provider come wrapped, and may be of any form. */
function troubleOf(vscode: typeof VSCode, cause: unknown): Trouble {
  if (cause instanceof TroubleError) return cause.trouble;
  if (cause instanceof vscode.CancellationError) return { kind: 'model-cancelled', detail: '' };
  const message = cause instanceof Error ? told(cause.message) : '';
  const code = cause instanceof vscode.LanguageModelError ? cause.code : '';
  if (code === 'NoPermissions') return { kind: 'model-refused', detail: 'model-no-consent' };
  if (code === 'NotFound') return { kind: 'model-refused', detail: 'model-gone' };
  if (code === 'Blocked') return { kind: 'model-limited', detail: message };
  const inner = cause instanceof Error && cause.cause instanceof Error ? told(cause.cause.message) : '';
  const detail = inner || message;
  if (/quota|rate.?limit/i.test(`${code} ${detail}`)) return { kind: 'model-limited', detail };
  return { kind: 'model-broken', detail };
}
