import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { annotateStep, spliced } from '../../../src/core/annotate/annotate.ts';
import { findResult } from '../../../src/core/annotate/findResult.ts';
import { visible } from '../../../src/core/annotate/plain.ts';
import { BLOCK_LINE_LIMIT, BLOCK_LINES_LIMIT, type ResultBlock, renderResult } from '../../../src/core/annotate/resultBlock.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import type { Redacted } from '../../../src/core/redact/redacted.ts';
import type { Step } from '../../../src/core/step.ts';
import { anyText } from '../../fakes/text.ts';
import { hostileMarkdown } from '../propose/arbitrary.ts';

/** Stands in for redact/: these tests need any text whatever, also what it would change. */
const asRedacted = (text: string) => text as Redacted;

const result = (over: Partial<ResultBlock> = {}): ResultBlock => ({
  run: 'k3s-20261121-0a1b2c3d',
  exit: 0,
  signal: null,
  outcome: 'exited',
  durationMs: 1234,
  at: Date.UTC(2026, 10, 21, 5, 42),
  by: 'Ada Lovelace <ada@example.org>',
  level: 'read',
  logPath: '.countersign/logs/s1/k3s-20261121-0a1b2c3d.log',
  digest: 'ab'.repeat(32),
  text: asRedacted('NAME  READY\nw1    True\n'),
  omittedLines: 0,
  ...over,
});

const stepsOf = (text: string) => parseRunbook(text, 'r.md').steps;
const identity = (steps: readonly Step[]) => steps.map(({ id, text, shell, title, problem }) => ({ id, text, shell, title, problem }));
const annotated = (text: string, index: number, block: ResultBlock) => {
  const step = stepsOf(text)[index];
  if (!step) throw new Error('no such step');
  return spliced(text, annotateStep({ text, step, result: block }));
};

describe('a result under its step', () => {
  test('is the block people know', () => {
    expect(annotated('# A\n\n```bash\nkubectl get nodes\n```\n\nafter\n', 0, result())).toBe(
      [
        '# A\n\n```bash\nkubectl get nodes\n```\n',
        '<!-- countersign:result run=k3s-20261121-0a1b2c3d exit=0 digest=abababababab -->',
        '**exit 0** · 1.2 s · 2026-11-21 05:42 UTC · Ada Lovelace · read · [log](/.countersign/logs/s1/k3s-20261121-0a1b2c3d.log)\n',
        '```text\nNAME  READY\nw1    True\n```\n',
        '<!-- /countersign:result -->\n\nafter\n',
      ].join('\n'),
    );
  });

  test.each([
    ['a quote', '> ```bash\n> ls\n> ```\n', '> ```bash\n> ls\n> ```\n>\n> <!-- '],
    ['a list', '1. do\n\n   ```bash\n   ls\n   ```\n2. next\n', '   ```\n\n   <!-- '],
    ['the line of its list marker', '- ```bash\n  ls\n  ```\n', '  ```\n\n  <!-- '],
    ['a list in a quote, after a tab', '> -\t```bash\n> \tls\n> \t```', '> \t```\n>\n>  \t<!-- '],
    ['CRLF', '```bash\r\nls\r\n```\r\n', '```\r\n\r\n<!-- '],
    ['a file without a last line end', '```bash\nls\n```', '```\n\n<!-- '],
  ])('keeps the form of %s', (_, text, expected) => {
    const once = annotated(text, 0, result());
    expect(once).toContain(expected);
    expect(stepsOf(once)[0]?.last).toMatchObject({ run: 'k3s-20261121-0a1b2c3d', exit: 0 });
    expect(once.endsWith('\n')).toBe(text.endsWith('\n'));
    expect(/(?<!\r)\n/.test(once)).toBe(!text.includes('\r'));
  });

  test('a second result takes the place of the first', () => {
    const text = '> ```bash\n> ls\n> ```\n>\n> after\n';
    const twice = annotated(annotated(text, 0, result({ run: 'first' })), 0, result({ run: 'second', exit: 3 }));
    expect(twice).toBe(annotated(text, 0, result({ run: 'second', exit: 3 })));
  });

  test.each<[Partial<ResultBlock>, string]>([
    [{ exit: 7 }, '**exit 7** ·'],
    [{ exit: null, signal: 'SIGKILL' }, '**ended by SIGKILL** ·'],
    [{ exit: 130, outcome: 'cancelled' }, '**cancelled, exit 130** ·'],
    [{ exit: null, outcome: 'timeout' }, '**timed out** ·'],
    [{ exit: null, outcome: 'lost', durationMs: null }, '**exit code unknown** · 2026'],
    [{ exit: null, outcome: 'refused', durationMs: null }, '**refused, did not start** · 2026'],
    [{ exit: 1, outcome: 'provider-failed' }, '**the secrets provider failed, did not start** ·'],
    [{ omittedLines: 120 }, '· 120 lines left out ·'],
    [{ text: asRedacted('\n \n') }, '· no output ·'],
    [{ logPath: '/home/somebody/storage/x.log' }, '· log kept outside the workspace'],
    [{ logPath: '.countersign/logs/a b)/-->.log' }, '[log](/.countersign/logs/a%20b%29/%2D-%3E.log)'],
    [{ durationMs: 72_000 }, '· 1 m 12 s ·'],
    [{ by: '[x](http://e.org) --> @ada' }, '&#91;x&#93;&#40;http&#58;&#47;&#47;e&#46;org&#41; &#45;-&#62; &#64;ada'],
  ])('%j is said', (over, words) => {
    expect(renderResult(result(over))[1]).toContain(words);
  });

  test('keeps at most what a runbook can hold, and says so', () => {
    const lines = renderResult(result({ text: asRedacted(`${'x'.repeat(5000)}\n`.repeat(1000)), omittedLines: 5 }));
    expect(lines[1]).toContain(`${1000 - BLOCK_LINES_LIMIT + 5} lines left out`);
    expect(lines.filter((line) => line.startsWith('x'))).toHaveLength(BLOCK_LINES_LIMIT);
    expect(lines.find((line) => line.startsWith('x'))).toBe(`${'x'.repeat(BLOCK_LINE_LIMIT)}… (4000 more characters)`);
  });
});

describe('nothing breaks out', () => {
  const nasty = fc.constantFrom(
    ...[
      '```',
      '````',
      '~~~',
      '```bash',
      '```bash {id=x}',
      'rm -rf /',
      '<!-- /countersign:result -->',
      '<!-- countersign:result run=x exit=0 digest=y -->',
      '-->',
      '<!--',
      '--',
      '<script>',
      '</pre>',
    ],
    ...[
      '# heading',
      '---',
      '- item',
      '> quote',
      '    code',
      '',
      ' ',
      '\t',
      'text',
      '\u001B[31mred\u001B[0m',
      '\u001B]0;t\u0007',
      '\0',
      '\u202E',
      '\u2028',
      '\uD800',
      '\u0085',
      '\f',
      '\uFEFF',
      '`'.repeat(30),
      'x'.repeat(1500),
    ],
  );
  const output = fc.array(fc.tuple(fc.oneof(nasty, anyText(12)), fc.constantFrom('\n', '\n', '\r\n', '\r', '')), { maxLength: 12 });
  const text = output.map((pieces) => asRedacted(pieces.flat().join('')));
  const name = fc.oneof(nasty, anyText(30));
  const blocks = fc
    .record({
      text,
      by: name,
      run: name.filter((run) => run !== '' && !/[\p{Cs}]/u.test(run) && run.length <= 60),
      logPath: name,
      signal: fc.option(name),
      exit: fc.option(fc.integer({ min: -1, max: 255 })),
    })
    .map((over) => result(over));

  const container = fc.constantFrom('', '', '', '> ', '>', '- ', '1. ', '-\t', '> - ', '   ', '> 10. ', '- > ', '* 1. ');
  const step = fc
    .tuple(
      container,
      fc.constantFrom('```bash', '~~~~sh', '````zsh', '``` shell {cwd=x}', '```console'),
      fc.constantFrom('ls', '$ ls', '', 'a\n\nb'),
    )
    .map(([lead, open, inside]) => {
      const rest = lead.replace(/[^>\s]/g, ' ');
      const marker = /^[`~]+/.exec(open)?.[0] ?? '';
      return [`${lead}${open}`, ...inside.split('\n').map((line) => rest + line), rest + marker, ''].join('\n');
    });
  const document = fc
    .tuple(
      fc.array(
        fc.oneof(
          { weight: 3, arbitrary: step },
          { weight: 2, arbitrary: fc.constantFrom('text\n', '# h\n', '\n', '- item\n', '<!-- c -->\n', '```text\nx\n```\n') },
          { weight: 1, arbitrary: hostileMarkdown },
        ),
        { minLength: 1, maxLength: 6 },
      ),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([parts, crlf, cut]) => parts.join(cut ? '' : '\n').replace(/\r\n?|\n/g, crlf ? '\r\n' : '\n'))
    .map((whole) => whole.replace(/^\uFEFF/, ''));

  /** Documents, any one step of which gets a result. */
  const cases = fc.tuple(document, fc.nat(), blocks, blocks);
  const choose = (source: string, pick: number) => {
    const able = stepsOf(source).filter((candidate) => candidate.problem?.kind !== 'fence-unclosed');
    return able[pick % Math.max(able.length, 1)];
  };

  test('the steps stay as they are, the block is found, and a second one replaces it', () => {
    let tried = 0;
    fc.assert(
      fc.property(cases, ([source, pick, first, second]) => {
        const chosen = choose(source, pick);
        if (!chosen) return;
        tried += 1;
        const once = annotated(source, chosen.index, first);
        expect(identity(stepsOf(once))).toEqual(identity(stepsOf(source)));
        expect(stepsOf(once)[chosen.index]?.last).toMatchObject({ run: first.run, exit: first.exit });
        expect(annotated(once, chosen.index, second)).toBe(annotated(source, chosen.index, second));
      }),
      { numRuns: Number(process.env.ANNOTATE_RUNS ?? 500) },
    );
    expect(tried).toBeGreaterThan(150);
  }, 300_000);

  test('not a byte outside the splice changes', () => {
    fc.assert(
      fc.property(cases, ([source, pick, first]) => {
        const chosen = choose(source, pick);
        if (!chosen) return;
        const { span, text: put } = annotateStep({ text: source, step: chosen, result: first });
        const once = spliced(source, { span, text: put });
        expect(once.slice(0, span[0])).toBe(source.slice(0, span[0]));
        expect(once.slice(span[0] + put.length)).toBe(source.slice(span[1]));
        expect(span[0]).toBeGreaterThanOrEqual(chosen.fence[1]);
      }),
      { numRuns: 200 },
    );
  });

  test('any viewer sees two comments, a paragraph and one block of text that shows the output', () => {
    fc.assert(
      fc.property(blocks, container, (block, lead) => {
        const rest = lead.replace(/[^>\s]/g, ' ');
        const source = `${lead}\`\`\`bash\n${rest}ls\n${rest}\`\`\`\n`;
        const nodes = leaves(fromMarkdown(annotated(source, 0, block)));
        const shown = renderResult(block).slice(4, -3);
        const expected = shown.length === 0 ? ['code', 'html', 'paragraph', 'html'] : ['code', 'html', 'paragraph', 'code', 'html'];
        expect(nodes.map((node) => node.type)).toEqual(expected);
        const code = nodes[3];
        if (code?.type === 'code' && !rest.includes('\t') && !/>$/.test(rest))
          expect(code).toMatchObject({ lang: 'text', value: shown.join('\n') });
      }),
      { numRuns: 300 },
    );
  });

  test('what acts is shown', () => {
    expect(visible('a\u001B[1;31mb\u001B[0m\0\u202Ec\td\u2028')).toBe('ab\u2400<U+202E>c\td<U+2028>');
    fc.assert(
      fc.property(anyText(30), (line) => {
        expect(visible(line)).not.toMatch(/[^\P{Cc}\t]|[\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });
});

/** Blocks without blocks inside. */
function leaves(node: Nodes): Nodes[] {
  const inner =
    node.type === 'root' || node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote' ? node.children : null;
  return inner ? inner.flatMap(leaves) : [node];
}

describe('a text that only looks like a result', () => {
  const open = '<!-- countersign:result run=r exit=0 digest=d -->';
  const close = '<!-- /countersign:result -->';
  const step = '```bash\nls\n```\n';
  test.each([
    ['a step between its comments', `${step}${open}\n**exit 0**\n\n\`\`\`bash\nrm\n\`\`\`\n\n${close}\n`],
    ['a step after its output', `${step}${open}\n**exit 0**\n\n\`\`\`text\nx\n\`\`\`\n\n\`\`\`bash\nrm\n\`\`\`\n\n${close}\n`],
    ['text before it', `${step}\ntext\n\n${open}\n**exit 0**\n\n${close}\n`],
    ['no end', `${step}${open}\n**exit 0**\n\n\`\`\`text\nx\n\`\`\`\n`],
    ['no summary', `${step}${open}\n${close}\n`],
    ['an exit that is no number', `${step}${open.replace('exit=0', 'exit=0x0')}\n**exit 0**\n${close}\n`],
    ['no run', `${step}${open.replace('run=r ', '')}\n**exit 0**\n${close}\n`],
    ['a comment that ends early', `${step}${open.replace('digest=d', 'digest=d --> x')}\n**exit 0**\n${close}\n`],
    [
      'a closing marker that markdown sees and we would not write',
      `${step}${open}\n**exit 0**\n\n\`\`\`text\nx\n  \`\`\`\n\`\`\`bash\nrm\n\`\`\`\n${close}\n`,
    ],
    ['another container', `> \`\`\`bash\n> ls\n> \`\`\`\n${open}\n**exit 0**\n\n${close}\n`],
    ['too far below', `${step}\n\n\n\n${open}\n**exit 0**\n\n${close}\n`],
  ])('%s: is not believed, hides no step and is never replaced', (_, text) => {
    const steps = stepsOf(text);
    expect(steps[0]?.last).toBeUndefined();
    expect(steps.map((found) => found.text)).toEqual(text.includes('rm') ? ['ls', 'rm'] : ['ls']);
    const once = annotated(text, 0, result());
    expect(stepsOf(once).map((found) => found.text)).toEqual(steps.map((found) => found.text));
    const inserted = annotateStep({ text, step: steps[0] as Step, result: result() });
    expect(inserted.span[0]).toBe(inserted.span[1]);
  });

  test('a well-formed block is found through a formatter: blank lines, trailing spaces', () => {
    const text = `${step}\n\n${open}\n\n**exit 0** · Ada  \n\n\`\`\`text\nx\n\`\`\`\n${close}   \n`;
    const found = findResult(text, { fence: [0, step.length - 1] });
    expect(found).toMatchObject({ run: 'r', exit: 0 });
    expect(text.slice(...(found?.span ?? [0, 0]))).toMatch(/^<!-- countersign:result .*\/countersign:result -->$/s);
  });

  test('whatever stands under a step, its result replaces no step', () => {
    const piece = fc.constantFrom(
      open,
      close,
      '**exit 0**',
      '',
      '```text',
      '```bash',
      '```',
      '  ```',
      'rm',
      '````text',
      '````',
      '> x',
      '```text ',
      '-->',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = `${step}${pieces.join('\n')}`;
        const before = identity(stepsOf(text));
        expect(identity(stepsOf(annotated(text, 0, result())))).toEqual(before);
      }),
      { numRuns: 600 },
    );
  });
});
