// From a finding on the card to the review of its dry run.
import { present, same } from './choosing.ts';
import { presentedBy } from './deciding.ts';
import type { Reduced, SessionEvent } from './events.ts';
import { rehearsalOf } from './rehearsal.ts';
import type { Session } from './session.ts';

/** Puts the preview in review. It is assessed and decided like every step: what it is called changes nothing. */
export function onRehearse(session: Session, event: Extract<SessionEvent, { kind: 'rehearse' }>): Reduced {
  const presented = presentedBy(session, event.digest);
  const preview = presented?.assessment.findings[event.finding]?.preview;
  if (!presented || presented.draft || presented.step.rehearses || !preview) return same(session);
  return present(session, rehearsalOf(presented.step, preview));
}
