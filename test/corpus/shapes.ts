// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell texts
// Texts of any length that are built to be slow to read: each repeats, nests or multiplies one thing.

type Shape = (length: number) => string;

const again =
  (unit: string): Shape =>
  (length) =>
    unit.repeat(Math.max(0, Math.floor(length / unit.length)));
const between =
  (before: string, unit: string, after = ''): Shape =>
  (length) =>
    before + again(unit)(length - before.length - after.length) + after;
const counted =
  (unit: (i: number) => string): Shape =>
  (length) => {
    let text = '';
    for (let i = 0; text.length < length - 40; i++) text += unit(i);
    return text;
  };
const nested =
  (open: string, middle: string, close: string, deep: number): Shape =>
  (length) =>
    open.repeat(deep) + again(middle)(length - deep * (open.length + close.length)) + close.repeat(deep);

function quotedAgain(length: number): string {
  let text = 'ls';
  while (text.length * 2 + 20 < length) text = `bash -c '${text.replaceAll("'", `'\\''`)}'`;
  return text;
}

/** The shapes by name; each makes a text of about the length it is given. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  lines: again('kubectl get pods\n'),
  words: again('echo aaaa bbbb cccc '),
  deletes: again('rm x;'),
  pods: again('kubectl delete pod web-0 -n prod;'),
  pipes: again('a|'),
  ands: again('a&&X=1 b||'),
  background: again('a&'),
  newlines: again('\n'),
  comments: again('#\n'),
  'open substitutions': again('$('),
  'open defaults': again('${a:-'),
  'open tests': again('[[ a '),
  'open parentheses': again('('),
  'open ifs': again('if a;then '),
  'open braces': again('{a,'),
  quotes: again("'"),
  backticks: again('`'),
  braces: again('{a,b}'),
  'braces times braces': between('echo ', '{a,b}{c,d}{e,f} '),
  'assignments in front': again('A=1 '),
  assignments: counted((i) => `v${i}=${i};`),
  doubling: again('v=$v$v;'),
  'long value used': between(`x=${'a'.repeat(40)};echo `, '$x'),
  'long value stripped': between(`x=${'a'.repeat(400)};`, 'echo ${x##*b};'),
  variables: again('$a'),
  array: between('a=(', 'x ', '); echo ${a[@]}'),
  functions: counted((i) => `f${i}() { ls $1; };f${i} a;`),
  'function calls': between('f() { ls $1; };', 'f a;'),
  loops: again('for i in 1 2 3;do ls $i;done;'),
  'nested loops': nested('while a;do ', 'ls;', 'done;', 50),
  'nested subshells': nested('(', 'ls;', ')', 40),
  'nested substitutions': nested('$(echo ', 'a', ')', 40),
  cases: between('case x in ', 'a) ls;; ', 'esac'),
  substitutions: again('echo $(ls) '),
  'process substitutions': again('cat <(ls) '),
  evals: between('', 'eval ', 'ls'),
  sudos: between('', 'sudo ', 'ls'),
  'op runs': again('op run -- '),
  'scripts in scripts': quotedAgain,
  'here-document': between('cat <<EOF\n', 'some data line $x\n', 'EOF'),
  'here-document into bash': between('bash <<EOF\n', 'ls -la\n', 'EOF'),
  'here-strings': again('cat <<< a;'),
  'echo into bash': between('echo "', 'ls -la; ', '" | bash'),
  decoders: (length) => `echo ${'ab'.repeat(Math.floor(length / 4))}${' | rev'.repeat(Math.floor(length / 12))}`,
  'xargs words': between('echo ', 'a ', '| xargs rm'),
  'find execs': between('find . ', '-exec rm {} \\; '),
  'remote script': between("ssh h '", 'ls;', "'"),
  globs: again('* '),
  tildes: again('~'),
  redirections: between('ls ', '>a '),
  options: between('kubectl get pods ', '-n a '),
  'unknown options': between('kubectl ', '--x '),
  'git options': between('git ', '-c a=b ', 'log'),
  'one word': between('echo "', 'a', '"'),
  escapes: between('echo ', '\\a'),
  path: between('rm ', '../'),
  'path back and forth': between('rm ', 'a/../'),
  dashes: between('rm ', '-'),
  cluster: between('tar ', 'a'),
  addresses: between('curl ', 'https://a.b/c '),
  arithmetic: between('echo $((', '1+', '1))'),
  accents: again('é '),
  'zero width': again('\u200b'),
  'two alphabets': again('a\u0430'),
  'many letters, then another alphabet': (length) => `echo ${'a'.repeat(length / 2)}${'\u0430'.repeat(length / 8)}`,
  sql: between("psql -c '", 'select 1; ', "'"),
  'sql comments': between("psql -c '", '--', "'"),
  python: between("python3 -c '", 'print(1); ', "'"),
  'python opens': between("python3 -c '", 'open(', "'"),
  'node opens': between("node -e '", 'open ( ', "'"),
  sed: between("sed '", 's/a/b/;', "' f"),
  awk: between("awk '", '{print}', "' f"),
  awks: between("awk '", 'print a ', "' f"),
};
