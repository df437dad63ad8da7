import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../../src/core/propose/runbook.ts';

const read = (yaml: string) => parseRunbook(`---\n${yaml}\n---\n\n\`\`\`bash\nls\n\`\`\`\n`, 'r.md');

describe('front matter', () => {
  test('says where steps run', () => {
    const yaml =
      'objective: Join a node\nstate: open\nenvironment: prod\ncwd: ./k3s\nenv-file: .env\nshell: bash\nprovider: op-masking\ntags: [a]\nrunme:\n  id: x';
    expect(read(yaml)).toEqual({
      path: 'r.md',
      frontMatter: {
        objective: 'Join a node',
        state: 'open',
        environment: 'prod',
        cwd: './k3s',
        envFile: '.env',
        shell: 'bash',
        provider: 'op-masking',
      },
      steps: [expect.objectContaining({ text: 'ls' })],
    });
  });

  test('says what lasts from step to step', () => {
    expect(read('carry: true').frontMatter.carry).toEqual(['cwd', 'env']);
    expect(read('carry: env').frontMatter.carry).toEqual(['env']);
    expect(read('carry: [env, cwd, env]').frontMatter.carry).toEqual(['cwd', 'env']);
    for (const off of ['carry: false', 'carry:', 'carry: []']) expect(read(off).frontMatter).toEqual({});
    for (const wrong of ['carry: secrets', 'carry: [cwd, all]', 'carry: 1', 'carry: { env: true }'])
      expect(read(wrong).problem).toMatchObject({ kind: 'front-matter-invalid', field: 'carry' });
  });

  test('names the profile of a provider, and nothing that could be an option of it', () => {
    expect(read('provider: aws-vault\nprofile: acme-prod/eu.1').frontMatter).toEqual({ provider: 'aws-vault', profile: 'acme-prod/eu.1' });
    for (const wrong of ['--help', '-e', 'a b', '"a\\nb"', '$(id)', '""'])
      expect(read(`profile: ${wrong}`).problem).toMatchObject({ kind: 'front-matter-invalid', field: 'profile' });
  });

  test('declares the paths its steps change', () => {
    expect(read('paths: ./k8s/').frontMatter.paths).toEqual(['k8s']);
    expect(read('paths: [k8s, "a b/värde.yaml", .env, k8s, ..hidden]').frontMatter.paths).toEqual([
      'k8s',
      'a b/värde.yaml',
      '.env',
      '..hidden',
    ]);
    expect(read('paths:').frontMatter).toEqual({});
  });

  test.each([
    '/etc',
    '~/x',
    '../x',
    'a/../b',
    '.',
    './',
    '""',
    '.git',
    'a/.GIT/hooks',
    '.countersign/policy.yaml',
    'C:\\x',
    '[1]',
    '{a: b}',
    '["a", null]',
  ])('no path outside, of git or of the record: %s', (path) => {
    expect(read(`paths: ${path}`).problem).toMatchObject({ kind: 'front-matter-invalid', field: 'paths' });
  });

  test.each(['', '# only a comment', 'cwd:', 'cwd: null'])('"%s" says nothing', (yaml) => {
    const runbook = read(yaml);
    expect(runbook.frontMatter).toEqual({});
    expect(runbook.problem).toBeUndefined();
  });

  test.each([
    ['a: [', 2],
    ['environment: prod\nenvironment: dev', 3],
    ['a: 1\n b: 2', 2],
    ['a: 1\nb: "x', 3],
    ['cwd: !!js/function "x"', 2],
    ['cwd: *none', 2],
    ['just words', 2],
    ['- a\n- b', 2],
    ['a: &a [x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]', 2],
    ['? {a: b}\n: c', 2],
    [`a: ${'x'.repeat(70_000)}`, 1],
  ])('%.60s cannot be read', (yaml, line) => {
    const runbook = read(yaml);
    expect(runbook.problem).toMatchObject({ kind: 'front-matter-unreadable', line });
    expect(runbook.frontMatter).toEqual({});
    expect(runbook.steps).toHaveLength(1);
  });

  test.each([
    ['environment: production', 'environment', 'production'],
    ['environment: 5', 'environment', '5'],
    ['cwd: [a]', 'cwd', '["a"]'],
    ['cwd: ""', 'cwd', ''],
    ['env-file: "a\\u0000b"', 'env-file', 'a\0b'],
    ['shell: python', 'shell', 'python'],
    ['provider: vault', 'provider', 'vault'],
  ])('%s is no value', (yaml, field, detail) => {
    expect(read(yaml).problem).toEqual({ kind: 'front-matter-invalid', field, detail });
  });

  test('a fence inside it is no step, and its end may be dots', () => {
    expect(parseRunbook('---\nobjective: |\n  ```bash\n  rm\n  ```\n...\n```bash\nls\n```\n', 'r').steps.map((step) => step.text)).toEqual([
      'ls',
    ]);
  });

  test('one that lost its end stops the runbook; a rule does not', () => {
    expect(parseRunbook('---\nenvironment: prod\n\n```bash\nls\n```\n', 'r')).toMatchObject({
      problem: { kind: 'front-matter-unreadable', line: 1 },
      steps: [{ text: 'ls' }],
    });
    expect(parseRunbook('---\n\ntext\n\n```bash\nls\n```\n', 'r').problem).toBeUndefined();
  });

  test('only the first line starts one', () => {
    expect(parseRunbook('\n---\nenvironment: prod\n---\n', 'r').frontMatter).toEqual({});
  });
});
