// Ports in memory, for tests of the conductor: what was asked of them is recorded, and each can be made to fail or to hang.
import type { Failure } from '../../src/core/failure.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import type { Ticket } from '../../src/core/remember/ticket.ts';
import { NOTHING_HANDED } from '../../src/core/seal/carry.ts';
import type { Runbook, Step } from '../../src/core/step.ts';
import { english } from '../../src/core/words.ts';
import type { Bearing, Outcome, RunNews } from '../../src/ports.ts';
import type { Stages } from '../../src/stages.ts';
import { evidenceOf, planOf } from './review.ts';

export const TEXT = '# Trial\n\n```bash {id=one}\necho one\n```\n\n```bash {id=two}\necho two\n```\n';

export interface World extends Stages {
  /** Everything that was asked, in order: "seal", "git.checkpoint", … */
  readonly asked: string[];
  /** Fails the named call with this failure until it is taken out again. */
  readonly failing: Map<string, Failure>;
  /** Throws in the named call: a bug in an adapter. */
  readonly throwing: Set<string>;
  text: string;
  dirty: boolean;
  exit: number;
  news(item: RunNews): void;
  readonly tickets: Ticket[];
  bearing: Bearing;
  /** Runs whose session state was taken over. */
  readonly taken: string[];
}

export function fakeWorld(): World {
  const listeners = new Set<(news: RunNews) => void>();
  const asked: string[] = [];
  const failing = new Map<string, Failure>();
  const throwing = new Set<string>();
  let now = 1_000_000;
  async function ask<T>(name: string, value: () => T): Promise<Outcome<T>> {
    asked.push(name);
    if (throwing.has(name)) throw new Error(`bug in ${name}`);
    const failure = failing.get(name);
    return failure ? { ok: false, failure } : { ok: true, value: value() };
  }
  const world: World = {
    asked,
    failing,
    throwing,
    text: TEXT,
    dirty: false,
    exit: 0,
    tickets: [],
    taken: [],
    bearing: { facts: {}, policy: { kind: 'none' } },
    news: (item) => listeners.forEach((listener) => void listener(item)),
    say: english,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: { now: () => ++now, after: () => ({ dispose: () => undefined }) },
    bearings: { take: async () => world.bearing },
    handed: { of: () => NOTHING_HANDED, take: async ({ run }) => void world.taken.push(run) },
    planner: { plan: (_: Runbook, step: Step, level) => ask('plan', () => planOf(step, level)) },
    runner: {
      ensure: () => ask('ensure', () => ({ running: null })),
      find: async () => null,
      start: (run) =>
        ask('start', () => {
          queueMicrotask(() => {
            world.news({ kind: 'started', run });
            world.news({ kind: 'ended', run });
          });
          return null;
        }),
      cancel: async () => void asked.push('cancel'),
      signOut: async () => ({ outcome: 'nothing', detail: '' }),
      reveal: () => undefined,
      onNews(listener) {
        listeners.add(listener);
        return { dispose: () => void listeners.delete(listener) };
      },
    },
    vault: {
      seal: (_, ticket) =>
        ask('seal', () => {
          world.tickets.push(ticket);
          return null;
        }),
      open: async () => [],
      evidence: (run) => ask('evidence', () => evidenceOf(run, { exit: world.exit })),
      forget: async () => void asked.push('forget'),
    },
    runbooks: {
      read: () => ask('read', () => ({ text: world.text, dirty: world.dirty })),
      splice: (_, { span, text }) =>
        ask('splice', () => {
          world.text = world.text.slice(0, span[0]) + text + world.text.slice(span[1]);
          return { saved: !world.dirty };
        }),
    },
    journal: { append: (_runbook, _session, entry) => ask(`journal ${entry.kind}`, () => ({ path: '.countersign/journal/a/s.jsonl' })) },
    journals: { of: async () => [], all: async () => [] },
    git: {
      identity: async () => 'Ada',
      isRepository: async () => true,
      checkpoint: () => ask('checkpoint', () => ({ commit: 'abcdef0123' })),
      uncommitted: async () => true,
    },
  };
  return world;
}

export const runbookOf = (world: World): Runbook => parseRunbook(world.text, 'runbooks/a.md');
