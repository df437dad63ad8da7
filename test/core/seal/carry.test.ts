import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARRY_LIMITS, carryPlanSchema, handedOn, handedSchema, isCarriable } from '../../../src/core/seal/carry.ts';
import { anyText } from '../../fakes/text.ts';

const none = { base: {}, cwd: null, secrets: [] };

describe('what a step hands on', () => {
  test('what it changed or added, not what it found', () => {
    const handed = handedOn({
      base: { HOME: '/h', A: '1', B: '2' },
      after: { HOME: '/h', A: '1', B: '3', C: '4' },
      cwd: '/w/x',
      secrets: [],
    });
    expect(handed).toEqual({ v: 1, cwd: '/w/x', env: { B: '3', C: '4' }, dropped: [] });
  });

  test.each([
    ...['PWD', '_', 'SHLVL', 'LD_PRELOAD', 'DYLD_INSERT_LIBRARIES', 'NODE_OPTIONS', 'BASH_ENV', 'ENV', 'PS4', 'IFS', 'GIT_SSH_COMMAND'],
    ...[
      'PROMPT_COMMAND',
      'PYTHONPATH',
      'PERL5OPT',
      'OP_SESSION_my',
      'OP_SERVICE_ACCOUNT_TOKEN',
      'COUNTERSIGN_RUN',
      'DIRENV_DIFF',
      '__VARLOCK_ENV',
    ],
    ...[
      'DB_PASSWORD',
      'GITHUB_TOKEN',
      'MY_SECRET',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'APIKEY',
      'API_KEY',
      'SIGNING_KEY',
      'PGPASSFILE_PASS',
    ],
    ...['PATH', 'CDPATH', 'EDITOR', 'KUBE_EDITOR', 'RSYNC_RSH', 'MAKEFLAGS', 'npm_config_registry', 'CC'],
    ...['BASH_FUNC_x%%', 'a.b', '1A', ''],
  ])('never %s', (name) => {
    expect(isCarriable(name)).toBe(false);
    expect(handedOn({ ...none, after: { [name]: 'harmless' } }).env).toEqual({});
    expect(carryPlanSchema.safeParse({ cwd: null, env: { [name]: 'harmless' }, left: [], hands: { cwd: true, env: true } }).success).toBe(
      false,
    );
  });

  test.each(['KUBECONFIG', 'AWS_PROFILE', 'MASTER_IP', 'MONKEY', 'AUTHOR', 'TF_WORKSPACE'])('%s may be', (name) => {
    expect(handedOn({ ...none, after: { [name]: 'x' } }).env).toEqual({ [name]: 'x' });
  });

  test('what looks like a secret though nobody named it', () => {
    const after = { A: 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', B: 'postgres://app:hunter2hunter2@db/x', C: 'fine' };
    expect(handedOn({ ...none, after })).toMatchObject({ env: { C: 'fine' }, dropped: ['A', 'B'] });
  });

  test('a working directory named after a secret is not carried', () => {
    const secrets = [{ name: 'S', value: 'tenant-9f31c7' }];
    expect(handedOn({ ...none, after: {}, cwd: '/w/tenant-9f31c7/x', secrets }).cwd).toBeNull();
  });

  const value = fc.string({ minLength: 4, maxLength: 40, unit: 'grapheme' });
  const around = fc.string({ maxLength: 20, unit: 'grapheme' });
  const forms: readonly ((secret: string) => string)[] = [
    (secret) => secret,
    (secret) => Buffer.from(secret).toString('base64'),
    (secret) => Buffer.from(secret).toString('hex'),
    (secret) => encodeURIComponent(secret.toWellFormed()),
    (secret) => JSON.stringify(secret).slice(1, -1),
  ];

  test('no secret ever, in none of these forms, alone or within', () => {
    fc.assert(
      fc.property(value, around, around, fc.constantFrom(...forms), (secret, before, after, form) => {
        fc.pre(secret.trim().length >= 8 && new Set(secret).size >= 5);
        const written = `${before}${form(secret)}${after}`;
        const handed = handedOn({ ...none, after: { V: written, OK: 'x' }, cwd: `/w/${written}`, secrets: [{ name: 'S', value: secret }] });
        expect(handed.env.V).toBeUndefined();
        expect(handed.cwd).toBeNull();
        expect(JSON.stringify(handed.env)).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });

  test('short and common values, too, which the mask leaves alone', () => {
    for (const secret of ['x7', 'dev', 'true', '8443']) {
      const secrets = [{ name: 'S', value: secret }];
      expect(handedOn({ ...none, after: { V: `host:${secret}` }, secrets }).env).toEqual({});
    }
  });

  test('whatever a step says, what is handed on reads back, within bounds, without control characters', () => {
    const name = fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^[A-Z_]{1,8}$/));
    fc.assert(
      fc.property(fc.dictionary(name, anyText(1200), { maxKeys: 40 }), anyText(60), (after, cwd) => {
        const handed = handedOn({ ...none, after, cwd });
        expect(handedSchema.safeParse(handed).success).toBe(true);
        expect(Object.keys(handed.env).length).toBeLessThanOrEqual(CARRY_LIMITS.variables);
        expect(Object.values(handed.env).join('').length).toBeLessThanOrEqual(CARRY_LIMITS.total);
        expect([handed.cwd ?? '', ...Object.values(handed.env)].join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 50 },
    );
  });
});
