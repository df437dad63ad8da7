// A range of a step's text is found again in its runbook, whatever stands before its lines.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import { within } from '../../../src/core/propose/within.ts';

/** What stands in the runbook where the step says `piece`. */
function found(text: string, piece: string): string {
  const [step] = parseRunbook(text, 'x.md').steps;
  if (step === undefined) throw new Error('no step');
  const at = step.text.indexOf(piece);
  return text.slice(...within(text, step)([at, at + piece.length]));
}

describe('a range of a step', () => {
  it.each([
    ['a plain fence', '# A\n\n```bash\nls\nrm -rf x\n```\n', 'rm -rf x'],
    ['a list', '1. Do:\n\n   ```bash\n   ls\n   rm -rf x\n   ```\n', 'rm -rf x'],
    ['a quote', '> ```bash\n> ls\n> rm -rf x\n> ```\n', 'rm -rf x'],
    ['a quote in a list', '- > ```sh\n  > ls\n  > rm -rf x\n  > ```\n', 'rm -rf x'],
    ['CRLF', '```bash\r\nls\r\nrm -rf x\r\n```\r\n', 'rm -rf x'],
    ['a transcript', '```console\n$ ls\nrm -rf x\n$ rm -rf x\nremoved\n$ pwd\n```\n', 'rm -rf x'],
    ['a transcript with a continued line', '```console\nada@pve1:~# ls \\\n> -l\nx\nada@pve1:~# rm -rf x\n```\n', 'rm -rf x'],
    ['blank lines', '```bash\n\n\nrm -rf x\n\n```\n', 'rm -rf x'],
  ])('%s', (_what, text, piece) => {
    expect(found(text, piece)).toBe(piece);
  });

  it('of a transcript is the command, not the output that looks like it', () => {
    const text = '```console\n$ ls\nrm -rf x\n$ rm -rf x\n```\n';
    const [step] = parseRunbook(text, 'x.md').steps;
    const at = step?.text.indexOf('rm -rf x') ?? 0;
    expect(step && within(text, step)([at, at + 8])[0]).toBe(text.lastIndexOf('rm -rf x'));
  });

  it('over several lines begins and ends where they do', () => {
    const text = '- x\n  ```bash\n  rm a \\\n    b\n  ls\n  ```\n';
    expect(found(text, 'rm a \\\n  b')).toBe('rm a \\\n    b');
  });

  it('is the same text, in any fence in any container', () => {
    const line = fc.stringMatching(/^[a-z$"'|&; -]{0,20}[a-z]$/);
    const prefix = fc.constantFrom('', '> ', '> > ', '   ');
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        prefix,
        fc.constantFrom('\n', '\r\n'),
        fc.nat(),
        (lines, before, end, pick) => {
          const text = ['# T', '', `${before}~~~bash`, ...lines.map((one) => before + one), `${before}~~~`, ''].join(end);
          const [step] = parseRunbook(text, 'x.md').steps;
          if (step === undefined) throw new Error('no step');
          const from = pick % step.text.length;
          const to = step.text.indexOf('\n', from) < 0 ? step.text.length : step.text.indexOf('\n', from);
          expect(text.slice(...within(text, step)([from, to]))).toBe(step.text.slice(from, to));
        },
      ),
    );
  });

  it('stays inside the fence, whatever the step', () => {
    const text = '```console\nno prompt\n```\n\n```bash {id=\n```\n\n```sh\nx';
    for (const step of parseRunbook(text, 'x.md').steps) {
      const [from, to] = within(text, step)([0, step.text.length + 5]);
      expect(from).toBeGreaterThanOrEqual(step.fence[0]);
      expect(to).toBeLessThanOrEqual(text.length);
      expect(from).toBeLessThanOrEqual(to);
    }
  });
});
