// What was tried to get past the engine, and what it must not take for an attack.
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import { LEVELS } from '../../../src/core/step.ts';
import { EVASIONS } from '../../corpus/evasions.ts';
import { CHANGING, LOOKING } from '../../corpus/lookalikes.ts';

const ends = (command: string): boolean => LEVELS.indexOf(assess({ command }).level) >= LEVELS.indexOf('destructive');

describe('a disguise', () => {
  for (const { plain, disguised } of EVASIONS) {
    it(`is shown as no less than ${plain}`, () => {
      const { level } = assess({ command: plain });
      const lower = disguised.filter((command) => {
        const got = assess({ command });
        return LEVELS.indexOf(got.level) < LEVELS.indexOf(level) && !got.unverifiable;
      });
      expect(lower).toEqual([]);
    });

    it(`is never read: ${plain}`, () => {
      expect(disguised.filter((command) => assess({ command }).level === 'read')).toEqual([]);
    });
  }

  it('was tried more than a thousand times', () => {
    expect(EVASIONS.flatMap(({ disguised }) => disguised).length).toBeGreaterThan(1000);
  });
});

describe('what only looks dangerous', () => {
  it('is read where it only observes', () => {
    const raised = LOOKING.filter((command) => assess({ command }).level !== 'read');
    expect(LOOKING.filter(ends)).toEqual([]);
    expect(raised.length / LOOKING.length).toBeLessThan(0.03);
  });

  it('is destructive in at most two of a hundred', () => {
    const all = [...LOOKING, ...CHANGING];
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(ends).length / all.length).toBeLessThanOrEqual(0.02);
  });
});
