// The velocity guard: approvals that come faster than anybody can read are noticed, and the next card asks for a moment.
// Measured in test/core/review/pace.test.ts: a scripted autopilot is stopped every time, a careful reader at most once in 200 approvals.
import type { Level } from '../step.ts';

/** One approval, as far as the pace of it goes. */
export interface Paced {
  readonly text: string;
  readonly level: Level;
  /** How long the whole command had been in front of the person, in milliseconds. */
  readonly readMs: number;
  /** How long the button had been open, in milliseconds. */
  readonly openMs: number;
}

/** What was noticed: too fast to have been read, faster each time, or pressed at the first possible instant. */
export interface Moment {
  readonly reason: 'unread' | 'growing' | 'reflex';
  /** How many approvals gave rise to it. */
  readonly count: number;
}

export interface Pace {
  /** Newest last, at most WINDOW. */
  readonly recent: readonly Paced[];
  /** Asked of the next card. */
  readonly moment: Moment | null;
  /** So many more approvals take the pause, whatever their level: the person asked for it. */
  readonly slowed: number;
}

export type MomentAnswer = 'read' | 'slow';

export const FRESH_PACE: Pace = { recent: [], moment: null, slowed: 0 };
/** How long the card stays before the question can be answered, in milliseconds. */
export const MOMENT_MS = 4000;
const WINDOW = 12;
/** Approvals in a row that are looked at together. */
const ROW = 5;
/** So many of them below the least are too many. */
const UNREAD = 3;
/** Together they have to take so many times the least: a careful reader takes more than twice as long. */
const HASTE = 1.3;
const SLOWED = 5;
/** Nobody decides in less, whatever the length. */
const LEAST_MS = 500;
/** 80 characters a second: some five times the speed of careful reading, about that of a glance along a line. */
const MS_PER_CHAR = 12;
const MOST_MS = 6000;
/** A person who waits for a countdown presses about a quarter of a second after its end. */
const REFLEX_MS = 150;

/** The least time in which a command can have been looked over; one approved before in this stretch needs no second reading. */
export function leastMs(text: string, isKnown = false): number {
  return isKnown ? LEAST_MS : Math.min(MOST_MS, LEAST_MS + MS_PER_CHAR * text.length);
}

/** The pace after one more approval. */
export function paceAfter(pace: Pace, now: Paced): Pace {
  const recent = [...pace.recent, now].slice(-WINDOW);
  return { recent, moment: noticed(recent), slowed: Math.max(0, pace.slowed - 1) };
}

/** The pace after the person's honest answer: counted anew, and slowed where they asked for it. */
export function paceAnswered(answer: MomentAnswer): Pace {
  return { ...FRESH_PACE, slowed: answer === 'slow' ? SLOWED : 0 };
}

function noticed(recent: readonly Paced[]): Moment | null {
  const mild = recent.filter(({ level }) => !isPaused(level)).slice(-ROW);
  const least = mild.map(({ text }, index) =>
    leastMs(
      text,
      mild.slice(0, index).some((before) => before.text === text),
    ),
  );
  const shares = mild.map(({ readMs }, index) => readMs / (least[index] ?? LEAST_MS));
  const unread = shares.filter((share) => share < 1).length;
  if (unread >= UNREAD) return { reason: 'unread', count: unread };
  if (mild.length === ROW) {
    const read = mild.reduce((total, { readMs }) => total + readMs, 0);
    if (read < HASTE * least.reduce((total, ms) => total + ms, 0)) return { reason: 'unread', count: ROW };
    if (isGrowing(shares)) return { reason: 'growing', count: ROW };
  }
  const last = recent.slice(-ROW);
  const isReflex = last.length === ROW && last.every(({ level, openMs }) => isPaused(level) && openMs < REFLEX_MS);
  return isReflex ? { reason: 'reflex', count: ROW } : null;
}

/** The pause decides how fast these can come, so their reading time says nothing. */
const isPaused = (level: Level): boolean => level === 'destructive' || level === 'critical';

/** Each faster than the one before, twice as fast in the end, and by then close to what cannot be reading. */
function isGrowing(shares: readonly number[]): boolean {
  const faster = shares.every((share, index) => index === 0 || share < (shares[index - 1] ?? 0));
  const [first = 0, last = 0, before = 0] = [shares[0], shares.at(-1), shares.at(-2)];
  return faster && last * 2 <= first && before < 1.5;
}
