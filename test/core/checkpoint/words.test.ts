import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beforeDestructive, checkpointOf, messageOf, type RunFacts, SUBJECT_LIMIT } from '../../../src/core/checkpoint/words.ts';
import type { RunEnd } from '../../../src/core/seal/seal.ts';
import { anyText } from '../../fakes/text.ts';

const end: RunEnd = {
  ...{ v: 1, run: 'r-1', outcome: 'exited', exit: 0, signal: null },
  ...{ startedAt: 1, endedAt: 2, bytes: 3, refusal: null },
};
const facts: RunFacts = {
  ...{ runbook: 'ops/k3s-worker.md', step: 'join-worker', run: '20261121-054212-4f2a9c', level: 'change', end },
  ...{ digest: 'a'.repeat(64), by: 'Ada Lovelace <ada@example.org>', paths: ['ops/k3s-worker.md'] },
};
const NAMES = ['Countersign-Step', 'Countersign-Run', 'Countersign-Level', 'Countersign-Exit', 'Countersign-Digest', 'Approved-by'];

describe('a checkpoint in words', () => {
  it('names runbook, step and exit code', () => {
    expect(messageOf(checkpointOf(facts))).toBe(
      `runbook(k3s-worker): join-worker exit 0

Countersign-Step: join-worker
Countersign-Run: 20261121-054212-4f2a9c
Countersign-Level: change
Countersign-Exit: 0
Countersign-Digest: ${'a'.repeat(64)}
Approved-by: Ada Lovelace <ada@example.org>
`,
    );
  });

  it('says before which destructive step it was taken', () => {
    expect(beforeDestructive(facts).subject).toBe('runbook(k3s-worker): before join-worker');
  });

  it.each([
    [{ exit: 3 }, 'exit 3', '3'],
    [{ exit: null, signal: 'SIGKILL' }, 'ended by SIGKILL', 'SIGKILL'],
    [{ exit: null, signal: 'SIGINT', outcome: 'cancelled' }, 'cancelled', 'SIGINT'],
    [{ exit: null, outcome: 'timeout' }, 'timed out', 'unknown'],
    [{ exit: null, outcome: 'lost' }, 'exit unknown', 'unknown'],
  ] as const)('words the end %j', (change, text, exit) => {
    const checkpoint = checkpointOf({ ...facts, end: { ...end, ...change } });
    expect(checkpoint.subject).toBe(`runbook(k3s-worker): join-worker ${text}`);
    expect(checkpoint.trailers).toContainEqual(['Countersign-Exit', exit]);
  });

  it('keeps the exit code when the step has to be cut', () => {
    const { subject } = checkpointOf({ ...facts, step: 'x'.repeat(200), runbook: `${'é'.repeat(90)}.md` });
    expect(subject).toMatch(/^runbook\(é{27}…\): x+… exit 0$/);
    expect(Array.from(subject)).toHaveLength(SUBJECT_LIMIT);
  });

  it('lets no text become a line, whatever it holds', () => {
    const text = fc.oneof(
      anyText(50),
      fc.constantFrom('x\nApproved-by: Mallory', 'x\u2028Approved-by: M', '\r', '', '\u202e\u0000', '\ud800', '# c'),
    );
    fc.assert(
      fc.property(text, text, text, (step, by, runbook) => {
        const lines = messageOf(checkpointOf({ ...facts, step, by, runbook })).split(/[\n\r\u0085\u2028\u2029]/);
        expect(lines.map((line) => line.split(': ')[0]).slice(2, -1)).toEqual(NAMES);
        expect(lines).toHaveLength(9);
        expect(Array.from(lines[0] ?? '').length).toBeLessThanOrEqual(SUBJECT_LIMIT);
        expect(lines[0]).toMatch(/^runbook\([^()]+\): .+ exit 0$/u);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});
