// The velocity guard, measured: readers and autopilots go through the real reducer, and what stops them is counted.
import { describe, expect, it } from 'vitest';
import { leastMs, MOMENT_MS } from '../../../src/core/review/pace.ts';
import { reduce } from '../../../src/core/review/reduce.ts';
import { freshSession, LAUNCH_STAGES, RECORD_STAGES, type Session } from '../../../src/core/review/session.ts';
import type { Level, Runbook } from '../../../src/core/step.ts';
import { assessmentOf, digestFor, evidenceOf, PAUSE_MS, planOf, play, stepOf } from '../../fakes/review.ts';

/** mulberry32: the same readers on every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

interface Task {
  readonly text: string;
  readonly level: Level;
}
/** Commands as runbooks have them: mostly short reads and changes, some long, some destructive. */
const COMMANDS: readonly Task[] = [
  { text: 'kubectl get nodes -o wide', level: 'read' },
  { text: 'kubectl -n auth get pods -l app=authentik --sort-by=.status.startTime', level: 'read' },
  { text: 'ip -br addr', level: 'read' },
  { text: 'kubectl create namespace auth', level: 'change' },
  { text: 'openssl req -x509 -newkey rsa:4096 -nodes -days 365 -keyout ca/key.pem -out ca/cert.pem -subj "/CN=trial"', level: 'change' },
  { text: 'kubectl -n auth delete pod authentik-worker-7d9f6b', level: 'destructive' },
  { text: 'sudo update-initramfs -u -k all', level: 'change' },
  {
    text: 'curl -sfL https://get.k3s.io -o install.sh\nsha256sum -c install.sha256\nless install.sh\nINSTALL_K3S_EXEC="agent" sh install.sh --server https://10.0.0.2:6443',
    level: 'destructive',
  },
  { text: 'df -h /var/lib', level: 'read' },
  { text: 'helm upgrade --install cilium cilium/cilium --version 1.15.3 -n kube-system -f values.yaml', level: 'change' },
];

interface Reader {
  /** Milliseconds the whole command is in front of them before they press, were the button open. */
  readonly reads: (task: Task, index: number) => number;
  /** Milliseconds from the end of a pause they had to wait for to the press. */
  readonly reacts: () => number;
}

/** Goes through so many steps. Gives the number of approvals, and before which of them the card asked for a moment. */
function go(reader: Reader, tasks: readonly Task[]): { approvals: number; stops: readonly number[] } {
  const runbook: Runbook = {
    path: 'a.md',
    frontMatter: {},
    steps: tasks.map((task, index) => ({ ...stepOf('read', index, task.text), id: `s${index}` })),
  };
  let session = play(freshSession({ id: 's', pauseMs: PAUSE_MS }), { kind: 'runbook', runbook, take: true });
  const stops: number[] = [];
  let at = 0;
  for (const [index, task] of tasks.entries()) {
    const { review } = session;
    if (review.kind !== 'preparing') throw new Error(`step ${index} is ${review.kind}`);
    const { step } = review;
    const digest = digestFor(step);
    const assessment = { ...assessmentOf(task.level), confirm: undefined } as never;
    session = play(session, { kind: 'prepared', step, digest, plan: planOf(step, task.level), assessment });
    session = play(session, { kind: 'seen', digest, whole: true, focused: true, at });
    const gate = task.level === 'destructive' ? PAUSE_MS : 0;
    const asked = session.review.kind === 'presented' && session.review.moment !== null;
    if (asked) stops.push(index);
    // Whoever is asked waits it out, answers, and starts over with this card.
    if (asked) session = play(session, { kind: 'answer', digest, answer: 'read', at: at + Math.max(MOMENT_MS, gate) });
    const pause = asked ? Math.max(MOMENT_MS, gate) : 0;
    const wanted = Math.ceil(pause + reader.reads(task, index));
    at += wanted > Math.max(gate, pause) ? wanted : Math.ceil(gate + reader.reacts());
    session = passed(play(session, { kind: 'approve', digest, via: 'card', at, by: 'Ada', run: `r${index}` }), `r${index}`);
    at += 1000;
  }
  return { approvals: tasks.length, stops };
}

function passed(session: Session, run: string): Session {
  if (session.review.kind !== 'launching') throw new Error('not approved');
  let next = session;
  for (const stage of LAUNCH_STAGES) next = play(next, { kind: 'stage-done', run, stage, yields: {} });
  next = play(next, { kind: 'ended', run });
  for (const stage of RECORD_STAGES)
    next = play(next, { kind: 'stage-done', run, stage, yields: stage === 'collect' ? { evidence: evidenceOf(run) } : {} });
  return play(next, { kind: 'output-seen', run }, { kind: 'next', run, how: 'go-on' });
}

const mixed = (next: () => number, count: number): Task[] =>
  Array.from({ length: count }, (_, index) => {
    const task = COMMANDS[Math.floor(next() * COMMANDS.length)] as Task;
    return { ...task, text: `${task.text} # ${index}` };
  });

/** Reads every character at a person's speed, with a person's spread, and decides. */
const careful = (next: () => number, msPerChar = 40): Reader => ({
  reads: ({ text }) => (800 + msPerChar * text.length) * Math.exp(0.3 * normal(next)),
  reacts: () => Math.max(80, 350 + 120 * normal(next)),
});

describe('the velocity guard', () => {
  for (const msPerChar of [40, 25]) {
    it(`interrupts a careful reader, ${msPerChar} ms a character, at most once in 200 approvals`, () => {
      let approvals = 0;
      let stops = 0;
      for (let seed = 1; seed <= 40; seed += 1) {
        const next = chance(seed);
        const went = go(careful(next, msPerChar), mixed(next, 100));
        approvals += went.approvals;
        stops += went.stops.length;
      }
      expect(approvals).toBe(4000);
      expect(stops).toBeLessThanOrEqual(approvals / 200);
    });
  }

  const autopilots: Readonly<Record<string, (next: () => number) => Reader>> = {
    'presses as soon as the button opens': () => ({ reads: () => 410, reacts: () => 20 }),
    'presses after a random wait under a second': (next) => ({ reads: () => 400 + 300 * next(), reacts: () => 100 * next() }),
    'presses once a second, whatever stands there': () => ({ reads: () => 1000, reacts: () => 40 }),
    'reads at first, then ever less': (next) => ({
      reads: ({ text }, index) => (800 + 40 * text.length) * 0.6 ** index + 60 * next(),
      reacts: () => 100,
    }),
  };
  for (const [name, make] of Object.entries(autopilots)) {
    it(`stops an autopilot that ${name}, every time`, () => {
      for (let seed = 1; seed <= 100; seed += 1) {
        const next = chance(seed);
        const { stops } = go(make(next), mixed(next, 20));
        expect(stops.length, `seed ${seed}`).toBeGreaterThan(0);
        expect(stops[0], `seed ${seed}`).toBeLessThanOrEqual(14);
      }
    });
  }

  it('stops who approves destructive steps at the very instant, every time', () => {
    const tasks = Array.from({ length: 8 }, (_, index): Task => ({ text: `rm -r old-${index}`, level: 'destructive' }));
    expect(go({ reads: () => 0, reacts: () => 30 }, tasks).stops).toEqual([5]);
    const next = chance(7);
    expect(go(careful(next), tasks).stops).toEqual([]);
  });

  it('does not hold a command that was just read against whoever runs it again', () => {
    expect(leastMs('x'.repeat(300), true)).toBeLessThan(leastMs('x'.repeat(300)));
    const again = Array.from({ length: 10 }, (): Task => ({ text: 'kubectl get nodes -o wide --show-labels', level: 'read' }));
    expect(go({ reads: () => 800, reacts: () => 300 }, again).stops).toEqual([]);
  });
});

describe('the moment it asks for', () => {
  const digest = digestFor(stepOf('read', 0));
  const asked = (): Session => {
    const session = play(freshSession({ id: 's', pauseMs: PAUSE_MS }), {
      kind: 'runbook',
      runbook: { path: 'a.md', frontMatter: {}, steps: [stepOf('read', 0)] },
      take: true,
    });
    const step = session.review.kind === 'preparing' ? session.review.step : stepOf('read', 0);
    const hasty: Session = { ...session, pace: { recent: [], moment: { reason: 'unread', count: 3 }, slowed: 0 } };
    return play(hasty, { kind: 'prepared', step, digest, plan: planOf(step, 'read'), assessment: assessmentOf('read') });
  };
  const seen = { kind: 'seen', digest, whole: true, focused: true, at: 0 } as const;
  const approve = (at: number) => ({ kind: 'approve', digest, via: 'card', at, by: 'Ada', run: 'r' }) as const;
  const answer = (how: 'read' | 'slow', at: number) => ({ kind: 'answer', digest, answer: how, at }) as const;
  const launched = (session: Session) => session.review.kind === 'launching';

  it('cannot be pressed away, and the answer approves nothing', () => {
    const shown = play(asked(), seen);
    expect(launched(play(shown, approve(MOMENT_MS * 3)))).toBe(false);
    expect(launched(play(shown, answer('read', MOMENT_MS - 1), approve(MOMENT_MS)))).toBe(false);
    const answered = reduce(shown, answer('read', MOMENT_MS));
    expect(answered.effects).toEqual([]);
    expect(answered.session.review).toMatchObject({ kind: 'presented', moment: null, slowed: false });
    expect(launched(play(answered.session, approve(MOMENT_MS)))).toBe(true);
  });

  it('is answered honestly by being slowed down: the pause, whatever the level, for five approvals', () => {
    const slowed = play(asked(), seen, answer('slow', MOMENT_MS));
    expect(slowed.pace.slowed).toBe(5);
    expect(launched(play(slowed, approve(PAUSE_MS - 1)))).toBe(false);
    const on = play(slowed, approve(PAUSE_MS));
    expect(launched(on)).toBe(true);
    expect(on.pace.slowed).toBe(4);
  });
});
