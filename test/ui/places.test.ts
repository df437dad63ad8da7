// Completion, snippets, the new runbook and the tree of the record, without VS Code.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import type { JournalRecord } from '../../src/core/remember/record.ts';
import { english } from '../../src/core/words.ts';
import { completionsAt } from '../../src/ui/completionItems.ts';
import { fileNameOf, runbookText } from '../../src/ui/newRunbook.ts';
import { checkpointItems, recordGroups } from '../../src/ui/recordItems.ts';

/** The labels offered where the text has a `|`. */
function offered(text: string): string[] {
  const lines = text.slice(0, text.indexOf('|')).split('\n');
  return completionsAt({ above: lines.slice(0, -1), line: lines.at(-1) ?? '' }, english).map(({ label }) => label);
}

describe('completion', () => {
  it('offers the keys of the front matter that are not there yet, and the values they can have', () => {
    expect(offered('---\n|')).toContain('environment');
    expect(offered('---\nenvironment: dev\n|')).not.toContain('environment');
    expect(offered('---\nenvironment: |')).toEqual(['prod', 'staging', 'dev']);
    expect(offered('---\nprovider: o|')).toContain('op-masking');
    expect(offered('---\na: b\n---\n|')).toEqual([]);
    expect(offered('# Title\n|')).toEqual([]);
  });

  it('offers languages and attributes at a fence, and nothing inside it, at its end or for other languages', () => {
    expect(offered('# T\n\n```|')).toContain('bash');
    expect(offered('```bash {|')).toContain('timeout');
    expect(offered('```bash {id=a |')).not.toContain('id');
    expect(offered('- ```bash {id=a t|')).toContain('timeout');
    expect(offered('```python {|')).toEqual([]);
    expect(offered('```bash {id=a undo="rm |')).toEqual([]);
    expect(offered('```bash {id=|')).toEqual([]);
    expect(offered('```bash\nls\n```|')).toEqual([]);
    expect(offered('```bash\nls |')).toEqual([]);
  });

  it('puts in what the parser reads', () => {
    const values: Readonly<Record<string, string>> = {
      id: 'a',
      cwd: '.',
      'env-file': '.env',
      timeout: '5m',
      expect: 'x',
      undo: 'y',
      env: 'all',
    };
    for (const item of completionsAt({ above: [], line: '```bash {' }, english)) {
      const text = `\`\`\`bash {${item.insert.replace('$0', values[item.label] ?? '')}}\nls\n\`\`\`\n`;
      const [step] = parseRunbook(text, 'a.md').steps;
      expect(step?.problem, item.label).toBeUndefined();
      expect(step?.id === 'a' || Object.keys(step?.attributes ?? {}).length === 1, item.label).toBe(true);
    }
    const front: Readonly<Record<string, string>> = { environment: 'dev', shell: 'bash', provider: 'none', carry: 'true' };
    for (const item of completionsAt({ above: ['---'], line: '' }, english)) {
      const { frontMatter, problem } = parseRunbook(`---\n${item.insert.replace('$0', front[item.label] ?? 'x')}\n---\n`, 'a.md');
      expect(problem, item.label).toBeUndefined();
      expect(Object.keys(frontMatter), item.label).toHaveLength(1);
    }
  });
});

it('the snippets are runbooks and steps the parser reads', () => {
  const snippets = JSON.parse(readFileSync('media/snippets.json', 'utf8')) as Record<string, { body: string[] }>;
  expect(Object.keys(snippets)).toHaveLength(4);
  for (const [name, { body }] of Object.entries(snippets)) {
    const text = body
      .join('\n')
      .replace(/\$\{\d+\|([^,|]+)[^}]*\}/g, '$1')
      .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
      .replace(/\$\{\d+\}|\$\d/g, '');
    const runbook = parseRunbook(text, 'a.md');
    expect(runbook.problem, name).toBeUndefined();
    expect(runbook.steps, name).toHaveLength(1);
    expect(runbook.steps[0]?.problem, name).toBeUndefined();
  }
});

describe('a new runbook', () => {
  it('has a file name of its title', () => {
    expect(fileNameOf('Join the worker: w3!')).toBe('join-the-worker-w3.md');
    expect(fileNameOf('Schlüssel erneuern.md')).toBe('schlüssel-erneuern.md');
    for (const bad of ['', '  ', '../..', '...', 'con', '/']) expect(fileNameOf(bad), bad).toBeNull();
  });

  it('whatever the title: stays inside its folder, and is a runbook with one step', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: fc.constantFrom(...'a/.\\:"\'#-`\n{}|>&*!%@ ') })),
        (title) => {
          const name = fileNameOf(title);
          if (name !== null) expect(name).toMatch(/^[^/\\:*?"<>|.\s][^/\\:*?"<>|\s]*\.md$/);
          const runbook = parseRunbook(runbookText(title, english), 'a.md');
          expect(runbook.problem).toBeUndefined();
          expect(runbook.steps.map(({ id, text }) => `${id} ${text}`)).toEqual(['look uname -a']);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the tree of the record', () => {
  const place = (seq: number, step: string) =>
    ({ v: 1, seq, prev: '0'.repeat(64), sum: '0'.repeat(64), at: `2026-10-03T10:0${seq}:00.000Z`, by: 'Ada', step }) as const;
  const records: JournalRecord[] = [
    { ...place(1, 'a'), kind: 'skipped', level: 'read', command: 'ls' },
    { ...place(2, 'b'), kind: 'rejected', level: 'read', reason: 'Not now', text: '', command: 'rm\n-r x' },
    {
      ...place(3, 'c'),
      ...{ kind: 'ran', run: 'r3', digest: 'd', outcome: 'exited', exit: 3, signal: null, durationMs: 1500, bytes: 1, log: 'l' },
      ...{ logSha256: '0', secrets: [] },
    } as JournalRecord,
  ];
  const context = { say: english, time: (at: number) => new Date(at).toISOString().slice(11, 16) };

  it('has a group a runbook, the one of the last act first, its newest entry first', () => {
    const groups = recordGroups(
      [
        { path: '.countersign/journal/ops/old/s.jsonl', records: records.slice(0, 1) },
        { path: '.countersign/journal/ops/new/s.jsonl', records },
        { path: '.countersign/journal/empty/s.jsonl', records: [] },
      ],
      context,
    );
    expect(groups.map(({ name }) => name)).toEqual(['ops/new', 'ops/old']);
    expect(groups[0]?.items.map(({ label, icon, description, run }) => [label, icon, description, run])).toEqual([
      ['c', 'error', 'exit 3 · 1.5 s · 10:03', 'r3'],
      ['b', 'circle-slash', 'rejected: Not now · 10:02', undefined],
      ['a', 'debug-step-over', 'skipped · 10:01', undefined],
    ]);
    expect(groups[0]?.items[1]?.tooltip).toContain('rm -r x');
  });

  it('has the checkpoints with what they say', () => {
    const [item] = checkpointItems([{ commit: 'abcdef0123456789', subject: 'runbook(a): x exit 0', by: 'Ada', at: 0 }], context);
    expect(item).toMatchObject({ label: 'abcdef0', description: 'runbook(a): x exit 0', icon: 'git-commit' });
  });
});
