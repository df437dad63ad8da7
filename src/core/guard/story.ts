// What a session has tried so far: the only thing the guards look at. Built from the journal, or by whoever keeps the session.
import type { Level, Shell } from '../step.ts';

/** A command someone suggests, with what they say about it. All of it is hostile text. */
export interface Suggestion {
  readonly command: string;
  readonly shell: Shell;
  /** Why this command, in the words of whoever suggests it. */
  readonly why: string;
  /** What they believe is going on; empty where they do not say. */
  readonly hypothesis: string;
  /** What they expect to see; empty where they do not say. */
  readonly expected: string;
  readonly level: Level;
}

/** A suggestion that was decided; `output` is what of its output is known, redacted. */
export interface Attempt extends Suggestion {
  readonly outcome: 'ok' | 'failed' | 'rejected';
  readonly output: string;
}

/** The session before a suggestion, oldest attempt first. */
export interface Story {
  readonly objective: string;
  readonly state: string;
  /** What the person wrote into the runbook besides: commands and headings. */
  readonly runbook: string;
  readonly attempts: readonly Attempt[];
}

/** The guards, in the order their findings are shown. */
export const GUARDS = ['spiral', 'refuted', 'repetition', 'exotic', 'scope', 'pile-up', 'injection'] as const;
export type Guard = (typeof GUARDS)[number];

/** Something a guard saw. `held` keeps the suggestion from being shown until it changes; `told` is said and no more. */
export interface GuardFinding {
  readonly guard: Guard;
  readonly verdict: 'held' | 'told';
  /** Values for the sentences of `wordGuard` and `adviceOf`. */
  readonly args: Readonly<Record<string, string | number>>;
}

/** How often each guard spoke, for the report. Every guard has its number. */
export function countGuards(spoken: readonly Guard[]): Readonly<Record<Guard, number>> {
  const counts = Object.fromEntries(GUARDS.map((guard) => [guard, 0])) as Record<Guard, number>;
  for (const guard of spoken) counts[guard]++;
  return counts;
}
