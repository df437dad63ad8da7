import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/core/redact/redact.ts';
import type { JournalRecord } from '../../../src/core/remember/record.ts';
import { PAST_LIMIT, pastRuns } from '../../../src/core/review/past.ts';
import { english } from '../../../src/core/words.ts';
import { doubtWarnings } from '../../../src/ui/snapshot/doubt.ts';
import { pastFact } from '../../../src/ui/snapshot/pastFact.ts';

let seq = 0;
const place = (day: number) =>
  ({
    v: 1,
    seq: ++seq,
    prev: '0'.repeat(64),
    sum: '0'.repeat(64),
    at: `2026-10-${String(day).padStart(2, '0')}T10:00:00.000Z`,
    by: 'Ada',
  }) as const;
const approved = (run: string, step: string, command: string): JournalRecord => ({
  ...place(1),
  ...{ kind: 'approved', run, step, command, digest: 'd', level: 'read', tags: [], via: 'card', readMs: 1 },
});
const ran = (run: string, step: string, day: number, exit: number | null = 0): JournalRecord => ({
  ...place(day),
  ...{ kind: 'ran', run, step, digest: 'd', outcome: exit === null ? 'lost' : 'exited', exit, signal: null, durationMs: 2000 },
  ...{ bytes: 1, log: 'l', logSha256: '0', secrets: [] },
});
const both = (run: string, step: string, command: string, day: number, exit: number | null = 0) => [
  approved(run, step, command),
  ran(run, step, day, exit),
];
const step = { id: 'join', text: 'k3s agent' };
const said = (records: readonly JournalRecord[], lang = 'en') => pastFact(pastRuns(records, step), { say: english, lang });

describe('the last runs of a step', () => {
  it('are those of its id and of its very command, newest first', () => {
    const records = [
      ...both('a', 'join', 'k3s agent', 1),
      ...both('b', 'join', 'k3s agent --old', 3),
      ...both('c', 'renamed', 'k3s agent', 2, 1),
      ...both('d', 'other', 'id', 4),
      approved('e', 'join', 'k3s agent'),
    ];
    expect(pastRuns(records, step).map(({ run, isSame }) => `${run} ${isSame}`)).toEqual(['b false', 'c true', 'a true', 'e true']);
  });

  it('are in doubt as long as no journal tells their end, and the card warns of that while it is the last that is known', () => {
    const warned = (...records: JournalRecord[]) =>
      doubtWarnings({ past: pastRuns(records, step), step: { ...step, title: 'Join' } as never }, english).join();
    const open = approved('e', 'join', 'k3s agent');
    const later = { ...open, at: '2026-10-09T10:00:00.000Z' };
    const refused = { ...place(9), kind: 'refused', step: 'join', run: 'e', failure: 'no-git', detail: '' } as const;
    expect(warned(open)).toMatch(/^In doubt: Join was approved by Ada at 2026-10-01 10:00 UTC, .* Look at the system before/);
    expect(said([open])).toBeNull();
    expect(warned(...both('a', 'join', 'k3s agent', 3), later)).toContain('its end is not recorded');
    expect(warned(open, ...both('a', 'join', 'k3s agent', 3))).toBe('');
    expect(warned(later, refused)).toBe('');
    expect(warned({ ...approved('e', 'other', 'id'), at: later.at })).toBe('');
    expect(warned(...both('a', 'join', 'k3s agent', 3, null))).toContain('until its runner was lost');
  });

  it('find a command again although the journal keeps it redacted', () => {
    const text = 'curl -H "Authorization: Bearer ghp_0123456789abcdefghijABCDEFGHIJ012345"';
    expect(redact(text)).not.toBe(text);
    expect(pastRuns(both('a', 'x', redact(text), 1), { id: 'y', text })).toHaveLength(1);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 200 }, (_, index) => both(`r${index}`, 'join', 'k3s agent', 1)).flat();
    expect(pastRuns(many, step)).toHaveLength(PAST_LIMIT);
  });

  it('stand on the card in one line', () => {
    expect(said([])).toBeNull();
    expect(said(both('a', 'join', 'k3s agent', 3))).toEqual({ text: 'exit 0 · 2.0 s, on Oct 3, 2026', warn: false });
    const good = [1, 2, 3].flatMap((day) => both(`r${day}`, 'join', 'k3s agent', day));
    expect(said(good)).toEqual({ text: '3 runs, all exit 0, last on Oct 3, 2026' });
    expect(said([...good, ...both('x', 'join', 'k3s agent', 4, 35)])).toEqual({
      text: '4 runs, 1 not exit 0; last on Oct 4, 2026: exit 35 · 2.0 s',
      warn: true,
    });
    expect(said([...both('x', 'join', 'other', 4, null), ...good])?.text).toContain('no exit code · 2.0 s (another command)');
    expect(said(good, 'no such language!')?.text).toContain('2026-10-03');
  });
});
