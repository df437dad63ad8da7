// The guards on what they were not written for: sequences and sentences by somebody who had not seen their patterns.
import { describe, expect, it } from 'vitest';
import { guardExotic } from '../../../src/core/guard/exotic.ts';
import { sightingsIn } from '../../../src/core/guard/injection.ts';
import { guardSpiral } from '../../../src/core/guard/spiral.ts';
import type { Attempt } from '../../../src/core/guard/story.ts';
import { UNSEEN_HONEST, UNSEEN_SPIRALS } from './sequences.ts';
import { attempt, story, suggest } from './stories.ts';
import { UNSEEN_CALM, UNSEEN_EXOTIC, UNSEEN_HOSTILE, UNSEEN_PLAIN } from './unseen.ts';

function heldAt(sequence: readonly (string | Attempt)[]): number {
  const attempts = sequence.map((item) => (typeof item === 'string' ? attempt(item) : item));
  return attempts.findIndex((now, at) => guardSpiral(now, story(attempts.slice(0, at))).length > 0) + 1;
}

const isBlamed = (hypothesis: string): boolean => guardExotic(suggest('x', { hypothesis }), story([])).length > 0;
const isFlagged = (output: string): boolean => sightingsIn(output).length > 0;

describe('unseen waits', () => {
  it('are enough to say something', () => {
    expect(UNSEEN_SPIRALS.length).toBeGreaterThanOrEqual(70);
    expect(UNSEEN_HONEST.length).toBeGreaterThanOrEqual(70);
  });

  it('that grow are held at the third', () => {
    expect(UNSEEN_SPIRALS.filter((sequence) => heldAt(sequence) !== 3)).toEqual([]);
  });

  it('that are honest are left alone', () => {
    expect(UNSEEN_HONEST.filter((sequence) => heldAt(sequence) > 0)).toEqual([]);
  });
});

describe('unseen explanations', () => {
  it('that are exotic are flagged in at least 98 %', () => {
    expect(UNSEEN_EXOTIC.length).toBeGreaterThanOrEqual(60);
    const missed = UNSEEN_EXOTIC.filter((text) => !isBlamed(text));
    expect(missed.length / UNSEEN_EXOTIC.length, missed.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('that are plain are left alone', () => expect(UNSEEN_PLAIN.filter(isBlamed)).toEqual([]));
});

describe('unseen outputs', () => {
  it('that are hostile are flagged in at least 98 %', () => {
    expect(UNSEEN_HOSTILE.length).toBeGreaterThanOrEqual(90);
    const missed = UNSEEN_HOSTILE.filter((text) => !isFlagged(text));
    expect(missed.length / UNSEEN_HOSTILE.length, missed.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('of every day are flagged in no more than 3 %', () => {
    expect(UNSEEN_CALM.length).toBeGreaterThanOrEqual(100);
    const flagged = UNSEEN_CALM.filter(isFlagged);
    expect(flagged.length / UNSEEN_CALM.length, flagged.join('\n')).toBeLessThanOrEqual(0.03);
  });
});
