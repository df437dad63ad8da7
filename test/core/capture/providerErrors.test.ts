import { expect, test } from 'vitest';
import { classifyProviderError } from '../../../src/core/capture/providerErrors.ts';
import { PROVIDER_ERROR_CLASSES, type ProviderErrorClass } from '../../../src/core/failure.ts';
import { wordFailure } from '../../../src/core/failureWords.ts';
import { PROVIDERS } from '../../../src/core/step.ts';
import { english } from '../../../src/core/words.ts';

/** What `op` says, as people have seen it, and what the person is told to do. */
const SAID: readonly (readonly [string, ProviderErrorClass, RegExp])[] = [
  [
    'could not resolve item UUID for item db: could not find item db in vault Prod',
    'missing-item',
    /Correct the reference|create the item/,
  ],
  ['"db" isn\'t an item in the "Prod" vault. Specify the item with its UUID, name, or domain.', 'missing-item', /Correct the reference/],
  ['"Prd" isn\'t a vault in this account. Specify the vault with its ID or name.', 'vault', /sign in to the account/],
  ["item 'Prod/db' does not have a field 'passwd'", 'field', /copy the secret reference/],
  ['More than one item matches "db". Try again and specify the item by its ID:', 'ambiguous', /id of the item/],
  ["invalid secret reference 'op:/x'", 'grammar', /op:\/\/vault\/item\/field/],
  ["too few '/': secret references should match op://<vault>/<item>[/<section>]/<field>", 'grammar', /op:\/\/vault/],
  ["too many '/': secret references should match op://<vault>/<item>[/<section>]/<field>", 'grammar', /op:\/\/vault/],
  ["invalid character in secret reference: '$'", 'grammar', /op:\/\/vault/],
  ['No accounts configured for use with 1Password CLI.', 'no-account', /op account add/],
  ['You are not currently signed in. Please run `op signin --help` for instructions', 'sign-in', /Unlock/],
  ['account is not signed in', 'sign-in', /Unlock/],
  ['session expired, sign in to create a new session', 'sign-in', /Unlock/],
  ['error initializing client: authorization prompt dismissed, please try again', 'dismissed', /confirm the prompt/],
  ['authorization timed out', 'dismissed', /confirm the prompt/],
  [
    'error initializing client: connecting to desktop app: read: connection reset, make sure 1Password CLI is installed correctly',
    'app',
    /1Password app/,
  ],
  ["connecting to desktop app: 1Password CLI couldn't connect to the 1Password desktop app.", 'app', /1Password app/],
  ["(429) Too Many Requests: You've reached the maximum number of this type of requests", 'quota', /Wait/],
  ['rate limit exceeded', 'quota', /Wait/],
  ['interactive IO not available', 'terminal', /Countersign terminal/],
  ['could not find item db: Post "https://my.1password.com/api": context deadline exceeded', 'transient', /network/],
  ['dial tcp: lookup my.1password.com: no such host', 'transient', /network/],
  ['could not find item db in vault Prod: dial tcp: i/o timeout', 'transient', /network/],
  ['something nobody has seen', 'unknown', /message/],
];

test.each(SAID)('%s', (text, kind, action) => {
  const said = classifyProviderError(`[ERROR] 2026/10/02 11:22:33 ${text}\r\n`);
  expect(said.class).toBe(kind);
  expect(said.detail).not.toContain('2026/10/02');
  const words = wordFailure({ kind: 'provider-failed', class: said.class, detail: said.detail }, english);
  expect(words.sentence).toMatch(/^Nothing ran: /);
  expect(words.action).toMatch(action);
  for (const sentence of [words.sentence, words.action]) expect(sentence.match(/[.!?](?:\s|$)/g)?.length ?? 0).toBe(1);
});

test('every class of an error of op is met above', () => {
  const met = new Set(SAID.map(([, kind]) => kind));
  expect(PROVIDER_ERROR_CLASSES.filter((kind) => !met.has(kind))).toEqual(['other']);
});

test('another provider’s words are never taken for op’s', () => {
  for (const provider of PROVIDERS.filter((each) => !each.startsWith('op'))) {
    const said = classifyProviderError('direnv: error /w/.envrc is blocked. timeout, not signed in', provider);
    expect(said).toEqual({ class: 'other', detail: 'direnv: error /w/.envrc is blocked. timeout, not signed in' });
  }
  expect(wordFailure({ kind: 'provider-failed', class: 'other', detail: 'x' }, english).sentence).not.toContain('1Password');
});

test('a secret in what it says is not repeated', () => {
  const said = classifyProviderError('teller: vault token hvs.CAESIJ2uEXAMPLEKm5xq0vYw3Zb1c8d7e6f5 refused', 'teller');
  expect(said.detail).not.toContain('CAESIJ2u');
});
