// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell texts
// Against the real bash: what it refuses to read is never `read`; and what it runs is seen.
import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/core/assess/assess.ts';
import { readCommand } from '../../src/core/parse/read.ts';
import { CORPUS } from '../corpus/corpus.ts';
import { commandsOf } from '../corpus/group.ts';

const PIECES = [
  'ls',
  'echo a',
  '$(ls',
  ')',
  '`ls',
  '"',
  "'",
  '|',
  '&&',
  ';',
  '\n',
  '<<EOF\n',
  '\nEOF\n',
  '${x',
  '}',
  '{ ',
  '; }',
  'if true',
  '; then ',
  '; fi',
  'case x in ',
  ' a) ',
  ';;',
  ' esac',
  '[[ a',
  ' ]]',
  '((',
  '))',
  '> f',
  '<',
  '# x',
  '\\',
  'for i in 1; do ',
  '; done',
  'f() ',
  '!',
  '&',
  '$((1',
  "$'",
  '[ a ]',
  'while ls',
  'a=(1',
  'select x',
  'function f ',
  '>&',
  '<<<',
  '|&',
  ';&',
  'do',
  'done',
  '<(ls',
];

const LOOP = 'while IFS= read -r -d "" text; do if bash -n -O extglob <<< "$text" 2>/dev/null; then printf 1; else printf 0; fi; done';

/** Which of the texts bash can parse; asked in one process, texts separated by NUL. */
async function accepted(texts: readonly string[]): Promise<readonly boolean[]> {
  const { stdout } = await execa('bash', ['-c', LOOP], { input: texts.map((text) => `${text}\0`).join('') });
  return [...stdout].map((digit) => digit === '1');
}

describe('beside bash', () => {
  it('nothing it rejects is read', async () => {
    const made = fc.sample(
      fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 7 }).map((parts) => parts.join(' ')),
      { numRuns: 1500, seed: 7 },
    );
    const mutated = fc
      .sample(
        fc.tuple(
          fc.constantFrom(...CORPUS.filter(({ level }) => level === 'read').flatMap(({ commands }) => commandsOf(commands))),
          fc.nat(80),
          fc.constantFrom(...'\'"`$(){}|&;<>\\'),
        ),
        { numRuns: 1000, seed: 8 },
      )
      .map(([command, at, character]) => command.slice(0, at) + character + command.slice(at));
    const texts = [...made, ...mutated];
    const fine = await accepted(texts);
    expect(fine.length).toBe(texts.length);
    expect(fine.filter((one) => !one).length).toBeGreaterThan(300);
    expect(texts.filter((command, i) => fine[i] === false && assess({ command }).level === 'read')).toEqual([]);
  });

  it('nor what was found among 100,000 texts at random', async () => {
    const texts = ['ls $[1', '[ a ] $[1', '! && [ a ]', '< \\', '<<< \\', 'free ( && vmstat 1 3', 'ls while ls $[1 ='];
    expect(await accepted(texts)).toEqual(texts.map(() => false));
    expect(texts.filter((command) => assess({ command }).level === 'read')).toEqual([]);
  });

  it('sees every command a script runs', async () => {
    const scripts = [
      'X=pri; ${X}ntf a; echo b | cat',
      'for c in a b; do echo "$c"; done; { printf %s x; }',
      "eval 'echo z'; bash -c 'printf q'; $(echo true)",
      'f() { echo in; }; f; (echo sub) && ! false',
      "cat <<EOF\n$(echo here)\nEOF\ntrap 'echo bye' EXIT",
      'A=(echo c); "${A[@]}"; case x in x) printf y;; esac',
    ];
    for (const script of scripts) {
      const { stderr } = await execa('bash', ['-c', `set -x; ${script}`], { env: { PS4: '+ ' }, reject: false });
      const ran = stderr
        .split('\n')
        .flatMap((line) => /^\++ (\w+)(?: |$)/.exec(line)?.[1] ?? [])
        .filter((name) => !/^(?:for|case)$/.test(name));
      expect(ran.length).toBeGreaterThan(0);
      const { invocations } = readCommand({ command: script, shell: 'bash' });
      const seen = new Set(invocations.map(({ words }) => words[0]?.text));
      const dynamic = invocations.some(({ words }) => words[0]?.kind === 'dynamic');
      expect(
        ran.filter((name) => !seen.has(name) && !dynamic),
        script,
      ).toEqual([]);
    }
  });
});
