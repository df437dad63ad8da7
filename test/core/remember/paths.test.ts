import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOURNAL_DIR, journalPath } from '../../../src/core/remember/paths.ts';
import { anyText } from '../../fakes/text.ts';

/** Lone surrogates have no UTF-8 of their own: they are one and the same on disk. */
const encode = (text: string) => new TextEncoder().encode(text).join();

describe("a journal's path", () => {
  it.each([
    ['ops/k3s worker.md', 's-1', '.countersign/journal/ops/k3s worker/s-1.jsonl'],
    ['Überblick.md', 's', '.countersign/journal/Überblick/s.jsonl'],
    ['../x.md', 's', '.countersign/journal/%2E%2E/x/s.jsonl'],
    ['.git/x.md', 's', '.countersign/journal/%2Egit/x/s.jsonl'],
    ['con.md', '../../s', '.countersign/journal/%63on/%2E.%2F..%2Fs.jsonl'],
    [':(glob)*.md', 's', '.countersign/journal/%3A(glob)%2A/s.jsonl'],
    ['-rf.md', 's', '.countersign/journal/%2Drf/s.jsonl'],
  ])('%s', (runbook, session, path) => {
    expect(journalPath(runbook, session)).toBe(path);
  });

  it('stays in its folder and is never shared by two runbooks', () => {
    const runbook = fc.array(
      anyText(20, 1).filter((s) => !s.includes('/')),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(runbook, runbook, (one, other) => {
        const [a, b] = [`${one.join('/')}.md`, `${other.join('/')}.md`];
        const path = journalPath(a, 's');
        expect(path.startsWith(`${JOURNAL_DIR}/`)).toBe(true);
        expect(
          path
            .split('/')
            .slice(2)
            .some((part) => /^\.|[\\:*?"<>|\p{Cc}]|[. ]$|^$/u.test(part)),
        ).toBe(false);
        if (encode(a) !== encode(b)) expect(journalPath(b, 's')).not.toBe(path);
      }),
    );
  });

  it('keeps long names apart and short enough', () => {
    const name = 'ü'.repeat(400);
    const path = journalPath(`${name}.md`, 's');
    expect(new TextEncoder().encode(path.split('/')[2]).length).toBeLessThanOrEqual(200);
    expect(journalPath(`${name}a.md`, 's')).not.toBe(path);
  });
});
