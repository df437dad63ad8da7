import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineRedactor, redact } from '../../../src/core/redact/redact.ts';

const x = (count: number) => 'aB3dE6gH9j'.repeat(20).slice(0, count);
const X = (count: number) => x(count).toUpperCase();

describe('redact conceals', () => {
  test.each([
    ['a private key', `a\n-----BEGIN RSA PRIVATE KEY-----\n${x(64)}\n-----END RSA PRIVATE KEY-----\nb`, 'a\n<concealed:private key>\nb'],
    ['a key cut off', `-----BEGIN PRIVATE KEY-----\n${x(64)}`, '<concealed:private key>'],
    ['a 1Password service account token', `OP=ops_eyJ${x(80)}`, 'OP=<concealed:1Password token>'],
    ['an age key', `AGE-SECRET-KEY-1${X(58)}`, '<concealed:age key>'],
    ['GitHub tokens', `ghp_${x(36)} github_pat_${x(40)}`, '<concealed:GitHub token> <concealed:GitHub token>'],
    ['a GitLab token', `glpat-${x(20)}`, '<concealed:GitLab token>'],
    ['Slack', `xoxb-${x(30)}`, '<concealed:Slack token>'],
    ['AWS', `AKIA${X(16)} aws_secret_access_key = ${x(40)}`, '<concealed:AWS key id> aws_secret_access_key = <concealed:AWS secret key>'],
    ['a JWT', `t=eyJ${x(20)}.${x(30)}.${x(20)};`, 't=<concealed:JWT>;'],
    ['a password in a URL', 'postgres://app:hunter2@db/x', 'postgres://app:<concealed:password>@db/x'],
    ['an authorization header', 'authorization: Bearer abc.def-1234', 'authorization: Bearer <concealed:authorization>'],
    ['an authorization header in JSON', '"Authorization": "Basic dXNlcjpwYXNz"', '"Authorization": "Basic <concealed:authorization>"'],
    ['a k3s token', `K10${'0a'.repeat(32)}::server:${x(20)}`, '<concealed:cluster token>'],
    ['a kubeadm token', 'kubeadm join --token abcdef.0123456789abcdef x', 'kubeadm join --token <concealed:bootstrap token> x'],
  ])('%s', (_what, text, concealed) => {
    expect(redact(text)).toBe(concealed);
  });

  test.each([
    'commit 4f2a9c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b',
    'https://example.org:8443/path@2',
    'ssh://git@github.com/x',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '<concealed:TOKEN>',
    'the bearer of bad news',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ])('but not %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('always', () => {
  const piece = fc.constantFrom(
    'Authorization:',
    ' ',
    'Bearer ',
    'https://u:',
    'pw@h',
    '<concealed:x>',
    'ghp_',
    x(40),
    '\n',
    'AKIA',
    X(16),
    '-----BEGIN PRIVATE KEY-----',
    '-----END PRIVATE KEY-----',
    'eyJ',
    '.',
  );

  test('twice is once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(''));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test('a long hostile line takes milliseconds, not minutes', () => {
    const started = performance.now();
    for (const unit of ['-----BEGIN ', 'a://b:', 'authorization:    ', 'eyJaaaaaaaaa.', 'aws_key  =  ', '-----BEGIN PRIVATE KEY-----'])
      redact(unit.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test('line by line, a key over many lines is concealed and lines stay lines', () => {
  const redactor = createLineRedactor();
  const lines = ['a\r\n', 'x -----BEGIN PRIVATE KEY-----\r\n', `${x(64)}\r\n`, '-----END PRIVATE KEY----- y\r\n', 'b\r\n'];
  expect(lines.map((line) => redactor.line(line))).toEqual(['a\r\n', 'x <concealed:private key>\r\n', '', ' y\r\n', 'b\r\n']);
});

test('many lines at once are as one after the other', () => {
  const line = fc.constantFrom(
    'a\n',
    `ghp_${x(36)}\n`,
    'x -----BEGIN PRIVATE KEY-----\r\n',
    `${x(64)}\n`,
    '-----END PRIVATE KEY----- y\n',
    'https://u:pw@h\n',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.nat(12), (lines, cut) => {
      const [one, many] = [createLineRedactor(), createLineRedactor()];
      const parts = [lines.slice(0, cut), lines.slice(cut)].map((part) => many.lines(part.join('')));
      expect(parts.join('')).toBe(lines.map((each) => one.line(each)).join(''));
    }),
    { numRuns: 300 },
  );
});
