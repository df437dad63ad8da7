// What the journal says of each act and run, made from the facts at hand.
import type { Evidence } from '../capture/evidence.ts';
import type { Failure } from '../failure.ts';
import type { GuardFinding } from '../guard/story.ts';
import { redact } from '../redact/redact.ts';
import type { Approved } from '../review/approved.ts';
import type { Level, Step } from '../step.ts';
import type { JournalEntry } from './journal.ts';
import type { Ticket } from './ticket.ts';

export function approvedEntry(approved: Approved, ticket: Ticket): JournalEntry {
  const { run, digest, tags, via, readMs, at, by } = approved;
  return {
    kind: 'approved',
    step: ticket.step,
    run,
    digest,
    level: ticket.level,
    tags,
    via,
    readMs,
    at,
    by,
    command: redact(ticket.stepText),
  };
}

/** A step somebody suggests. `source`: through what it came ("mcp", a model's name), `by`: who says so. */
export function proposedEntry(of: {
  readonly step: string;
  readonly text: string;
  readonly source: string;
  readonly why: string;
  readonly at: number;
  readonly by: string;
  readonly hypothesis?: string | undefined;
  readonly expected?: string | undefined;
  /** What the guards saw; one `held` finding, and it was shown to nobody. */
  readonly findings?: readonly GuardFinding[];
}): JournalEntry {
  const { step, text, source, why, at, by, hypothesis, expected, findings = [] } = of;
  return {
    kind: findings.some(({ verdict }) => verdict === 'held') ? 'held' : 'proposed',
    ...{ step, at, by, source, why: redact(why), command: redact(text) },
    ...(hypothesis ? { hypothesis: redact(hypothesis) } : {}),
    ...(expected ? { expected: redact(expected) } : {}),
    ...(findings.length > 0 ? { guards: findings.map(({ guard }) => guard) } : {}),
  };
}

/** A person changed a step before deciding it: `was` is what had been proposed. */
export function editedEntry(of: {
  readonly step: string;
  readonly was: string;
  readonly text: string;
  readonly at: number;
  readonly by: string;
}): JournalEntry {
  const { step, was, text, at, by } = of;
  return { kind: 'edited', step, at, by, was: redact(was), command: redact(text) };
}

interface Decision {
  readonly step: Step;
  readonly level: Level;
  readonly at: number;
  readonly by: string;
}

export function rejectedEntry(decision: Decision & { readonly reason: string; readonly text: string }): JournalEntry {
  const { step, level, at, by, reason, text } = decision;
  return { kind: 'rejected', step: step.id, level, at, by, reason, text: redact(text), command: redact(step.text) };
}

export function skippedEntry(decision: Decision): JournalEntry {
  const { step, level, at, by } = decision;
  return { kind: 'skipped', step: step.id, level, at, by, command: redact(step.text) };
}

/** An approval whose run never started. The failure's own words may quote paths and outputs, so they are redacted too. */
export function refusedEntry(ticket: Ticket, failure: Failure, at: number): JournalEntry {
  const { kind, ...facts } = failure;
  return { kind: 'refused', step: ticket.step, run: ticket.run, at, by: ticket.by, failure: kind, detail: redact(JSON.stringify(facts)) };
}

export function ranEntry(
  ticket: Ticket,
  evidence: Evidence,
  of: { readonly recovered: boolean; readonly block: string | null },
): JournalEntry {
  const { end } = evidence;
  return {
    kind: of.recovered ? 'recovered' : 'ran',
    step: ticket.step,
    run: ticket.run,
    at: end.endedAt,
    by: ticket.by,
    digest: ticket.digest,
    outcome: end.outcome,
    exit: end.exit,
    signal: end.signal,
    durationMs: evidence.durationMs,
    bytes: end.bytes,
    log: evidence.logPath,
    logSha256: evidence.logSha256,
    secrets: ticket.secrets,
    ...(of.block === null ? {} : { block: of.block }),
    ...(evidence.excerpt.signs ? { signs: evidence.excerpt.signs } : {}),
  };
}
