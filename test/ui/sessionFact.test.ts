import { describe, expect, it } from 'vitest';
import type { Presented } from '../../src/core/review/session.ts';
import type { CarryPlan } from '../../src/core/seal/carry.ts';
import { english } from '../../src/core/words.ts';
import { carriedFact, fleetingFact } from '../../src/ui/snapshot/sessionFact.ts';
import { snapshotOf } from '../../src/ui/snapshot/snapshot.ts';
import { presented } from '../fakes/review.ts';

const hands = { cwd: true, env: true };

function shown(text: string, carry?: CarryPlan): Presented {
  const { review } = presented('read');
  if (review.kind !== 'presented') throw new Error('not presented');
  return { ...review, step: { ...review.step, text }, plan: { ...review.plan, script: text, ...(carry ? { carry } : {}) } };
}

describe('the session on the card', () => {
  it('names what was carried, value by value, and marks what leads elsewhere', () => {
    const { plan } = shown('ls', { cwd: '/work/k3s', env: { GREETING: 'hi', KUBECONFIG: '/tmp/x' }, left: ['API_KEY'], hands });
    expect(carriedFact(plan, english)).toEqual({
      label: 'Carried',
      parts: [
        { text: 'directory k3s' },
        { text: 'GREETING=hi', code: true },
        { text: 'KUBECONFIG=/tmp/x', code: true, warn: true },
        { text: 'not carried: API_KEY' },
      ],
    });
  });

  it('says nothing where nothing is carried', () => {
    expect(carriedFact(shown('ls').plan, english)).toBeNull();
    expect(carriedFact(shown('ls', { cwd: null, env: {}, left: [], hands }).plan, english)).toBeNull();
  });

  it('says what ends with the step, and not what lasts', () => {
    const text = 'cd x\nexport A=1\nalias k=kubectl\nf() { :; }';
    const words = (of: Presented) => fleetingFact(of, english)?.parts.map((part) => part.text);
    expect(words(shown(text))).toEqual(['the directory of cd', 'variable A', 'alias k', 'function f']);
    expect(words(shown(text, { cwd: null, env: {}, left: [], hands }))).toEqual(['alias k', 'function f']);
    expect(words(shown(text, { cwd: null, env: {}, left: [], hands: { cwd: false, env: false } }))).toHaveLength(4);
    expect(fleetingFact(shown('ls'), english)).toBeNull();
    expect(words(shown(Array.from({ length: 9 }, (_, i) => `alias a${i}=b`).join('\n')))?.at(-1)).toBe('and 3 more');
  });

  it('stands among the facts of the card', () => {
    const session = presented('read');
    const review = shown('alias x=y', { cwd: null, env: { A: '1' }, left: [], hands });
    const { card } = snapshotOf({ ...session, review }, { say: english, now: 0, folder: '/work', lang: 'en', seq: 1 });
    expect(card?.kind === 'review' && card.facts.map(({ label }) => label)).toEqual(expect.arrayContaining(['Carried', 'Ends with it']));
  });
});
