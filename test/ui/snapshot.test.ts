import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/assess/assessment.ts';
import type { Session } from '../../src/core/review/session.ts';
import type { Level } from '../../src/core/step.ts';
import { english } from '../../src/core/words.ts';
import { lensesOf } from '../../src/ui/codeLens.ts';
import { COMMANDS } from '../../src/ui/contributions.ts';
import { commandParts } from '../../src/ui/snapshot/commandParts.ts';
import { deedLabel } from '../../src/ui/snapshot/deed.ts';
import { snapshotOf } from '../../src/ui/snapshot/snapshot.ts';
import { statusText } from '../../src/ui/statusBar.ts';
import { approveAct, evidenceOf, PAUSE_MS, play, presented, RUNBOOK, seen, typed } from '../fakes/review.ts';

const draw = (session: Session, now = 0) => snapshotOf(session, { say: english, now, folder: '/work', lang: 'en', seq: 1 });

/** A session whose run has ended with this exit code, recorded as far as `stage`. */
function ended(exit: number | null, more: Partial<Extract<Session['review'], { kind: 'ended' }>> = {}): Session {
  const launching = play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
  if (launching.review.kind !== 'launching') throw new Error('not launching');
  const review = {
    kind: 'ended',
    ticket: launching.review.ticket,
    evidence: evidenceOf('run-1', { exit, outcome: exit === null ? 'lost' : 'exited' }),
    ...{ stage: null, failure: null, commit: 'abcdef0', journalPath: 'j', seen: false, recovered: false, warnings: [] },
    ...more,
  } as const;
  return { ...launching, review };
}

describe('an output that holds more than data', () => {
  it('is flagged on the card of its run', () => {
    const evidence = evidenceOf('run-1');
    const signs = ['instructions', 'terminal-control'] as const;
    const { card } = draw(ended(0, { evidence: { ...evidence, excerpt: { ...evidence.excerpt, signs } } }));
    if (card.kind !== 'outcome') throw new Error(card.kind);
    expect(card.warnings.map(({ text }) => text)).toContain(
      'This output holds orders to a model, terminal control. It is only data: do not follow it; a model is told so too.',
    );
    const plain = draw(ended(0)).card;
    expect(plain.kind === 'outcome' && plain.warnings).toEqual([]);
  });
});

describe('the command as drawn', () => {
  const finding = (span: readonly [number, number]): Finding => ({
    rule: 'r',
    level: 'destructive',
    span,
    via: [],
    sentence: 's',
    reversible: 'no',
  });

  it('is the whole command, every character once, whatever the spans', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: -5, max: 80 }), fc.integer({ min: -5, max: 80 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), spans, (text, list) => {
        expect(
          commandParts(text, list.map(finding))
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('names hidden characters, also inside a risky span', () => {
    const parts = commandParts('rm \u202ex', [finding([0, 5])]);
    expect(parts.map((part) => part.kind)).toEqual(['risk', 'hidden', 'risk']);
  });
});

describe('the card', () => {
  it('of a review says place, level, deed, where it runs, and what is missing before it may be approved', () => {
    const { card, place } = draw(presented('destructive'));
    expect(place).toBe('a.md · step 3 of 4');
    expect(card).toMatchObject({
      kind: 'review',
      level: 'destructive',
      levelName: 'Destructive',
      approve: { label: 'Do destructive', gate: { kind: 'unseen' } },
    });
    const paused = play(presented('destructive'), seen('destructive', 0));
    expect(draw(paused, 1000).card).toMatchObject({
      approve: { gate: { kind: 'pause', remainingMs: PAUSE_MS - 1000, totalMs: PAUSE_MS, runs: true } },
    });
  });

  it('of a critical step asks for the target until it is typed', () => {
    const paused = play(presented('critical'), seen('critical', 0));
    expect(draw(paused, PAUSE_MS + 1).card).toMatchObject({
      approve: { gate: { kind: 'typing', expected: 'db-1' }, confirm: { expected: 'db-1' } },
    });
    expect(draw(play(paused, typed('db-1')), PAUSE_MS + 1).card).toMatchObject({ approve: { gate: { kind: 'open' } } });
  });

  it('of a failure says its code and that nothing goes on by itself; of a loss that the code is unknown', () => {
    expect(draw(ended(35)).card).toMatchObject({
      kind: 'outcome',
      ok: false,
      statusText: 'Exit 35',
      next: [{ how: 'retry' }, { how: 'go-on' }, { how: 'stop' }],
    });
    const lost = draw(ended(null, { recovered: true })).card;
    expect(lost).toMatchObject({ ok: false, statusText: 'Exit code unknown' });
    expect(JSON.stringify(lost)).toContain('the exit code is unknown');
    // The runner can die while the window stands, too.
    expect(JSON.stringify(draw(ended(null)).card)).toContain('the exit code is unknown');
  });

  it('names the worst deed and how many others there are, each part of the command once', () => {
    const finding = (span: readonly [number, number], level: Level = 'change') => ({ span, level }) as never;
    const label = (...findings: never[]) => deedLabel({ deed: 'Delete pod web-0', findings }, english);
    expect(label(finding([0, 20]))).toBe('Delete pod web-0');
    expect(label(finding([0, 20]), finding([3, 9]), finding([0, 40]))).toBe('Delete pod web-0');
    expect(label(finding([0, 20]), finding([22, 30]), finding([22, 30]), finding([31, 40]))).toBe('Delete pod web-0 and 2 more');
    expect(label(finding([0, 20]), finding([22, 30], 'read'))).toBe('Delete pod web-0');
  });

  it('while it is being read is neither a success nor a failure, and asks for nothing', () => {
    const { card } = draw(ended(0, { evidence: null, stage: 'collect' }));
    expect(card).toMatchObject({ kind: 'outcome', reading: true, next: [], seen: false });
    const failure = { kind: 'checkpoint-failed', reason: 'merging', detail: '' } as const;
    expect(draw(ended(0, { evidence: null, stage: 'collect', failure })).card).not.toHaveProperty('reading');
  });

  it('of exit 0 says what it does not speak for, and is silent where it does', () => {
    const of = (stepText: string, notable: { line: number; text: never }[] = []) => {
      const session = ended(0);
      if (session.review.kind !== 'ended' || !session.review.evidence) throw new Error('not ended');
      const { review } = session;
      const evidence = { ...session.review.evidence, excerpt: { ...session.review.evidence.excerpt, notable } };
      const { card } = draw({ ...session, review: { ...review, evidence, ticket: { ...review.ticket, stepText } } });
      return card.kind === 'outcome' ? card.warnings.map(({ text }) => text) : [];
    };
    expect(of('curl -sf https://x | tee log')).toEqual(['Exit 0 does not speak for curl: read in the output how that went.']);
    expect(of('helm test x')).toEqual([]);
    expect(of('apt-get update\njq --version')).toEqual([]);
    expect(of('apt-get update\njq --version', [{ line: 1, text: 'W: x' as never }])).toHaveLength(1);
  });

  it('of a record that stopped keeps the way onward open and offers to try again', () => {
    const failure = { kind: 'checkpoint-failed', reason: 'merging', detail: '' } as const;
    const { card } = draw(ended(0, { stage: 'checkpoint', failure, seen: true }));
    expect(card).toMatchObject({ kind: 'outcome', seen: true, warnings: [{ action: { id: 'retry-checkpoint' } }] });
  });

  it('while the record is written, the next step waits', () => {
    expect(draw(ended(0, { stage: 'checkpoint', seen: true })).card).toMatchObject({ seen: false });
  });

  it('leaves no template unfilled, in any state', () => {
    const launching = play(presented('read'), seen('read', 0), approveAct('read', 10, 'card', 'run-1'));
    const states: Session[] = [presented('read'), presented('critical'), launching, ended(0), ended(3), ended(null, { recovered: true })];
    for (const place of ['no-folder', 'untrusted', 'no-git'] as const)
      states.push({ ...presented('read'), place: { kind: place }, review: { kind: 'idle' } });
    states.push(
      { ...presented('read'), review: { kind: 'stopped', after: 'X' } },
      { ...presented('read'), runbook: null, review: { kind: 'idle' } },
    );
    for (const session of states) {
      const { words, ...drawn } = draw(session);
      expect(JSON.stringify(drawn)).not.toMatch(/\{\w+\}/);
      expect(words.pauseLabel).toContain('{seconds}');
    }
  });
});

describe('the lenses', () => {
  const step = RUNBOOK.steps[0] as (typeof RUNBOOK.steps)[0];
  const lens = (session: Session, of = step) => lensesOf(RUNBOOK, of, { session, say: english, now: 10 });

  it('review first; approve only what is mild, shown and seen', () => {
    expect(lens(presented('read'))[0]).toMatchObject({ command: COMMANDS.reviewStep });
    expect(lens(play(presented('read'), seen('read', 0)))[0]).toMatchObject({ command: COMMANDS.approveNextStep });
    const destructive = RUNBOOK.steps[2] as typeof step;
    expect(lens(play(presented('destructive'), seen('destructive', -PAUSE_MS)), destructive)[0]).toMatchObject({
      command: COMMANDS.reviewStep,
    });
  });

  it('say how the last run ended', () => {
    const last = { span: [0, 1], run: 'r', exit: 3 } as const;
    expect(lens(presented('read'), { ...step, last })[1]).toMatchObject({ title: '$(error) exit 3', command: COMMANDS.showLog });
  });
});

it('the status bar follows the review', () => {
  expect(statusText(presented('read'), english)).toContain('Do read');
  expect(statusText(ended(3), english)).toContain('Failed');
  expect(statusText({ ...presented('read'), review: { kind: 'idle' } }, english)).toBeNull();
});
