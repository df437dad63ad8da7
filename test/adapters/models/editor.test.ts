// The editor's own models, over a stand-in of its API that behaves as the real one says it does. test/e2e asks a registered provider.
import { describe, expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import { createClock } from '../../../src/adapters/clock.ts';
import { createModels } from '../../../src/adapters/models/models.ts';
import { fakeSecrets, troubleOf } from './world.ts';

class LanguageModelError extends Error {
  readonly code: string;
  constructor(code: string, message = '', cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
class CancellationError extends Error {}

interface Behaviour {
  readonly send?: (token: VSCode.CancellationToken) => AsyncIterable<string>;
  readonly refuse?: () => unknown;
  readonly count?: (text: string) => Promise<number>;
  readonly maxInputTokens?: number;
  /** What the editor knows of the person's consent; consent itself takes as long. */
  readonly allowed?: boolean;
  readonly consentMs?: number;
  readonly list?: () => Promise<readonly unknown[]>;
}

function editor({
  send,
  refuse,
  count = async (text) => text.length,
  maxInputTokens = 1000,
  list,
  allowed = true,
  consentMs = 0,
}: Behaviour) {
  const sent: unknown[] = [];
  const tokens: VSCode.CancellationToken[] = [];
  const chat = {
    ...{ name: 'One', id: 'one', vendor: 'acme', family: 'f', version: '1', maxInputTokens },
    countTokens: (part: string | { text: string }) => count(typeof part === 'string' ? part : part.text),
    async sendRequest(messages: unknown, options: unknown, token: VSCode.CancellationToken) {
      sent.push({ messages, options });
      tokens.push(token);
      if (consentMs > 0) await new Promise((resolve) => setTimeout(resolve, consentMs));
      if (refuse) throw refuse();
      return { text: send?.(token) ?? words('hi') };
    },
  };
  class CancellationTokenSource {
    readonly #listeners = new Set<() => void>();
    readonly token = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: () => void) => {
        this.#listeners.add(listener);
        return { dispose: () => undefined };
      },
    };
    cancel() {
      this.token.isCancellationRequested = true;
      for (const listener of this.#listeners) listener();
    }
    dispose() {
      this.#listeners.clear();
    }
  }
  const message = (role: string) => (text: string) => ({ role, text });
  const vscode = {
    ...{ LanguageModelError, CancellationError, CancellationTokenSource },
    LanguageModelChatMessage: { User: message('user'), Assistant: message('assistant') },
    lm: { selectChatModels: list ?? (async () => [chat]) },
  } as unknown as typeof VSCode;
  const settings = {
    chosen: '',
    endpoints: [{ vendor: 'anthropic' as const, url: 'https://api.anthropic.com', model: 'large' }],
    prices: {},
  };
  const models = (more: object = {}) =>
    createModels({
      ...{
        vscode,
        access: { canSendRequest: () => allowed || undefined },
        secrets: fakeSecrets().secrets,
        clock: createClock(),
        justification: 'because',
      },
      ...{ settings: () => ({ ...settings, ...more }), limits: { silentMs: 500, answerBytes: 1000 } },
    });
  return { models, sent, tokens };
}

async function* words(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

const ONE = { id: 'vscode:acme/one', vendor: 'vscode', name: 'One' } as const;
async function ask(behaviour: Behaviour, signal = new AbortController().signal, onText: (piece: string) => void = () => undefined) {
  const at = editor(behaviour);
  const messages = [
    { role: 'system', text: 'rules' },
    { role: 'user', text: 'what now' },
    { role: 'assistant', text: 'ls' },
  ] as const;
  const outcome = await at.models().ask({ model: ONE, messages, onText, signal });
  return { ...at, outcome, trouble: troubleOf(outcome) };
}

describe('the editor’s models', () => {
  it('are listed before the addresses, the chosen one first', async () => {
    const { models } = editor({});
    expect((await models().list()).map(({ id }) => id)).toEqual(['vscode:acme/one', 'anthropic:large']);
    expect((await models({ chosen: 'anthropic:large' }).list()).map(({ id }) => id)).toEqual(['anthropic:large', 'vscode:acme/one']);
  });

  it('are none where the editor fails to say, and the rest is there all the same', async () => {
    const { models } = editor({ list: () => Promise.reject(new Error('no')) });
    expect((await models().list()).map(({ id }) => id)).toEqual(['anthropic:large']);
  });

  it('are sent the messages alone, with the reason for the consent; tokens are those the model counts', async () => {
    const { outcome, sent } = await ask({ send: () => words('a', 'nswer') });
    expect(outcome).toEqual({ ok: true, value: { text: 'answer', usage: { inputTokens: 15, outputTokens: 6, costUsd: null } } });
    expect(sent).toEqual([
      {
        messages: [
          { role: 'user', text: 'rules' },
          { role: 'user', text: 'what now' },
          { role: 'assistant', text: 'ls' },
        ],
        options: { justification: 'because' },
      },
    ]);
  });

  it('say what went wrong in their own kinds', async () => {
    const of = async (cause: unknown) => (await ask({ refuse: () => cause })).trouble;
    expect(await of(new LanguageModelError('NoPermissions'))).toBe('model-refused: model-no-consent');
    expect(await of(new LanguageModelError('NotFound'))).toBe('model-refused: model-gone');
    expect(await of(new LanguageModelError('Blocked', 'Quota used up'))).toBe('model-limited: Quota used up');
    expect(await of(new LanguageModelError('Unknown', '', new Error('Rate limit reached')))).toBe('model-limited: Rate limit reached');
    expect(await of(new LanguageModelError('Unknown', '', new Error('Boom')))).toBe('model-broken: Boom');
    expect(await of(new CancellationError())).toBe('model-cancelled: ');
    expect(await of('not even an error')).toBe('model-broken: ');
    expect((await ask({ list: async () => [] })).trouble).toBe('model-refused: model-gone');
  });

  it('are not asked more than they take', async () => {
    const { trouble, sent } = await ask({ maxInputTokens: 14 });
    expect(trouble).toBe('model-too-long: 15 > 14');
    expect(sent).toEqual([]);
  });

  it('answer though they cannot count', async () => {
    for (const count of [() => Promise.reject(new Error('no')), async () => Number.NaN, async () => -1]) {
      const { outcome } = await ask({ count });
      expect(outcome).toEqual({ ok: true, value: { text: 'hi', usage: { inputTokens: null, outputTokens: null, costUsd: null } } });
    }
  });

  it('are given up when they fall silent, never end, or say too much; the editor is told', async () => {
    const silent = await ask({ send: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }) });
    expect(silent.trouble).toBe('model-unreachable: model-silent');
    expect(silent.tokens[0]?.isCancellationRequested).toBe(true);
    expect((await ask({ send: () => words('x'.repeat(600), 'x'.repeat(600)) })).trouble).toBe('model-broken: model-oversize');
    expect((await ask({ send: () => words(' ') })).trouble).toBe('model-broken: model-empty');
  });

  it('wait for the person’s consent, and for a model that was allowed before they do not', async () => {
    expect((await ask({ allowed: false, consentMs: 800 })).outcome.ok).toBe(true);
    expect((await ask({ allowed: true, consentMs: 60_000 })).trouble).toBe('model-unreachable: model-silent');
  });

  it('are cancelled at once, and nothing is passed on after that', async () => {
    const cancel = new AbortController();
    const pieces: string[] = [];
    async function* endless() {
      for (;;) {
        yield 'x';
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const { trouble, tokens } = await ask({ send: endless }, cancel.signal, (piece) => {
      pieces.push(piece);
      cancel.abort();
    });
    expect(trouble).toBe('model-cancelled: ');
    expect(tokens[0]?.isCancellationRequested).toBe(true);
    expect(pieces).toEqual(['x']);
  });
});
