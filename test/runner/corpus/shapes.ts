// The shapes a step can have, each with parameters: what it prints and how it ends has to come through every shell unchanged.
// Everything here is deterministic: no times, no process numbers, no order that a scheduler decides.

export interface Shape {
  readonly name: string;
  readonly values: readonly (string | number)[];
  /** For sh, dash, bash and zsh; a shape whose words all shells share needs no other. */
  readonly sh: (value: string) => string;
  /** For fish; absent: the same text; null: fish has no such thing. */
  readonly fish?: ((value: string) => string) | null;
}

const shape = (name: string, values: Shape['values'], sh: Shape['sh'], fish?: Shape['fish']): Shape =>
  fish === undefined ? { name, values, sh } : { name, values, sh, fish };

const octal = (bytes: readonly number[]) => bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

export const SHAPES: readonly Shape[] = [
  shape(
    'zero output',
    ['true', ':', '', '# a comment', '\n\n', 'exit'],
    (text) => text,
    (text) => (text === ':' ? 'true' : text),
  ),
  shape('an exit code', [0, 1, 2, 3, 42, 126, 127, 128, 130, 255], (code) => `exit ${code}`),
  shape('the code of the last command', ['true', 'false', 'sh -c "exit 7"', 'ls /nonexistent-dir'], (command) => command),
  shape('words', ['plain', 'zwei Wörter', '日本語', '🚀 👩‍👩‍👧', '-n', '$HOME'], (text) => `printf '%s\\n' '${text}'`),
  shape('no newline at the end', ['x', 'two words', 'ends in\\r', '\\t', ' '], (text) => `printf '${text}'`),
  shape('many lines', [1, 10, 1000, 50_000], (count) => `seq 1 ${count}`),
  shape('a huge line', [100, 4096, 65_536, 1_000_000], (count) => `head -c ${count} /dev/zero | tr '\\0' x`),
  shape('binary', [64, 5000, 300_000], (count) => `seq 1 100000 | gzip -nc | head -c ${count}`),
  shape(
    'every byte',
    [1, 3],
    (times) => `for i in 1 ${times}; do printf '${octal([...Array(256).keys()])}'; done`,
    () => `printf '${octal([...Array(256).keys()].filter((byte) => byte > 0))}'`,
  ),
  shape(
    'invalid UTF-8',
    ['\\377', '\\303', '\\360\\237', '\\200\\200', '\\355\\240\\200', 'a\\300\\257b'],
    (bytes) => `printf '<${bytes}>\\n'`,
  ),
  shape('NUL', [1, 1000], (count) => `head -c ${count} /dev/zero`),
  shape(
    'a progress bar',
    [5, 200],
    (count) => `for i in $(seq 1 ${count}); do printf '\\r%s%%' "$i"; done; echo`,
    (count) => `for i in (seq 1 ${count}); printf '\\r%s%%' $i; end; echo`,
  ),
  shape(
    'a spinner of backspaces',
    [3, 50],
    (count) => `for i in $(seq 1 ${count}); do printf '|\\b/\\b'; done; echo`,
    (count) => `for i in (seq 1 ${count}); printf '|\\b/\\b'; end; echo`,
  ),
  shape('colour', ['31', '1;38;5;200', '38;2;1;2;3', '0', '4:3'], (sgr) => `printf '\\033[${sgr}mtext\\033[0m\\n'`),
  shape(
    'titles and links',
    ['0;title', '8;;http://x', '52;c;aGk=', '633;D;0', '1337;File=x'],
    (osc) => `printf '\\033]${osc}\\007after\\n'`,
  ),
  shape(
    'another screen',
    [1, 3],
    (times) => `for i in $(seq 1 ${times}); do printf '\\033[?1049h\\033[2Jinside\\033[?1049l'; done; echo out`,
    (times) => `for i in (seq 1 ${times}); printf '\\033[?1049h\\033[2Jinside\\033[?1049l'; end; echo out`,
  ),
  shape('control characters', ['\\007', '\\033', '\\033[', '\\016\\017', '\\032', '\\004', '\\177'], (text) => `printf 'a${text}b\\n'`),
  shape('carriage returns', ['a\\r\\nb\\r\\n', 'a\\rb\\n', '\\n\\r\\n', '\\r\\r\\n'], (text) => `printf '${text}'`),
  shape('tabs', ['a\\tb\\n', '\\t\\t\\n', '12345678\\tx\\n'], (text) => `printf '${text}'`),
  shape(
    'both outputs',
    [1, 20],
    (count) => `for i in $(seq 1 ${count}); do echo "out $i"; echo "err $i" >&2; done`,
    (count) => `for i in (seq 1 ${count}); echo out $i; echo err $i >&2; end`,
  ),
  shape('the error output alone', ['oops', 'two\\nlines'], (text) => `printf '${text}\\n' >&2; exit 1`),
  shape('a subshell', ['cd /; pwd', 'exit 4', 'echo a; echo b'], (text) => `( ${text} ); echo "$?"`, null),
  shape('nested subshells', [2, 5], (depth) => `${'( '.repeat(Number(depth))}echo deep${' )'.repeat(Number(depth))}`, null),
  shape('a heredoc', ['one\ntwo', '$((1+1)) `echo x`', '', '\ttab'], (text) => `cat <<END\n${text}\nEND\n`, null),
  shape('a quoted heredoc', ['$HOME `x` \\', "it's"], (text) => `cat <<'END'\n${text}\nEND\nexit 5\n`, null),
  shape('a pipe', ['sort -r', 'head -n 2', 'wc -l', 'tail -c 3', 'cat | cat'], (to) => `seq 1 30 | ${to}`),
  shape('a pipe that closes early', [1, 3], (count) => `seq 1 100000 | head -n ${count}; echo done`),
  shape(
    'a function',
    ['echo in', 'return 6'],
    (body) => `f() { ${body}; }\nf\necho "code $?"`,
    (body) => `function f; ${body}; end\nf\necho code $status`,
  ),
  shape(
    'a loop that breaks',
    [2, 9],
    (at) => `for i in 1 2 3 4 5 6 7 8 9; do if [ $i -eq ${at} ]; then break; fi; echo $i; done`,
    (at) => `for i in 1 2 3 4 5 6 7 8 9; if [ $i -eq ${at} ]; break; end; echo $i; end`,
  ),
  shape(
    'case',
    ['a', 'b', 'z'],
    (word) => `case ${word} in a) echo A;; b|c) echo BC;; *) echo other;; esac`,
    (word) => `switch ${word}; case a; echo A; case b c; echo BC; case '*'; echo other; end`,
  ),
  shape('background jobs that are waited for', ['true', 'sh -c "exit 3"', 'sleep 0.05'], (job) => `${job} & wait; echo waited`),
  shape('background jobs in order', [2, 4], (count) => `for i in $(seq 1 ${count}); do echo "job $i" & wait; done`, null),
  shape('exec', ['echo replaced', 'sh -c "exit 9"', 'printf %s bare'], (command) => `echo before\nexec ${command}\necho never`),
  shape(
    'a trap on exit',
    [0, 3],
    (code) => `trap 'echo bye' EXIT\necho hello\nexit ${code}`,
    (code) => `function bye --on-event fish_exit; echo bye; end\necho hello\nexit ${code}`,
  ),
  shape(
    'a trap on a signal',
    ['TERM', 'USR1', 'HUP'],
    (signal) => `trap 'echo caught; exit 8' ${signal}\nkill -${signal} $$\necho after`,
    null,
  ),
  shape(
    'ended by a signal',
    ['TERM', 'KILL', 'INT', 'HUP', 'ABRT'],
    (signal) => `echo before; kill -${signal} $$; sleep 1`,
    (signal) => `echo before; kill -${signal} $fish_pid; sleep 1`,
  ),
  shape('set -e', ['false', 'true', 'ls /nonexistent-dir'], (command) => `set -e\necho a\n${command}\necho b`, null),
  shape('not found', ['no-such-program', './nothing', '/nonexistent/x'], (command) => `echo a\n${command}\n`, null),
  shape('not to be executed', ['/', '/etc/passwd'], (path) => `${path}; echo "$?"`, null),
  shape('a syntax error', ['if', 'echo "', 'fi', '( echo'], (text) => `echo a\n${text}\n`, null),
  shape('several lines', [2, 40], (count) => Array.from({ length: Number(count) }, (_, i) => `echo line ${i}`).join('\n')),
  shape('lines that go on', ['a', 'b c'], (text) => `echo one \\\n  ${text} \\\n  three`),
  shape(
    'the terminal',
    ['-t 0', '-t 1', '-t 2'],
    (asked) => `test ${asked}; echo $?`,
    (asked) => `test ${asked}; echo $status`,
  ),
  shape('its size', ['size', '-a'], (how) => `stty ${how}`),
  shape('raw mode', ['a\\nb\\n', '\\377\\n'], (text) => `stty -opost; printf '${text}'; stty opost`),
  shape('an empty answer', ['read x', 'cat', 'head -c 1'], (command) => `${command} </dev/null; echo over`),
  shape('large and then an end', [3, 200], (code) => `seq 1 30000; exit ${code}`),
];

/** Concealed: what the step prints of its variable, less the mask, is what script(1) shows. */
export const SECRET = 'corpus-Secret-9f3k2';
export const SECRET_SHAPES: readonly Shape[] = [
  shape(
    'a secret',
    ['%s\\n', 'a%sb', '%s %s\\n', '\\033[31m%s\\033[0m\\n', 'x\\ty %s'],
    (format) => `printf '${format}' "$TOKEN" "$TOKEN"`,
  ),
  shape('a secret among many lines', [2000], (count) => `seq 1 ${count}; echo "$TOKEN"; seq 1 ${count}; exit 3`),
];
