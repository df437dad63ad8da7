// Result blocks as readers see them: rendered the way GitHub and GitLab render markdown (CommonMark, GFM, HTML passed through).
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { annotateStep, spliced } from '../../../src/core/annotate/annotate.ts';
import { blockDigest, standingDigest } from '../../../src/core/annotate/blockDigest.ts';
import { FOLD_LINES, NOTABLE_SHOWN, type ResultBlock, renderResult } from '../../../src/core/annotate/resultBlock.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import type { Redacted } from '../../../src/core/redact/redacted.ts';
import { anyText } from '../../fakes/text.ts';

/** Stands in for redact/: these tests need any text whatever. */
const asRedacted = (text: string) => text as Redacted;
const lines = (count: number, text = 'all is well') => asRedacted(Array.from({ length: count }, (_, at) => `${text} ${at + 1}`).join('\n'));
const result = (over: Partial<ResultBlock> = {}): ResultBlock => ({
  ...{
    run: 'run-1',
    exit: 0,
    signal: null,
    outcome: 'exited',
    durationMs: 1234,
    at: Date.UTC(2026, 10, 21, 5, 42),
    by: 'Ada',
    level: 'read',
  },
  ...{ logPath: '.countersign/logs/s1/run-1.log', digest: 'ab'.repeat(32), text: lines(30), omittedLines: 0 },
  ...over,
});
const page = (markdown: string) =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }).replace(/<!--[\s\S]*?-->/g, '');
const annotated = (text: string, block: ResultBlock) => {
  const [step] = parseRunbook(text, 'r.md').steps;
  if (!step) throw new Error('no step');
  return spliced(text, annotateStep({ text, step, result: block }));
};
/** The tags in order, without what stands in code, and the texts of the code. */
function seen(html: string): { readonly tags: readonly string[]; readonly code: readonly string[] } {
  const code = [...html.matchAll(/<code[^>]*>([\s\S]*?)<\/code>/g)].map(([, text = '']) => text);
  const tags = html.replace(/<code[^>]*>[\s\S]*?<\/code>/g, '<code>').match(/<\/?[a-z][a-z0-9]*/g) ?? [];
  return { tags: tags.map((tag) => tag.slice(1)), code };
}

const STEP = ['pre', 'code', '/pre'];
const SUMMARY = ['p', 'strong', '/strong', 'a', '/a', '/p'];
const FOLD = ['details', 'summary', '/summary', 'pre', 'code', '/pre', '/details'];
const AFTER = ['p', '/p'];
const shapes: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['at the top', '```bash\nls\n```\n\nafter\n', [], []],
  ['in a quote', '> ```bash\n> ls\n> ```\n>\n> after\n', ['blockquote'], ['/blockquote']],
  ['in a list', '1. do\n\n   ```bash\n   ls\n   ```\n\n   after\n', ['ol', 'li', 'p', '/p'], ['/li', '/ol']],
];

describe('a long output', () => {
  it.each(shapes)('is folded %s, and what stands behind it is not', (_name, text, open, close) => {
    expect(seen(page(annotated(text, result()))).tags).toEqual([...open, ...STEP, ...SUMMARY, ...FOLD, ...AFTER, ...close]);
  });

  it('keeps the lines that matter above the fold, and the whole of it below', () => {
    const notable = [7, 9].map((line) => ({ line, text: asRedacted(`error: <b>${line}</b>`) }));
    const { tags, code } = seen(page(annotated('```bash\nls\n```\n', result({ notable, exit: 1 }))));
    expect(tags).toEqual([...STEP, ...SUMMARY, ...STEP, ...FOLD]);
    expect(code[1]).toBe('7: error: &lt;b&gt;7&lt;/b&gt;\n9: error: &lt;b&gt;9&lt;/b&gt;\n');
    expect(code[2]?.split('\n')).toHaveLength(31);
  });

  it('says how much it is, what the excerpt left out included', () => {
    expect(renderResult(result({ omittedLines: 970 })).find((line) => line.startsWith('<details'))).toBe(
      '<details><summary>Output, 1000 lines</summary>',
    );
  });

  it('stands open when it failed and no line says why', () => {
    const folds = (over: Partial<ResultBlock>) => renderResult(result(over)).filter((line) => line.startsWith('<details open>')).length;
    expect(folds({ exit: 2 })).toBe(1);
    expect(folds({ outcome: 'timeout', exit: null })).toBe(1);
    expect(folds({ exit: 2, notable: [{ line: 1, text: asRedacted('error: x') }] })).toBe(0);
    expect(folds({})).toBe(0);
  });

  it('shows no more lines that matter than a reader takes in', () => {
    const notable = Array.from({ length: 40 }, (_, at) => ({ line: at + 1, text: asRedacted('W: old') }));
    const block = renderResult(result({ notable }));
    expect(block.filter((line) => /^\d+: W: old$/.test(line))).toHaveLength(NOTABLE_SHOWN);
    expect(block).toContain('… 30 more lines like these');
  });
});

describe('a short output', () => {
  it('is not folded, and not said twice', () => {
    const notable = [{ line: 1, text: asRedacted('error: x') }];
    expect(seen(page(annotated('```bash\nls\n```\n', result({ text: lines(FOLD_LINES), notable })))).tags).toEqual([
      ...STEP,
      ...SUMMARY,
      ...STEP,
    ]);
  });
});

const hostile = fc.oneof(
  anyText(60),
  fc.constantFrom(
    '</details>',
    '<details open>',
    '</code></pre><script>',
    '```',
    '~~~~',
    '<!-- /countersign:result -->',
    '-->',
    '</summary>',
    '> x',
    '- x',
    '# x',
    '\t```',
  ),
);

describe('whatever the output', () => {
  it.each(shapes)('the page keeps its form %s', (_name, text, open, close) => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 13, maxLength: 20 }), fc.array(hostile, { maxLength: 3 }), (output, notable) => {
        const over = {
          text: asRedacted(output.join('\nx\n')),
          notable: notable.map((line, at) => ({ line: at + 1, text: asRedacted(line) })),
        };
        const above = notable.length > 0 ? STEP : [];
        const after = annotated(text, result(over));
        expect(seen(page(after)).tags).toEqual([...open, ...STEP, ...SUMMARY, ...above, ...FOLD, ...AFTER, ...close]);
        const [step] = parseRunbook(after, 'r.md').steps;
        if (!step?.last) throw new Error('the block is not found again');
        expect(standingDigest(after, { step, span: step.last.span })).toBe(blockDigest(result(over)));
        expect(annotated(after, result(over))).toBe(after);
      }),
      { numRuns: 30 },
    );
  });
});

it('a result in a runbook of 10,000 lines changes no other byte', () => {
  const text = Array.from(
    { length: 1000 },
    (_, n) => `## Step ${n}\n\nLook.\n\n\`\`\`bash {id=s${n}}\nkubectl get node w${n}\necho a\n\`\`\`\n\nafter\n`,
  ).join('');
  expect(text.split('\n').length).toBeGreaterThan(10_000);
  const step = parseRunbook(text, 'r.md').steps[500];
  if (!step) throw new Error('no step');
  const splice = annotateStep({ text, step, result: result({ text: lines(100) }) });
  expect(spliced(text, splice).replace(splice.text, '')).toBe(text);
});
