import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportEvent } from '../../../src/core/report/report.ts';
import { renderTimeline } from '../../../src/core/report/svg.ts';
import { layOut } from '../../../src/core/report/timeline.ts';
import { english } from '../../../src/core/words.ts';

const HOUR = 3_600_000;
const event = (from: number, to: number): ReportEvent => ({
  ...{ step: 's', level: 'read', outcome: 'ok', from, to, by: 'Ada', session: 's-1', exit: 0, signal: null },
  ...{ command: '', reason: '', approved: null, end: null, refusal: '' },
});

describe('the timeline', () => {
  it('draws to scale where nothing is quiet', () => {
    const { bars, stretches } = layOut([event(0, 1000), event(1000, 4000)], 400);
    expect(bars.map(({ x, width }) => [x, width])).toEqual([
      [0, 100],
      [100, 300],
    ]);
    expect(stretches).toHaveLength(1);
  });

  it('cuts hours of nothing, so that seconds stay visible', () => {
    const { bars, stretches } = layOut([event(0, 10_000), event(24 * HOUR, 24 * HOUR + 10_000)], 400);
    expect(stretches).toHaveLength(2);
    expect(bars[0]?.width).toBeCloseTo(182);
    expect(bars[1]?.width).toBeCloseTo(182);
  });

  it('stays inside its room and in order, whatever happened when', () => {
    const events = fc.array(
      fc.tuple(fc.nat(30 * 24 * HOUR), fc.oneof(fc.constant(0), fc.nat(HOUR))).map(([from, length]) => event(from, from + length)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(events, (list) => {
        const sorted = list.toSorted((a, b) => a.from - b.from);
        const { bars, stretches, rows } = layOut(sorted, 560);
        expect(rows).toBe(list.length);
        for (const { x, width } of bars) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThanOrEqual(4);
          expect(x + width).toBeLessThanOrEqual(560.001);
        }
        for (const [at, { x }] of bars.entries()) expect(x).toBeGreaterThanOrEqual((bars[at - 1]?.x ?? 0) - 4.001);
        expect(stretches.length).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('leaves out a time no calendar has, and can be a single moment', () => {
    expect(layOut([event(Number.NaN, Number.NaN)], 560).rows).toBe(0);
    expect(renderTimeline([event(5, 5)], english)).toContain('<rect class="read ok"');
  });
});
