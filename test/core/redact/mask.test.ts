import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formsOf, isTooCommon } from '../../../src/core/redact/forms.ts';
import { createMask, type Secret } from '../../../src/core/redact/mask.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (all: readonly Uint8Array[]) => Buffer.concat(all).toString('utf8');

function maskAll(secrets: readonly Secret[], chunks: readonly (string | Uint8Array)[]): string {
  const mask = createMask(secrets);
  return text([...chunks.map((chunk) => mask.write(typeof chunk === 'string' ? bytes(chunk) : chunk)), mask.end()]);
}

/** Cuts bytes at the given places (taken modulo the length). */
function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => whole.subarray(from, at[i] ?? whole.length));
}

const TOKEN = { name: 'TOKEN', value: 's3cr3t/Väl+ue "1"' };

describe('what a mask conceals', () => {
  test.each([
    ['as it is', TOKEN.value],
    ['base64', Buffer.from(TOKEN.value).toString('base64')],
    ['base64 with a line end', Buffer.from(`${TOKEN.value}\n`).toString('base64')],
    ['base64url', Buffer.from(TOKEN.value).toString('base64url')],
    ['hex', Buffer.from(TOKEN.value).toString('hex')],
    ['upper hex', Buffer.from(TOKEN.value).toString('hex').toUpperCase()],
    ['URL-encoded', encodeURIComponent(TOKEN.value)],
    ['URL-encoded, lower case', encodeURIComponent(TOKEN.value).replace(/%../g, (code) => code.toLowerCase())],
    ['a form', new URLSearchParams({ a: TOKEN.value }).toString().slice(2)],
    ['JSON', JSON.stringify(TOKEN.value).slice(1, -1)],
    ['JSON in ASCII', JSON.stringify(TOKEN.value).slice(1, -1).replace('ä', '\\u00e4')],
    ['XML', TOKEN.value.replaceAll('"', '&quot;')],
  ])('%s', (_form, written) => {
    expect(maskAll([TOKEN], ['before ', written, ' after'])).toBe('before <concealed:TOKEN> after');
  });

  test.each([0, 1, 2, 3, 4, 5])('base64 after %i other bytes, as in an authorization header', (offset) => {
    const encoded = Buffer.from(`${'user:'.slice(0, offset)}${TOKEN.value}:x`).toString('base64');
    const shown = maskAll([TOKEN], [encoded]);
    expect(shown).toContain('<concealed:TOKEN>');
    expect(shown.replace('<concealed:TOKEN>', '').length).toBeLessThanOrEqual(Math.ceil((offset * 8) / 6) + 6);
  });

  test('base64 wrapped by base64(1) and hex wrapped by xxd(1), after any other text', () => {
    const value = 'kQ7'.repeat(60);
    const wrap = (all: string, columns: number) => all.replace(new RegExp(`.{${columns}}`, 'g'), '$&\r\n');
    const base64 = wrap(Buffer.from(`some text before ${value} and after`).toString('base64'), 76);
    const shown = maskAll([{ name: 'LONG', value }], [base64, wrap(Buffer.from(value).toString('hex'), 60)]);
    expect(shown.match(/<concealed:LONG>/g)).toHaveLength(2);
    expect(shown.length).toBeLessThan(120);
  });

  test("a value of several lines, whole, by the terminal's line ends, and line by line", () => {
    const value = '-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n';
    const secret = { name: 'KEY', value };
    expect(maskAll([secret], [`<${value}>`])).toBe('<<concealed:KEY>>');
    expect(maskAll([secret], [`<${value.replaceAll('\n', '\r\n')}>`])).toBe('<<concealed:KEY>>');
    expect(maskAll([secret], ['2: kqhkiG9w0BAQEF.'])).toBe('2: <concealed:KEY>.');
    expect(maskAll([secret], ['-----END PRIVATE KEY-----'])).toBe('-----END PRIVATE KEY-----');
  });

  test('overlapping secrets as one, named after the longest', () => {
    const secrets = [
      { name: 'A', value: 'abcdef' },
      { name: 'B', value: 'defghijkl' },
    ];
    expect(maskAll(secrets, ['xabcd', 'efghijklx'])).toBe('x<concealed:B>x');
    expect(maskAll(secrets, ['xabcdefabcdef'])).toBe('x<concealed:A><concealed:A>');
  });

  test('a long value in pieces', () => {
    const value = Array.from({ length: 5000 }, (_, i) => String.fromCharCode(33 + ((i * i * 7 + i) % 90))).join('');
    const shown = maskAll([{ name: 'BIG', value }], [value, '|', Buffer.from(value).toString('base64')]);
    expect(shown.replaceAll('<concealed:BIG>', '').length).toBeLessThan(40);
  });

  test('a value that stands in its own marker is concealed without a name', () => {
    expect(maskAll([{ name: 'HUNTER22', value: 'HUNTER2' }], ['HUNTER2'])).toBe('<concealed>');
  });
});

describe('what it leaves alone', () => {
  test('short and common values, which it lists', () => {
    const secrets = ['abc', 'true', 'localhost', '8080', 'zzzzzz', ''].map((value, i) => ({ name: `N${i}`, value }));
    const mask = createMask([...secrets, TOKEN]);
    expect(mask.unmasked).toEqual(['N0', 'N1', 'N2', 'N3', 'N4', 'N5']);
    expect(text([mask.write(bytes('abc true localhost 8080 zzzzzz')), mask.end()])).toBe('abc true localhost 8080 zzzzzz');
  });

  test('without secrets nothing is held back', () => {
    const mask = createMask([]);
    const chunk = new Uint8Array([0, 255, 10, 13]);
    expect(mask.write(chunk)).toEqual(chunk);
    expect(mask.held).toBe(0);
  });
});

test('what is held back is a copy: the caller may use its buffer again', () => {
  const mask = createMask([TOKEN]);
  const buffer = Buffer.from('Name s3c');
  const first = Buffer.from(mask.write(buffer)).toString();
  buffer.fill(0);
  expect(first + text([mask.write(bytes('ond')), mask.end()])).toBe('Name s3cond');
});

describe('a pause in the stream', () => {
  test('shows a short beginning, so that a prompt is seen', () => {
    const mask = createMask([TOKEN]);
    expect(text([mask.write(bytes('Name s3'))])).toBe('Name ');
    expect(text([mask.flushIdle()])).toBe('s3');
    expect(mask.held).toBe(0);
  });

  test('never shows a secret in slow pieces', () => {
    const mask = createMask([TOKEN]);
    const shown = [...TOKEN.value].flatMap((char) => [mask.write(bytes(char)), mask.flushIdle(), mask.flushIdle()]);
    expect(text([...shown, mask.end()])).toBe('s3c<concealed:TOKEN>');
  });

  test('a prompt after a secret is shown', () => {
    const mask = createMask([{ name: 'KEY', value: 'first-line-of-it\nsecond-line-of-it' }]);
    expect(text([mask.write(bytes('first-line-of-it')), mask.flushIdle()])).toBe('<concealed:KEY>');
    expect(text([mask.write(bytes('\nsecond-line-of-it?')), mask.end()])).toBe('<concealed:KEY>?');
  });
});

const secretValue = fc
  .oneof(
    fc.string({ minLength: 4, maxLength: 60 }),
    fc.string({ unit: 'grapheme', minLength: 4, maxLength: 30 }),
    fc.stringMatching(/^[ab\n]{4,12}$/),
  )
  .filter((value) => !isTooCommon(value) && !/\p{Surrogate}/u.test(value));
const places = fc.array(fc.nat(), { maxLength: 12 });
const noise = fc.uint8Array({ maxLength: 40 });

describe('always', () => {
  test('no form of a secret comes out, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(secretValue, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(noise, fc.nat(), fc.nat()), { maxLength: 5 }),
        places,
        (values, parts, cuts) => {
          const secrets = values.map((value, i) => ({ name: `V${i}`, value }));
          const forms = values.flatMap((value) => formsOf(value));
          const whole = Buffer.concat(parts.flatMap(([before, pick]) => [before, forms[pick % forms.length]?.bytes ?? before]));
          const mask = createMask(secrets);
          const shown = Buffer.concat([...cut(whole, cuts).map((chunk) => mask.write(chunk)), mask.end()]);
          // What stands between markers is what came through.
          const pieces = shown.toString('latin1').split(/<concealed(?::V\d)?>/);
          for (const { bytes: form } of forms) {
            const hidden = Buffer.from(form).toString('latin1');
            expect(pieces.some((piece) => piece.includes(hidden))).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the cuts make no difference', () => {
    fc.assert(
      fc.property(secretValue, fc.array(fc.tuple(noise, fc.nat())), places, (value, parts, cuts) => {
        const forms = formsOf(value);
        const whole = Buffer.concat(
          parts.flatMap(([before, pick]) => [before, (forms[pick % forms.length]?.bytes ?? before).subarray(pick % 3)]),
        );
        const secrets = [{ name: 'V', value }];
        expect(maskAll(secrets, cut(whole, cuts))).toBe(maskAll(secrets, [whole]));
      }),
      { numRuns: 300 },
    );
  });

  test('a stream without a secret comes through byte for byte, also with pauses', () => {
    const pieces = fc.array(fc.tuple(fc.constantFrom('Xk9!', 'Xk9!q', 'k9!qLm', 'WGs5', '586b39', '\n', 'a', 'X', '%'), fc.boolean()));
    fc.assert(
      fc.property(pieces, (parts) => {
        const secrets = [{ name: 'V', value: 'Xk9!qLm2&vT' }];
        const mask = createMask(secrets);
        const shown = parts.flatMap(([part, pause]) => [mask.write(bytes(part)), pause ? mask.flushIdle() : bytes('')]);
        expect(text([...shown, mask.end()])).toBe(parts.map(([part]) => part).join(''));
      }),
      { numRuns: 300 },
    );
  });

  test('with pauses anywhere, at most a quarter of a secret comes out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9]{12,30}$/), fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (value, pauses) => {
        fc.pre(!isTooCommon(value));
        const mask = createMask([{ name: 'V', value }]);
        const shown = [...value].flatMap((char, i) => [mask.write(bytes(char)), pauses[i] ? mask.flushIdle() : bytes('')]);
        const [first = ''] = text([...shown, mask.end()]).split('<');
        expect(first.length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
