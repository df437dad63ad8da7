import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shifted } from '../../../src/core/propose/blocks.ts';
import { linesOf } from '../../../src/core/propose/lines.ts';
import { parseMarkdown } from '../../../src/core/propose/mdast.ts';
import { createMemo } from '../../../src/core/propose/memo.ts';
import { NESTING_LIMIT, scan } from '../../../src/core/propose/scan.ts';
import { hostileMarkdown } from './arbitrary.ts';

const fast = (text: string) => scan({ text, lines: linesOf(text), from: 0, memo: createMemo() });
/** What must not differ: leads are a convenience and may. */
const facts = (blocks: readonly object[]) => blocks.map((block) => ({ ...block, lead: undefined }));

describe('the fast reading is CommonMark', () => {
  test('it finds in any text what micromark finds in the whole of it', () => {
    let fences = 0;
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const whole = parseMarkdown(text).blocks;
        fences += whole.filter((block) => block.kind === 'fence').length;
        expect(facts(fast(text).blocks)).toEqual(facts(whole));
      }),
      { numRuns: Number(process.env.SCAN_RUNS ?? 1200) },
    );
    expect(fences).toBeGreaterThan(300);
  }, 120_000);

  test.each([
    ['a comment that swallows a fence', '<!--\n\n```bash\nrm\n```\n\n-->\n\n```bash\nls\n```', ['ls']],
    ['a comment that never ends', '<!--\n\ntext\n\n```bash\nrm\n```\n', []],
    ['a pre that blank lines do not end', '<pre>\n\n```bash\nrm\n```\n</pre>\n\n```bash\nls\n```', ['ls']],
    ['a details that a blank line ends', '<details>\n<summary>s</summary>\n\n```bash\nls\n```\n</details>', ['ls']],
    ['indented code', 'text\n\n    ```bash\n    rm\n    ```\n', []],
    ['a lazy line in a paragraph', 'text\n    ```bash\nmore\n', []],
    ['a list item', '1. do\n\n   ```bash\n   ls\n   ```\n', ['ls']],
    ['a fence inside a longer fence', '````md\n```bash\nrm\n```\n````\n', ['```bash\nrm\n```']],
    ['a tilde fence with backticks inside', '~~~bash\n```\nls\n~~~\n', ['```\nls']],
    ['backticks in the info are a paragraph', '```bash ` x\nrm\n\n', []],
    ['a closing marker with text does not close', '```bash\nls\n``` no\n```\n', ['ls\n``` no']],
    ['a quote with CRLF', '> ```bash\r\n> a\r\n> b\r\n> ```\r\n', ['a\nb']],
    ['a list that does not start after indented code', '    code\n\n10. ```sh\n    ls\n    ```\n', []],
    ['an empty item that does not', '    code\n\n-\n</pre>\n```sh\nls\n```\n', ['ls']],
    ['a definition that frees a list', '[a]: /url\n2. x\n\n   ```bash\n   ls\n   ```\n', ['ls']],
  ])('%s', (_, text, expected) => {
    const values = fast(text).blocks.flatMap((block) => (block.kind === 'fence' ? [block.value] : []));
    expect(values).toEqual(expected);
    expect(facts(fast(text).blocks)).toEqual(facts(parseMarkdown(text).blocks));
  });

  test('reading stops where nesting would cost more than it could mean', () => {
    const text = `# t\n\n${'> '.repeat(NESTING_LIMIT + 1)}\`\`\`sh\n`;
    expect(fast(text).tooDeep).toBe(2);
    expect(fast(`a\n\n${'-'.repeat(500)}\n\n- ${'-'.repeat(500)}\n`).tooDeep).toBeNull();
  });

  test('blocks move with their segment', () => {
    const block = parseMarkdown('```sh\nls\n```').blocks[0];
    expect(block && shifted(block, 7)).toMatchObject({ start: 7, end: 19 });
  });
});
