// Texts meant to mislead a markdown reader: every line is one that some block treats specially.
import fc from 'fast-check';

const PIECES = [
  '', '', '', ' ', '\t', 'text', 'more text', '# Heading', '## Two ##', '#no', '===', '---', '--', '-', '***', '___', '* * *',
  '```', '```bash', '``` bash {id=a}', '````', '````sh', '~~~', '~~~zsh', '~~~~', '```bash `x`', '``', ' ```', '  ```bash', '   ```', '    ```bash', '\t```',
  '- item', '- ```bash', '-\t```sh', '  ```', '  ls', '   ls', '1. one', '2. two', '1) x', '10. ```sh', '    ls -l', '* star', '+ plus', '**bold** text', '*em*', '-no', '1.no',
  '> quote', '> ```bash', '> ls', '>', '> ```', '>```sh', '>>', '> - x', '> - ```', '>   y', '> > ```', 'lazy',
  '<!--', '-->', '<!-- one line -->', '<!-->', '<!--->', '<!-- a --> ```bash', '<pre>', '</pre>', '<script>', '</script>', '<div>', '</div>', '<details>', '<a href="x">', '<?php', '?>', '<?>', '<!X', '<![CDATA[', ']]>', '<',
  '[a]: /url', '[a]:', '/url', '"title"', '[b]: /u "t', 't"', '[x] task', '| a | b |', '|---|---|', '\\```', '&#96;``', '\u00A0', '\u00A0```', '\f', '\u2028', '=', '_x_', '`code`', '\uFEFF```bash',
];

const line = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'`~->#*1. \t<!a=['), maxLength: 8 }) });
const indent = fc.oneof({ weight: 6, arbitrary: fc.constant('') }, { weight: 2, arbitrary: fc.constantFrom(' ', '  ', '   ', '    ', '\t', '> ', '- ') });
const eol = fc.oneof({ weight: 8, arbitrary: fc.constant('\n') }, { weight: 1, arbitrary: fc.constantFrom('\r\n', '\r') });

export const hostileMarkdown = fc
  .array(fc.tuple(indent, line, eol), { maxLength: 24 })
  .map((lines) => lines.map((parts) => parts.join('')).join(''))
  .filter((text) => !text.startsWith('\uFEFF'));
