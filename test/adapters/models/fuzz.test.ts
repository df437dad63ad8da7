// Streams of any form: cut, spliced, repeated, with bytes turned. Whatever comes, it ends as an answer within bounds or as a named failure.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../src/adapters/clock.ts';
import { createModels } from '../../../src/adapters/models/models.ts';
import { infoOf } from '../../../src/core/ask/models.ts';
import { SPEECH, type Vendor } from './server.ts';
import { access, fakeSecrets, KEY, NO_EDITOR } from './world.ts';

interface Mutation {
  readonly kind: 'cut' | 'flip' | 'repeat' | 'drop' | 'insert';
  readonly at: number;
  readonly length: number;
  readonly byte: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('cut', 'flip', 'repeat', 'drop', 'insert'),
  at: fc.nat(2000),
  length: fc.integer({ min: 1, max: 300 }),
  byte: fc.constantFrom(0, 10, 13, 34, 58, 92, 123, 125, 128, 255),
});

function mutate(bytes: Buffer, { kind, at: place, length, byte }: Mutation): Buffer {
  const at = place % Math.max(1, bytes.length);
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
  switch (kind) {
    case 'cut':
      return before;
    case 'flip':
      return Buffer.concat([before, Buffer.of(byte), bytes.subarray(at + 1)]);
    case 'repeat':
      return Buffer.concat([before, part, part, after]);
    case 'drop':
      return Buffer.concat([before, after]);
    case 'insert':
      return Buffer.concat([before, Buffer.of(byte), bytes.subarray(at)]);
  }
}

function chunksOf(bytes: Buffer, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(new Uint8Array(bytes.subarray(at, at + size)));
    at += size;
  }
  return chunks;
}

async function hear(vendor: Vendor, chunks: readonly Uint8Array[]) {
  const endpoint = { vendor, url: 'http://127.0.0.1:9/v1', model: 'm' };
  const pieces: string[] = [];
  const { secrets } = fakeSecrets();
  const models = createModels({
    ...{ vscode: NO_EDITOR, secrets, access, clock: createClock(), justification: '', limits: { answerBytes: 5000, wireBytes: 20_000 } },
    settings: () => ({ chosen: '', endpoints: [endpoint], prices: {} }),
    fetch: async () => new Response(ReadableStream.from(chunks), { headers: { 'content-type': 'text/event-stream' } }),
  });
  await models.keys.keep(vendor, 'http://127.0.0.1:9', KEY);
  const outcome = await models.ask({
    ...{ model: infoOf(endpoint), messages: [{ role: 'user', text: 'x' }], signal: new AbortController().signal },
    onText: (piece) => void pieces.push(piece),
  });
  return { outcome, pieces };
}

describe.each<Vendor>(['anthropic', 'openai'])('%s', (vendor) => {
  const { begin, say, end } = SPEECH[vendor];
  const texts = ['{"command":"kubectl get nodes",', '"why":"😀 ', `${KEY} \\"quoted\\"`, '"}'];
  const whole = Buffer.from(begin() + texts.map((text) => say(text)).join('') + end());

  it('is heard alike however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
        const { outcome, pieces } = await hear(vendor, chunksOf(whole, sizes));
        expect(outcome.ok && outcome.value.text).toBe(texts.join('').replace(KEY, '[key]'));
        expect(pieces.join('')).toBe(outcome.ok && outcome.value.text);
      }),
      { numRuns: 60 },
    );
  });

  it('ends as an answer or a named failure, whatever became of its bytes, and never shows the key', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 600 }), async (mutations, size) => {
        const { outcome, pieces } = await hear(vendor, chunksOf(mutations.reduce(mutate, whole), [size]));
        const end = outcome.ok ? 'ok' : outcome.failure.kind;
        ends.set(end, (ends.get(end) ?? 0) + 1);
        expect(end).toMatch(/^(?:ok|model-(?:broken|refused|limited|too-long))$/);
        expect(JSON.stringify(outcome) + pieces.join('')).not.toContain(KEY);
        if (outcome.ok) expect(Buffer.byteLength(outcome.value.text)).toBeLessThanOrEqual(5000);
      }),
      { numRuns: 400 },
    );
    // Both happen, so that neither can hide.
    expect([...ends.keys()]).toEqual(expect.arrayContaining(['ok', 'model-broken']));
  });
});
