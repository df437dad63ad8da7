import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RUNBOOK_BYTES_LIMIT, STEP_BYTES_LIMIT, utf8Bytes } from '../../../src/core/propose/checks.ts';
import { createRunbookReader } from '../../../src/core/propose/reader.ts';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';
import { hostileMarkdown } from './arbitrary.ts';

const stepsOf = (text: string) => parseRunbook(text, 'runbook.md').steps;
const only = (text: string) => {
  const steps = stepsOf(text);
  expect(steps).toHaveLength(1);
  return steps[0];
};
const fence = (info: string, text = 'ls') => `\`\`\`${info}\n${text}\n\`\`\`\n`;

describe('which fences are steps', () => {
  test.each([
    ['bash', 'bash'],
    ['sh', 'sh'],
    ['zsh', 'zsh'],
    ['shell', 'bash'],
    ['fish', 'fish'],
    ['powershell', 'pwsh'],
    ['pwsh', 'pwsh'],
    ['Bash', 'bash'],
    ['bash{id=x}', 'bash'],
  ])('%s is run by %s', (language, shell) => {
    expect(only(fence(language))).toMatchObject({ shell, text: 'ls' });
  });

  test.each([
    '',
    'text',
    'yaml',
    'python',
    'bashful',
    'json {"language":"bash"}',
    'bash {ignore}',
    'bash {no-run=true}',
    'bash {"ignore":"true"}',
  ])('"%s" is no step', (info) => expect(stepsOf(fence(info))).toEqual([]));

  test('a fence left out of "run all" is still a step: nothing here runs all', () => {
    expect(only(fence('sh {"excludeFromRunAll":"true"}'))?.problem).toBeUndefined();
  });

  test('the front matter names the shell of generic fences and of no others', () => {
    const shells = stepsOf(`---\nshell: zsh\n---\n${fence('shell')}${fence('console', '$ ls')}${fence('bash')}`).map((step) => step.shell);
    expect(shells).toEqual(['zsh', 'zsh', 'bash']);
  });
});

describe('where a step stands', () => {
  test('offsets and lines count the original text, CRLF and byte order mark included', () => {
    const text = '\uFEFF---\r\nobjective: x\r\n---\r\n\r\n1. do\r\n\r\n   ```bash\r\n   a\r\n   b\r\n   ```\r\n';
    const step = only(text);
    expect(step).toMatchObject({ text: 'a\nb', line: 6 });
    expect(text.slice(...(step?.fence ?? [0, 0]))).toBe('```bash\r\n   a\r\n   b\r\n   ```');
  });

  test('titles come from the paragraph before, else the heading, else the command', () => {
    const text = `${fence('sh', '\nfirst line\nsecond')}# Join *the* \`worker\` #\n\n${fence('sh')}\nDrain [it](x):\n\n${fence('sh')}\nTwo\n===\n\n- a\n\n${fence('sh')}`;
    expect(stepsOf(text).map((step) => step.title)).toEqual(['first line', 'Join the worker', 'Drain it', 'Two']);
  });

  test('a long paragraph is no title, and a title is one plain line', () => {
    const text = `# T\u202Eitle\n\n${'word '.repeat(40)}\n\n${fence('sh')}\n## ${'x'.repeat(200)}\n${fence('sh')}`;
    expect(stepsOf(text).map((step) => step.title)).toEqual(['T itle', `${'x'.repeat(79)}…`]);
  });

  test('Runme names that are no ids are titles', () => {
    expect(only(fence('sh {"name":"Deploy the app"}'))).toMatchObject({
      title: 'Deploy the app',
      id: expect.stringMatching(/^step-[0-9a-f]{10}$/),
    });
  });
});

describe('ids', () => {
  test('stay when other steps come and go, and tell equal steps apart', () => {
    const before = stepsOf(`# A\n\n${fence('sh')}\n${fence('sh')}`).map((step) => step.id);
    const after = stepsOf(`intro\n\n# A\n\n${fence('sh', 'new')}\n${fence('sh')}\n${fence('sh')}`).map((step) => step.id);
    expect(after.slice(1)).toEqual(before);
    expect(new Set(after).size).toBe(3);
  });

  test('change with the heading above and with the text', () => {
    const ids = [`# A\n${fence('sh')}`, `# B\n${fence('sh')}`, `# A\n${fence('sh', 'ls -l')}`].map((text) => only(text)?.id);
    expect(new Set(ids).size).toBe(3);
  });

  test('of two equal ids the later step cannot run and is named anew', () => {
    const steps = stepsOf(`${fence('sh {id=a}')}\n${fence('sh {id=a}', 'rm')}`);
    expect(steps[0]).toMatchObject({ id: 'a' });
    expect(steps[0]?.problem).toBeUndefined();
    expect(steps[1]).toMatchObject({ id: expect.stringMatching(/^step-/), problem: { kind: 'duplicate-id', id: 'a' } });
  });

  test('an id that somebody gave is never made up for another step', () => {
    const made = only(fence('sh'))?.id ?? '';
    const steps = stepsOf(`${fence('sh')}\n${fence(`sh {id=${made}}`, 'rm')}`);
    expect(steps[1]).toMatchObject({ id: made, text: 'rm' });
    expect(steps[0]?.id).not.toBe(made);
  });
});

describe('what cannot run says why', () => {
  test.each([
    ['an unclosed fence', 'text\n\n```bash\nls\n\n# heading\n', { kind: 'fence-unclosed' }],
    ['a fence its list ends', '- ```bash\n  ls\n\nafter\n', { kind: 'fence-unclosed' }],
    ['nothing inside', fence('bash', ' \t'), { kind: 'step-empty' }],
    ['output without a prompt', fence('console', 'NAME READY\nweb-0 1/1'), { kind: 'step-empty' }],
    ['a NUL', fence('bash', 'ls \0'), { kind: 'step-has-nul' }],
    ['a NUL in a list', `- x\n\n  \`\`\`bash\n  l\0s\n  \`\`\`\n`, { kind: 'step-has-nul' }],
    ['a lone surrogate', fence('bash', 'echo \uD800'), { kind: 'not-utf8', path: 'runbook.md' }],
    [
      'too long a text',
      fence('bash', 'é'.repeat(STEP_BYTES_LIMIT / 2 + 1)),
      { kind: 'step-too-long', bytes: STEP_BYTES_LIMIT + 2, limit: STEP_BYTES_LIMIT },
    ],
    ['an attribute', fence('bash {timeout=soon}'), { kind: 'attributes-unreadable', detail: 'timeout=soon' }],
  ])('%s', (_, text, problem) => {
    expect(only(text)?.problem).toEqual(problem);
  });

  test('a text at the limit runs', () => {
    expect(only(fence('bash', 'é'.repeat(STEP_BYTES_LIMIT / 2)))?.problem).toBeUndefined();
  });

  test('a runbook past the limit is not read', () => {
    const runbook = parseRunbook(`${fence('bash')}${'x'.repeat(RUNBOOK_BYTES_LIMIT)}`, 'a.md');
    expect(runbook).toMatchObject({ steps: [], problem: { kind: 'runbook-too-large', limit: RUNBOOK_BYTES_LIMIT } });
  });

  test('a runbook nested past any sense is not run', () => {
    const runbook = parseRunbook(`${fence('bash')}\n${'>'.repeat(100_000)}\n`, 'a.md');
    expect(runbook.problem).toEqual({ kind: 'runbook-too-deep', line: 5 });
    expect(runbook.steps).toHaveLength(1);
  });

  test('bytes are counted as an encoder makes them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

describe('reading again', () => {
  test('gives what reading afresh gives, after any edit', () => {
    fc.assert(
      fc.property(hostileMarkdown, hostileMarkdown, fc.nat(), fc.nat(), (text, put, at, length) => {
        const reader = createRunbookReader();
        const from = Math.min(at % 200, text.length);
        const edited = `${text.slice(0, from)}${put}${text.slice(from + (length % 40))}`;
        reader.read(text, 'a.md');
        expect(reader.read(edited, 'a.md')).toEqual(parseRunbook(edited, 'a.md'));
        expect(reader.read(text, 'a.md')).toEqual(parseRunbook(text, 'a.md'));
      }),
      { numRuns: 300 },
    );
  });

  test('never throws and never gives two steps one id', () => {
    fc.assert(
      fc.property(fc.oneof(hostileMarkdown, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const ids = stepsOf(text).map((step) => step.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 500 },
    );
  });
});
