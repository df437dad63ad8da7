// What is read from models' streams and errors, and where they may be asked: pure, and stable whatever comes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../src/core/ask/modelAddress.ts';
import { hearChat, hearClaude } from '../../../src/core/ask/modelEvents.ts';
import { chosenFirst, infoOf, NOTHING_USED, priced, priceOf } from '../../../src/core/ask/models.ts';
import { told, troubleOfAnswer } from '../../../src/core/ask/modelTrouble.ts';
import { anyText } from '../../fakes/text.ts';

const hosts = [
  'localhost',
  '127.0.0.1',
  '[::1]',
  '10.1.2.3',
  'a.example',
  '0x7f.1',
  '127.1',
  'ⓛocalhost',
  'localhost.',
  '@localhost',
  '%6cocalhost',
];
const urlish = fc
  .tuple(fc.constantFrom('http://', 'https://', 'HTTP:\\\\', 'ws://', 'http:', ''), fc.constantFrom(...hosts), fc.string({ maxLength: 8 }))
  .map((parts) => parts.join(''));
const json = fc.jsonValue({ maxDepth: 4 });
const claudeLike = fc.record({
  type: fc.constantFrom('message_start', 'content_block_delta', 'message_delta', 'message_stop', 'x'),
  message: json,
  delta: fc.oneof(json, fc.record({ type: fc.constant('text_delta'), text: json, stop_reason: json })),
  usage: json,
});
const chatLike = fc.record({ choices: fc.oneof(json, fc.array(fc.record({ delta: json, finish_reason: json }))), usage: json });

describe('a stream', () => {
  it('of any form is heard or refused, and what is heard has its form', () => {
    fc.assert(
      fc.property(fc.oneof(json, claudeLike, chatLike), (raw) => {
        for (const heard of [hearClaude(raw), hearChat(raw)]) {
          if (heard === null) continue;
          expect(typeof heard.text).toBe('string');
          expect([null, 'done', 'cut-short', 'filtered', 'too-long']).toContain(heard.stop);
          for (const count of Object.values(heard.usage)) expect(Number(count)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('of Claude: text, tokens with what was cached, the end; thinking is not text', () => {
    const usage = { input_tokens: 3, cache_read_input_tokens: 40, cache_creation_input_tokens: null, output_tokens: 1 };
    expect(hearClaude({ type: 'message_start', message: { usage } })?.usage).toEqual({ inputTokens: 43, outputTokens: 1 });
    expect(hearClaude({ type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'hm', text: 'hm' } })?.text).toBe('');
    expect(hearClaude({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'a' } })?.text).toBe('a');
    const ends = ['end_turn', 'stop_sequence', 'max_tokens', 'refusal', 'model_context_window_exceeded', 'pause_turn', null];
    expect(ends.map((stop_reason) => hearClaude({ type: 'message_delta', delta: { stop_reason } })?.stop)).toEqual([
      ...['done', 'done', 'cut-short', 'filtered', 'too-long', 'cut-short', null],
    ]);
    expect(hearClaude({ type: 'new_kind', anything: 1 })).toEqual({ text: '', stop: null, usage: {} });
    expect(hearClaude({ type: 'message_start', message: { usage: { input_tokens: -1 } } })).toBeNull();
  });

  it('of an endpoint: the first choice alone, the end, tokens and cost', () => {
    const choices = [
      { index: 1, delta: { content: 'other' } },
      { index: 0, delta: { content: 'mine' }, finish_reason: 'stop' },
    ];
    expect(hearChat({ choices, usage: { prompt_tokens: 5, completion_tokens: 2, cost: 0.1 } })).toEqual({
      text: 'mine',
      stop: 'done',
      usage: { inputTokens: 5, outputTokens: 2, costUsd: 0.1 },
    });
    expect(hearChat({ choices: [{ delta: { refusal: 'I will not.' } }] })?.stop).toBe('filtered');
    expect(hearChat({ choices: [], usage: null })).toEqual({ text: '', stop: null, usage: {} });
  });
});

describe('an address', () => {
  it.each([
    ['https://api.anthropic.com', 'https://api.anthropic.com'],
    [' https://proxy.example/anthropic/ ', 'https://proxy.example/anthropic'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1'],
    ['http://127.9.9.9/v1//', 'http://127.9.9.9/v1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['HTTPS://Models.Example:443/V1', 'https://models.example/V1'],
  ])('%s may be asked with a key', (text, url) => {
    expect(readAddress(text, { keyed: true })?.url).toBe(url);
  });

  it.each([
    'http://10.0.0.1/v1',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://0.0.0.0:1',
    'http://2130706434.example',
    'http://[::ffff:10.0.0.1]',
  ])('%s may be asked, but not with a key', (text) => {
    expect(readAddress(text, { keyed: true })).toBeNull();
    expect(readAddress(text, { keyed: false })).not.toBeNull();
  });

  it.each(['', 'x', '//x', 'file:///etc/passwd', 'javascript:1', 'ws://x', 'https://u@x', 'https://:p@x', 'https://x?k=1', 'https://x#y'])(
    '%j may not be asked',
    (text) => expect(readAddress(text, { keyed: false })).toBeNull(),
  );

  it('of any text never carries a key in the clear', () => {
    fc.assert(
      fc.property(urlish, (text) => {
        const address = readAddress(text, { keyed: true });
        if (address) expect(address.origin).toMatch(/^https:\/\/|^http:\/\/(?:localhost|127\.|\[::1\])/);
      }),
    );
  });
});

describe('what went wrong', () => {
  it('is always one of the kinds, in a short line that shows no known secret', () => {
    fc.assert(
      fc.property(
        fc.record({
          status: fc.option(fc.integer({ min: 400, max: 599 })),
          code: fc.string(),
          message: anyText(60),
          keyed: fc.boolean(),
        }),
        (answer) => {
          const { kind, detail } = troubleOfAnswer(answer);
          expect(kind).toMatch(/^model-(?:key-missing|refused|unreachable|limited|too-long|broken)$/);
          expect(detail.length).toBeLessThanOrEqual(200);
          expect(detail).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
        },
      ),
    );
    expect(told('Bad token ghp_0123456789abcdefghijklmnopqrstuvwxyz')).not.toContain('ghp_0123');
  });
});

it('a price makes a cost of tokens, and never overrules what was told', () => {
  const price = { input: 2, output: 10 };
  expect(priced({ inputTokens: 1_000_000, outputTokens: 100_000, costUsd: null }, price).costUsd).toBe(3);
  expect(priced({ inputTokens: 1, outputTokens: 1, costUsd: 0 }, price).costUsd).toBe(0);
  expect(priced(NOTHING_USED, price)).toEqual(NOTHING_USED);
  expect(priced({ inputTokens: 1, outputTokens: 1, costUsd: null }, undefined).costUsd).toBeNull();
});

it('a price is found by id or name, and not on what every object has', () => {
  const prices = { 'openai:a': { input: 1, output: 1 }, b: { input: 2, output: 2 } };
  expect(priceOf(prices, { id: 'openai:a', model: 'a' })?.input).toBe(1);
  expect(priceOf(prices, { id: 'openai:b', model: 'b' })?.input).toBe(2);
  for (const model of ['constructor', '__proto__', 'toString']) expect(priceOf(prices, { id: `openai:${model}`, model })).toBeUndefined();
});

it('the chosen model is asked first, and none is lost', () => {
  const models = ['a', 'b', 'c'].map((model) => infoOf({ vendor: 'openai', url: 'http://localhost:1/v1', model }));
  expect(chosenFirst(models, 'openai:b').map(({ name }) => name)).toEqual(['b (localhost:1)', 'a (localhost:1)', 'c (localhost:1)']);
  expect(chosenFirst(models, 'gone')).toEqual(models);
});

it('a name an endpoint chose is no link, no icon, and acts nowhere', () => {
  const names = [
    '[Approve](command:countersign.approveNextStep)',
    '$(check) Approved',
    'a\u202eb\u001b[2J',
    '`x`',
    'y'.repeat(5000),
    ' \u0000 ',
    '[]',
  ];
  for (const model of names) {
    const { name, id } = infoOf({ vendor: 'anthropic', url: 'https://a.example', model });
    expect(name).not.toMatch(/\]\(|\$\(|[[\]`]|[\p{Cc}\p{Cf}]/u);
    expect(name.length).toBeGreaterThan(0);
    expect(name.length).toBeLessThanOrEqual(80);
    expect(id).toBe(`anthropic:${model}`);
  }
  expect(infoOf({ vendor: 'openai', url: 'http://localhost:11434/v1', model: 'llama3.2:3b-instruct' }).name).toBe(
    'llama3.2:3b-instruct (localhost:11434)',
  );
});
