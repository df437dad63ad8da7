// Setting up a model as a person does it: what is asked, what is tried, and what is kept where.
import { expect, test } from 'vitest';
import type * as VSCode from 'vscode';
import { type Endpoint, infoOf, type ModelInfo } from '../../src/core/ask/models.ts';
import type { Failure } from '../../src/core/failure.ts';
import { english } from '../../src/core/words.ts';
import type { ModelDesk, Outcome } from '../../src/ports.ts';
import { COMMANDS } from '../../src/ui/contributions.ts';
import { modelCommands } from '../../src/ui/models.ts';
import { readModelSettings } from '../../src/ui/settings.ts';

const ANSWER = { ok: true, value: { text: 'ready', usage: { inputTokens: 1, outputTokens: 1, costUsd: null } } } as const;
const refused = (kind: 'model-refused' | 'model-unreachable' | 'model-cancelled'): Outcome<never> => ({
  ok: false,
  failure: { kind, model: 'm', detail: '401 no' } satisfies Failure,
});

/** A person who answers each question in turn; `undefined` is Escape. */
function person(answers: readonly (string | undefined)[]) {
  const left = [...answers];
  const shown: string[] = [];
  const written: Record<string, unknown> = {};
  const boxes: { title?: string; password?: boolean; validateInput?: (text: string) => unknown }[] = [];
  const next = () => left.shift();
  const window = {
    showQuickPick: async (items: readonly (string | { label: string })[]) => {
      const answer = next();
      return items.find((item) => (typeof item === 'string' ? item : item.label) === answer);
    },
    showInputBox: async (box: (typeof boxes)[number]) => {
      boxes.push(box);
      return next();
    },
    showWarningMessage: async (text: string, ...buttons: string[]) => {
      shown.push(text);
      const answer = next();
      return buttons.find((button) => button === answer);
    },
    showInformationMessage: async (text: string) => void shown.push(text),
    withProgress: (_: unknown, work: (progress: unknown, token: unknown) => Promise<unknown>) =>
      work(null, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
  };
  const configuration = {
    get: (name: string) => written[name],
    update: async (name: string, value: unknown, target: unknown) => {
      written[name] = target === 1 ? value : 'a workspace!';
    },
  };
  const vscode = {
    window,
    workspace: { getConfiguration: () => configuration },
    ConfigurationTarget: { Global: 1 },
    ProgressLocation: { Notification: 15 },
  } as unknown as typeof VSCode;
  return { vscode, shown, written, boxes, left };
}

function desk(
  of: { known?: readonly ModelInfo[]; names?: Outcome<readonly string[]>; answer?: Outcome<typeof ANSWER.value>; kept?: string } = {},
) {
  const tried: { endpoint: Endpoint; key: string | null }[] = [];
  const asked: string[] = [];
  const kept: string[] = of.kept === undefined ? [] : [of.kept];
  const models: ModelDesk = {
    list: async () => of.known ?? [],
    ask: async ({ model }) => {
      asked.push(model.id);
      return of.answer ?? ANSWER;
    },
    names: async () => of.names ?? { ok: true, value: ['small', 'large'] },
    tryOut: async ({ endpoint, key }) => {
      tried.push({ endpoint, key });
      return of.answer ?? ANSWER;
    },
    keys: {
      of: async () => kept[0] ?? null,
      keep: async (vendor, origin, key) => void kept.push(`${vendor} ${origin} ${key}`),
      forget: async () => kept.splice(0).length,
    },
  };
  return { models, tried, asked, kept };
}

async function setUp(answers: readonly (string | undefined)[], of: Parameters<typeof desk>[0] = {}) {
  const who = person(answers);
  const at = desk(of);
  const settings = () => readModelSettings(who.vscode);
  await modelCommands({ vscode: who.vscode, say: english, models: at.models, settings })[COMMANDS.setUpModel]();
  return { ...who, ...at, settings };
}

test('the Claude API: key, name from those offered, one try, then kept', async () => {
  const { shown, written, tried, kept, boxes, left, settings } = await setUp(['Claude API…', 'my-key', 'large']);
  expect(left).toEqual([]);
  expect(boxes.map(({ title, password }) => [title, password])).toEqual([['Key for api.anthropic.com', true]]);
  expect(tried).toEqual([{ endpoint: { vendor: 'anthropic', url: 'https://api.anthropic.com', model: 'large' }, key: 'my-key' }]);
  expect(kept).toEqual(['anthropic https://api.anthropic.com my-key']);
  expect(written).toEqual({ 'claude.model': 'large', 'claude.url': 'https://api.anthropic.com', model: 'anthropic:large' });
  expect(JSON.stringify(written)).not.toContain('my-key');
  expect(shown).toEqual(['large is asked from now on.']);
  expect(settings().endpoints.map((endpoint) => infoOf(endpoint).id)).toEqual(['anthropic:large']);
});

test('an endpoint without a key: address, empty key, name', async () => {
  const { written, tried, kept } = await setUp(['Another endpoint…', 'http://10.0.0.7:8000/v1', '', 'small']);
  expect(tried).toEqual([{ endpoint: { vendor: 'openai', url: 'http://10.0.0.7:8000/v1', model: 'small' }, key: null }]);
  expect(kept).toEqual([]);
  expect(written).toEqual({ 'endpoint.model': 'small', 'endpoint.url': 'http://10.0.0.7:8000/v1', model: 'openai:small' });
});

test('a key that does not fit, or would travel in the clear, is not taken', async () => {
  const { boxes } = await setUp(['Another endpoint…', 'http://10.0.0.7:8000/v1', undefined]);
  const [url, key] = boxes;
  expect(url?.validateInput?.('http://10.0.0.7:8000/v1')).toBeUndefined();
  for (const wrong of ['', 'models', 'ftp://x', 'https://a:b@x', 'https://x/?key=1']) expect(url?.validateInput?.(wrong)).toBeTruthy();
  expect(key?.validateInput?.('')).toBeUndefined();
  expect(key?.validateInput?.('secret')).toMatch(/in the clear/);
  const claude = (await setUp(['Claude API…', undefined])).boxes[0];
  expect(claude?.validateInput?.('')).toMatch(/needs a key/);
  expect(claude?.validateInput?.('two words')).toMatch(/neither spaces/);
  expect(claude?.validateInput?.('sk-ok')).toBeUndefined();
});

test('Escape at any question keeps nothing', async () => {
  const whole = ['Another endpoint…', 'http://127.0.0.1:1/v1', 'k', 'small'];
  for (let at = 0; at < whole.length; at++) {
    const { written, kept, tried } = await setUp([...whole.slice(0, at), undefined]);
    expect([written, kept, tried]).toEqual([{}, [], []]);
  }
});

test('what does not answer is kept only on the person’s word', async () => {
  const answers = ['Claude API…', 'my-key', 'large'];
  const no = await setUp([...answers, undefined], { answer: refused('model-refused') });
  expect(no.shown).toEqual(['m would not answer: 401 no. Check its key and what your account allows, or set up another model.']);
  expect([no.written, no.kept]).toEqual([{}, []]);
  const yes = await setUp([...answers, 'Keep it all the same'], { answer: refused('model-refused') });
  expect(yes.written.model).toBe('anthropic:large');
  const stopped = await setUp(answers, { answer: refused('model-cancelled') });
  expect([stopped.written, stopped.shown]).toEqual([{}, []]);
});

test('a name is typed where the address offers none, and why is said', async () => {
  const { boxes, written } = await setUp(['Claude API…', 'my-key', ' typed '], { names: refused('model-unreachable') });
  expect(boxes[1]).toMatchObject({ title: 'Model at api.anthropic.com', prompt: expect.stringMatching(/^m cannot be reached: 401 no/) });
  expect(written['claude.model']).toBe('typed');
  const other = await setUp(['Claude API…', 'my-key', 'Another name…', 'mine']);
  expect(other.written['claude.model']).toBe('mine');
});

test('the kept key stays where none is typed', async () => {
  const { tried, kept } = await setUp(['Claude API…', '', 'small'], { kept: 'old-key' });
  expect(tried[0]?.key).toBe('old-key');
  expect(kept).toEqual(['old-key']);
});

test('a model of the editor is chosen after one try', async () => {
  const known: ModelInfo[] = [{ id: 'vscode:acme/one', vendor: 'vscode', name: 'One' }];
  const { asked, written } = await setUp(['One'], { known });
  expect(asked).toEqual(['vscode:acme/one']);
  expect(written).toEqual({ model: 'vscode:acme/one' });
});

test('keys are forgotten, and how many is said', async () => {
  const who = person([]);
  const at = desk({ kept: 'one' });
  const forget = modelCommands({ vscode: who.vscode, say: english, models: at.models, settings: () => readModelSettings(who.vscode) })[
    COMMANDS.forgetModelKeys
  ];
  await forget();
  await forget();
  expect(who.shown).toEqual(['Forgotten: 1 of the keys kept for models.', 'No key of a model was kept.']);
});

test('settings that are no settings are as if they were not there', () => {
  const vscode = (values: Record<string, unknown>) =>
    ({ workspace: { getConfiguration: () => ({ get: (name: string) => values[name] }) } }) as unknown as typeof VSCode;
  expect(readModelSettings(vscode({}))).toEqual({ chosen: '', endpoints: [], prices: {} });
  const odd = {
    model: 7,
    'claude.model': ['x'],
    'claude.url': null,
    'endpoint.model': ' llama ',
    'endpoint.url': '',
    modelPrices: { m: 'free' },
  };
  expect(readModelSettings(vscode(odd))).toEqual({
    chosen: '',
    endpoints: [{ vendor: 'openai', url: 'http://127.0.0.1:11434/v1', model: 'llama' }],
    prices: {},
  });
});
