// The policy: what it says, and that nothing it says can loosen anything.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf } from '../../../src/core/policy/classes.ts';
import { fits } from '../../../src/core/policy/glob.ts';
import { mergePolicies } from '../../../src/core/policy/merge.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { POLICY_LIMIT, readPolicy } from '../../../src/core/policy/read.ts';
import { cpuMs } from '../../fakes/cpu.ts';

const policyOf = (text: string): Policy => {
  const read = readPolicy(text);
  if (read.kind !== 'policy') throw new Error(JSON.stringify(read));
  return read.policy;
};

describe('a policy', () => {
  it('is read', () => {
    const text = `
version: 1
environments:
  prod: ["*-eu", acme-*]
  non-prod: [scratch-*]
forbid:
  - { command: "terraform destroy*", environment: prod, because: Use the pipeline. }
raise:
  - { tag: network, to: destructive }
providers: [op, op-masking]
mode: op-masking
pause: { destructive: 10s, critical: 2m }
`;
    expect(policyOf(text)).toEqual({
      environments: { prod: ['*-eu', 'acme-*'], nonProd: ['scratch-*'] },
      forbid: [{ command: 'terraform destroy*', environment: 'prod', because: 'Use the pipeline.' }],
      raise: [{ tag: 'network', to: 'destructive' }],
      providers: ['op', 'op-masking'],
      mode: 'op-masking',
      pauseMs: { destructive: 10_000, critical: 120_000 },
    });
    expect(policyOf('version: 1')).toMatchObject({ forbid: [], raise: [], pauseMs: {} });
  });

  it.each([
    ['nothing', '', /version|object/],
    ['no version', 'forbid: []', /version/],
    ['a version to come', 'version: 2', /version/],
    ['a misspelt key', 'version: 1\nforbidd:\n  - { tag: prod }', /forbidd/],
    ['a misspelt condition', 'version: 1\nforbid:\n  - { tags: prod }', /tags/],
    ['a rule without a condition', 'version: 1\nforbid:\n  - { because: no }', /needs one of/],
    ['an unknown level', 'version: 1\nraise:\n  - { tag: prod, to: fatal }', /raise\.0\.to/],
    ['a pause that is no time', 'version: 1\npause: { critical: soon }', /10s/],
    ['a key twice', 'version: 1\nversion: 1', /unique/i],
    ['two documents', 'version: 1\n---\nversion: 1', /document/],
    ['aliases without end', `version: 1\na: &a [x]\nb: [${'*a,'.repeat(50)}]`, /alias/i],
    ['a tag', 'version: !!js/function "x"', /tag|version/i],
    ['no YAML', '{{{{', /./],
    ['too long', `# ${'x'.repeat(POLICY_LIMIT)}`, /64 KB/],
  ])('%s: broken, and says where', (_what, text, detail) => {
    const read = readPolicy(text);
    expect(read.kind).toBe('broken');
    expect(read.kind === 'broken' && read.detail).toMatch(detail);
  });

  it('names the line', () => {
    expect(readPolicy('version: 1\nforbid:\n  - { tag: prod }\n  - { tag: nonsense }\n')).toMatchObject({ kind: 'broken', line: 4 });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.json(),
          fc.string().map((text) => `version: 1\n${text}`),
        ),
        (text) => {
          expect(['policy', 'broken']).toContain(readPolicy(text).kind);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('several policies over one place', () => {
  const one = readPolicy('version: 1\nforbid: [{ tag: prod }]\nproviders: [op, none]\npause: { destructive: 10s, critical: 1m }');
  const other = readPolicy(
    'version: 1\nenvironments: { prod: [blue] }\nproviders: [op, op-masking]\nmode: op-masking\npause: { destructive: 20s }',
  );

  it('are as strict as all of them', () => {
    expect(mergePolicies([one, { kind: 'none' }, other])).toEqual({
      kind: 'policy',
      policy: {
        environments: { prod: ['blue'], nonProd: [] },
        forbid: [{ tag: 'prod' }],
        raise: [],
        ...{ providers: ['op'], mode: 'op-masking', pauseMs: { destructive: 20_000, critical: 60_000 } },
      },
    });
    expect(mergePolicies([])).toEqual({ kind: 'none' });
    expect(mergePolicies([one])).toEqual(one);
  });

  it('are broken where one is', () => {
    expect(mergePolicies([one, readPolicy(''), other]).kind).toBe('broken');
  });
});

describe('a glob', () => {
  it.each([
    ['*', '', true],
    ['prod-*', 'PROD-eu', true],
    ['prod-*', 'preprod-eu', false],
    ['*-prod-*', 'a-prod-b', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['terraform destroy*', 'terraform destroy -auto-approve', true],
  ])('%s and %j: %s', (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });

  it('agrees with an expression', () => {
    const piece = fc.constantFrom('a', 'b', '*', '?');
    const escaped: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.constantFrom('a', 'b'), { maxLength: 12 }), (pattern, text) => {
        const expression = new RegExp(`^${pattern.map((one) => escaped[one] ?? one).join('')}$`);
        expect(fits(pattern.join(''), text.join(''))).toBe(expression.test(text.join('')));
      }),
    );
  });

  it('is not slow where an expression would be', () => {
    const from = cpuMs();
    expect(fits(`${'a*'.repeat(200)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(cpuMs() - from).toBeLessThan(500);
  });
});

describe('the class of a target', () => {
  it.each([
    ['prod', 'prod'],
    ['prod-eu', 'prod'],
    ['gke_acme_prod-us', 'prod'],
    ['acme-production', 'prod'],
    ['https://api.prd.acme.io:6443', 'prod'],
    ['prod2', 'prod'],
    ['live-db', 'prod'],
    ['product-catalog', 'unknown'],
    ['olive', 'unknown'],
    ['delivery', 'unknown'],
    ['non-prod', 'non-prod'],
    ['preprod-eu', 'non-prod'],
    ['nonprod', 'non-prod'],
    ['staging', 'non-prod'],
    ['kind-ci', 'non-prod'],
    ['dev-prod-mirror', 'prod'],
    ['nonprod-of-prod', 'prod'],
    ['pve1', 'unknown'],
    ['kindly', 'unknown'],
  ])('%s: %s', (name, expected) => {
    expect(classOf([name], null)).toBe(expected);
  });

  it('is prod where any of its names is', () => {
    expect(classOf(['dev', 'https://k8s.prod.example.org'], null)).toBe('prod');
  });

  it('no policy makes production anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 })), fc.constantFrom('prod', 'a-prod-b', 'live', 'dev'), (globs, name) => {
        const policy: Policy = { ...policyOf('version: 1'), environments: { prod: [], nonProd: [...globs, '*'] } };
        if (classOf([name], null) === 'prod') expect(classOf([name], policy)).toBe('prod');
        else expect(classOf([name], policy)).toBe('non-prod');
      }),
    );
    expect(classOf(['blue-2'], { ...policyOf('version: 1'), environments: { prod: ['blue-*'], nonProd: [] } })).toBe('prod');
  });
});
