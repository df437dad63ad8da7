// An edited step is another step: nothing that was seen, typed or decided for the one before counts for it.
import { describe, expect, it } from 'vitest';
import { editOf } from '../../../src/core/review/editing.ts';
import type { SessionEvent } from '../../../src/core/review/events.ts';
import { reduce } from '../../../src/core/review/reduce.ts';
import { rehearsalOf } from '../../../src/core/review/rehearsal.ts';
import { LAUNCH_STAGES, RECORD_STAGES, type Session, type StepEdit } from '../../../src/core/review/session.ts';
import type { Runbook } from '../../../src/core/step.ts';
import {
  approveAct,
  assessmentOf,
  digestFor,
  evidenceOf,
  PAUSE_MS,
  planOf,
  play,
  prepared,
  presented,
  RUNBOOK,
  seen,
  stepOf,
} from '../../fakes/review.ts';

const digest = digestFor(stepOf('read', 0));
const edit = (text: string, at = 5): SessionEvent => ({ kind: 'edit', digest, text, at });
const stepEdit = (text: string, was = 'run read'): StepEdit => ({ runbook: RUNBOOK.path, step: 'read', text, was, by: 'Ada', at: 9 });
const edited = (text: string): Runbook => ({ ...RUNBOOK, steps: [stepOf('read', 0, text), ...RUNBOOK.steps.slice(1)] });
const shown = () => play(presented('read'), seen('read', 0));
const launched = (session: Session) => session.review.kind === 'launching';

describe('a draft', () => {
  it('is assessed as it is typed, and an answer for what was typed over is dropped', () => {
    const typing = reduce(shown(), edit('run reads'));
    expect(typing.effects).toMatchObject([{ kind: 'assess-draft', digest, step: { id: 'read', text: 'run reads' } }]);
    const late = { kind: 'draft-assessed', digest, text: 'run rea', assessment: assessmentOf('critical') } as const;
    expect(play(typing.session, late).review).toMatchObject({ draft: { assessment: null } });
    expect(play(typing.session, { ...late, text: 'run reads' }).review).toMatchObject({ draft: { assessment: { level: 'critical' } } });
  });

  it('that says what the proposal says asks nobody', () => {
    const { session, effects } = reduce(shown(), edit('run read'));
    expect(effects).toEqual([]);
    expect(session.review).toMatchObject({ draft: { assessment: { level: 'read' } } });
  });

  it('shuts every way to approve: the card shows another text', () => {
    for (const via of ['card', 'palette', 'codelens'] as const) {
      expect(launched(play(shown(), edit('x'), approveAct('read', 10, via)))).toBe(false);
      expect(launched(play(shown(), edit('x'), { kind: 'edit-close', digest }, approveAct('read', 10, via)))).toBe(true);
    }
  });

  it('stops the pause while it is open', () => {
    const target = digestFor(RUNBOOK.steps[2] as (typeof RUNBOOK.steps)[0]);
    const open = play(presented('destructive'), seen('destructive', 0), { kind: 'edit', digest: target, text: 'x', at: 1000 });
    const closed = play(open, { kind: 'edit-close', digest: target }, seen('destructive', 60_000));
    expect(launched(play(closed, approveAct('destructive', 60_000 + PAUSE_MS - 1001)))).toBe(false);
    expect(launched(play(closed, approveAct('destructive', 60_000 + PAUSE_MS - 1000)))).toBe(true);
  });

  it('is not the command: nothing the view or the window says while it is open counts as reading', () => {
    const target = digestFor(RUNBOOK.steps[2] as (typeof RUNBOOK.steps)[0]);
    const open = play(presented('destructive'), { kind: 'edit', digest: target, text: 'x', at: 0 }, seen('destructive', 0));
    const closed = play(open, seen('destructive', PAUSE_MS), { kind: 'edit-close', digest: target });
    expect(closed.review).toMatchObject({ attention: { whole: false, since: null, collectedMs: 0 } });
  });

  it('for another card is nobody’s', () => {
    expect(play(shown(), { ...edit('x'), digest: 'f'.repeat(64) } as SessionEvent)).toEqual(shown());
  });
});

describe('an edit that is taken over', () => {
  const rewrite: SessionEvent = { kind: 'rewrite', digest, text: 'run reads', at: 9, by: 'Ada' };
  const saving = () => play(shown(), edit('run reads'), rewrite);
  const rewritten: SessionEvent = { kind: 'rewritten', digest, runbook: edited('run reads'), index: 0, edit: stepEdit('run reads') };

  it('goes into the runbook once, and nothing can be approved on the way', () => {
    const first = reduce(play(shown(), edit('run reads')), rewrite);
    expect(first.effects).toMatchObject([{ kind: 'rewrite', edit: { was: 'run read', text: 'run reads', by: 'Ada' } }]);
    expect(reduce(first.session, rewrite).effects).toEqual([]);
    expect(launched(play(first.session, { kind: 'edit-close', digest }, approveAct('read', 20)))).toBe(false);
  });

  it('comes back as a new review: a new digest, unseen, and the journal knows who wrote it', () => {
    const { session, effects } = reduce(saving(), rewritten);
    expect(session.review).toMatchObject({ kind: 'preparing', step: { text: 'run reads' } });
    expect(effects).toMatchObject([{ kind: 'journal-edit', edit: { by: 'Ada' } }, { kind: 'prepare' }]);
    const again = play(session, prepared(stepOf('read', 0, 'run reads')));
    // `prepared` recognises the step object that is being prepared, so it is handed back.
    const step = session.review.kind === 'preparing' ? session.review.step : stepOf('read', 0);
    expect(again.review.kind).toBe('preparing');
    const ready = play(session, prepared(step));
    expect(ready.review).toMatchObject({ kind: 'presented', attention: { whole: false }, draft: null });
    expect(launched(play(ready, approveAct('read', 30)))).toBe(false);
    expect(editOf(ready, stepOf('read', 0, 'run reads'))).toMatchObject({ by: 'Ada', was: 'run read' });
  });

  it('also when the editor told of the change first', () => {
    const told = play(saving(), { kind: 'runbook', runbook: edited('run reads'), take: false });
    const { session, effects } = reduce(told, rewritten);
    expect(session.review).toMatchObject({ kind: 'preparing', step: { text: 'run reads' } });
    expect(effects.map((effect) => effect.kind)).toEqual(['journal-edit']);
    expect(editOf(session, stepOf('read', 0, 'run reads'))).toBeDefined();
  });

  it('that failed leaves the draft, says why, and can be tried again', () => {
    const failed = play(saving(), { kind: 'rewrite-failed', digest, failure: { kind: 'rewrite-failed', path: 'a', detail: 'unfit' } });
    expect(failed.review).toMatchObject({ draft: { saving: false, text: 'run reads', failure: { kind: 'rewrite-failed' } } });
    expect(reduce(failed, rewrite).effects).toMatchObject([{ kind: 'rewrite' }]);
  });

  it('that changes nothing closes the draft', () => {
    const { session, effects } = reduce(play(shown(), edit('run reads')), { ...rewrite, text: 'run read' } as SessionEvent);
    expect(session.review).toMatchObject({ kind: 'presented', draft: null });
    expect(effects).toEqual([]);
  });

  it('names the first proposal after several edits, and none once it says the proposal again', () => {
    const session: Session = { ...shown(), edits: [stepEdit('b', 'a'), stepEdit('c', 'b'), stepEdit('a', 'c')] };
    expect(editOf(session, stepOf('read', 0, 'c'))).toMatchObject({ was: 'a', text: 'c' });
    expect(editOf(session, stepOf('read', 0, 'a'))).toBeUndefined();
    // Another step that happens to say the same was written by somebody else.
    expect(editOf(session, stepOf('change', 1, 'c'))).toBeUndefined();
    expect(editOf({ ...session, runbook: { ...RUNBOOK, path: 'other.md' } }, stepOf('read', 0, 'c'))).toBeUndefined();
  });
});

describe('a dry run', () => {
  const withPreview = (): Session => {
    const session = presented('destructive');
    if (session.review.kind !== 'presented') throw new Error('not presented');
    const finding = { rule: 'r', level: 'destructive', span: [0, 3], via: [], sentence: 's', reversible: 'no', preview: 'ls' } as const;
    return { ...session, review: { ...session.review, assessment: { ...session.review.assessment, findings: [finding] } } };
  };
  const target = digestFor(RUNBOOK.steps[2] as (typeof RUNBOOK.steps)[0]);
  const rehearse: SessionEvent = { kind: 'rehearse', digest: target, finding: 0 };
  const inReview = (): Session => {
    const session = play(withPreview(), rehearse);
    if (session.review.kind !== 'preparing') throw new Error('not preparing');
    const { step } = session.review;
    const assessment = assessmentOf('read');
    return play(session, { kind: 'prepared', step, plan: planOf(step, 'read'), digest, assessment });
  };
  const afterRun = (): Session => {
    let session = play(inReview(), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    for (const stage of LAUNCH_STAGES) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
    session = play(session, { kind: 'ended', run: 'run-1' });
    for (const stage of RECORD_STAGES)
      session = play(session, {
        kind: 'stage-done',
        run: 'run-1',
        stage,
        yields: stage === 'collect' ? { evidence: evidenceOf('run-1') } : {},
      });
    return session;
  };

  it('is a step of its own, with its own review', () => {
    const { session, effects } = reduce(withPreview(), rehearse);
    expect(session.review).toMatchObject({
      kind: 'preparing',
      step: { id: 'destructive#dry-run', text: 'ls', rehearses: 'destructive' },
    });
    expect(effects).toMatchObject([{ kind: 'prepare' }]);
    expect(launched(play(inReview(), approveAct('read', 5)))).toBe(false);
  });

  it('does not approve the step it rehearses, nor does the step approve it', () => {
    expect(launched(play(inReview(), seen('destructive', 0), approveAct('destructive', PAUSE_MS * 3)))).toBe(false);
    expect(launched(play(inReview(), seen('read', 0), approveAct('read', 10)))).toBe(true);
  });

  it('carries in its ticket what it was made for, and leads back there', () => {
    const session = afterRun();
    expect(session.review).toMatchObject({
      kind: 'ended',
      ticket: { step: 'destructive#dry-run', rehearses: { step: 'destructive', text: 'run destructive' } },
    });
    const back = play(session, { kind: 'output-seen', run: 'run-1' }, { kind: 'next', run: 'run-1', how: 'go-on' });
    expect(back.review).toMatchObject({ kind: 'preparing', step: { id: 'destructive' } });
    expect(back.handled.destructive).toBeUndefined();
  });

  it('survives an edit elsewhere, and falls with its step', () => {
    const elsewhere = { ...RUNBOOK, steps: [...RUNBOOK.steps.slice(0, 3), stepOf('critical', 3, 'other')] };
    expect(play(inReview(), { kind: 'runbook', runbook: elsewhere, take: false }).review).toMatchObject({
      kind: 'presented',
      step: { id: 'destructive#dry-run' },
    });
    const changed = { ...RUNBOOK, steps: RUNBOOK.steps.map((step) => (step.id === 'destructive' ? stepOf('destructive', 2, 'x') : step)) };
    expect(play(inReview(), { kind: 'runbook', runbook: changed, take: false }).review).toMatchObject({
      kind: 'preparing',
      step: { id: 'destructive' },
    });
    const launching = play(inReview(), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    expect(play(launching, { kind: 'runbook', runbook: elsewhere, take: false }).review).toMatchObject({ doom: null });
    expect(play(launching, { kind: 'runbook', runbook: changed, take: false }).review).toMatchObject({
      doom: { kind: 'changed-since-approved' },
    });
  });

  it('keeps where and how its step runs, and nothing said of its result', () => {
    const step = { ...stepOf('read', 0), attributes: { cwd: 'a', expect: 'Ready', undo: 'b', env: 'all', timeoutMs: 5 } } as const;
    expect(rehearsalOf(step, 'ls').attributes).toEqual({ cwd: 'a', env: 'all', timeoutMs: 5 });
  });

  it('of a finding without a preview, or of a dry run, there is none', () => {
    expect(reduce(presented('destructive'), rehearse).effects).toEqual([]);
    expect(reduce(inReview(), { kind: 'rehearse', digest, finding: 0 }).effects).toEqual([]);
    expect(reduce(inReview(), edit('x')).effects).toEqual([]);
  });
});
