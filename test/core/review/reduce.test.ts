import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/core/review/reduce.ts';
import { freshSession, LAUNCH_STAGES, type Session } from '../../../src/core/review/session.ts';
import { approveAct, evidenceOf, PAUSE_MS, play, prepared, presented, RUNBOOK, seen, stepOf, typed } from '../../fakes/review.ts';

const launched = (session: Session) => session.review.kind === 'launching';

describe('approving', () => {
  it('takes a whole command on screen, for every level', () => {
    expect(launched(play(presented('read'), approveAct('read', 10)))).toBe(false);
    expect(launched(play(presented('read'), seen('read', 0, { whole: false }), approveAct('read', 10)))).toBe(false);
    expect(launched(play(presented('read'), seen('read', 0), approveAct('read', 10)))).toBe(true);
  });

  it('of a destructive step waits for the pause, which runs only while seen and focused', () => {
    const shown = play(presented('destructive'), seen('destructive', 0));
    expect(launched(play(shown, approveAct('destructive', PAUSE_MS - 1)))).toBe(false);
    expect(launched(play(shown, approveAct('destructive', PAUSE_MS)))).toBe(true);
    const away = play(shown, seen('destructive', 1000, { focused: false }), seen('destructive', 60_000));
    expect(launched(play(away, approveAct('destructive', 60_000 + PAUSE_MS - 1001)))).toBe(false);
    expect(launched(play(away, approveAct('destructive', 60_000 + PAUSE_MS - 1000)))).toBe(true);
  });

  it('of a critical step takes the pause and the typed target, exactly', () => {
    const paused = play(presented('critical'), seen('critical', 0));
    const act = approveAct('critical', PAUSE_MS + 1);
    expect(launched(play(paused, act))).toBe(false);
    expect(launched(play(paused, typed('DB-1'), act))).toBe(false);
    expect(launched(play(paused, typed(' db-1 '), act))).toBe(true);
    expect(launched(play(paused, typed('db-1'), approveAct('critical', 10)))).toBe(false);
  });

  it('of a critical step that names nothing to type is impossible', () => {
    const session = presented('critical');
    if (session.review.kind !== 'presented') throw new Error('not presented');
    const { confirm: _, ...assessment } = session.review.assessment;
    const nameless: Session = { ...session, review: { ...session.review, assessment } };
    expect(launched(play(nameless, seen('critical', 0), typed(''), approveAct('critical', PAUSE_MS * 2)))).toBe(false);
  });

  it('of what the policy forbids is impossible, and the policy can only lengthen the pause', () => {
    const governed = (more: object): Session => {
      const session = presented('change');
      if (session.review.kind !== 'presented') throw new Error('not presented');
      return { ...session, review: { ...session.review, assessment: { ...session.review.assessment, ...more } } };
    };
    const forbidden = play(governed({ forbidden: 'No changes on a Friday.' }), seen('change', 0));
    for (const via of ['card', 'palette', 'codelens'] as const)
      expect(launched(play(forbidden, approveAct('change', PAUSE_MS * 9, via)))).toBe(false);
    const paused = play(governed({ pauseMs: 2000 }), seen('change', 0));
    expect(launched(play(paused, approveAct('change', 1999)))).toBe(false);
    expect(launched(play(paused, approveAct('change', 2000)))).toBe(true);
  });

  it('from the palette or a CodeLens works for read and change only', () => {
    for (const via of ['palette', 'codelens'] as const) {
      expect(launched(play(presented('change'), seen('change', 0), approveAct('change', 9, via)))).toBe(true);
      expect(launched(play(presented('destructive'), seen('destructive', 0), approveAct('destructive', PAUSE_MS * 9, via)))).toBe(false);
    }
  });

  it('is one act, one run: the same act again starts nothing', () => {
    const once = reduce(play(presented('read'), seen('read', 0)), approveAct('read', 10));
    expect(once.effects.map((effect) => effect.kind)).toEqual(['launch']);
    expect(reduce(once.session, approveAct('read', 10)).effects).toEqual([]);
    expect(reduce(once.session, approveAct('read', 11)).effects).toEqual([]);
  });

  it('is refused when the step changed under the card', () => {
    const shown = play(presented('read'), seen('read', 0));
    const edited = { ...RUNBOOK, steps: [stepOf('read', 0, 'run something else'), ...RUNBOOK.steps.slice(1)] };
    const after = reduce(shown, { kind: 'runbook', runbook: edited, take: false });
    expect(after.effects.map((effect) => effect.kind)).toEqual(['prepare']);
    expect(launched(play(after.session, approveAct('read', 20)))).toBe(false);
    const again = play(after.session, prepared(edited.steps[0] as (typeof edited.steps)[0]));
    expect(launched(play(again, seen('read', 30), approveAct('read', 40)))).toBe(false);
  });
});

describe('launching', () => {
  const launching = () => play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));

  it('goes through every stage in order, once', () => {
    const stages: string[] = [];
    let session = launching();
    for (const stage of LAUNCH_STAGES) {
      const step = reduce(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
      for (const effect of step.effects) if (effect.kind === 'launch') stages.push(effect.stage);
      session = step.session;
    }
    expect(['journal-approval', ...stages]).toEqual([...LAUNCH_STAGES]);
  });

  it('a failure in any stage before the start means: nothing ran', () => {
    for (const stage of LAUNCH_STAGES.slice(0, -1)) {
      let session = launching();
      for (const before of LAUNCH_STAGES.slice(0, LAUNCH_STAGES.indexOf(stage)))
        session = play(session, { kind: 'stage-done', run: 'run-1', stage: before, yields: {} });
      const failed = reduce(session, { kind: 'stage-failed', run: 'run-1', stage, failure: { kind: 'runner-lost' } });
      expect(failed.session.review).toMatchObject({ kind: 'blocked', refused: true });
      expect(failed.effects.map((effect) => effect.kind)).toEqual(['journal-refusal', 'forget']);
    }
  });

  it('refuses when the step is edited between the approval and the start', () => {
    const edited = { ...RUNBOOK, steps: [stepOf('read', 0, 'rm -rf /'), ...RUNBOOK.steps.slice(1)] };
    const doomed = play(launching(), { kind: 'runbook', runbook: edited, take: false });
    const after = reduce(doomed, { kind: 'stage-done', run: 'run-1', stage: 'journal-approval', yields: {} });
    expect(after.session.review).toMatchObject({ kind: 'blocked', refused: true, failure: { kind: 'changed-since-approved' } });
  });

  it('an edit elsewhere in the runbook changes nothing', () => {
    const edited = { ...RUNBOOK, steps: [...RUNBOOK.steps.slice(0, 3), stepOf('critical', 3, 'other')] };
    const session = play(launching(), { kind: 'runbook', runbook: edited, take: false });
    expect(session.review).toMatchObject({ kind: 'launching', doom: null });
  });

  it('an edit after the request to start asks the runner to cancel', () => {
    let session = launching();
    for (const stage of LAUNCH_STAGES.slice(0, -1)) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
    const edited = { ...RUNBOOK, steps: [stepOf('read', 0, 'rm -rf /'), ...RUNBOOK.steps.slice(1)] };
    expect(reduce(session, { kind: 'runbook', runbook: edited, take: false }).effects).toEqual([{ kind: 'cancel', run: 'run-1' }]);
  });
});

describe('a place that is known late', () => {
  const known = { kind: 'place', problem: null } as const;
  const chosen = play(
    freshSession({ id: 's', pauseMs: PAUSE_MS }),
    { kind: 'runbook', runbook: RUNBOOK, take: false },
    { kind: 'choose', step: 'change' },
  );

  it('leaves the step that was chosen meanwhile', () => {
    expect(play(chosen, known).review).toMatchObject({ kind: 'preparing', step: { id: 'change' } });
    const [, step] = RUNBOOK.steps;
    if (!step) throw new Error('no second step');
    expect(play(chosen, prepared(step), known).review).toMatchObject({ kind: 'presented', step: { id: 'change' } });
  });

  it('takes it away where nothing can run, and begins with the first step once it can', () => {
    const away = play(chosen, { kind: 'place', problem: { kind: 'untrusted' } });
    expect(away.review.kind).toBe('idle');
    expect(play(away, known).review).toMatchObject({ kind: 'preparing', step: { id: 'read' } });
  });
});

describe('the outcome', () => {
  const ended = (exit: number) => {
    let session = play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    for (const stage of LAUNCH_STAGES) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
    session = play(session, { kind: 'started', run: 'run-1', at: 20 }, { kind: 'ended', run: 'run-1' });
    session = play(session, { kind: 'stage-done', run: 'run-1', stage: 'collect', yields: { evidence: evidenceOf('run-1', { exit }) } });
    session = play(session, { kind: 'stage-done', run: 'run-1', stage: 'annotate', yields: {} });
    session = play(session, { kind: 'stage-done', run: 'run-1', stage: 'journal', yields: { journalPath: 'j' } });
    return play(session, { kind: 'stage-done', run: 'run-1', stage: 'checkpoint', yields: { commit: 'abc' } });
  };

  it('has to be seen before anything else can be reviewed', () => {
    const session = ended(0);
    expect(play(session, { kind: 'next', run: 'run-1', how: 'go-on' }).review.kind).toBe('ended');
    expect(play(session, { kind: 'choose', step: 'change' }).review.kind).toBe('ended');
    const next = play(session, { kind: 'output-seen', run: 'run-1' }, { kind: 'next', run: 'run-1', how: 'go-on' });
    expect(next.review).toMatchObject({ kind: 'preparing', step: { id: 'change' } });
  });

  it('of a failed step stops the way onward until the person decides', () => {
    const session = play(ended(35), { kind: 'output-seen', run: 'run-1' });
    expect(session.history[0]).toMatchObject({ mark: 'failed', exit: 35 });
    expect(play(session, { kind: 'next-step' }).review.kind).toBe('ended');
    expect(play(session, { kind: 'next', run: 'run-1', how: 'retry' }).review).toMatchObject({ kind: 'preparing', step: { id: 'read' } });
    expect(play(session, { kind: 'next', run: 'run-1', how: 'stop' }).review.kind).toBe('stopped');
  });

  it('keeps the run folder until the journal has it, and a failed checkpoint can be retried', () => {
    let session = play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    for (const stage of LAUNCH_STAGES) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
    session = play(session, { kind: 'ended', run: 'run-1' });
    session = play(session, { kind: 'stage-done', run: 'run-1', stage: 'collect', yields: { evidence: evidenceOf('run-1') } });
    const annotated = reduce(session, { kind: 'stage-done', run: 'run-1', stage: 'annotate', yields: {} });
    expect(annotated.effects.map((effect) => effect.kind)).toEqual(['record']);
    const journalled = reduce(annotated.session, { kind: 'stage-done', run: 'run-1', stage: 'journal', yields: { journalPath: 'j' } });
    expect(journalled.effects.map((effect) => effect.kind)).toEqual(['record', 'forget']);
    const failure = { kind: 'checkpoint-failed', reason: 'merging', detail: '' } as const;
    const stuck = play(journalled.session, { kind: 'stage-failed', run: 'run-1', stage: 'checkpoint', failure });
    expect(stuck.review).toMatchObject({ kind: 'ended', failure: { reason: 'merging' } });
    expect(reduce(stuck, { kind: 'retry-record' }).effects).toMatchObject([{ kind: 'record', stage: 'checkpoint' }]);
  });

  it('of a run that never started is a refusal', () => {
    let session = play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    for (const stage of LAUNCH_STAGES) session = play(session, { kind: 'stage-done', run: 'run-1', stage, yields: {} });
    session = play(session, { kind: 'ended', run: 'run-1' });
    const evidence = evidenceOf('run-1', { outcome: 'provider-failed', exit: null, refusal: { kind: 'sign-in', detail: 'x' } }, false);
    const refused = reduce(session, { kind: 'stage-done', run: 'run-1', stage: 'collect', yields: { evidence } });
    expect(refused.session.review).toMatchObject({
      kind: 'blocked',
      refused: true,
      failure: { kind: 'provider-failed', class: 'sign-in' },
    });
  });
});

describe('after a reload', () => {
  const ticket = {
    v: 1,
    run: 'old-run',
    session: 'old',
    runbook: RUNBOOK.path,
    step: 'read',
    stepTitle: 'T',
    stepText: 'x',
    level: 'read',
    digest: 'd',
    by: 'Ada',
    at: 1,
    secrets: [],
  } as const;

  it('a run that still goes on is found again; one that ended is recorded', () => {
    const session = presented('read');
    expect(play(session, { kind: 'found-run', ticket: { ...ticket, secrets: [] }, running: true, at: 5 }).review).toMatchObject({
      kind: 'running',
      recovered: true,
    });
    const over = reduce(session, { kind: 'found-run', ticket: { ...ticket, secrets: [] }, running: false, at: 5 });
    expect(over.effects).toMatchObject([{ kind: 'record', stage: 'collect' }]);
  });
});
