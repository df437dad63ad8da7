// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the env file's own grammar is tested
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEnvFile } from '../../../src/core/seal/envfile.ts';
import { minimalEnv, plainValues } from '../../../src/core/seal/minimalEnv.ts';
import { anyText } from '../../fakes/text.ts';

const values = (text: string) => parseEnvFile(text).entries.map(({ name, value }) => [name, value]);

describe('the grammar of an env file', () => {
  test.each([
    ['KEY=value', [['KEY', 'value']]],
    ['KEY = value \n', [['KEY', 'value']]],
    [
      '\ufeffKEY=a\r\nB=c\r\n',
      [
        ['KEY', 'a'],
        ['B', 'c'],
      ],
    ],
    ['# note\n\n  \nA=1', [['A', '1']]],
    ['A=b # note', [['A', 'b']]],
    ['A=b#c', [['A', 'b']]],
    ["A='b # c' # note", [['A', 'b # c']]],
    ['A="b\\"c"', [['A', 'b"c']]],
    ["A='b\\n'", [['A', 'b\\n']]],
    ['A="b\\nc"', [['A', 'b\nc']]],
    [
      'A="one\ntwo"\nB=3',
      [
        ['A', 'one\ntwo'],
        ['B', '3'],
      ],
    ],
    ["A='x\r\ny'\r\n", [['A', 'x\ny']]],
    ['A=b"c"', [['A', 'b"c"']]],
    ['A=', [['A', '']]],
    ['A=""', [['A', '']]],
    ['export A=1', [['A', '1']]],
    ['A=op://v/i/f?attribute=otp', [['A', 'op://v/i/f?attribute=otp']]],
    ['A="{{ op://v/i/f }}"', [['A', '{{ op://v/i/f }}']]],
    ['A=b=c', [['A', 'b=c']]],
  ])('%j', (text, entries) => {
    expect(parseEnvFile(text).problems).toEqual([]);
    expect(values(text)).toEqual(entries);
  });

  test.each([
    ['A=1\nnonsense\n', 2],
    ['A="open\nB=2', 1],
    ['A="x" y', 1],
    ['1A=x', 1],
    ['A.B=x', 1],
    ['A=\u0000', 1],
  ])('%j has a problem', (text, line) => {
    expect(parseEnvFile(text).problems.map((problem) => problem.line)).toEqual([line]);
  });
});

describe('the minimal env file', () => {
  const text = [
    'APP_ENV=prod',
    'DB_PASSWORD = op://$APP_ENV/db/password',
    'DB_USER="op://prod/db/user"',
    'DB_URL=postgres://${DB_USER}:${DB_PASSWORD:-none}@db/app',
    "LITERAL='$DB_USER'",
    'REGION=eu-west-1',
    'TEMPLATE="{{ op://prod/x/y }}"',
    'OTHER=op://prod/other/token',
  ].join('\n');
  const pick = (script: string, env?: readonly string[] | 'all') => minimalEnv({ text, script, env });

  test('names that stand as words in the script', () => {
    expect(pick('echo $DB_USER ${REGION}')).toEqual({
      envText: 'DB_USER="op://prod/db/user"\nREGION=eu-west-1\n',
      names: ['DB_USER'],
      plain: ['REGION'],
    });
    expect(pick('echo $XREGION REGIONX')).toEqual({ envText: '', names: [], plain: [] });
  });

  test('what their values expand, and from there on', () => {
    const { envText, names, plain } = pick('psql "$DB_URL"');
    expect(names).toEqual(['DB_PASSWORD', 'DB_USER', 'DB_URL']);
    expect(plain).toEqual(['APP_ENV']);
    expect(envText).toContain('DB_PASSWORD = op://$APP_ENV/db/password\n');
  });

  test('single quotes expand nothing', () => {
    expect(pick('echo $LITERAL').names).toEqual([]);
  });

  test('those asked for by name, and all', () => {
    expect(pick('true', ['OTHER', 'NOT_THERE'])).toMatchObject({ names: ['OTHER'], plain: [] });
    expect(pick('true', 'all').envText).toBe(`${text}\n`);
  });

  test('references in every form', () => {
    expect(pick('', 'all').names).toEqual(['DB_PASSWORD', 'DB_USER', 'DB_URL', 'TEMPLATE', 'OTHER']);
  });

  test('a key given twice keeps both places, the later wins', () => {
    const twice = 'A=op://v/i/f\nB=$A\nA=plain\n';
    expect(minimalEnv({ text: twice, script: '$A', env: undefined }).envText).toBe('A=op://v/i/f\nA=plain\n');
  });

  const name = fc.constantFrom('A', 'B', 'C', 'LONG_NAME', 'x9');
  const value = fc.oneof(
    fc.constantFrom('op://v/i/f', '"op://v/i/f"', "'a\nb'", '"a # b\\" c"', '$A', '${B}x', 'plain', ''),
    fc.stringMatching(/^[a-z0-9/:. ]{0,12}$/),
  );
  const line = fc.oneof(
    fc.tuple(name, fc.constantFrom('=', ' = ', '= '), value, fc.constantFrom('', ' # note')).map((parts) => parts.join('')),
    fc.constantFrom('', '# A=1', '  '),
  );

  test('always says what the whole file says, about a part of its entries', () => {
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.string(), (lines, end, last, extra) => {
        const whole = lines.join(end) + (last ? end : '');
        const file = parseEnvFile(whole);
        expect(file.problems).toEqual([]);
        const { envText, names, plain } = minimalEnv({ text: whole, script: `$A ${extra}`, env: ['x9'] });
        const kept = new Set([...names, ...plain]);
        const facts = (text: string) => parseEnvFile(text).entries.map(({ name: key, value: of, quote }) => [key, of, quote]);
        expect(facts(envText)).toEqual(facts(whole).filter(([key]) => kept.has(String(key))));
        for (const word of ['A', 'x9']) expect(kept.has(word)).toBe(file.entries.some((entry) => entry.name === word));
      }),
      { numRuns: 300 },
    );
  });

  test('never throws, whatever the file', () => {
    fc.assert(
      fc.property(anyText(60), (any) => {
        const { entries } = parseEnvFile(any);
        for (const entry of entries) expect(any).toContain(entry.source);
        minimalEnv({ text: any, script: '', env: 'all' });
      }),
    );
  });
});

test('plain values, where no provider is needed', () => {
  expect(plainValues('A=1\nB="${A}2 \\$A"\nC=\'$A\'\nD=${NONE:-dflt}\nE=$HOME\nA=3\n', { HOME: '/h' })).toEqual({
    A: '3',
    B: '12 $A',
    C: '$A',
    D: 'dflt',
    E: '/h',
  });
});
