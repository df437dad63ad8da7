// The only place where an approval is made.
import type { Approved, ApprovedFacts } from './approved.ts';
import { attentionMs, gateOf } from './gate.ts';
import type { Presented } from './session.ts';

export interface ApprovalAct {
  readonly digest: string;
  readonly via: ApprovedFacts['via'];
  readonly at: number;
  readonly by: string;
  readonly run: string;
}

/**
 * Turns one human act into one approval, or into nothing: the act must name the digest on the card and the gate must be open.
 * From the palette or a CodeLens only read and change can be approved: what destroys has its button on the card, by the deed's name.
 */
export function approve(presented: Presented, act: ApprovalAct, pauseMs: number): Approved | null {
  // With a draft open, the card shows another text than the one that would run.
  if (act.digest !== presented.digest || presented.draft) return null;
  const { level } = presented.assessment;
  if (act.via !== 'card' && level !== 'read' && level !== 'change') return null;
  if (gateOf(presented, { pauseMs, now: act.at }).kind !== 'open') return null;
  return {
    run: act.run,
    plan: presented.plan,
    digest: presented.digest,
    tags: presented.assessment.tags,
    by: act.by,
    at: act.at,
    readMs: attentionMs(presented.attention, act.at),
    via: act.via,
  } as Approved;
}
