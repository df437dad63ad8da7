// Promises 1 and 2, explored: whatever is clicked, typed, sent or reloaded, in whatever order, no run starts without its own approval.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Effect, SessionEvent } from '../../../src/core/review/events.ts';
import { gateOf } from '../../../src/core/review/gate.ts';
import { reduce } from '../../../src/core/review/reduce.ts';
import { freshSession, LAUNCH_STAGES, RECORD_STAGES, type Session } from '../../../src/core/review/session.ts';
import { LEVELS, type Runbook } from '../../../src/core/step.ts';
import { approveAct, evidenceOf, PAUSE_MS, prepared, RUNBOOK, seen, stepOf, typed } from '../../fakes/review.ts';

const level = fc.constantFrom(...LEVELS);
const at = fc.integer({ min: 0, max: PAUSE_MS * 3 });
const run = fc.constantFrom('run-1', 'run-2');
const failure = { kind: 'runner-lost' } as const;
const edited: Runbook = {
  ...RUNBOOK,
  steps: RUNBOOK.steps.map((step) => stepOf(step.id as (typeof LEVELS)[number], step.index, `${step.text} --edited`)),
};

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.constantFrom(RUNBOOK, edited).chain((runbook) => fc.boolean().map((take): SessionEvent => ({ kind: 'runbook', runbook, take }))),
  level.map((step): SessionEvent => ({ kind: 'choose', step })),
  fc.constant<SessionEvent>({ kind: 'next-step' }),
  fc.constantFrom(...RUNBOOK.steps, ...edited.steps).map(prepared),
  fc.record({ level, at, whole: fc.boolean(), focused: fc.boolean() }).map((s) => seen(s.level, s.at, s)),
  fc.constantFrom('db-1', 'x').map(typed),
  {
    weight: 4,
    arbitrary: fc
      .record({ level, at, via: fc.constantFrom('card', 'palette', 'codelens'), run })
      .map((a) => approveAct(a.level, a.at, a.via, a.run)),
  },
  {
    weight: 4,
    arbitrary: fc.record({ run, stage: fc.constantFrom(...LAUNCH_STAGES, ...RECORD_STAGES), ok: fc.boolean() }).map(stageEvent),
  },
  run.map((of): SessionEvent => ({ kind: 'started', run: of, at: 1 })),
  run.map((of): SessionEvent => ({ kind: 'ended', run: of })),
  run.map((of): SessionEvent => ({ kind: 'cancel', run: of })),
  fc.constant<SessionEvent>({ kind: 'runner-lost' }),
  run.map((of): SessionEvent => ({ kind: 'output-seen', run: of })),
  fc.record({ run, how: fc.constantFrom('go-on', 'retry', 'stop') }).map((n): SessionEvent => ({ kind: 'next', ...n })),
);

function stageEvent(of: {
  run: string;
  stage: (typeof LAUNCH_STAGES)[number] | (typeof RECORD_STAGES)[number];
  ok: boolean;
}): SessionEvent {
  const { run: which, stage, ok } = of;
  const yields = stage === 'collect' ? { evidence: evidenceOf(which) } : {};
  return ok ? { kind: 'stage-done', run: which, stage, yields } : { kind: 'stage-failed', run: which, stage, failure };
}

/** What a person watching could hold us to: every start belongs to one accepted approval of the digest that was on the card. */
function checkStep(before: Session, now: SessionEvent, effects: readonly Effect[], accepted: string[], starts: string[]): void {
  for (const effect of effects) {
    if (effect.kind !== 'launch') continue;
    if (effect.stage === 'journal-approval') {
      if (now.kind !== 'approve' || before.review.kind !== 'presented') throw new Error('a launch without an act');
      expect(effect.approved.digest).toBe(before.review.digest);
      expect(gateOf(before.review, { pauseMs: PAUSE_MS, now: now.at }).kind).toBe('open');
      accepted.push(effect.approved.digest);
    }
    if (effect.stage === 'start') starts.push(effect.approved.digest);
    expect(before.review.kind === 'running' || before.review.kind === 'ended').toBe(false);
  }
}

/** The way of two approved steps as a careful person goes it. */
const way: readonly SessionEvent[] = [
  { kind: 'runbook', runbook: RUNBOOK, take: true },
  ...(['run-1', 'run-2'] as const).flatMap((of, index): SessionEvent[] => {
    const step = RUNBOOK.steps[index] as (typeof RUNBOOK.steps)[0];
    const name = step.id as (typeof LEVELS)[number];
    return [
      prepared(step),
      seen(name, 0),
      approveAct(name, 1, 'card', of),
      ...LAUNCH_STAGES.map((stage) => stageEvent({ run: of, stage, ok: true })),
      { kind: 'started', run: of, at: 2 },
      { kind: 'ended', run: of },
      ...RECORD_STAGES.map((stage) => stageEvent({ run: of, stage, ok: true })),
      { kind: 'output-seen', run: of },
      { kind: 'next', run: of, how: 'go-on' },
    ];
  }),
];

/** That way with events dropped, doubled, and hostile or accidental ones put in between. */
const perturbed = fc
  .array(
    fc.record({ times: fc.constantFrom(0, 1, 1, 1, 1, 1, 1, 1, 1, 2), extra: fc.array(event, { maxLength: 2 }), quiet: fc.boolean() }),
    { minLength: way.length, maxLength: way.length },
  )
  .map((changes) =>
    way.flatMap((now, index) =>
      Array<SessionEvent>(changes[index]?.times ?? 1)
        .fill(now)
        .concat(changes[index]?.quiet ? [] : (changes[index]?.extra ?? [])),
    ),
  );

function playAll(events: readonly SessionEvent[]): { accepted: string[]; starts: string[] } {
  let session = freshSession({ id: 's', pauseMs: PAUSE_MS });
  const accepted: string[] = [];
  const starts: string[] = [];
  for (const now of events) {
    const { session: next, effects } = reduce(session, now);
    checkStep(session, now, effects, accepted, starts);
    session = next;
  }
  return { accepted, starts };
}

it('promise 1 and 2: no sequence of events starts more runs than there were open, digest-bound approvals', () => {
  let started = 0;
  const holds = fc.property(fc.oneof(perturbed, fc.array(event, { maxLength: 60 })), (events) => {
    const { accepted, starts } = playAll(events);
    started += starts.length;
    expect(starts.length).toBeLessThanOrEqual(accepted.length);
    for (const digest of starts) expect(accepted).toContain(digest);
  });
  fc.assert(holds, { numRuns: 5000 });
  // The property would be empty if no run ever started.
  expect(started).toBeGreaterThan(300);
});

it('the undisturbed way starts both runs', () => {
  expect(playAll(way).starts).toHaveLength(2);
});
