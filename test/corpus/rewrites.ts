// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are shell texts
// Ways to write the same command differently. None of them changes what runs, so none may lower a level.

/** One way to write a command differently; null where it does not apply. `seed` picks among its variants. */
export interface Rewrite {
  readonly name: string;
  readonly of: (command: string, seed: number) => string | null;
}

/** Quotes a text so that a shell reads it back as it is. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Commands of plain words only: no quoting, expansion or operator. */
const PLAIN = /^[\w./:=@%+,-]+(?: [\w./:=@%+,-]+)*$/;
const wordsOf = (command: string): readonly string[] | null =>
  PLAIN.test(command) && !/^\w+=/.test(command) && !/^(?:exec|eval|time|if|for|while|\.) /.test(command) ? command.split(' ') : null;

type OfWords = (
  words: { readonly head: string; readonly rest: readonly string[]; readonly all: readonly string[] },
  seed: number,
) => string | null;

const onWords = (name: string, rewrite: OfWords): Rewrite => ({
  name,
  of: (command, seed) => {
    const all = wordsOf(command);
    const [head, ...rest] = all ?? [];
    return all === null || head === undefined ? null : rewrite({ head, rest, all }, seed);
  },
});
/** On the whole text, of one line or of several. */
const onText = (name: string, rewrite: (command: string, seed: number) => string | null): Rewrite => ({
  name,
  of: (command, seed) =>
    command.includes('"$@"') || (/\n| #/.test(command) && !/^(?:eval|bash|sh|heredoc|here-string|decode|source|pipe)/.test(name))
      ? null
      : rewrite(command, seed),
});
/** In front of a call of a program; not of a builtin, a keyword or an assignment. */
const before = (prefixes: readonly string[]): readonly Rewrite[] =>
  prefixes.map((prefix) => ({
    name: `before: ${prefix}`,
    of: (command) => (isProgram(command) && !(JOINING.test(prefix) && !PLAIN.test(command)) ? `${prefix} ${command}` : null),
  }));
// These join their words and read them again, or add some at the end.
const JOINING = /ssh|watch|xargs/;
const BUILTINS =
  /^(?:cd|eval|exec|trap|set|source|\.|export|unset|alias|read|printf|echo|true|false|if|for|while|until|case|time|coproc|select|function|let|test|\[+|\(|\{|!|builtin|command|hash|mapfile|type|declare|\w+\(\)|[\w]+\+?=|<|>|pwd|:\(\)|f\(\))/;
const isProgram = (command: string): boolean => !BUILTINS.test(command) && !/[\n;&|#]|<\(|^\W|^cp .*\/dev\//.test(command);

const join = (...words: readonly (string | readonly string[])[]): string => words.flat().join(' ');
const pick = <T>(choices: readonly [T, ...T[]], seed: number): T => choices[Math.abs(seed) % choices.length] ?? choices[0];
const codes = (text: string, write: (code: number) => string): string => [...text].map((one) => write(one.codePointAt(0) ?? 0)).join('');
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const hex = (text: string): string => [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (one) => String.fromCharCode(one.charCodeAt(0) + (one.toLowerCase() < 'n' ? 13 : -13)));
const split = (text: string): readonly [string, string] => [
  text.slice(0, Math.ceil(text.length / 2)),
  text.slice(Math.ceil(text.length / 2)),
];
const end = (command: string): string => (/[&]$/.test(command) ? '' : ';');
const bare = (head: string): string | null => (/^[a-z][\w-]*$/.test(head) ? head : null);

const QUOTING: readonly Rewrite[] = [
  onWords('quotes: single', ({ all }) => all.map(quoted).join(' ')),
  onWords('quotes: double', ({ all }) => all.map((word) => `"${word}"`).join(' ')),
  onWords('quotes: half a word', ({ all }) => all.map((word) => `${word.slice(0, 1)}"${word.slice(1)}"`).join(' ')),
  onWords('quotes: empty inside', ({ all }, seed) =>
    all.map((word) => `${word.slice(0, 1)}${pick(["''", '""'], seed)}${word.slice(1)}`).join(' '),
  ),
  onWords('backslashes', ({ all }) => all.map((word) => word.replace(/[a-z]/g, '\\$&')).join(' ')),
  onWords('backslash before the name', ({ head, rest }) => join(`\\${head}`, rest)),
  onWords('ansi hex', ({ all }) => all.map((word) => `$'${codes(word, (code) => `\\x${code.toString(16)}`)}'`).join(' ')),
  onWords('ansi octal', ({ all }) => all.map((word) => `$'${codes(word, (code) => `\\${code.toString(8).padStart(3, '0')}`)}'`).join(' ')),
  onWords('ansi unicode', ({ all }) =>
    all.map((word) => `$'${codes(word, (code) => `\\u${code.toString(16).padStart(4, '0')}`)}'`).join(' '),
  ),
  onWords('line continuation', ({ all }) => all.join(' \\\n  ')),
  onWords('line continuation inside', ({ head, rest }) => join(`${split(head)[0]}\\\n${split(head)[1]}`, rest)),
  onWords('blanks', ({ all }) => `  ${all.join('\t  ')}  `),
  onWords('braces', ({ all }) => (all.length < 2 || all.some((word) => word.includes(',')) ? null : `{${all.join(',')}}`)),
  onWords('braces inside', ({ head, rest }) =>
    rest.length === 0 || /[,.]/.test(rest.join(''))
      ? null
      : `${head} {${rest[0]},}{,} ${rest.slice(1).join(' ')}`.replace(/\{([^,]*),\}\{,\}/, '{$1,}'),
  ),
];

const VARIABLES: readonly Rewrite[] = [
  onWords('variable: name', ({ head, rest }) => join(`X=${head};`, '$X', rest)),
  onWords('variable: all words', ({ all }) => `X='${all.join(' ')}'; $X`),
  onWords(
    'variable: each word',
    ({ all }) => `${all.map((word, i) => `V${i}=${word}`).join('; ')}; ${all.map((_, i) => `"$V${i}"`).join(' ')}`,
  ),
  onWords('variable: two halves', ({ head, rest }) => join(`A=${split(head)[0]}; B=${split(head)[1]};`, '$A$B', rest)),
  onWords('variable: appended', ({ head, rest }) => join(`A=${split(head)[0]}; A+=${split(head)[1]};`, '"${A}"', rest)),
  onWords('variable: of a variable', ({ head, rest }) => join(`A=${head}; B="$A";`, '${B}', rest)),
  onWords('variable: exported', ({ head, rest }) => join(`export X=${head} &&`, '$X', rest)),
  onWords('variable: indirect', ({ head, rest }) => join(`A=${head}; B=A;`, '${!B}', rest)),
  onWords('variable: default', ({ head, rest }, seed) => join(`\${${pick(['UNSET_QQ:-', 'UNSET_QQ-', 'UNSET_QQ:='], seed)}${head}}`, rest)),
  onWords('variable: alternative', ({ head, rest }) => join('S=1;', `\${S:+${head}}`, rest)),
  onWords('variable: prefix removed', ({ head, rest }, seed) => join(`A=xy${head};`, `\${A${pick(['#', '##'], seed)}xy}`, rest)),
  onWords('variable: suffix removed', ({ head, rest }, seed) => join(`A=${head}xy;`, `\${A${pick(['%', '%%'], seed)}xy}`, rest)),
  onWords('variable: pattern removed', ({ head, rest }) => (bare(head) === null ? null : join(`A=zz/${head};`, '${A##*/}', rest))),
  onWords('variable: replaced', ({ head, rest }, seed) => join(`A=${split(head).join('QQ')};`, `\${A${pick(['/', '//'], seed)}QQ/}`, rest)),
  onWords('variable: substring', ({ head, rest }) => join(`A=12${head}34;`, `\${A:2:${head.length}}`, rest)),
  onWords('variable: lower case', ({ head, rest }) =>
    head === head.toLowerCase() ? join(`A=${head.toUpperCase()};`, '${A,,}', rest) : null,
  ),
  onWords('variable: empty inside', ({ head, rest }, seed) =>
    join(`${split(head)[0]}${pick(['$@', '$*', '"$@"', '${@}', '$1'], seed)}${split(head)[1]}`, rest),
  ),
  onWords('variable: unset inside', ({ head, rest }) => join(`${split(head)[0]}\${UNSET_QQ}${split(head)[1]}`, rest)),
  onWords('array', ({ all }, seed) => `A=(${all.join(' ')}); ${pick(['"${A[@]}"', '${A[@]}', '${A[*]}'], seed)}`),
  onWords('array: appended', ({ head, rest }) => `A=(${head}); A+=(${rest.join(' ')}); "\${A[@]}"`),
  onWords('array: elements', ({ all }) => `A=(${all.join(' ')}); ${all.map((_, i) => `"\${A[${i}]}"`).join(' ')}`),
  onWords('positional', ({ all }, seed) => `set -- ${all.join(' ')}; ${pick(['"$@"', '$@', '$*'], seed)}`),
  onWords('IFS: spaces', ({ all }) => (all.length < 2 ? null : all.join('${IFS}'))),
  onWords('IFS: changed', ({ all }) => (all.join('').includes(',') ? null : `IFS=,; X=${all.join(',')}; $X`)),
  onWords('read a variable', ({ head, rest }) => join(`read -r X <<< ${head};`, '$X', rest)),
  onWords('printf -v', ({ head, rest }) => join(`printf -v X %s ${head};`, '$X', rest)),
  onWords('declare', ({ head, rest }, seed) =>
    join(`${pick(['declare', 'typeset', 'readonly', 'declare -x'], seed)} X=${head};`, '$X', rest),
  ),
];

const SUBSTITUTIONS: readonly Rewrite[] = [
  onWords('substitution: echo name', ({ head, rest }, seed) =>
    join(pick([`$(echo ${head})`, `\`echo ${head}\``, `$(echo -n '${head}')`, `"$(echo ${head})"`], seed), rest),
  ),
  onWords('substitution: printf name', ({ head, rest }, seed) =>
    join(
      `$(printf ${pick([`${head}`, `%s ${head}`, `'${codes(head, (code) => `\\x${code.toString(16)}`)}'`, `'${codes(head, (code) => `\\${code.toString(8).padStart(3, '0')}`)}'`], seed)})`,
      rest,
    ),
  ),
  onWords('substitution: all words', ({ all }) => `$(echo ${all.join(' ')})`),
  onWords('substitution: each operand', ({ head, rest }) =>
    rest.length === 0 ? null : `${head} ${rest.map((word) => `$(printf %s ${word})`).join(' ')}`,
  ),
  onWords('substitution: into a variable', ({ head, rest }) => `X=$(echo ${head}); $X ${rest.join(' ')}`),
  onWords('substitution: decoded name', ({ head, rest }, seed) =>
    join(
      pick(
        [
          `$(echo ${base64(head)} | base64 -d)`,
          `$(base64 -d <<< ${base64(head)})`,
          `$(echo ${[...head].reverse().join('')} | rev)`,
          `$(printf ${hex(head)} | xxd -r -p)`,
        ],
        seed,
      ),
      rest,
    ),
  ),
  onWords('substitution: which', ({ head, rest }, seed) =>
    bare(head) === null ? null : join(`$(${pick(['which', 'command -v', 'type -P'], seed)} ${head})`, rest),
  ),
];

const SCRIPTS: readonly Rewrite[] = [
  onText('eval', (command) => `eval ${quoted(command)}`),
  onWords('eval: words', ({ all }) => `eval ${all.join(' ')}`),
  onText('eval: variable', (command) => `X=${quoted(command)}; eval "$X"`),
  onText('eval: substitution', (command) => `eval "$(echo ${quoted(command)})"`),
  onText('eval: decoded', (command, seed) =>
    pick(
      [
        `eval "$(echo ${base64(command)} | base64 -d)"`,
        `eval "$(base64 --decode <<< ${base64(command)})"`,
        `eval "$(echo ${hex(command)} | xxd -r -p)"`,
      ],
      seed,
    ),
  ),
  onText(
    'bash -c',
    (command, seed) => `${pick(['bash', 'sh', 'zsh', 'dash', '/bin/bash', 'bash -l', 'bash -eu'], seed)} -c ${quoted(command)}`,
  ),
  onText('bash -lc', (command) => `bash -lc ${quoted(command)}`),
  onText('bash -c twice', (command) => `bash -c ${quoted(`sh -c ${quoted(command)}`)}`),
  onWords('bash -c with arguments', ({ head, rest }, seed) =>
    pick(
      [
        `bash -c '"$@"' x ${head} ${rest.join(' ')}`,
        `bash -c '"$0" "$@"' ${head} ${rest.join(' ')}`,
        `bash -c '${head} "$@"' x ${rest.join(' ')}`,
      ],
      seed,
    ),
  ),
  onText('bash -c variable', (command) => `X=${quoted(command)}; bash -c "$X"`),
  onText('heredoc', (command) => (command.includes('EOF') ? null : `bash <<'EOF_Q'\n${command}\nEOF_Q`)),
  onWords(
    'heredoc: unquoted',
    ({ all }, seed) => `${pick(['bash', 'sh -s', 'bash /dev/stdin', 'cat | bash'], seed)} <<EOF_Q\n${all.join(' ')}\nEOF_Q`,
  ),
  onText('heredoc: piped', (command) => (command.includes('EOF') ? null : `cat <<'EOF_Q' | bash\n${command}\nEOF_Q`)),
  onText('here-string', (command, seed) => `${pick(['bash', 'sh', 'bash -s'], seed)} <<< ${quoted(command)}`),
  onText('source', (command, seed) => `${pick(['source', '.', 'bash'], seed)} <(echo ${quoted(command)})`),
  onText('source: here-string', (command) => `source /dev/stdin <<< ${quoted(command)}`),
  onText(
    'pipe into a shell',
    (command, seed) =>
      `${pick(['echo', "printf '%s\\n'", 'printf %s', 'echo -n'], seed)} ${quoted(command)} | ${pick(['bash', 'sh', 'bash -s', 'bash -', 'sudo bash', 'cat | sh', 'tee /dev/null | bash'], seed >> 2)}`,
  ),
  onText('pipe from a group', (command) => `{ echo ${quoted(command)}; echo true; } | bash`),
  onText(
    'decode: base64',
    (command, seed) =>
      `echo ${base64(command)} | ${pick(['base64 -d', 'base64 --decode', 'openssl base64 -d -A', 'base64 -D'], seed)} | ${pick(['sh', 'bash', 'sudo sh'], seed >> 2)}`,
  ),
  onText('decode: hex', (command, seed) =>
    pick(
      [
        `echo ${hex(command)} | xxd -r -p | bash`,
        `printf '${codes(command, (code) => (code < 128 ? `\\x${code.toString(16).padStart(2, '0')}` : '?'))}' | sh`,
      ],
      seed,
    ),
  ),
  onText('decode: reversed', (command) => (/\n/.test(command) ? null : `echo ${quoted([...command].reverse().join(''))} | rev | bash`)),
  onText('decode: tr', (command) => (/['\n\\]/.test(command) ? null : `echo '${rot13(command)}' | tr 'A-Za-z' 'N-ZA-Mn-za-m' | bash`)),
  onText('decode: here-string', (command) => `bash <<< "$(base64 -d <<< ${base64(command)})"`),
  onText('decode: process substitution', (command) => `bash <(echo ${base64(command)} | base64 -d)`),
];

const SHAPES: readonly Rewrite[] = [
  onText('subshell', (command) => `( ${command} )`),
  onText('group', (command) => `{ ${command}${end(command)} }`),
  onText('if', (command, seed) =>
    pick(
      [
        `if true; then ${command}${end(command)} fi`,
        `if ${command}${end(command)} then true; fi`,
        `if false; then :; else ${command}${end(command)} fi`,
      ],
      seed,
    ),
  ),
  onText('while', (command, seed) =>
    pick([`while true; do ${command}${end(command)} break; done`, `until ${command}${end(command)} do :; done`], seed),
  ),
  onText('for', (command) => `for i in 1; do ${command}${end(command)} done`),
  onWords('for: words', ({ head, rest }) => `for c in ${head}; do $c ${rest.join(' ')}; done`),
  onText('case', (command) => `case x in x) ${command}${/&$/.test(command) ? '' : ' ;;'} esac`),
  onText('and', (command, seed) => `${pick(['true', ':', 'echo ok', '[ 1 = 1 ]', 'cd /srv'], seed)} && ${command}`),
  onText('or', (command) => `false || ${command}`),
  onText('sequence', (command, seed) => `${pick(['true', 'echo start', 'ls'], seed)}${pick([';', '\n', ' &'], seed >> 2)} ${command}`),
  onText('followed', (command) => (/&$/.test(command) ? null : `${command}; echo done`)),
  onText('background', (command) => (/&$/.test(command) ? null : `${command} & wait`)),
  onText('coproc', (command) => `coproc { ${command}${end(command)} }`),
  onText('trap', (command, seed) => `trap ${quoted(command)} ${pick(['EXIT', '0', 'ERR', 'INT TERM EXIT'], seed)}`),
  onText('not', (command) => (/^!/.test(command) ? null : `! ${command}`)),
  onText('time', (command, seed) => `${pick(['time', 'time -p'], seed)} ${command}`),
  onText('function', (command, seed) =>
    pick([`f() { ${command}${end(command)} }; f`, `function f { ${command}${end(command)} }; f`, `f() ( ${command} ); f`], seed),
  ),
  onWords('function with arguments', ({ head, rest }, seed) =>
    pick(
      [
        `f() { "$@"; }; f ${head} ${rest.join(' ')}`,
        `f() { ${head} "$@"; }; f ${rest.join(' ')}`,
        `f() { local c=$1; shift; $c "$@"; }; f ${head} ${rest.join(' ')}`,
      ],
      seed,
    ),
  ),
  onWords('alias', ({ head, rest }, seed) => pick([`alias q='${head}'\nq ${rest.join(' ')}`, `alias q='${join(head, rest)}'\nq`], seed)),
  onText('process substitution', (command) => `cat <(${command})`),
  onText('command substitution', (command, seed) => pick([`echo $( ${command} )`, `X=$( ${command} )`, `: "$( ${command} )"`], seed)),
  onText('comment', (command, seed) => pick([`# looks around\n${command}`, `${command} # --dry-run=client`, `${command} # --help`], seed)),
  onText('pipe to a reader', (command) => (/&$|<<|#/.test(command) ? null : `${command} | cat`)),
  onText('output away', (command) => (/&$|<<|#|[>|;]/.test(command) ? null : `${command} >/dev/null 2>&1`)),
  onText('redirection first', (command) => (isProgram(command) ? `2>/dev/null ${command}` : null)),
];

const WRAPPERS: readonly Rewrite[] = [
  ...before(
    [
      ['env', 'env A=1 B=2', 'env -i', 'env -u FOO', '/usr/bin/env'],
      ['sudo', 'sudo -u root', 'sudo -E --', 'sudo A=1', 'doas', 'nohup', 'setsid', 'setsid -w'],
      [
        'timeout 10',
        'timeout -k 5 -s KILL 10m',
        'timeout --signal=9 10',
        'nice',
        'nice -n 5',
        'nice -5',
        'ionice -c 3',
        'stdbuf -oL',
        'stdbuf -o L',
      ],
      [
        'command',
        'command -p',
        'command --',
        'exec',
        'exec -a x',
        '/usr/bin/time -v',
        '/usr/bin/time -f %e',
        'strace -f -o /dev/null',
        'flock /tmp/lock',
        'chroot /mnt',
      ],
      [
        'nsenter -t 1 -m -u --',
        'unshare -n',
        'systemd-run --wait',
        'systemd-run --scope -q',
        'runuser -u root --',
        'setpriv --reuid 0',
        'taskset -c 0',
        'chrt -f 1',
      ],
      [
        'docker exec web',
        'docker exec -it -u 0 web',
        'docker run --rm alpine',
        'podman exec -t web',
        'docker compose exec -T app',
        'nerdctl exec web',
      ],
      [
        'kubectl exec web-0 --',
        'kubectl exec -n a -it web-0 -c app --',
        'kubectl -n a exec deploy/web --',
        'crictl exec -it abc',
        'oc exec web-0 --',
      ],
      [
        'pct exec 101 --',
        'qm guest exec 101 --',
        'lxc exec web --',
        'machinectl shell web',
        'watch -n 1',
        'watch -d -n1 --',
        'op run --',
        'op run --env-file=.env --',
      ],
      [
        'find . -maxdepth 0 -exec',
        'xargs',
        'xargs -n 1',
        'echo | xargs -r',
        'ssh host',
        'ssh -p 22 -o BatchMode=yes root@host --',
        'busybox env',
        'aws-vault exec prod --',
      ],
    ].flat(),
  ).map((rewrite) =>
    rewrite.name.includes('find')
      ? {
          ...rewrite,
          of: (command: string, seed: number) =>
            wordsOf(command) === null || !isProgram(command) ? null : `${rewrite.of(command, seed)} \\;`,
        }
      : rewrite,
  ),
  onWords('xargs: last word', ({ all }) => (all.length < 2 ? null : `printf '%s\\n' ${all.at(-1)} | xargs ${all.slice(0, -1).join(' ')}`)),
  onWords('xargs: placeholder', ({ all }) =>
    all.length < 2 ? null : `printf '%s\\n' ${all.at(-1)} | xargs -I{} ${all.slice(0, -1).join(' ')} {}`,
  ),
  onText('xargs: shell', (command) => (/["'\\\n]/.test(command) ? null : `echo '${command}' | xargs -I{} sh -c '{}'`)),
  onWords('parallel', ({ all }) => (all.length < 2 ? null : `parallel ${all.slice(0, -1).join(' ')} ::: ${all.at(-1)}`)),
  onWords('find: placeholder', ({ head, rest }) =>
    rest.length === 0 ? null : `find / -maxdepth 0 -exec ${head} ${rest.join(' ')} \\; -print`,
  ),
  onText('ssh: quoted', (command) => `ssh host ${quoted(command)}`),
  onText('su -c', (command, seed) => `${pick(['su -c', 'su - root -c', 'su root --command'], seed)} ${quoted(command)}`),
  onText('script -c', (command) => `script -qc ${quoted(command)} /dev/null`),
  onText('flock -c', (command) => `flock /tmp/l -c ${quoted(command)}`),
  onText('watch: quoted', (command) => `watch -n 5 ${quoted(command)}`),
  onText('env -S', (command) => (wordsOf(command) === null ? null : `env -S ${quoted(command)}`)),
  onText('sudo bash -c', (command) => `sudo bash -c ${quoted(command)}`),
  onText('kubectl exec sh -c', (command) => `kubectl exec -it web-0 -- sh -c ${quoted(command)}`),
  onText('docker exec sh -c', (command) => `docker exec web sh -c ${quoted(command)}`),
  onText('ssh sudo bash -c', (command) => `ssh root@host ${quoted(`sudo bash -c ${quoted(command)}`)}`),
  ...(
    [
      ['at', (text) => `at now <<< ${text}`],
      ['tmux send-keys', (text) => `tmux send-keys -t 0 ${text} Enter`],
      ['tmux run-shell', (text) => `tmux run-shell ${text}`],
      ['tmux -L', (text) => `tmux -L x new-session -d ${text}`],
      ['screen stuff', (text) => `screen -S x -X stuff ${text}`],
      ['runuser', (text) => `runuser - root -c ${text}`],
      ['runuser -l', (text) => `runuser -l root -c ${text}`],
      ['capsh', (text) => `capsh -- -c ${text}`],
      ['nix-shell', (text) => `nix-shell -p x --run ${text}`],
      ['hyperfine --prepare', (text) => `hyperfine --prepare ${text} ls`],
      ['hyperfine', (text) => `hyperfine ls ${text}`],
      ['concurrently', (text) => `concurrently ls ${text}`],
      ['npm exec -c', (text) => `npm exec -c ${text}`],
      ['snap run', (text) => `snap run --shell x -c ${text}`],
      ['cf ssh', (text) => `cf ssh app -c ${text}`],
      ['aws ecs', (text) => `aws ecs execute-command --cluster c --task t --command ${text}`],
      ['compgen -C', (text) => `compgen -C ${text}`],
      ['csh -c', (text) => `csh -c ${text}`],
      ['fish -c', (text) => `fish -c ${text}`],
      ['sbatch', (text) => `sbatch --wrap=${text}`],
      ['ksh93', (text) => `ksh93 -c ${text}`],
      ['coproc', (text) => `coproc sh -c ${text}`],
      ['exec < text', (text) => `bash /dev/stdin <<< ${text}`],
    ] satisfies readonly (readonly [string, (text: string) => string])[]
  ).map(([name, write]) => onText(`script in: ${name}`, (command) => write(quoted(command)))),
  onWords('jobs -x', ({ all }) => `jobs -x ${all.join(' ')}`),
  onWords('kubectl create job', ({ all }) => `kubectl create job x --image=a -- ${all.join(' ')}`),
  onWords('nix shell -c', ({ all }) => `nix shell nixpkgs#x -c ${all.join(' ')}`),
  onWords('sshpass', ({ all }) => `sshpass -p x ssh host ${all.join(' ')}`),
  onWords('podman unshare', ({ all }) => `podman unshare ${all.join(' ')}`),
  onWords('ctr task exec', ({ all }) => `ctr -n k8s.io task exec --exec-id x web ${all.join(' ')}`),
  onWords('prlimit', ({ all }) => `prlimit --nofile=10 ${all.join(' ')}`),
  onWords('declare a spelled name', ({ head, rest }) => join(`V=ls; W=V; declare $W=${head};`, '$V', rest)),
  onWords('wrappers on wrappers', ({ all }) => `sudo -n env A=1 nice -n 5 timeout 60 nohup ${all.join(' ')}`),
];

// Where a tool keeps its general options, another one in front changes nothing.
const GLOBALS: Readonly<Record<string, string>> = {
  kubectl: '--request-timeout 10s',
  helm: '--kube-context here',
  git: '-C .',
  docker: '--log-level error',
  terraform: '-chdir=.',
  aws: '--region eu-west-1',
  gcloud: '--project here',
  systemctl: '--no-pager',
  az: '--output json',
  talosctl: '--nodes 10.0.0.1',
  etcdctl: '--endpoints 10.0.0.1:2379',
  apt: '-q',
  'apt-get': '-q',
  npm: '--loglevel error',
  ceph: '--connect-timeout 5',
  redis: '-h localhost',
  'redis-cli': '-h localhost',
  psql: '-h localhost',
  pulumi: '--cwd .',
  argocd: '--server here',
};
const SYSTEM =
  /^(?:rm|dd|mkfs\S*|wipefs|chmod|chown|mv|cp|git|kubectl|docker|systemctl|zfs|zpool|qm|pct|reboot|shutdown|iptables|find|curl|psql|mount|umount)$/;

const OPTIONS: readonly Rewrite[] = [
  onWords('general option in front', ({ head, rest }) => (GLOBALS[head] === undefined ? null : join(head, GLOBALS[head], rest))),
  onWords('absolute path', ({ head, rest }, seed) =>
    SYSTEM.test(head) ? join(`${pick(['/bin/', '/usr/bin/', '/usr/local/bin/', '/sbin/', '/usr/sbin/'], seed)}${head}`, rest) : null,
  ),
  onWords('flags apart', ({ head, rest }) =>
    /^(?:rm|cp|mv|chmod|chown|ls)$/.test(head)
      ? join(
          head,
          rest.flatMap((word) => (/^-[a-zA-Z]{2,}$/.test(word) ? [...word.slice(1)].map((one) => `-${one}`) : [word])),
        )
      : null,
  ),
  onWords('long flags', ({ head, rest }) =>
    head === 'rm' && rest.some((word) => /^-[rf]+$/.test(word))
      ? join(
          head,
          rest.flatMap((word) =>
            /^-[rf]+$/.test(word) ? [...word.slice(1)].map((one) => (one === 'r' ? '--recursive' : '--force')) : [word],
          ),
        )
      : null,
  ),
  onWords('flags last', ({ head, rest }) => {
    if (!/^(?:rm|cp|mv|chmod|chown|ls)$/.test(head) || rest.includes('--')) return null;
    return join(head, [...rest.filter((word) => !word.startsWith('-')), ...rest.filter((word) => word.startsWith('-'))]);
  }),
  onWords('double dash', ({ head, rest }) => {
    if (
      !/^(?:rm|cp|mv|chown|rmdir|shred|ls|cat|wipefs)$/.test(head) ||
      rest.includes('--') ||
      rest.some((word) => /^--?[a-z]*$/.test(word) && word.length > 5)
    )
      return null;
    const at = rest.findIndex((word) => !word.startsWith('-'));
    return at < 0 || rest.slice(at).some((word) => word.startsWith('-')) ? null : join(head, rest.slice(0, at), '--', rest.slice(at));
  }),
  onWords('value with =', ({ all }) => {
    const at = all.findIndex(
      (word, i) =>
        /^--(?:namespace|context|replicas|message|region|name|instance-ids|filename|project|zone|kube-context)$/.test(word) &&
        all[i + 1] !== undefined,
    );
    return at < 0 ? null : join(all.slice(0, at), `${all[at]}=${all[at + 1]}`, all.slice(at + 2));
  }),
  onWords('value apart', ({ all }) => {
    const at = all.findIndex((word) => /^--(?:namespace|context|replicas|region|name|instance-ids|filename|project|zone)=./.test(word));
    return at < 0 ? null : join(all.slice(0, at), (all[at] ?? '').replace('=', ' '), all.slice(at + 1));
  }),
];

/** Every rewrite, in the order of how deep it reaches. */
export const REWRITES: readonly Rewrite[] = [...OPTIONS, ...QUOTING, ...VARIABLES, ...SUBSTITUTIONS, ...WRAPPERS, ...SHAPES, ...SCRIPTS];
