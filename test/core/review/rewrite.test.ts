// The edited command comes out of its fence as it went in, and every other byte of the runbook stays.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spliced } from '../../../src/core/annotate/annotate.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import { diffWords } from '../../../src/core/review/diff.ts';
import { rewriteStep } from '../../../src/core/review/rewrite.ts';
import { cpuMs } from '../../fakes/cpu.ts';
import { hostileMarkdown } from '../propose/arbitrary.ts';

const rewritten = (text: string, command: string, index = 0): string | null => {
  const was = parseRunbook(text, 'a.md').steps[index]?.text ?? '';
  const made = rewriteStep({ text, path: 'a.md', index, was, command });
  return made && spliced(text, made.splice);
};

describe('an edit in its fence', () => {
  it('touches the command only', () => {
    const text = '# T\n\n```bash {id=a cwd=./k}\nls\n```\n\n<!-- x -->\n\n```sh\nid\n```\n';
    expect(rewritten(text, 'ls -l\n\nid')).toBe(text.replace('ls\n', 'ls -l\n\nid\n'));
  });

  it('keeps lists, quotes and line ends', () => {
    const list = '1. do\r\n\r\n   ```bash\r\n   ls\r\n   ```\r\n2. two\r\n';
    expect(rewritten(list, 'a\nb')).toBe(list.replace('   ls\r\n', '   a\r\n   b\r\n'));
    const quote = '> ~~~bash\n> ls\n> ~~~\n\nafter\n';
    expect(rewritten(quote, 'a\n\nb')).toBe(quote.replace('> ls\n', '> a\n>\n> b\n'));
  });

  it('makes the fence longer where the command holds one', () => {
    const made = rewritten('```bash {id=a}\nls\n```\ntext\n', "cat <<'E'\n```\nE");
    expect(made).toBe("````bash {id=a}\ncat <<'E'\n```\nE\n````\ntext\n");
  });

  it('is not made in a transcript, for an empty command, or where the step is another by now', () => {
    expect(rewritten('```console\n$ ls\na.txt\n```\n', 'id')).toBeNull();
    expect(rewritten('```bash\nls\n```\n', '')).toBeNull();
    expect(rewriteStep({ text: '```bash\nls\n```\n', path: 'a.md', index: 0, was: 'other', command: 'x' })).toBeNull();
    expect(rewriteStep({ text: 'nothing', path: 'a.md', index: 0, was: '', command: 'x' })).toBeNull();
  });

  it('whatever the runbook and the command: read back right, or not made', () => {
    let made = 0;
    const command = fc.oneof(hostileMarkdown, fc.string({ unit: 'binary', maxLength: 40 }));
    const runbook = fc
      .tuple(hostileMarkdown, fc.constantFrom('', '> ', '   '), hostileMarkdown)
      .map(([a, p, b]) => `${a}\n\n${p}\`\`\`bash\n${p}echo 1\n${p}\`\`\`\n\n${b}`);
    fc.assert(
      fc.property(runbook, command, (text, wanted) => {
        const before = parseRunbook(text, 'a.md').steps;
        for (const [index, step] of before.entries()) {
          const after = rewritten(text, wanted, index);
          if (after === null) continue;
          made += 1;
          const steps = parseRunbook(after, 'a.md').steps;
          expect(steps.map((each) => each.text)).toEqual(before.map((each, at) => (at === index ? wanted : each.text)));
          expect(after.startsWith(text.slice(0, step.fence[0]))).toBe(true);
          expect(after.endsWith(text.slice(step.fence[1]))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(50);
  });
});

describe('the difference', () => {
  const only = (parts: ReturnType<typeof diffWords>, not: 'added' | 'removed') =>
    parts
      .filter((part) => part.kind !== not)
      .map((part) => part.text)
      .join('');

  it('is shown in words', () => {
    expect(diffWords('kubectl get pods -n auth', 'kubectl get pod -n auth')).toEqual([
      { kind: 'same', text: 'kubectl get ' },
      { kind: 'removed', text: 'pods' },
      { kind: 'added', text: 'pod' },
      { kind: 'same', text: ' -n auth' },
    ]);
  });

  it('holds both texts whole, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        expect(only(parts, 'added')).toBe(before);
        expect(only(parts, 'removed')).toBe(after);
        expect(before === after).toBe(parts.every((part) => part.kind === 'same'));
      }),
    );
  });

  it('of two long texts takes no time a typist would notice', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join(' ');
    const start = cpuMs();
    expect(only(diffWords(long('a'), long('b')), 'added')).toBe(long('a'));
    expect(cpuMs() - start).toBeLessThan(2000);
  });
});
