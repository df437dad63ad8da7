// An approval whose run was refused: nothing ran, and the record says so.
import type { Evidence } from '../capture/evidence.ts';
import type { Failure } from '../failure.ts';
import { PROVIDER_ERROR_CLASSES } from '../failure.ts';
import type { Ticket } from '../remember/ticket.ts';
import { withReview } from './choosing.ts';
import { remember } from './deciding.ts';
import type { Effect, Reduced } from './events.ts';
import type { Session } from './session.ts';

/** Back to "nothing ran". The seal, if there was one, goes. */
export function refuse(session: Session, ticket: Ticket, failure: Failure): Reduced {
  const step = session.runbook?.steps.find((candidate) => candidate.id === ticket.step) ?? null;
  const entry = {
    step: ticket.step,
    title: ticket.stepTitle,
    level: ticket.level,
    mark: 'refused',
    exit: null,
    durationMs: null,
  } as const;
  const effects: Effect[] = [
    { kind: 'journal-refusal', ticket, failure },
    { kind: 'forget', run: ticket.run },
  ];
  return withReview(remember(session, entry, ticket.runbook), { kind: 'blocked', step, failure, refused: true }, effects);
}

/** Why the step never started although the runner took it; null when it did start (or nobody can tell). */
export function neverStarted(evidence: Evidence): Failure | null {
  const { end, start } = evidence;
  if (start) return null;
  if (end.outcome === 'cancelled') return { kind: 'cancelled-before-start' };
  if (end.outcome === 'provider-failed') return providerFailure(end.refusal);
  return end.outcome === 'refused' ? refusal(end.refusal) : null;
}

function providerFailure(said: { readonly kind: string; readonly detail: string } | null): Failure {
  const known = PROVIDER_ERROR_CLASSES.find((name) => name === said?.kind) ?? 'unknown';
  return { kind: 'provider-failed', class: known, detail: said?.detail ?? '' };
}

function refusal(said: { readonly kind: string; readonly detail: string } | null): Failure {
  const detail = said?.detail ?? '';
  switch (said?.kind) {
    case 'changed-since-approved':
      return { kind: 'changed-since-approved', what: detail };
    case 'seal-used':
    case 'seal-expired':
      return { kind: said.kind };
    case 'cwd-missing':
      return { kind: 'cwd-missing', path: detail };
    case 'interpreter-missing':
    case 'provider-missing':
      return { kind: said.kind, name: detail };
    default:
      return { kind: 'run-refused', detail };
  }
}
