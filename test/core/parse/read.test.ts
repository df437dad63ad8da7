// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell texts
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArgs } from '../../../src/core/parse/args.ts';
import { expandBraces } from '../../../src/core/parse/braces.ts';
import { disguisedWords, hiddenCharacters, isTooLong } from '../../../src/core/parse/bytes.ts';
import type { Reading } from '../../../src/core/parse/invocation.ts';
import { readCommand } from '../../../src/core/parse/read.ts';

const read = (command: string): Reading => readCommand({ command, shell: 'bash' });
const argvs = (command: string): readonly (readonly string[])[] =>
  read(command).invocations.map(({ words }) => words.map(({ text }) => text));
const problems = (command: string): readonly string[] => read(command).problems.map(({ kind }) => kind);

describe('words', () => {
  it.each([
    [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
    [`$'\\x72m' "$HOME" ~/x`, ['rm', '$HOME', '~/x']],
    ['echo a#b', ['echo', 'a#b']],
    ['echo a \\\n b', ['echo', 'a', 'b']],
    ['{rm,-r,x}', ['rm', '-r', 'x']],
    ['echo {1..3}x', ['echo', '1x', '2x', '3x']],
    ['echo 2>/dev/null x', ['echo', 'x']],
    ['A=1 B=2 c d', ['c', 'd']],
  ])('%s', (command, words) => {
    expect(argvs(command)[0]).toEqual(words);
  });

  it('know which are literal, patterns, or decided later', () => {
    const kinds = read('a *.txt "$X" b$Y').invocations[0]?.words.map(({ kind, lead, splits }) => ({ kind, lead, splits }));
    expect(kinds).toEqual([
      { kind: 'literal', lead: 'a', splits: false },
      { kind: 'pattern', lead: '', splits: false },
      { kind: 'dynamic', lead: '', splits: false },
      { kind: 'dynamic', lead: 'b', splits: true },
    ]);
  });
});

describe('variables', () => {
  const last = (command: string): readonly string[] | undefined => argvs(command).at(-1);
  it('that the text decides are filled in', () => {
    expect(last('X=rm; $X a')).toEqual(['rm', 'a']);
    expect(last('X="rm -rf"; $X a')).toEqual(['rm', '-rf', 'a']);
    expect(last('X=r; X+=m; "$X" a')).toEqual(['rm', 'a']);
    expect(last('export X=rm; ${X} a')).toEqual(['rm', 'a']);
    expect(last('X=a && Y=b && $X $Y')).toEqual(['a', 'b']);
    expect(last('X=ls; eval "X=rm"; $X a')).toEqual(['rm', 'a']);
    expect(last('X=ls; printf -v X rm; $X a')).toEqual(['rm', 'a']);
    expect(last('IFS=,; X=rm,a; $X')).toEqual(['rm', 'a']);
    expect(last('for X in rm; do $X a; done')).toEqual(['rm', 'a']);
    expect(last('A=(rm "b c"); A+=(d); "${A[@]}"')).toEqual(['rm', 'b c', 'd']);
    expect(last('A=(rm a); ${A[0]} "${A[1]}"')).toEqual(['rm', 'a']);
    expect(last('set -- rm a; shift; "$@" $1')).toEqual(['a', 'a']);
    expect(last('X=/a/rm; ${X##*/} ${X%/*} ${X/a/b} ${X:1:1} ${X^^} ${#X}')).toEqual(['rm', '/a', '/b/rm', 'a', '/A/RM', '5']);
    expect(last('A=rm; B=A; ${!B} ${C:-d}')?.[0]).toBe('rm');
    expect(last('read -r X Y <<< "rm a b"; $X "$Y"')).toEqual(['rm', 'a b']);
    expect(last('f() { $1 "${@:2}"; }; f rm a b')).toEqual(['rm', 'a', 'b']);
    expect(last("alias x='rm -r'\nx a")).toEqual(['rm', '-r', 'a']);
    expect(last('bash -c \'"$0" "$@"\' rm a b')).toEqual(['rm', 'a', 'b']);
  });
  it('that the text most likely decides are tried as well', () => {
    expect(last('${X:-rm} a')).toEqual(['rm', 'a']);
    expect(last('r${X}m a')).toEqual(['rm', 'a']);
    expect(last('a && X=/; rm "$X"')).toEqual(['rm', '/']);
    expect(argvs('rm $X').length).toBe(1);
  });
  it('and what commands print where their words decide it', () => {
    expect(last('$(echo rm) a')).toEqual(['rm', 'a']);
    expect(last("$(printf '\\x72%s' m) $(echo cm0= | base64 -d) `echo a | rev`")).toEqual(['rm', 'rm', 'a']);
    expect(last('echo "rm a" | cat | tee /dev/null | bash')).toEqual(['rm', 'a']);
    expect(last('{ echo rm; echo a; } | tr "\\n" " " | sh')).toEqual(['rm', 'a']);
    expect(last('source <(echo rm a)')).toEqual(['rm', 'a']);
    expect(last('echo a b | xargs rm -f')).toEqual(['rm', '-f', 'a', 'b']);
    expect(last('echo "rm a" | xargs -I{} sh -c {}')).toEqual(['rm', 'a']);
    expect(last('X=rm; bash <<E\n$X a\nE')).toEqual(['rm', 'a']);
    expect(last('set -- rm a; bash <<E\n$@\nE')).toEqual(['rm', 'a']);
    expect(last('set -- rm a; X="$@"; "$X"')).toEqual(['rm a']);
    expect(last('$(echo rm; cat x) a')?.[0]).toBe('$(echo rm; cat x)');
    expect(last('echo a > f | bash; $(echo rm > f) b')).toEqual(['$(echo rm > f)', 'b']);
    expect(problems('for c in ls $X; do echo "$c"; done | sh')).toContain('unseen-input');
  });
  it.each([
    'X=ls; read X; $X',
    'X=ls; if a; then X=rm; fi; $X',
    'X=ls; (X=rm); f() { X=rm; }; f; $X',
    'X=ls; while b; do $X; X=rm; done',
    'X=ls; eval "X=$Y"; $X',
    'X=ls; if a; then eval "X=rm"; fi; $X',
    'X=ls; a && eval "X=rm"; $X',
    'X=ls; while a; do $X; eval "X=rm"; done',
    'X=ls; f() { eval "X=rm"; }; while a; do $X; f; done',
    'X=ls; read X <<< "$Y"; $X',
    '{ read X; read X; } <<< rm; $X',
    'while read -r X; do $X; done <<< ls',
    'X=ls; for Y in a; do $X; X=rm; done',
    'if a; then X=ls; fi; $X',
    'set -- ls a; if a; then shift; fi; X=$1; $X',
    'X=ls; . ./env; $X',
    'X=ls; unset X; $X',
    'X=rm; false && X=ls || $X',
    'X=ls; printf -v X "$Y"; $X',
    'X=ls; (( X = 1 )); $X',
    ': ${X:=rm}; $X',
    'X=ls | cat; $X',
    'X=ls; a | read X; $X',
    'IFS=$Y; X=bac; $X',
    'f() { $X; }; X=ls; f',
    'X=ls; declare -i X=1+1; $X',
    'X=ls; mapfile X; $X',
    'X=ls; X=rm : ; $X',
    'X=ls; getopts a X; $X',
    'X=ls; trap "X=rm" DEBUG; $X',
    'X=ls; for X in $Y; do $X; done',
  ])('that it does not are not: %s', (command) => {
    const used = read(command).invocations.filter(({ words }) => words[0]?.text === '$X' || words[0]?.text === 'ls');
    expect(used.some(({ words }) => words[0]?.kind === 'dynamic')).toBe(true);
  });
});

describe('wrappers', () => {
  it.each([
    ['sudo -u root -- rm x', ['rm', 'x'], ['sudo']],
    ['sudo A=1 rm x', ['rm', 'x'], ['sudo']],
    ['env -i -u B C=1 rm x', ['rm', 'x'], ['env']],
    ['timeout -s 9 5m rm x', ['rm', 'x'], ['timeout']],
    ['xargs -n 1 -I{} rm {} a', ['rm', '{}', 'a'], ['xargs']],
    ['find . -name x -exec rm {} \\; -print', ['rm', '{}'], ['find']],
    ['ssh -i k -p 22 me@h rm x', ['rm', 'x'], ['ssh me@h']],
    ['kubectl -n a exec -it p -c c -- rm x', ['rm', 'x'], ['kubectl exec p']],
    ['kubectl exec p rm x', ['rm', 'x'], ['kubectl exec p']],
    ['docker --context d exec -it -u 0 c rm x', ['rm', 'x'], ['docker exec c']],
    ['docker run --rm -v /:/h -e A=1 alpine rm x', ['rm', 'x'], ['docker run alpine']],
    ['op run --env-file=.env --no-masking -- rm x', ['rm', 'x'], ['op run']],
    ['op run -- bash -c "sudo rm x"', ['rm', 'x'], ['op run', 'bash', 'sudo']],
    ['qm guest exec 101 -- rm x', ['rm', 'x'], ['qm guest exec 101']],
    ['git submodule foreach --recursive rm x', ['rm', 'x'], ['git submodule foreach']],
    ['su - app -c "rm x"', ['rm', 'x'], ['su']],
    ['bash -eo pipefail -c "rm x" name arg', ['rm', 'x'], ['bash']],
    ['command -p rm x', ['rm', 'x'], ['command']],
  ])('%s', (command, words, via) => {
    const inner = read(command).invocations.at(-1);
    expect({ words: inner?.words.map(({ text }) => text), via: inner?.via }).toEqual({ words, via });
  });

  it('say what they could not see', () => {
    expect(problems('bash x.sh')).toEqual(['unseen-script']);
    expect(problems('bash -c "$X"')).toContain('dynamic-script');
    expect(problems('a | sh')).toEqual(['unseen-input']);
    expect(problems('bash')).toEqual(['interactive-shell']);
    expect(problems('ls "')).toContain('syntax');
    expect(problems('git( status')).toContain('syntax');
    expect(problems('ls -la')).toEqual([]);
  });

  it.each(['if a; then b&; else c; fi', 'ls | head(', 'while ! a; ;do b; done', '{ a; ; }', '(a; & b)'])('bash refuses %s', (command) => {
    expect(problems(command)).toContain('syntax');
  });

  it.each([
    'a=1; (ls)',
    'ls & (pwd)',
    'case x in a) ls ;; b) pwd & ;; c) id;& d) w;;& esac',
    'ls; &> /dev/null',
    'cat <<E; pwd\n; x\nE',
    'for ((i=0;i<3;i++)); do ls; done',
    'f() { ls; }; f',
    'echo $(ls; pwd) "$(id &)"',
    'ls # ; ; (',
  ])('bash takes %s', (command) => {
    expect(problems(command)).not.toContain('syntax');
  });
});

describe('options', () => {
  const style = { valued: new Set(['-n', '--name', '-f']), flags: new Set(['-a']), dashes: 'gnu', until: 'end' } as const;
  const parsed = (command: string): unknown => {
    const { options, operands, dash } = parseArgs(read(`t ${command}`).invocations[0]?.words.slice(1) ?? [], style);
    return { options: options.map(({ name, value }) => [name, value?.text ?? null]), operands: operands.map(({ text }) => text), dash };
  };
  it('take the values their arity gives them', () => {
    expect(parsed('-n x y')).toEqual({ options: [['-n', 'x']], operands: ['y'], dash: -1 });
    expect(parsed('-anx y')).toEqual({
      options: [
        ['-a', null],
        ['-n', 'x'],
      ],
      operands: ['y'],
      dash: -1,
    });
    expect(parsed('--name=x -f --dry-run y')).toEqual({
      options: [
        ['--name', 'x'],
        ['-f', '--dry-run'],
      ],
      operands: ['y'],
      dash: -1,
    });
    expect(parsed('y -- -a')).toEqual({ options: [], operands: ['y', '-a'], dash: 1 });
  });
  it('of unknown arity are noticed', () => {
    const words = read('t --odd x').invocations[0]?.words.slice(1) ?? [];
    expect(parseArgs(words, style).ambiguous?.name).toBe('--odd');
  });
});

describe('braces', () => {
  it('expand as bash does', () => {
    expect(expandBraces('a{b,c{1,2}}d')).toEqual(['abd', 'ac1d', 'ac2d']);
    expect(expandBraces('{a..c}')).toEqual(['a', 'b', 'c']);
    expect(expandBraces('{5..1..2}')).toEqual(['5', '3', '1']);
    expect(expandBraces('{a}')).toEqual(['{a}']);
    expect(expandBraces('{1..100000}')).toBeNull();
  });
  it('never hang or throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', ',', 'a', '.', '1'), maxLength: 24 }), (text) => {
        expect((expandBraces(text) ?? ['x']).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('hidden characters', () => {
  it.each([
    ['\u202E', 'U+202E right-to-left override'],
    ['\u200B', 'U+200B zero-width space'],
    ['\u00A0', 'U+00A0 no-break space'],
    ['\u001B', 'U+001B escape'],
    ['\r', 'U+000D carriage return'],
    ['\uFEFF', 'U+FEFF byte order mark'],
    ['\u{E0041}', 'U+E0041 invisible character'],
    ['\0', 'U+0000 NUL'],
  ])('%j', (character, name) => {
    expect(hiddenCharacters(`ls ${character}x`)).toEqual([{ span: [3, 3 + character.length], name }]);
  });
  it('are not what people write', () => {
    expect(hiddenCharacters('ls\t-la\r\necho "déjà vu 東京 🚀"\n')).toEqual([]);
  });
  it('nor words of two alphabets', () => {
    expect(disguisedWords('curl https://p\u0430ypal.com').length).toBe(1);
    expect(disguisedWords('curl https://xn--80ak6aa92e.com').length).toBe(1);
    expect(disguisedWords('echo привет hello')).toEqual([]);
  });
  it('and a text has a longest length in bytes', () => {
    expect(isTooLong('a'.repeat(65_536))).toBe(false);
    expect(isTooLong('a'.repeat(65_537))).toBe(true);
    expect(isTooLong('é'.repeat(32_769))).toBe(true);
    expect(isTooLong('😀'.repeat(16_384))).toBe(false);
  });
});
