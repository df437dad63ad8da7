import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInfo, TIMEOUT_LIMIT_MS } from '../../../src/core/propose/attributes.ts';

const shown = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '').trim())
  .filter((text) => text !== '');

describe('attributes are read', () => {
  test.each([
    ['{id=join-worker}', { id: 'join-worker' }],
    ['id=join-worker', { id: 'join-worker' }],
    ['{ name=x }', { id: 'x' }],
    ['{"name":"x","cwd":"y","interactive":"false"}', { id: 'x', attributes: { cwd: 'y' } }],
    ['{"name":"x","terminalRows":10,"tag":null,"promptEnv":false}', { id: 'x' }],
    ['{"id":"a","name":"Long words"}', { id: 'a', name: 'Long words' }],
    ['{"env":["A","B"]}', { attributes: { env: ['A', 'B'] } }],
    ['{cwd=./k3s env-file=.env timeout=10m}', { attributes: { cwd: './k3s', envFile: '.env', timeoutMs: 600_000 } }],
    ['{timeout=1h30m}', { attributes: { timeoutMs: 5_400_000 } }],
    ['{expect="Ready" undo="kubectl drain \\"w3\\""}', { attributes: { expect: 'Ready', undo: 'kubectl drain "w3"' } }],
    [`{undo='a "b" \\ {c}'}`, { attributes: { undo: 'a "b" \\ {c}' } }],
    ['{env="A B"}', { attributes: { env: ['A', 'B'] } }],
    ['{env=all}', { attributes: { env: 'all' } }],
    ['{interpreter=zsh}', { shell: 'zsh' }],
    ['{interpreter=/bin/bash}', { shell: 'bash' }],
    ['{id=a, cwd=b}', { id: 'a', attributes: { cwd: 'b' } }],
    ['{1,3-4} linenos title="a b"', {}],
    ['{id=a id=a}', { id: 'a' }],
    ['', {}],
    ['{}', {}],
  ])('%s', (rest, expected) => {
    expect(readInfo(rest)).toEqual({ ignored: false, attributes: {}, ...expected });
  });

  test.each(['{ignore}', 'no-run', '{"ignore":true}', '{ignore=TRUE}'])('%s is an example', (rest) =>
    expect(readInfo(rest).ignored).toBe(true),
  );
});

describe('what cannot be read stops the step', () => {
  test.each([
    ['{id=a', '{id=a'],
    ['id=a}', '}'],
    ['{id="a}', '"a}'],
    ['{cwd="a"b}', 'cwd="a"b}'],
    ['{cwd=}', 'cwd='],
    ['{cwd}', 'cwd='],
    ['{id=a id=b}', 'id=b'],
    ['{name=a name=b}', 'name=b'],
    ['{timeout=10}', 'timeout=10'],
    ['{timeout=0s}', 'timeout=0s'],
    ['{timeout=999999999h}', 'timeout=999999999h'],
    ['{env=1A}', 'env=1A'],
    ['{env=""}', 'env='],
    ['{id="a b"}', 'id=a b'],
    ['{id=-rf}', 'id=-rf'],
    ['{interpreter=python3}', 'interpreter=python3'],
    ['{ignore=perhaps}', 'ignore=perhaps'],
    ['{"cwd":1', '{"cwd":1'],
    ['{"cwd":{"a":1}}', '{"cwd":{"a":1}}'],
    ['{"cwd":null}', '{"cwd":null}'],
    ['{cwd="a\u202Eb"}', 'cwd=a b'],
  ])('%s', (rest, piece) => {
    const info = readInfo(rest);
    expect(info).toMatchObject({ ignored: false, attributes: {} });
    expect(info.unreadable).toContain(piece.replace(/^"/, '').slice(0, 40));
  });

  test('any text is read or refused, never thrown at', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '"',
      "'",
      '\\',
      '=',
      ' ',
      ',',
      'id',
      'cwd',
      'env',
      'timeout',
      '__proto__',
      'constructor',
      'a',
      '\0',
      '\u202E',
      ':',
      '[',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const info = readInfo(pieces.join('').trim());
        expect(info.unreadable?.length ?? 0).toBeLessThanOrEqual(80);
        expect(info.unreadable ?? '').not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 2000 },
    );
  });

  test('a value that is quoted is read as it was meant', () => {
    fc.assert(
      fc.property(shown, (value) => {
        const quoted = value.replace(/[\\"]/g, '\\$&');
        expect(readInfo(`{undo="${quoted}" id=x}`)).toMatchObject({ id: 'x', attributes: { undo: value } });
        expect(readInfo(JSON.stringify({ undo: value, id: 'x' }))).toMatchObject({ id: 'x', attributes: { undo: value } });
      }),
    );
  });

  test('time limits end at a week', () => {
    expect(readInfo('{timeout=168h}').attributes.timeoutMs).toBe(TIMEOUT_LIMIT_MS);
    expect(readInfo('{timeout=168h1s}').unreadable).toBe('timeout=168h1s');
  });
});
