// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell texts
// Random shell scripts that really run, made of everything a shell has: lists, pipes, functions, loops, here-documents, quoting, substitutions.
import fc from 'fast-check';

/** The programs of the scripts; all of them harmless stubs where the scripts are run. */
export const PROGRAMS = ['pa', 'pb', 'pc', 'pd', 'pe'] as const;
const NAMES = ['x', 'y', 'z'] as const;
const VALUES = ['one', 'pa', 'pb', 'pc two', 'three', ''] as const;

const program = fc.constantFrom(...PROGRAMS);
const name = fc.constantFrom(...NAMES);

const written = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    text,
    `'${text}'`,
    `"${text}"`,
    `${text.slice(0, 1)}''${text.slice(1)}`,
    `${text.slice(0, 1)}\\${text.slice(1)}`,
    `$'\\x${text.charCodeAt(0).toString(16)}${text.slice(1)}'`,
    `${text.slice(0, 1)}\\\n${text.slice(1)}`,
  );

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...VALUES).map((text) => (/\s|^$/.test(text) ? `'${text}'` : text)) },
  { weight: 1, arbitrary: name.map((one) => `"$${one}"`) },
  { weight: 1, arbitrary: name.map((one) => `pa$${one}`) },
  { weight: 1, arbitrary: program.map((one) => `$(echo ${one})`) },
  { weight: 1, arbitrary: fc.tuple(name, program).map(([one, other]) => `\${${one}:-${other}}`) },
);

const argument = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', '-r', '--long', 'b=c', './p', '1') },
  { weight: 2, arbitrary: name.map((one) => `$${one}`) },
  { weight: 2, arbitrary: name.map((one) => `"\${${one}}"`) },
  { weight: 1, arbitrary: fc.constantFrom("'q r'", '"d e"', '{a,b}', '\\;', '"$#"', '$1', '"$@"', '"$*"') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, fc.constantFrom(':-pd', '#o', '%e', '/o/0', ':1', ':0:2', '^^', '+pc'))
      .map(([one, op]) => `"\${${one}${op}}"`),
  },
);

const head = fc.oneof(
  { weight: 5, arbitrary: program.chain(written) },
  { weight: 2, arbitrary: name.map((one) => `$${one}`) },
  { weight: 1, arbitrary: program.map((one) => `$(echo ${one})`) },
  { weight: 1, arbitrary: fc.tuple(name, program).map(([one, other]) => `\${${one}:-${other}}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('command pa', 'env pb', 'env Q=1 pc', 'eval pd', "eval 'pe a'", '"$@"', 'f', 'g', 'exec </dev/null; pa'),
  },
);

const simple = fc
  .tuple(head, fc.array(argument, { maxLength: 3 }), fc.constantFrom('', '', '', ' </dev/null', ' 2>/dev/null', ' <<< "$x"', ' >&2'))
  .map(([first, rest, redirect]) => [first, ...rest].join(' ') + redirect);

const assignment = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(name, value).map(([one, text]) => `${one}=${text}`) },
  { weight: 1, arbitrary: fc.tuple(name, value).map(([one, text]) => `${one}+=${text}`) },
  { weight: 1, arbitrary: fc.tuple(name, value).map(([one, text]) => `export ${one}=${text}`) },
  { weight: 1, arbitrary: fc.tuple(name, program).map(([one, text]) => `read -r ${one} <<< ${text}`) },
  { weight: 1, arbitrary: fc.tuple(name, program).map(([one, text]) => `printf -v ${one} %s ${text}`) },
  { weight: 1, arbitrary: fc.tuple(name, program).map(([one, text]) => `: "\${${one}:=${text}}"`) },
  { weight: 1, arbitrary: fc.tuple(program, fc.constantFrom('a', 'b c')).map(([one, text]) => `set -- ${one} ${text}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'shift',
      'unset x',
      'unset y',
      'IFS=a',
      'IFS=',
      'unset IFS',
      'x=(pa b); "${x[@]}"',
      'y=(pc); y+=(d); ${y[*]}',
      'eval "x=pb"',
      'eval "$y=pc"',
    ),
  },
);

const { script } = fc.letrec<{ script: string; command: string; list: string }>((tie) => ({
  command: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 6, arbitrary: simple },
    { weight: 4, arbitrary: assignment },
    { weight: 1, arbitrary: tie('list').map((list) => `(${list})`.replace('((', '( (')) },
    { weight: 1, arbitrary: tie('list').map((list) => `{ ${list}; }`) },
    { weight: 1, arbitrary: fc.tuple(tie('command'), tie('command')).map(([a, b]) => `${a} | ${b}`) },
    { weight: 1, arbitrary: fc.tuple(tie('command'), fc.constantFrom('&&', '||'), tie('command')).map(([a, op, b]) => `${a} ${op} ${b}`) },
    { weight: 1, arbitrary: fc.tuple(tie('list'), tie('list'), tie('list')).map(([a, b, c]) => `if ${a}; then ${b}; else ${c}; fi`) },
    {
      weight: 1,
      arbitrary: fc.tuple(name, program, value, tie('list')).map(([one, a, b, list]) => `for ${one} in ${a} ${b}; do ${list}; done`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(name, tie('list')).map(([one, list]) => `n=0; while [ $((n++)) -lt 2 ]; do ${list}; ${one}=pe; done`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(name, value, tie('list'), tie('list'))
        .map(([one, text, a, b]) => `case "$${one}" in ${text}) ${a} ;; *) ${b} ;; esac`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('f', 'g'), tie('list'), argument)
        .map(([one, list, arg]) => `${one}() { ${list}; }; ${one} pa ${arg}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('bash', 'cat | bash', 'cat'), tie('list'), fc.constantFrom("'E'", 'E'))
        .map(([to, list, end]) => `${to} <<${end}\n${list}\nE\n`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('eval', 'bash -c'), simple).map(([by, text]) => `${by} "${text.replace(/["`\\]/g, '')}"`),
    },
    { weight: 1, arbitrary: fc.tuple(program, tie('list')).map(([one, list]) => `${one} "$(${list})"`.replace('$((', '$( (')) },
    { weight: 1, arbitrary: fc.tuple(program, simple).map(([one, text]) => `${one} <(${text})`) },
    { weight: 1, arbitrary: fc.tuple(program, program, argument).map(([one, other, arg]) => `echo ${one} | xargs ${other} ${arg}`) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('echo', 'printf %s'), program).map(([by, one]) => `${by} '${one} z' | bash`) },
    { weight: 1, arbitrary: tie('command').map((one) => `! ${one}`.replace('! !', '!')) },
    { weight: 1, arbitrary: simple.map((one) => `trap '${one.replaceAll("'", '')}' EXIT`) },
  ),
  list: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((commands) => commands.join('; ').replaceAll('\n; ', '\n')),
  // Half of the scripts begin with what makes every variable known, so that nothing can hide behind an unknown name.
  script: fc
    .tuple(fc.constantFrom('', 'x=pa; y=pb; z=pc; set -- pd a\n'), fc.array(tie('command'), { minLength: 1, maxLength: 3 }))
    .map(([before, commands]) => before + commands.join('\n')),
}));

/** A script of one to three commands, nested up to four deep. */
export const SCRIPT: fc.Arbitrary<string> = script;
