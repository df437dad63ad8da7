import { describe, expect, it } from 'vitest';
import { readRunbookFile } from '../../../src/core/recall/files.ts';
import { standingOf } from '../../../src/core/recall/standing.ts';
import { redact } from '../../../src/core/redact/redact.ts';
import { append, approve, fresh, journalsIn, RUNBOOK, ran, START, session, type Written } from './world.ts';

const standing = (world: Written, path = RUNBOOK) => standingOf(readRunbookFile({ path, text: world.text }), journalsIn(world));
const marks = (world: Written) => standing(world).steps.map(({ step, mark }) => `${step.id} ${mark}`);

describe('from the repository alone', () => {
  it('what ran, what was decided against, and that nothing is left', () => {
    const world = session();
    expect(marks(world)).toEqual(['look ok', 'join ok', 'last skipped']);
    expect(standing(world)).toMatchObject({ next: null, doubt: [] });
  });

  it('what is next: the first step neither done nor decided against, a failed one included', () => {
    const world = fresh();
    ran(world, { run: 'run-1', step: 'look' });
    expect(standing(world).next).toMatchObject({ step: { id: 'join' }, mark: 'open', last: null });
    ran(world, { run: 'run-2', step: 'join', exit: 3, session: 's-2' });
    expect(standing(world).next).toMatchObject({ step: { id: 'join' }, mark: 'failed', last: { exit: 3 } });
  });

  it('what is in doubt: approved and never ended, or ended nobody knows how', () => {
    const world = fresh();
    approve(world, { run: 'run-1', step: 'look' });
    expect(standing(world).doubt).toMatchObject([
      { step: { id: 'look' }, last: { kind: 'approved', by: 'Ada Lovelace <ada@example.org>' } },
    ]);
    append(world, 's-1', {
      ...{
        kind: 'recovered',
        step: 'look',
        run: 'run-1',
        at: START + 1,
        by: 'Ada',
        digest: 'd',
        outcome: 'lost',
        exit: null,
        signal: null,
      },
      ...{ durationMs: null, bytes: 0, log: 'l', logSha256: 's', secrets: [] },
    });
    expect(standing(world)).toMatchObject({ doubt: [{ mark: 'doubt', last: { kind: 'recovered' } }], next: { step: { id: 'look' } } });
  });

  it('what was refused is open again, and known', () => {
    const world = fresh();
    approve(world, { run: 'run-1', step: 'look' });
    append(world, 's-1', { kind: 'refused', step: 'look', run: 'run-1', at: START, by: 'Ada', failure: 'no-git', detail: redact('{}') });
    expect(marks(world)[0]).toBe('look refused');
  });

  it('what ran well as another text than stands there now', () => {
    const world = session();
    world.text = world.text.replace('kubectl get nodes', 'kubectl delete nodes --all');
    expect(standing(world)).toMatchObject({ doubt: [{ step: { id: 'look' }, mark: 'edited' }], next: { step: { id: 'look' } } });
  });

  it('a step is found again by its text when its id changed', () => {
    const world = session();
    world.text = world.text.replace('{id=look}', '{id=nodes}');
    expect(marks(world)[0]).toBe('nodes ok');
  });

  it('other runbooks’ journals do not count', () => {
    const world = session();
    expect(standing(world, 'ops/k3s/other.md').steps.map(({ mark }) => mark)).toEqual(['open', 'open', 'open']);
    expect(standing(world, 'ops.md').steps.map(({ mark }) => mark)).toEqual(['open', 'open', 'open']);
  });
});
