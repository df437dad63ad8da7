// Every call the conductor awaits, failing in every way, one after the other: nothing unapproved runs, nothing runs twice, no review hangs,
// and what ran stands in the journal once, at the latest when the record is tried again.
import { describe, expect, it } from 'vitest';
import { createConductor } from '../../src/conductor.ts';
import type { Session } from '../../src/core/review/session.ts';
import type { Stages } from '../../src/stages.ts';
import { fakeWorld, runbookOf, type World } from '../fakes/ports.ts';
import { evidenceOf } from '../fakes/review.ts';

/** `answers`: a failure as data; `throws`, `rejects`: a bug; `lost`: it did its work, and only then failed. */
const WAYS = ['answers', 'throws', 'rejects', 'lost'] as const;
type Way = (typeof WAYS)[number];
const PORTS = ['bearings', 'planner', 'handed', 'runner', 'vault', 'runbooks', 'journal', 'journals', 'git'] as const;
/** What answers with an outcome; the others can only throw. */
const OUTCOMES = new Set(['plan', 'ensure', 'start', 'seal', 'evidence', 'read', 'splice', 'append', 'checkpoint']);
const SYNCHRONOUS = new Set(['onNews', 'reveal', 'of handed']);
const RUN = 'run-00001';

interface Faulty {
  readonly world: World;
  readonly calls: string[];
  readonly journal: string[];
}

/** A world whose n-th call fails; 0: none. */
function faultyWorld(at: number, way: Way): Faulty {
  const world = fakeWorld();
  // Destructive, so that there is a checkpoint before it.
  world.text = world.text.replace('echo one', 'rm -rf build');
  const calls: string[] = [];
  const journal: string[] = [];
  const append = world.journal.append;
  Object.assign(world.journal, {
    append: async (...args: Parameters<typeof append>) => {
      const done = await append(...args);
      if (done.ok) journal.push(args[2].kind);
      return done;
    },
  });
  Object.assign(world.journals, {
    of: async () => journal.map((kind) => ({ kind, run: RUN })),
  });
  const { evidence } = world.vault;
  const nothingRan = { outcome: 'refused', exit: null, startedAt: null, refusal: { kind: 'run-refused', detail: '' } } as const;
  Object.assign(world.vault, {
    evidence: async (...args: Parameters<typeof evidence>) =>
      world.asked.includes('start') ? evidence(...args) : { ok: true, value: evidenceOf(args[0], nothingRan, false) },
  });
  for (const port of PORTS) {
    const methods = world[port] as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const [name, real] of Object.entries(methods)) {
      if (SYNCHRONOUS.has(name) || SYNCHRONOUS.has(`${name} ${port}`)) continue;
      Object.assign(methods, {
        [name]: (...args: unknown[]) => {
          calls.push(`${port}.${name}`);
          return calls.length === at ? fail({ way, name, call: () => real(...args) }) : real(...args);
        },
      });
    }
  }
  return { world, calls, journal };
}

function fail({ way, name, call }: { readonly way: Way; readonly name: string; readonly call: () => unknown }): unknown {
  const fault = new Error(`injected into ${name}`);
  if (way === 'throws') throw fault;
  if (way === 'lost') return Promise.resolve(call()).then(() => Promise.reject(fault));
  if (way === 'rejects' || !OUTCOMES.has(name)) return Promise.reject(fault);
  return Promise.resolve({ ok: false, failure: { kind: 'internal', detail: 'injected' } });
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};
const isOver = ({ review }: Session) =>
  review.kind === 'blocked' || (review.kind === 'ended' && (review.stage === null || review.failure !== null));

/** One step, approved, run and recorded by a person who tries again what can be tried again. */
async function play({ world }: Faulty, draw: (session: Session) => void = () => undefined): Promise<Session> {
  const conductor = createConductor({ ...(world as Stages), draw }, { id: 's', pauseMs: 0 });
  const { dispatch, session } = conductor;
  dispatch({ kind: 'runbook', runbook: runbookOf(world), take: true });
  await turns(20);
  for (let tries = 0; tries < 3 && session().review.kind === 'blocked'; tries++) {
    dispatch({ kind: 'choose', step: 'one' });
    await turns(20);
  }
  const { review } = session();
  if (review.kind !== 'presented') return session();
  dispatch({ kind: 'seen', digest: review.digest, whole: true, focused: true, at: world.clock.now() });
  dispatch({ kind: 'approve', digest: review.digest, via: 'card', at: world.clock.now(), by: 'Ada', run: RUN });
  for (let tries = 0; tries < 3; tries++) {
    await turns(40);
    if (session().review.kind === 'ended') dispatch({ kind: 'retry-record' });
  }
  await turns(40);
  conductor.dispose();
  return session();
}

async function judge(at: number, way: Way): Promise<void> {
  const faulty = faultyWorld(at, way);
  const { world, calls, journal } = faulty;
  const session = await play(faulty);
  const where = `${way} ${at} ${calls[at - 1]}; ${JSON.stringify(session.review).slice(0, 300)}`;
  expect(isOver(session), `hangs: ${where}`).toBe(true);
  const started = world.asked.filter((name) => name === 'start').length;
  const count = (kind: string) => journal.filter((each) => each === kind).length;
  expect(started, where).toBeLessThanOrEqual(1);
  if (session.review.kind === 'ended') {
    expect(session.review, where).toMatchObject({ stage: null, failure: null });
    expect([count('approved'), count('ran')], where).toEqual([1, 1]);
    expect(world.asked.indexOf('seal'), where).toBeLessThan(world.asked.indexOf('start'));
  } else {
    expect([started, count('ran')], where).toEqual([0, 0]);
  }
}

describe('the conductor, with a fault at each of its calls', async () => {
  const healthy = faultyWorld(0, 'answers');
  await play(healthy);
  const { calls } = healthy;

  it('makes enough calls for this to mean something', () => {
    expect(calls.length).toBeGreaterThan(20);
    expect([...new Set(calls)].sort()).toEqual([
      ...['bearings.take', 'git.checkpoint', 'git.uncommitted', 'handed.take', 'journal.append', 'journals.of', 'planner.plan'],
      ...['runbooks.read', 'runbooks.splice', 'runner.ensure', 'runner.start', 'vault.evidence', 'vault.forget', 'vault.seal'],
    ]);
  });

  for (const way of WAYS)
    it(`that ${way}`, async () => {
      for (let at = 1; at <= calls.length + 1; at++) await judge(at, way);
    });
});

it('a card that cannot be drawn holds up nothing: the step runs once and is recorded', async () => {
  const healthy = faultyWorld(0, 'answers');
  let drawn = 0;
  await play(healthy, () => void drawn++);
  for (let at = 1; at <= drawn; at++) {
    let count = 0;
    const faulty = faultyWorld(0, 'answers');
    const session = await play(faulty, () => {
      if (++count === at) throw new Error('injected into draw');
    });
    expect(session.review, `drawing ${at}`).toMatchObject({ kind: 'ended', stage: null, failure: null });
    expect(faulty.journal).toEqual(['approved', 'ran']);
    expect(faulty.world.asked.filter((name) => name === 'start')).toHaveLength(1);
  }
});
