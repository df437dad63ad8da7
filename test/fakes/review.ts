// Builders for review tests: a runbook of four steps, one of each level, and what preparing them yields.
import type { Assessment } from '../../src/core/assess/assessment.ts';
import type { Evidence } from '../../src/core/capture/evidence.ts';
import type { Redacted } from '../../src/core/redact/redacted.ts';
import type { SessionEvent } from '../../src/core/review/events.ts';
import { reduce } from '../../src/core/review/reduce.ts';
import { freshSession, type Session } from '../../src/core/review/session.ts';
import type { Plan } from '../../src/core/seal/plan.ts';
import { LEVELS, type Level, type Runbook, type Step } from '../../src/core/step.ts';

export const PAUSE_MS = 5000;

export function stepOf(level: Level, index: number, text = `run ${level}`): Step {
  return {
    id: level,
    index,
    title: `Do ${level}`,
    text,
    shell: 'bash',
    attributes: {},
    fence: [index * 100, index * 100 + 50],
    line: index * 10,
  };
}

export const RUNBOOK: Runbook = { path: 'runbooks/a.md', frontMatter: {}, steps: LEVELS.map((level, index) => stepOf(level, index)) };

export function assessmentOf(level: Level): Assessment {
  const confirm = level === 'critical' ? { confirm: 'db-1' } : {};
  return { level, tags: [], unverifiable: false, findings: [], deed: `Do ${level}`, ...confirm };
}

export function planOf(step: Step, level: Level): Plan {
  return {
    v: 1,
    runbook: RUNBOOK.path,
    step: step.id,
    script: step.text,
    interpreter: { shell: 'bash', path: '/bin/bash', args: [] },
    cwd: '/work',
    environment: null,
    secrets: { provider: 'op', providerPath: null, envFile: null, envText: '', names: [], plain: [] },
    timeoutMs: null,
    level,
  };
}

/** A digest as the tests use it: of the right form, different for every text. */
export function digestFor(step: Step): string {
  return [...step.text]
    .reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7)
    .toString(16)
    .padStart(64, '0');
}

export function prepared(step: Step): SessionEvent {
  const level = step.id as Level;
  return { kind: 'prepared', step, plan: planOf(step, level), digest: digestFor(step), assessment: assessmentOf(level) };
}

export function evidenceOf(run: string, end: Partial<Evidence['end']> = {}, started = true): Evidence {
  return {
    run,
    end: { v: 1, run, outcome: 'exited', exit: 0, signal: null, startedAt: 1, endedAt: 2, bytes: 3, refusal: null, ...end },
    start: started ? { v: 1, run, pid: 1, at: 1, pty: true, unmasked: [] } : null,
    durationMs: 1,
    excerpt: { text: 'ok' as string as Redacted, totalLines: 1, omittedLines: 0, notable: [] },
    logPath: '.countersign/logs/s/r.log',
    logSha256: '0'.repeat(64),
  };
}

export function play(session: Session, ...events: SessionEvent[]): Session {
  return events.reduce((now, event) => reduce(now, event).session, session);
}

/** A session in which the named step is on the card. */
export function presented(level: Level): Session {
  const step = RUNBOOK.steps.find((candidate) => candidate.id === level) as Step;
  const ready = play(
    freshSession({ id: 's', pauseMs: PAUSE_MS }),
    { kind: 'runbook', runbook: RUNBOOK, take: true },
    { kind: 'choose', step: level },
  );
  return play(ready, prepared(step));
}

export const seen = (level: Level, at: number, more: Partial<{ whole: boolean; focused: boolean }> = {}): SessionEvent => ({
  kind: 'seen',
  digest: digestFor(RUNBOOK.steps.find((step) => step.id === level) as Step),
  whole: true,
  focused: true,
  at,
  ...more,
});

export const approveAct = (
  level: Level,
  at: number,
  via: 'card' | 'palette' | 'codelens' = 'card',
  run = `run-${level}-${at}`,
): SessionEvent => ({
  kind: 'approve',
  digest: digestFor(RUNBOOK.steps.find((step) => step.id === level) as Step),
  via,
  at,
  by: 'Ada',
  run,
});

export const typed = (text: string): SessionEvent => ({ kind: 'typed', digest: digestFor(RUNBOOK.steps[3] as Step), text });
