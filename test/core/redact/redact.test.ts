import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineRedactor, redact, redactSuspects } from '../../../src/core/redact/redact.ts';
import { cpuMs } from '../../fakes/cpu.ts';

const x = (count: number) => 'aB3dE6gH9j'.repeat(20).slice(0, count);
const HOSTILE = [
  'data:\n',
  ' data:\n  a: b\n',
  '"data":{',
  '"data":{}',
  '"data":{"a":"b"',
  'password: a',
  'A_TOKEN=',
  'token: aaaaaaaa',
  'LS0tLS1CRUdJTi',
  'AAA8Q~',
  'sk-',
  'A',
];
const X = (count: number) => x(count).toUpperCase();

describe('redact conceals', () => {
  test.each([
    ['a private key', `a\n-----BEGIN RSA PRIVATE KEY-----\n${x(64)}\n-----END RSA PRIVATE KEY-----\nb`, 'a\n[redacted: private key]\nb'],
    ['a key cut off', `-----BEGIN PRIVATE KEY-----\n${x(64)}`, '[redacted: private key]'],
    ['a 1Password service account token', `OP=ops_eyJ${x(80)}`, 'OP=[redacted: 1Password token]'],
    ['an age key', `AGE-SECRET-KEY-1${X(58)}`, '[redacted: age key]'],
    ['GitHub tokens', `ghp_${x(36)} github_pat_${x(40)}`, '[redacted: GitHub token] [redacted: GitHub token]'],
    ['a GitLab token', `glpat-${x(20)}`, '[redacted: GitLab token]'],
    ['Slack', `xoxb-${x(30)}`, '[redacted: Slack token]'],
    [
      'AWS',
      `AKIA${X(16)} aws_secret_access_key = ${x(40)}`,
      '[redacted: AWS access key] aws_secret_access_key = [redacted: AWS secret key]',
    ],
    ['a JWT', `t=eyJ${x(20)}.${x(30)}.${x(20)};`, 't=[redacted: JWT];'],
    ['a password in a URL', 'postgres://app:hunter2@db/x', 'postgres://app:[redacted: password]@db/x'],
    ['an authorization header', 'authorization: Bearer abc.def-1234', 'authorization: Bearer [redacted: authorization]'],
    ['an authorization header in JSON', '"Authorization": "Basic dXNlcjpwYXNz"', '"Authorization": "Basic [redacted: authorization]"'],
    ['a k3s token', `K10${'0a'.repeat(32)}::server:${x(20)}`, '[redacted: cluster token]'],
    ['a kubeadm token', 'kubeadm join --token abcdef.0123456789abcdef x', 'kubeadm join --token [redacted: bootstrap token] x'],
    ['a 1Password secret key', 'A3-ABCDEF-GH2JKL-MN4PQ-RS6TU-VW8XY-23ABC', '[redacted: 1Password secret key]'],
    ['an Azure client secret', `s=${x(3)}8Q~${x(34)}`, 's=[redacted: Azure client secret]'],
    ['keys of services', `hvs.${x(24)} pypi-${x(30)} dckr_pat_${x(27)} sk-ant-${x(40)}`, Array(4).fill('[redacted: API key]').join(' ')],
    [
      'a kubeconfig',
      `    client-key-data: ${x(80)}\n    token: ${x(40)}`,
      '    client-key-data: [redacted: kubeconfig key]\n    token: [redacted: token]',
    ],
    [
      'a private key in base64',
      Buffer.from(`-----BEGIN EC PRIVATE KEY-----\n${x(80)}`)
        .toString('base64')
        .slice(0, 100),
      '[redacted: private key in base64]',
    ],
    ['a login of a registry', `{"auths":{"r.io":{"auth":"${x(20)}"}}}`, '{"auths":{"r.io":{"auth":"[redacted: registry login]"}}}'],
    ['a connection string', 'Server=db;User Id=sa;Password=p4ss!word;', 'Server=db;User Id=sa;Password=[redacted: password];'],
    ['an account key', `AccountKey=${x(40)}==;EndpointSuffix=x`, 'AccountKey=[redacted: connection key];EndpointSuffix=x'],
    ['a redis URL', 'redis://:hunter2@cache:6379/0', 'redis://:[redacted: password]@cache:6379/0'],
    ['a database by keywords', "host=db password='p4ss!word' dbname=x", "host=db password='[redacted: password]' dbname=x"],
    [
      'an environment',
      'A=1\nDB_PASSWORD=hunter\nexport API_TOKEN="a b c d"\nB=2',
      'A=1\nDB_PASSWORD=[redacted: secret variable]\nexport API_TOKEN=[redacted: secret variable]\nB=2',
    ],
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
    'Password: incorrect, try again',
    'secretName: web-tls',
    'DB_PASSWORD=op://vault/db/password',
    'token: expected string',
    'password: required',
    Buffer.from('-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU').toString('base64'),
    'kind: ConfigMap\ndata:\n  mode: debugmodedebugmodedebugmodedebug\n',
    'data:\n  mode: prod\n  debug: "true"\n',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ])('but not %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("a Kubernetes secret's data", () => {
  const all = '[redacted: Kubernetes secret]';
  const secret = 'apiVersion: v1\ndata:\n  password: cGFzcw==\n  user: YWJj\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\n';
  const concealed = secret.replace('cGFzcw==', all).replace('YWJj', all);

  test('in YAML, as kubectl and as people write it', () => {
    expect(redact(secret)).toBe(concealed);
    const ours =
      'kind: Secret\r\nmetadata: {name: a}\r\nstringData:\r\n  "a.b": not base64\r\n  key: |\r\n    line one\r\n    line two\r\ntype: Opaque\r\n';
    expect(redact(ours)).toBe(`kind: Secret\r\nmetadata: {name: a}\r\nstringData:\r\n  "a.b": ${all}\r\n  key: ${all}\r\ntype: Opaque\r\n`);
  });

  test('in a list, beside what is none', () => {
    const indent = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;
    const map = 'apiVersion: v1\ndata:\n  mode: YWJj\nkind: ConfigMap\n';
    const list = (one: string) => `apiVersion: v1\nitems:\n${indent(map)}${indent(one)}${indent(map)}kind: List\n`;
    expect(redact(list(secret))).toBe(list(concealed));
    expect(redact(`${map}---\n${secret}---\n${map}`)).toBe(`${map}---\n${concealed}---\n${map}`);
  });

  test('in JSON, also inside the last applied configuration', () => {
    const json = { apiVersion: 'v1', data: { pass: 'cGFzcw==', user: 'YWJj' }, kind: 'Secret', metadata: { name: 'db' } };
    const hidden = { ...json, data: { pass: all, user: all } };
    expect(redact(JSON.stringify(json))).toBe(JSON.stringify(hidden));
    expect(redact(JSON.stringify(json, null, 4))).toBe(JSON.stringify(hidden, null, 4));
    const applied = (of: object) => JSON.stringify({ metadata: { annotations: { applied: JSON.stringify(of) } } });
    expect(redact(applied(json))).toBe(applied(hidden));
    expect(redact(JSON.stringify({ ...json, kind: 'ConfigMap' }))).toBe(JSON.stringify({ ...json, kind: 'ConfigMap' }));
  });

  test('without its kind: what can be no word', () => {
    expect(redact('  data:\n    a: cGFzcw==\n    b: word\n')).toBe(`  data:\n    a: ${all}\n    b: word\n`);
  });
});

test('what a scanner found besides is concealed wherever it stands, and named', () => {
  const suspects = [
    { name: 'Some token', value: 'abc-12345' },
    { name: 'Longer', value: 'abc-12345-x' },
    { name: 'Short', value: 'abc' },
    { name: 'Ours', value: 'y [redacted: Other] z' },
  ];
  expect(redactSuspects(redact('abc abc-12345-x abc-12345 y [redacted: Other] z'), suspects)).toBe(
    'abc [redacted: Longer] [redacted: Some token] y [redacted: Other] z',
  );
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
    'data:\n',
    '  a: cGFzcw==\n',
    'kind: Secret\n',
    '"data":{"a":"b"}',
    'PASSWORD=',
    'token: ',
    '[redacted: x y]',
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
    const started = cpuMs();
    for (const unit of [
      '-----BEGIN ',
      'a://b:',
      'authorization:    ',
      'eyJaaaaaaaaa.',
      'aws_key  =  ',
      '-----BEGIN PRIVATE KEY-----',
      ...HOSTILE,
    ])
      redact(unit.repeat(20_000));
    expect(cpuMs() - started).toBeLessThan(5000);
  });
});

test('line by line, a key over many lines is concealed and lines stay lines', () => {
  const redactor = createLineRedactor();
  const lines = ['a\r\n', 'x -----BEGIN PRIVATE KEY-----\r\n', `${x(64)}\r\n`, '-----END PRIVATE KEY----- y\r\n', 'b\r\n'];
  expect(lines.map((line) => redactor.line(line))).toEqual(['a\r\n', 'x [redacted: private key]\r\n', '', ' y\r\n', 'b\r\n']);
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
