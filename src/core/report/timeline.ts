// The timeline's geometry: bars on an axis from which the quiet times are cut, so that seconds of work stay visible between days of nothing.
import type { ReportEvent } from './report.ts';

export interface Bar {
  readonly event: ReportEvent;
  readonly row: number;
  readonly x: number;
  readonly width: number;
}

/** A stretch of time that is drawn to scale. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly width: number;
}

export interface Timeline {
  readonly bars: readonly Bar[];
  readonly stretches: readonly Stretch[];
  readonly width: number;
  readonly rows: number;
}

/** Room for a cut, and the least a bar takes, in the drawing's units. */
export const CUT_WIDTH = 36;
const BAR_LEAST = 4;
/** More cuts than this would leave no room for what happened. */
const CUTS_LIMIT = 8;
/** A quiet time shorter than this is never cut, in milliseconds. */
const QUIET_LEAST = 60_000;

/** Lays the events out over `width` units. */
export function layOut(events: readonly ReportEvent[], width: number): Timeline {
  const known = events.filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to) && to >= from);
  const stretches = scaled(cutAt(known), width);
  const bars = known.map((event, row) => {
    const x = placeOf(event.from, stretches);
    const barWidth = Math.max(BAR_LEAST, placeOf(event.to, stretches) - x);
    return { event, row, x: Math.min(x, width - barWidth), width: barWidth };
  });
  return { bars, stretches, width, rows: bars.length };
}

interface Period {
  readonly from: number;
  readonly to: number;
}

/** The stretches of time between the longest quiet times. */
function cutAt(events: readonly Period[]): readonly Period[] {
  const busy = merged(events);
  const active = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const gaps = busy.slice(1).map((period, at) => ({ at: at + 1, length: period.from - (busy[at]?.to ?? period.from) }));
  const worth = gaps.filter(({ length }) => length > Math.max(QUIET_LEAST, active / 4));
  const cuts = new Set(
    worth
      .toSorted((a, b) => b.length - a.length)
      .slice(0, CUTS_LIMIT)
      .map(({ at }) => at),
  );
  const stretches: Period[] = [];
  for (const [at, period] of busy.entries()) {
    const last = stretches.at(-1);
    if (!last || cuts.has(at)) stretches.push(period);
    else stretches[stretches.length - 1] = { from: last.from, to: period.to };
  }
  return stretches;
}

/** Periods that touch or overlap become one. */
function merged(events: readonly Period[]): readonly Period[] {
  const busy: Period[] = [];
  for (const { from, to } of events.toSorted((a, b) => a.from - b.from)) {
    const last = busy.at(-1);
    if (last && from <= last.to) busy[busy.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else busy.push({ from, to });
  }
  return busy;
}

/** Half of the room is shared out evenly, so that a short stretch beside a long one can still be seen; half by length. */
function scaled(periods: readonly Period[], width: number): readonly Stretch[] {
  const room = Math.max(0, width - CUT_WIDTH * (periods.length - 1));
  const total = periods.reduce((sum, { from, to }) => sum + to - from, 0);
  const even = total === 0 ? 1 : 0.5;
  let x = 0;
  return periods.map(({ from, to }) => {
    const share = (even / periods.length) * room + (total === 0 ? 0 : ((1 - even) * room * (to - from)) / total);
    const stretch = { from, to, x, width: share };
    x += share + CUT_WIDTH;
    return stretch;
  });
}

function placeOf(at: number, stretches: readonly Stretch[]): number {
  const stretch = stretches.findLast(({ from }) => from <= at) ?? stretches[0];
  if (!stretch) return 0;
  const length = stretch.to - stretch.from;
  const part = length === 0 ? 0 : (Math.min(at, stretch.to) - stretch.from) / length;
  return stretch.x + part * stretch.width;
}
