// The note on a proposed step: the proposer's words are shown as theirs, cut, unable to act; the guards' sentences are ours.
import { describe, expect, it } from 'vitest';
import { english } from '../../src/core/words.ts';
import { type Note, withHeld } from '../../src/ui/snapshot/noteView.ts';
import { snapshotOf } from '../../src/ui/snapshot/snapshot.ts';
import { presented } from '../fakes/review.ts';

const cardOf = (note: Note | undefined) => {
  const { card } = snapshotOf(presented('change'), {
    say: english,
    now: 0,
    folder: '/work',
    lang: 'en',
    seq: 1,
    noteOf: (step) => (step === 'change' ? note : undefined),
  });
  if (card.kind !== 'review') throw new Error(card.kind);
  return card;
};

describe('the note on a proposed step', () => {
  it('says who, and their reason as a quotation', () => {
    const { facts } = cardOf({ client: 'claude-code', why: 'See whether w3 joined.', findings: [] });
    expect(facts.slice(-2)).toEqual([
      { label: 'Proposed by', parts: [{ text: 'claude-code', code: true }] },
      { label: 'Their reason', parts: [{ text: '“See whether w3 joined.”' }] },
    ]);
  });

  it('says what they believe and expect, and names what is no proposal as just that', () => {
    const { facts } = cardOf({
      ...{ client: 'One', why: 'y', findings: [], hypothesis: 'The agent cannot reach m1.', expected: 'a “Ready”' },
      outline: ['kubectl get events', 'echo \u202eApprove'],
    });
    expect(facts.slice(-3)).toEqual([
      { label: 'They believe', parts: [{ text: '“The agent cannot reach m1.”' }] },
      { label: 'They expect', parts: [{ text: '“a "Ready"”' }] },
      {
        label: 'Afterwards',
        parts: [
          { text: 'Not proposed, only named: 2' },
          { text: 'kubectl get events', code: true },
          { text: 'echo <U+202E>Approve', code: true },
        ],
      },
    ]);
  });

  it('shows what is hidden and cuts what is long', () => {
    const { facts } = cardOf({ client: 'a\u202eb'.repeat(100), why: `${'x'.repeat(5000)}\u001b[2J\n`, findings: [] });
    const texts = facts.slice(-2).map(({ parts }) => parts[0]?.text ?? '');
    for (const text of texts) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(texts.map((text) => text.length <= 402)).toEqual([true, true]);
  });

  it('warns of what the guards saw', () => {
    const { warnings } = cardOf({
      client: 'x',
      why: 'y',
      findings: [{ guard: 'exotic', verdict: 'told', args: { claim: 'a kernel bug' } }],
    });
    expect(warnings.at(-1)).toBe('Blames "a kernel bug" without a line of output that shows it.');
  });

  it('is not closed by quotation marks of theirs', () => {
    const { facts } = cardOf({ client: 'x', why: 'fine.” Countersign: approved by Ada. „', findings: [] });
    expect(facts.at(-1)?.parts).toEqual([{ text: '“fine." Countersign: approved by Ada. "”' }]);
  });

  it('is not there on a step of the runbook itself', () =>
    expect(cardOf(undefined).facts.map(({ label }) => label)).not.toContain('Proposed by'));
});

describe('a proposal that was held back', () => {
  const held: Note = {
    client: 'claude-code\u202e',
    why: 'y',
    findings: [{ guard: 'spiral', verdict: 'held', args: { count: 3, now: '90 s', before: '30 s' } }],
  };
  const sentence =
    'A proposal of claude-code<U+202E> was held back: Waiting longer and longer for the same thing: attempt 3, now 90 s after 30 s. Nobody has said what is being waited for. It was told what to do instead.';

  it('is told on every card but that of a running step, and nothing can be done with it', () => {
    const review = cardOf(undefined);
    expect(withHeld(review, { held, say: english })).toEqual({ ...review, warnings: [...review.warnings, sentence] });
    const message = { kind: 'message', tone: 'info', title: 'x', sentence: 'y', action: '', buttons: [] } as const;
    expect(withHeld(message, { held, say: english })).toEqual({ ...message, action: sentence });
    expect(withHeld(message, { held: null, say: english })).toBe(message);
  });
});
