import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFolder, fold, LINE_LIMIT } from '../../../src/core/capture/fold.ts';

const ESC = '\u001b';

describe('fold keeps what a person saw last', () => {
  test.each([
    ['line ends of a terminal', 'a\r\nb\r\n', 'a\nb\n'],
    ['a progress line', ' 10%\r 50%\r100% done\r\n', '100% done\n'],
    ['a longer line under a shorter one', 'abcdef\rxy\n', 'xycdef\n'],
    ['a cleared line', `downloading${ESC}[2K\rdone\n`, 'done\n'],
    ['cleared to the end', `abcdef\rab${ESC}[K\n`, 'ab\n'],
    ['backspaces', 'abc\b\bX\n', 'aXc\n'],
    ['colours', `${ESC}[1;31mred${ESC}[0m and ${ESC}[38;5;200mpink\n`, 'red and pink\n'],
    ['titles and links', `${ESC}]0;title\u0007text ${ESC}]8;;https://x${ESC}\\link${ESC}]8;;${ESC}\\\n`, 'text link\n'],
    ['other controls', 'a\u0000b\u0007c\u009bd\n', 'abcd\n'],
    ['tabs and text of any script', 'a\tж 漢\n', 'a\tж 漢\n'],
    ['no line end', 'Name: ', 'Name:'],
    [
      'a full-screen program',
      `before\n${ESC}[?1049h${ESC}[Hdrawn\nmore${ESC}[?1049l\nafter\n`,
      'before\n(a full-screen program was here)\nafter\n',
    ],
    ['nothing', '', ''],
  ])('%s', (_what, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('cuts a long line and says so', () => {
    expect(fold(`${'x '.repeat(5000)}\nnext`)).toBe(`${'x '.repeat(LINE_LIMIT / 2)}…\nnext`);
    expect(fold(`${'x'.repeat(LINE_LIMIT - 20)} https://user:password@host`)).toBe(`${'x'.repeat(LINE_LIMIT - 20)} …`);
  });
});

describe('always', () => {
  const piece = fc.constantFrom(
    'a',
    'bc',
    '\r',
    '\n',
    '\b',
    '\t',
    ESC,
    `${ESC}[`,
    '3',
    'm',
    `${ESC}]0;t`,
    '\u0007',
    `${ESC}\\`,
    `${ESC}[?1049h`,
    `${ESC}[?1049l`,
    `${ESC}[K`,
  );

  test('no control character but the tab comes out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          expect(fold(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        },
      ),
    );
  });

  test('the cuts make no difference', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 6 }), (pieces, cuts) => {
        const text = pieces.join('');
        const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
        const folder = createFolder();
        const lines = [0, ...at].flatMap((from, i) => folder.write(text.slice(from, at[i] ?? text.length)));
        const whole = createFolder();
        expect([...lines, ...folder.end()]).toEqual([...whole.write(text), ...whole.end()]);
      }),
      { numRuns: 300 },
    );
  });
});
