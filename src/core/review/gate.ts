// What stands between a person and the approval of a step: it has been seen, the pause is over, the target was typed.
import { MOMENT_MS, type Moment } from './pace.ts';
import type { Attention, Presented } from './session.ts';

export const NO_ATTENTION: Attention = { whole: false, since: null, collectedMs: 0 };

export type GateState =
  | { readonly kind: 'open' }
  /** The repository's policy forbids it: the sentence that says so. */
  | { readonly kind: 'forbidden'; readonly sentence: string }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'pause'; readonly remainingMs: number; readonly runs: boolean }
  /** The velocity guard's question is to be answered. */
  | { readonly kind: 'moment'; readonly moment: Moment }
  | { readonly kind: 'typing'; readonly expected: string };

/** How long the whole command has been in front of a focused window, in milliseconds. */
export function attentionMs(attention: Attention, now: number): number {
  // A clock that jumps back must not shorten the pause, nor a negative span lengthen it.
  return attention.collectedMs + (attention.since === null ? 0 : Math.max(0, now - attention.since));
}

/** Attention after the view said what is on screen. Time counts only while all of it has been seen and the window has focus. */
export function attend(attention: Attention, seen: { readonly whole: boolean; readonly focused: boolean; readonly at: number }): Attention {
  const runs = seen.whole && seen.focused;
  const collectedMs = attentionMs(attention, seen.at);
  return { whole: attention.whole || seen.whole, since: runs ? seen.at : null, collectedMs };
}

/** How long the whole command has to be in front of the person, in milliseconds. */
export function pauseOf({ assessment, moment, slowed }: Presented, pauseMs: number): number {
  const mild = assessment.level === 'read' || assessment.level === 'change';
  // The policy can ask for more, never for less.
  const own = Math.max(mild && !slowed ? 0 : pauseMs, assessment.pauseMs ?? 0);
  return moment ? Math.max(own, MOMENT_MS) : own;
}

/** Whether the presented step may be approved now, and if not, what is missing first. */
export function gateOf(presented: Presented, options: { readonly pauseMs: number; readonly now: number }): GateState {
  const { attention, assessment, moment } = presented;
  if (assessment.forbidden !== undefined) return { kind: 'forbidden', sentence: assessment.forbidden };
  if (!attention.whole) return { kind: 'unseen' };
  const remainingMs = pauseOf(presented, options.pauseMs) - attentionMs(attention, options.now);
  if (remainingMs > 0) return { kind: 'pause', remainingMs, runs: attention.since !== null };
  if (moment) return { kind: 'moment', moment };
  // A critical step without a word to type could be approved by a click alone: such an assessment never opens.
  if (assessment.level === 'critical' && (!assessment.confirm || presented.typed.trim() !== assessment.confirm)) {
    return { kind: 'typing', expected: assessment.confirm ?? '' };
  }
  return { kind: 'open' };
}
