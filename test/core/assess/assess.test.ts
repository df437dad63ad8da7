import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess/assess.ts';
import type { Assessment } from '../../../src/core/assess/assessment.ts';
import { LEVELS } from '../../../src/core/step.ts';
import { BASE } from '../../corpus/base.ts';
import { commandsOf } from '../../corpus/group.ts';

const rank = (got: Assessment): number => LEVELS.indexOf(got.level);
const worst = (command: string): { rule: string; via: readonly string[]; text: string; target: string | undefined } | undefined => {
  const [finding] = assess({ command }).findings;
  return finding === undefined
    ? undefined
    : { rule: finding.rule, via: finding.via, text: command.slice(...finding.span), target: finding.target };
};

describe('what a finding points at', () => {
  it('is the call, in the text as it is written', () => {
    expect(worst('ls; rm -rf x; ls')).toEqual({ rule: 'rm.run', via: [], text: 'rm -rf x', target: 'x' });
    expect(worst('echo "$(rm y)"')?.text).toBe('rm y');
    expect(worst("bash -c 'ls && rm z'")).toEqual({ rule: 'rm.run', via: ['bash'], text: 'rm z', target: 'z' });
    expect(worst('bash -c "ls && rm z"')?.text).toBe('rm z');
    expect(worst('bash <<EOF\nls\nrm z\nEOF')?.text).toBe('rm z');
    expect(worst('eval "rm" z')?.text).toBe('rm" z');
  });

  it('is the enclosing word where the place inside cannot be told', () => {
    expect(worst('bash -c "ls \\"a\\"; rm z"')?.text).toContain('rm z');
    expect(worst('echo `echo \\`rm z\\``')?.text).toContain('rm z');
  });

  it('names the path that leads there', () => {
    expect(worst('op run --env-file=.env -- ssh -p 22 root@pve1 "sudo qm destroy 101 --purge"')).toEqual({
      rule: 'qm.destroy',
      via: ['op run', 'ssh root@pve1', 'sudo'],
      text: 'qm destroy 101 --purge',
      target: '101',
    });
    expect(worst('kubectl -n a exec -it web-0 -c app -- sh -c "rm /x"')?.via).toEqual(['kubectl exec web-0', 'sh']);
  });
});

describe('what a person is told', () => {
  it('the deed on the button', () => {
    const deed = (command: string): string => assess({ command }).deed;
    expect(deed('kubectl delete pod web-0')).toBe('Delete pod web-0');
    expect(deed('ls')).toBe('Run');
    expect(deed('systemctl restart nginx')).toBe('Restart nginx');
    expect(deed('helm uninstall web')).toBe('Uninstall web');
  });

  it('the word to type: the literal target, else tool and verb', () => {
    const confirm = (command: string): string | undefined => assess({ command }).confirm;
    expect(confirm('qm destroy 101')).toBe('101');
    expect(confirm('qm destroy "$ID"')).toBe('qm destroy');
    expect(confirm('kubectl delete ns payments')).toBe('payments');
    expect(confirm('kubectl delete namespace/payments')).toBe('payments');
    expect(confirm('dd if=x of=/dev/sda')).toBe('/dev/sda');
    expect(confirm('mkfs.ext4 -F ca/offline.img')).toBe('ca/offline.img');
    expect(confirm('terraform destroy')).toBe('terraform destroy');
    expect(confirm('rm x')).toBeUndefined();
  });

  it('in the language of the person', () => {
    const got = assess({ command: 'rm x' }, (template, args) => `<${template.length > 0}${args?.target ?? ''}>`);
    expect(got.findings[0]?.sentence).toBe('<truex>');
    expect(got.deed).toBe('<truex>');
  });
});

describe('tags', () => {
  const tags = (command: string, environment?: 'prod' | 'dev'): readonly string[] =>
    assess({ command, ...(environment === undefined ? {} : { environment }) }).tags;
  it('say what is orthogonal to the level', () => {
    expect(tags('ls', 'prod')).toEqual(['prod']);
    expect(tags('ls', 'dev')).toEqual([]);
    expect(tags('kubectl --context prod-eu delete pod x')).toContain('prod');
    expect(tags('kubectl delete pod x')).toContain('ambient-target');
    expect(tags('kubectl --context dev delete pod x')).not.toContain('ambient-target');
    expect(tags('sudo ls')).toContain('sudo');
    expect(tags('ssh h ls')).toEqual(expect.arrayContaining(['remote', 'network']));
    expect(tags('op run -- printenv')).toContain('secret');
    expect(tags('frobnicate')).toEqual(['unknown-command']);
    expect(tags('$X')).toContain('unverifiable');
    expect(tags('npm test')).toContain('runs-project-code');
    expect(tags('ls \u202Ex')).toContain('hidden-text');
  });
});

describe('what is not read is dangerous', () => {
  it.each(['fish', 'pwsh'] as const)('%s is not guessed at', (shell) => {
    expect(assess({ command: 'ls', shell })).toMatchObject({ level: 'destructive', unverifiable: true });
  });
  it('too long a text', () => {
    expect(assess({ command: `ls ${'a'.repeat(70_000)}` })).toMatchObject({ level: 'destructive', unverifiable: true });
    expect(assess({ command: `ls ${'é'.repeat(33_000)}` }).unverifiable).toBe(true);
  });
  it('too deep or too many', () => {
    expect(assess({ command: `${'eval '.repeat(60)}ls` }).level).toBe('destructive');
    expect(assess({ command: `${'sudo '.repeat(60)}rm x` }).level).toBe('destructive');
    expect(assess({ command: 'ls;'.repeat(6000) })).toMatchObject({ level: 'destructive', unverifiable: true });
    expect(assess({ command: `${'$('.repeat(5000)}` }).level).not.toBe('read');
    expect(assess({ command: `${'('.repeat(20_000)}rm x${')'.repeat(20_000)}` }).level).not.toBe('read');
  });
});

const COMMANDS = BASE.flatMap(({ commands }) => commandsOf(commands));
const SIMPLE = COMMANDS.filter(
  (command) => /^[\w./:=@ -]+$/.test(command) && /^[a-z./][^=]*( |$)/.test(command) && assess({ command }).level !== 'read',
);

type Rewrite = readonly [name: string, rewrite: (command: string) => string];
const single = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const words = (command: string): readonly string[] => command.trim().split(/ +/);
const REWRITES: readonly Rewrite[] = [
  ['quote every word', (c) => words(c).map(single).join(' ')],
  [
    'double-quote every word',
    (c) =>
      words(c)
        .map((w) => `"${w}"`)
        .join(' '),
  ],
  ['split the name by quotes', (c) => `${c.trim()[0]}''${c.trim().slice(1)}`],
  ['escape the name', (c) => `\\${c.trim()}`],
  [
    'ANSI-C quotes',
    (c) =>
      words(c)
        .map((w) => `$'${[...w].map((ch) => `\\x${ch.charCodeAt(0).toString(16)}`).join('')}'`)
        .join(' '),
  ],
  ['line continuation', (c) => words(c).join(' \\\n ')],
  ['sudo', (c) => `sudo -n ${c}`],
  ['env', (c) => `env -u A B=1 ${c}`],
  ['timeout', (c) => `timeout -k 5 10 ${c}`],
  ['nohup nice', (c) => `nohup nice -n 5 ${c} &`],
  ['command', (c) => `command ${c}`],
  ['bash -c', (c) => `bash -c ${single(c)}`],
  ['nested bash -c', (c) => `bash -c ${single(`sh -c ${single(c)}`)}`],
  ['eval', (c) => `eval ${single(c)}`],
  ['here-document', (c) => `bash <<'EOF'\n${c}\nEOF`],
  ['here-string', (c) => `bash <<< ${single(c)}`],
  ['subshell', (c) => `( ${c} )`],
  ['group', (c) => `{ ${c}; }`],
  ['condition', (c) => `if true; then ${c}; fi`],
  ['loop', (c) => `for i in 1; do ${c}; done`],
  ['function', (c) => `f() { ${c}; }; f`],
  ['variable name', (c) => `X=${words(c)[0]}; $X ${words(c).slice(1).join(' ')}`],
  ['variable in braces', (c) => `X=${words(c)[0]}; \${X} ${words(c).slice(1).join(' ')}`],
  ['substitution', (c) => `echo "$(${c})"`],
  ['backticks', (c) => `echo \`${c}\``],
  ['process substitution', (c) => `cat <(${c})`],
  ['after other commands', (c) => `ls && true || false; ${c}`],
  ['in a pipe', (c) => `ls | ${c} | cat`],
  ['find -exec', (c) => `find . -exec ${c} \\;`],
  ['op run', (c) => `op run --env-file .env -- ${c}`],
  ['ssh', (c) => `ssh -o BatchMode=yes root@h ${single(c)}`],
  ['system path', (c) => (/^(rm|kill|systemctl|git|mkdir)\b/.test(c) ? `/usr/bin/${c.trim()}` : c)],
  ['case', (c) => `case a in a) ${c} ;; esac`],
  ['trap', (c) => `trap ${single(c)} EXIT`],
];

describe('rewrites that mean the same never lower a level', () => {
  it.each(REWRITES)('%s', (_, rewrite) => {
    expect(SIMPLE.length).toBeGreaterThan(150);
    const lowered = SIMPLE.filter((command) => rank(assess({ command: rewrite(command) })) < rank(assess({ command })));
    expect(lowered.map(rewrite)).toEqual([]);
  });

  it('a name made while it runs is at least destructive', () => {
    const made = SIMPLE.map((command) => `$(head -n 1 ${words(command)[0]}) ${words(command).slice(1).join(' ')}`);
    expect(made.filter((command) => rank(assess({ command })) < 2)).toEqual([]);
  });
});

describe('any input', () => {
  const PIECES = [
    'rm -rf /',
    'ls',
    '$(',
    ')',
    '`',
    '"',
    "'",
    '|',
    '&&',
    ';',
    '<<EOF\n',
    '\nEOF\n',
    '${',
    '}',
    '{a,b}',
    'sudo ',
    'bash -c ',
    'X=',
    '$X',
    '\\',
    '\u202E',
    '\0',
    '((',
    '))',
    'if ',
    'then ',
    'fi',
    'case ',
    '[[',
    '>',
    '<(',
    '#',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((parts) => parts.join('')),
  );

  it('gets an answer, deterministic and well formed', () => {
    fc.assert(
      fc.property(text, (command) => {
        const got = assess({ command });
        expect(got.findings.every(({ rule }) => rule !== 'assess.crash')).toBe(true);
        expect(got).toEqual(assess({ command }));
        for (const { span } of got.findings) expect(span[0] <= span[1] && span[1] <= command.length).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('joined to a dangerous command stays dangerous', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.constantFrom(...SIMPLE), (before, command) => {
        const got = assess({ command: `${before}\n${command}` });
        expect(rank(got)).toBeGreaterThanOrEqual(Math.min(rank(assess({ command })), rank(assess({ command: before })) === 0 ? 9 : 2));
      }),
      { numRuns: 1000 },
    );
  });
});
