import { expect, it } from 'vitest';
import { sendingsIn, usedBy } from '../../../src/core/ask/ledger.ts';
import type { JournalRecord } from '../../../src/core/remember/record.ts';

const place = { v: 1, seq: 1, prev: '0'.repeat(64), sum: '0'.repeat(64), at: '2026-11-21T12:00:00.000Z' } as const;
const asked = (digest: string, model = 'm', bytes = 100): JournalRecord => ({ ...place, kind: 'asked', by: 'Ada', model, digest, bytes });
const answered = (
  digest: string,
  outcome: string,
  used: Partial<Record<'inputTokens' | 'outputTokens' | 'costUsd', number>> = {},
  model = 'm',
): JournalRecord => ({
  ...{ ...place, kind: 'answered', model, digest, outcome, bytes: 1 },
  ...{ inputTokens: null, outputTokens: null, costUsd: null, ...used },
});

it('pairs each request with its own answer, also where two were the same', () => {
  const sendings = sendingsIn([
    asked('a'),
    asked('a'),
    asked('b', 'other'),
    answered('a', 'proposed'),
    answered('b', 'unusable'),
    answered('a', 'model-cancelled'),
  ]);
  expect(sendings.map(({ asked: { digest, model }, answered: end }) => [digest, model, end?.outcome ?? null])).toEqual([
    ['a', 'm', 'proposed'],
    ['a', 'm', 'model-cancelled'],
    ['b', 'other', null],
  ]);
});

it('sums what was told; what nobody told is no zero', () => {
  const none = usedBy(sendingsIn([asked('a'), answered('a', 'proposed')]));
  expect(none).toEqual({ requests: 1, bytes: 100, inputTokens: null, outputTokens: null, costUsd: null });
  const some = usedBy(
    sendingsIn([asked('a'), answered('a', 'x', { inputTokens: 10, costUsd: 0.25 }), asked('b'), answered('b', 'y'), asked('c')]),
  );
  expect(some).toEqual({ requests: 3, bytes: 300, inputTokens: 10, outputTokens: null, costUsd: 0.25 });
});
