// What a reload, a renamed runbook or a lost record may not do to the review.
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../src/core/remember/ticket.ts';
import type { SessionEvent } from '../../../src/core/review/events.ts';
import { reduce } from '../../../src/core/review/reduce.ts';
import { freshSession, LAUNCH_STAGES, RECORD_STAGES, type Session } from '../../../src/core/review/session.ts';
import { english } from '../../../src/core/words.ts';
import { snapshotOf } from '../../../src/ui/snapshot/snapshot.ts';
import { approveAct, evidenceOf, PAUSE_MS, play, presented, RUNBOOK, seen } from '../../fakes/review.ts';

const ticketOf = (run: string, runbook = RUNBOOK.path): Ticket => ({
  ...{ v: 1, run, session: 'old', runbook, step: 'read', stepTitle: 'T', stepText: 'x', level: 'read', digest: 'd' },
  ...{ by: 'Ada', at: 1, secrets: [] },
});
const found = (run: string, running: boolean, runbook?: string): SessionEvent => ({
  kind: 'found-run',
  ticket: ticketOf(run, runbook),
  running,
  at: 5,
});
const fresh = () => freshSession({ id: 's', pauseMs: PAUSE_MS });
const recorded = (run: string, exit = 0): SessionEvent[] =>
  RECORD_STAGES.map((stage) => ({
    kind: 'stage-done',
    run,
    stage,
    yields: stage === 'collect' ? { evidence: evidenceOf(run, { exit }) } : {},
  }));
const other = { ...RUNBOOK, path: 'runbooks/other.md' };

describe('a runbook beside a found run', () => {
  it('comes in while the run is busy, and the run stays on the card', () => {
    const session = play(fresh(), found('old', true), { kind: 'runbook', runbook: RUNBOOK, take: false });
    expect(session.runbook?.path).toBe(RUNBOOK.path);
    expect(session.review).toMatchObject({ kind: 'running', ticket: { run: 'old' } });
  });

  it('does not take the place of one that is in review', () => {
    const session = play(fresh(), { kind: 'runbook', runbook: RUNBOOK, take: true }, found('old', true));
    expect(play(session, { kind: 'runbook', runbook: other, take: true }).runbook?.path).toBe(RUNBOOK.path);
  });

  it('leads on to its first open step when the found run is recorded and its output was seen', () => {
    const over = play(fresh(), found('old', true), { kind: 'runbook', runbook: RUNBOOK, take: false }, { kind: 'ended', run: 'old' });
    const next = play(over, ...recorded('old'), { kind: 'output-seen', run: 'old' }, { kind: 'next', run: 'old', how: 'go-on' });
    expect(next.review).toMatchObject({ kind: 'preparing', step: { id: 'change' } });
  });
});

describe('what counts as handled', () => {
  it('is the end of a step of the runbook in review', () => {
    const session = play(fresh(), { kind: 'runbook', runbook: RUNBOOK, take: true }, found('old', false), ...recorded('old'));
    expect(session.handled).toEqual({ read: 'ok' });
  });

  it('is not the step of the same name in another runbook', () => {
    const session = play(fresh(), { kind: 'runbook', runbook: RUNBOOK, take: true }, found('old', false, other.path), ...recorded('old'));
    expect(session.history[0]).toMatchObject({ step: 'read', mark: 'ok' });
    expect(session.handled).toEqual({});
  });
});

describe('a run that ended without evidence', () => {
  const lost = (): Session => {
    let session = play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    for (const stage of LAUNCH_STAGES) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
    return play(
      session,
      { kind: 'ended', run: 'run-1' },
      { kind: 'stage-failed', run: 'run-1', stage: 'collect', failure: { kind: 'runner-lost' } },
    );
  };

  it('has a way onward although there is no output to see', () => {
    expect(play(lost(), { kind: 'output-seen', run: 'run-1' }).review).toMatchObject({ kind: 'ended', seen: false });
    expect(play(lost(), { kind: 'next', run: 'run-1', how: 'stop' }).review.kind).toBe('stopped');
    const { card } = snapshotOf(lost(), { say: english, now: 0, folder: '/work', lang: 'en', seq: 1 });
    expect(card).toMatchObject({ kind: 'outcome', seen: true, warnings: [{ action: { id: 'retry-checkpoint' } }] });
  });

  it('and none while its evidence is still being read', () => {
    const reading = play(lost(), { kind: 'retry-record' });
    expect(play(reading, { kind: 'next', run: 'run-1', how: 'stop' }).review.kind).toBe('ended');
  });
});

it('another pause is drawn when it is over, and only where a card waits for it', () => {
  const shown = play(presented('destructive'), seen('destructive', 0));
  const changed = reduce(shown, { kind: 'pause', pauseMs: 2000 });
  expect(changed).toMatchObject({ session: { pauseMs: 2000 }, effects: [{ kind: 'wake', afterMs: 2000 }] });
  expect(reduce(fresh(), { kind: 'pause', pauseMs: 2000 }).effects).toEqual([]);
});

it('a recovered run says how it ended, whichever way that was', () => {
  const warning = (end: Parameters<typeof evidenceOf>[1]) => {
    const session = play(fresh(), found('old', false), {
      kind: 'stage-done',
      run: 'old',
      stage: 'collect',
      yields: { evidence: evidenceOf('old', end) },
    });
    const { card } = snapshotOf(session, { say: english, now: 0, folder: '/work', lang: 'en', seq: 1 });
    return card.kind === 'outcome' ? card.warnings[0]?.text : '';
  };
  expect(warning({ exit: 3 })).toBe('The window closed while it ran. How it ended: Exit 3.');
  expect(warning({ exit: null, signal: 'SIGTERM' })).toBe('The window closed while it ran. How it ended: Ended by SIGTERM.');
  expect(warning({ exit: null, outcome: 'timeout' })).toBe('The window closed while it ran. How it ended: Ended by its time limit.');
  expect(warning({ exit: null, outcome: 'lost' })).toContain('the exit code is unknown');
});
