import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neededNames } from '../../../src/core/seal/needs.ts';
import { fillArgs, isOp, kindOf, providerCall } from '../../../src/core/seal/providers.ts';
import { PROVIDERS } from '../../../src/core/step.ts';

const run = { envFile: '/runs/r/env', command: ['/node', '/relay', "/it's/here"] };
const call = (provider: (typeof PROVIDERS)[number], values = {}) => {
  const filled = fillArgs(kindOf(provider).args, values);
  return filled.ok ? providerCall(filled.args, run).join(' ') : `missing ${filled.missing}`;
};

describe('how a provider is called', () => {
  test.each<[(typeof PROVIDERS)[number], object, string]>([
    ['op', {}, "run --no-masking --env-file=/runs/r/env -- /node /relay /it's/here"],
    ['op-masking', {}, "run --env-file=/runs/r/env -- /node /relay /it's/here"],
    ['dotenvx', {}, "run --quiet --strict --overload -f /runs/r/env -- /node /relay /it's/here"],
    ['dotenvx', { keys: '/w/.env.keys' }, "run --quiet --strict --overload -f /runs/r/env -fk /w/.env.keys -- /node /relay /it's/here"],
    ['varlock', { folder: '/w' }, "run --inject vars --path /w -- /node /relay /it's/here"],
    ['direnv', { folder: '/w' }, "exec /w /node /relay /it's/here"],
    ['dotenv', {}, "-f /runs/r/env run -- /node /relay /it's/here"],
    ['doppler', {}, "run -- /node /relay /it's/here"],
    ['doppler', { profile: 'prd' }, "run --config prd -- /node /relay /it's/here"],
    ['infisical', { profile: 'prod' }, "run --env prod -- /node /relay /it's/here"],
    ['aws-vault', { profile: 'acme' }, "exec acme -- /node /relay /it's/here"],
    ['aws-vault', {}, 'missing profile'],
    ['teller', {}, "run -- /node /relay /it's/here"],
    ['sops', { file: '/w/s.yaml' }, "exec-env /w/s.yaml '/node' '/relay' '/it'\\''s/here'"],
  ])('%s %j', (provider, values, called) => {
    expect(call(provider, values)).toBe(called);
  });

  test('what stands in a path is never taken for a placeholder', () => {
    expect(providerCall(['exec-env', '/w/{env}/{command}', '{command}'], run)[1]).toBe('/w/{env}/{command}');
    expect(fillArgs(['{folder}'], { folder: '{profile}' })).toEqual({ ok: true, args: ['{profile}'] });
  });

  test('a shell reads the one string of sops as the very words', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1, maxLength: 12 }).filter((word) => !word.includes('\0')),
          { minLength: 1, maxLength: 4 },
        ),
        (words) => {
          const [line = ''] = providerCall(['{command}'], { envFile: '', command: words });
          const read = execFileSync('/bin/sh', ['-c', `set -- ${line}; printf '%s\\0' "$@"`], { encoding: 'utf8' });
          expect(read.split('\0').slice(0, -1)).toEqual(words);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('every provider but none has a program, and only 1Password’s own count as op', () => {
    expect(PROVIDERS.filter(isOp)).toEqual(['op', 'op-masking']);
    for (const provider of PROVIDERS) expect(kindOf(provider).program).toMatch(/^[a-z-]+$/);
  });
});

test('the variables without which a step must not start', () => {
  const text = '# note\nexport TOKEN=op://a/b/c\n  REGION=eu\nPATH_add bin\nexport OTHER="x"\n';
  expect(neededNames({ text, script: 'echo "$TOKEN"', env: undefined })).toEqual(['TOKEN']);
  expect(neededNames({ text, script: 'echo', env: ['REGION', 'ELSEWHERE'] })).toEqual(['REGION', 'ELSEWHERE']);
  expect(neededNames({ text, script: 'echo', env: 'all' })).toEqual(['TOKEN', 'REGION', 'OTHER']);
});
