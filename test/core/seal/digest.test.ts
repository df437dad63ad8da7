import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, digestOf, planOfSeal, sha256Hex } from '../../../src/core/seal/digest.ts';
import { sealOf } from '../../../src/core/seal/pack.ts';
import type { Plan } from '../../../src/core/seal/plan.ts';
import { sealSchema } from '../../../src/core/seal/seal.ts';

const plan: Plan = {
  v: 1,
  runbook: 'runbooks/tls.md',
  step: 'issue',
  script: 'echo "$TOKEN"\n',
  interpreter: { shell: 'bash', path: '/usr/bin/bash', args: [] },
  cwd: '/w',
  environment: 'dev',
  secrets: {
    provider: 'op',
    providerPath: '/usr/bin/op',
    envFile: { path: '/w/.env', sha256: sha256Hex('TOKEN=op://a/b/c\n') },
    envText: 'TOKEN=op://a/b/c\n',
    names: ['TOKEN'],
    plain: [],
  },
  timeoutMs: null,
  level: 'change',
};

/** Plans that differ from `plan` in one place each. */
const changed: readonly Plan[] = [
  { ...plan, runbook: 'runbooks/tls2.md' },
  { ...plan, step: 'issue2' },
  { ...plan, script: 'echo "$TOKEN"' },
  { ...plan, script: 'echo "$TOKEN"\r\n' },
  { ...plan, interpreter: { ...plan.interpreter, path: '/tmp/bash' } },
  { ...plan, interpreter: { ...plan.interpreter, args: ['-x'] } },
  { ...plan, interpreter: { ...plan.interpreter, shell: 'sh' } },
  { ...plan, cwd: '/w/' },
  { ...plan, environment: null },
  { ...plan, secrets: { ...plan.secrets, provider: 'op-masking' } },
  { ...plan, secrets: { ...plan.secrets, providerPath: '/tmp/op' } },
  { ...plan, secrets: { ...plan.secrets, envFile: null } },
  { ...plan, secrets: { ...plan.secrets, envText: 'TOKEN=op://a/b/d\n' } },
  { ...plan, secrets: { ...plan.secrets, names: [] } },
  { ...plan, secrets: { ...plan.secrets, names: [], plain: ['TOKEN'] } },
  { ...plan, secrets: { ...plan.secrets, provider: 'direnv', args: ['exec', '/w'] } },
  { ...plan, secrets: { ...plan.secrets, provider: 'direnv', args: ['exec', '/x'] } },
  { ...plan, secrets: { ...plan.secrets, besides: [{ path: '/w/.env.local', sha256: null }] } },
  { ...plan, secrets: { ...plan.secrets, besides: [{ path: '/w/.env.local', sha256: sha256Hex('') }] } },
  { ...plan, carry: { cwd: null, env: {}, left: [], hands: { cwd: true, env: true } } },
  { ...plan, carry: { cwd: null, env: {}, left: [], hands: { cwd: true, env: false } } },
  { ...plan, carry: { cwd: '/w', env: {}, left: [], hands: { cwd: true, env: true } } },
  { ...plan, carry: { cwd: null, env: { TARGET: 'staging' }, left: [], hands: { cwd: true, env: true } } },
  { ...plan, carry: { cwd: null, env: { TARGET: 'prod' }, left: [], hands: { cwd: true, env: true } } },
  { ...plan, timeoutMs: 1 },
  { ...plan, level: 'read' },
];

describe('the digest', () => {
  test('is SHA-256 of a fixed form, so that other programs can check it', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(digestOf(plan)).toMatch(/^[0-9a-f]{64}$/);
    expect(canonical({ b: [1, 'x"'], a: { d: null, c: undefined } })).toBe('{"a":{"d":null},"b":[1,"x\\""]}');
  });

  test('does not depend on the order of the keys', () => {
    const reversed = Object.fromEntries(Object.entries(plan).reverse()) as unknown as Plan;
    expect(digestOf(reversed)).toBe(digestOf(plan));
  });

  test('changes with every part of the plan', () => {
    const digests = [plan, ...changed].map(digestOf);
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('two texts never run into each other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
        fc.pre(a !== c || b !== d);
        const one = { ...plan, script: a, step: b };
        const two = { ...plan, script: c, step: d };
        expect(digestOf(one)).not.toBe(digestOf(two));
      }),
    );
  });

  test('canonical forms are equal for equal JSON only', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each(changed.map((each, at) => [at, each] as const))('a seal and its files give back the approved plan (%i)', (_at, plan) => {
    const facts = { run: '0123456789ab', plan, digest: digestOf(plan), by: 'Ada', at: 1000, readMs: 1, via: 'card' as const, tags: [] };
    const seal = sealSchema.parse(JSON.parse(JSON.stringify(sealOf(facts, { path: '/w/runbooks/tls.md', sha256: sha256Hex('') }))));
    expect(JSON.stringify(seal)).not.toContain('echo');
    const back = planOfSeal(seal, { script: plan.script, envText: plan.secrets.envText });
    expect(back).toEqual(plan);
    expect(digestOf(back)).toBe(seal.digest);
  });
});
