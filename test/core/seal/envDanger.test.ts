// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the env file's own grammar is tested
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardedName, isGuarded, quietCopy, runsCommands } from '../../../src/core/seal/envDanger.ts';
import { parseEnvFile } from '../../../src/core/seal/envfile.ts';

test('what only the text of a step may set', () => {
  for (const name of [
    'PATH',
    'LD_PRELOAD',
    'DYLD_INSERT_LIBRARIES',
    'NODE_OPTIONS',
    'NODE_PATH',
    'BASH_ENV',
    'ENV',
    'IFS',
    'COUNTERSIGN_RUN',
  ])
    expect(isGuarded(name)).toBe(true);
  for (const name of ['NODE_ENV', 'PATHS', 'MY_PATH', 'ENVIRONMENT', 'TOKEN', 'OP_SERVICE_ACCOUNT_TOKEN'])
    expect(isGuarded(name)).toBe(false);
  expect(guardedName(['TOKEN', 'LD_PRELOAD'])?.detail).toContain('LD_PRELOAD');
  expect(guardedName(['TOKEN'])).toBeNull();
});

test('a copy for dotenvx holds no command, and cipher texts in single quotes', () => {
  const text = 'DOTENV_PUBLIC_KEY="02ab"\nA="encrypted:QUJD+/="\nexport B=encrypted:QUJD # note\nC="plain ${A} \\"q\\""\n';
  expect(quietCopy(text)).toEqual({
    ok: true,
    envText: 'DOTENV_PUBLIC_KEY="02ab"\nA=\'encrypted:QUJD+/=\'\nB=\'encrypted:QUJD\'\nC="plain ${A} \\"q\\""\n',
  });
});

test.each([
  'A=$(id)',
  'A="$(id)"',
  "A='$(id)'",
  'A="\\$(id)"',
  'A="x\n$(id)"',
  'A=encrypted:abc"d',
  'A="encrypted:abc $x"',
  'A="x encrypted:abc"',
])('%j is refused', (text) => {
  expect(quietCopy(`${text}\n`)).toMatchObject({ ok: false, danger: { name: 'A' } });
});

test('whatever the file: a copy that is made has no $( in it, and the same names', () => {
  const piece = fc.constantFrom('A=', 'B=', '"', "'", '$(', '$', '(', 'encrypted:', 'QUJD', '\n', '\\', '#', ' ', '${A}', '=');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('');
      const { entries, problems } = parseEnvFile(text);
      fc.pre(problems.length === 0);
      const copy = quietCopy(text);
      if (!copy.ok) return;
      expect(copy.envText).not.toContain('$(');
      expect(parseEnvFile(copy.envText).entries.map(({ name, value }) => [name, value])).toEqual(
        entries.map(({ name, value }) => [name, value]),
      );
    }),
  );
});

test('files of varlock that run commands', () => {
  for (const text of ['A=exec("x")', 'A=exec (`x`)', 'A=$(x)', '# @x\nB=concat($(y), "z")']) expect(runsCommands(text)).toBe(true);
  for (const text of ['A=executed', '# executive (note)', 'A=1\nB=${A}']) expect(runsCommands(text)).toBe(false);
});
