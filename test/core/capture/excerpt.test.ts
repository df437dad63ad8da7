import { describe, expect, test } from 'vitest';
import { createExcerpt, excerpt, HEAD_LINES, NOTABLE_LINES, TAIL_LINES } from '../../../src/core/capture/excerpt.ts';
import { isNotable } from '../../../src/core/capture/notable.ts';

describe('excerpt', () => {
  test('a short output whole, trimmed', () => {
    expect(excerpt('\r\n\r\n  ok\r\ndone\r\n\r\n')).toEqual({ text: '  ok\ndone', totalLines: 5, omittedLines: 0, notable: [] });
  });

  test('nothing', () => {
    expect(excerpt('')).toEqual({ text: '', totalLines: 0, omittedLines: 0, notable: [] });
  });

  test('head and tail of a long one, in chunks that cut anywhere', () => {
    const excerpter = createExcerpt();
    const log = Array.from({ length: 100_000 }, (_, i) => `line ${i + 1}\r\n`).join('');
    for (let at = 0; at < log.length; at += 60_001) excerpter.write(log.slice(at, at + 60_001));
    const { text, totalLines, omittedLines } = excerpter.end();
    expect(totalLines).toBe(100_000);
    expect(omittedLines).toBe(100_000 - HEAD_LINES - TAIL_LINES);
    const lines = text.split('\n');
    expect(lines[HEAD_LINES - 1]).toBe('line 40');
    expect(lines[HEAD_LINES]).toBe('… 99900 lines left out …');
    expect(lines[HEAD_LINES + 1]).toBe('line 99941');
    expect(lines.at(-1)).toBe('line 100000');
  });

  test('exactly head and tail leaves nothing out', () => {
    const lines = Array.from({ length: HEAD_LINES + TAIL_LINES }, (_, i) => `l${i}`);
    expect(excerpt(lines.join('\n'))).toMatchObject({ text: lines.join('\n'), omittedLines: 0 });
  });

  test('notable lines from the middle, bounded', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => (i % 10 === 5 ? `W: trouble ${i}` : 'fine'));
    const { notable } = excerpt(lines.join('\n'));
    expect(notable).toHaveLength(NOTABLE_LINES);
    expect(notable[0]).toEqual({ line: 6, text: 'W: trouble 5' });
    expect(notable.at(-1)).toEqual({ line: 996, text: 'W: trouble 995' });
  });

  test('conceals known secrets, also a key over many lines and only then', () => {
    const key = ['-----BEGIN EC PRIVATE KEY-----', ...Array.from({ length: 90 }, (_, i) => `MHcCAQ${i}`), '-----END EC PRIVATE KEY-----'];
    const { text } = excerpt(['a', ...key, 'token ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'b'].join('\n'));
    expect(text).not.toContain('MHcCAQ');
    expect(text).toContain('[redacted: private key]');
    expect(text).toMatch(/token \[redacted: GitHub token\]\nb$/);
  });
});

describe('notable', () => {
  test.each([
    'Error: connection refused',
    'curl: (7) Failed to connect to 10.0.0.1 port 6443',
    'W: GPG error',
    'E0102 15:04:05.123456    1 reflector.go:1] x',
    'web   0/3     3            0           5m',
    'Warning: policy/v1beta1 is deprecated',
    'bash: kubectx: command not found',
    'no space left on device',
    'node-1   NotReady   <none>',
    'ERROR 0 warnings',
  ])('%s', (line) => {
    expect(isNotable(line)).toBe(true);
  });

  test.each([
    '0 errors, 0 warnings',
    'changed=3 unreachable=0 failed=0',
    'no failures',
    'web 3/3 3 3 5m',
    'terror is a word',
    '10/30 done',
    'all good',
  ])('not: %s', (line) => {
    expect(isNotable(line)).toBe(false);
  });
});
