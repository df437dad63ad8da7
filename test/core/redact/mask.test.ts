import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTooCommon } from '../../../src/core/redact/common.ts';
import { formsOf } from '../../../src/core/redact/forms.ts';
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

const KEYED = { name: 'KEYED', value: 'tr0ub4dor&three' };
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
    ['XML in decimal', [...TOKEN.value].map((c) => `&#${c.codePointAt(0)};`).join('')],
    ['XML in hex', [...TOKEN.value].map((c) => `&#x${c.codePointAt(0)?.toString(16).toUpperCase()};`).join('')],
    ['JSON with all escaped', [...TOKEN.value].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['single quotes', `'${TOKEN.value}'`.slice(1, -1)],
    ['backslashes', TOKEN.value.replace(/[^A-Za-z0-9ä]/g, '\\$&')],
    ['hex escapes', [...Buffer.from(TOKEN.value)].map((b) => `\\x${b.toString(16)}`).join('')],
    ['octal escapes', [...Buffer.from(TOKEN.value)].map((b) => `\\${b.toString(8).padStart(3, '0')}`).join('')],
    ['an array of bytes', [...Buffer.from(TOKEN.value)].join(', ')],
    [
      'hex by pairs',
      Buffer.from(TOKEN.value)
        .toString('hex')
        .replace(/..(?=.)/g, '$&:'),
    ],
    ['reversed', [...TOKEN.value].reverse().join('')],
    ['upper case', TOKEN.value.toUpperCase()],
    ['lower case', TOKEN.value.toLowerCase()],
    ['spaced', [...TOKEN.value].join(' ')],
    ['letter by letter over lines', [...TOKEN.value].join('\r\n')],
    ['wrapped and indented', `${TOKEN.value.slice(0, 7)}\n      ${TOKEN.value.slice(7)}`],
    ['with commas and quotes between', JSON.stringify([...TOKEN.value].map((c) => (c === '"' ? '\\"' : c))).slice(2, -2)],
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

describe('what a terminal would not show', () => {
  const value = 'Xk9!qLm2&vT7wz';
  const secrets = [{ name: 'V', value }];
  const esc = (code: string) => `\u001b${code}`;

  test.each([
    ['a colour between any two letters', [...value].join(esc('[31;1m'))],
    ['cursor movement', `Xk9${esc('[K')}!qLm${esc('[2C')}2&vT7${esc('[?25l')}wz`],
    ['a title in the middle', `Xk9!q${esc(']0;a title\u0007')}Lm2&vT7wz`],
    ['a hyperlink in the middle', `Xk9!q${esc(`]8;;https://h/x${esc('\\')}`)}Lm2&${esc(`]8;;${esc('\\')}`)}vT7wz`],
    ['character sets', `Xk9!qLm${esc('(B')}2&vT7wz`],
  ])('%s', (_what, written) => {
    const shown = maskAll(secrets, [`a ${written} b`]);
    expect(shown.replace(/\u001b\[[\d;]*m/g, '')).toBe('a <concealed:V> b');
  });

  test.each([
    ['a title', `${esc(']0;')}${value}\u0007`],
    ['the clipboard', `${esc(']52;c;')}${Buffer.from(value).toString('base64')}\u0007`],
    ['a hyperlink', `${esc(']8;;')}https://u:${encodeURIComponent(value)}@h/${esc('\\')}here${esc(']8;;')}${esc('\\')}`],
    ["the editor's marks", `${esc(']633;E;')}curl -u ${value}\u0007`],
    ['a device string', `${esc('P')}${value}${esc('\\')}`],
    ['a broken sequence', `${esc('[')}${value}`],
    ['half inside a sequence', `${esc('[3')}${value}`],
    ['after a string without an end', `${esc(']0;')}${'x'.repeat(20_000)} ${value}`],
  ])('%s', (_what, written) => {
    for (const chunks of [[written], written.split('')]) {
      const shown = maskAll(secrets, ['a ', ...chunks, ' b']);
      expect(shown).toContain('<concealed:V>');
      expect(shown).not.toMatch(/k9!qL|czloc|9!qLm2|WGs5/);
    }
  });

  test('colours that were switched inside a secret stay switched', () => {
    expect(maskAll(secrets, [`${esc('[31m')}Xk9!q${esc('[0m')}Lm2&vT7wz.`])).toBe(`${esc('[31m')}<concealed:V>${esc('[0m')}.`);
  });
});

describe('short and plain values', () => {
  const pin = { name: 'PIN', value: 'k3y-7' };
  test.each([
    ['as it is', 'k3y-7'],
    ['base64', Buffer.from('k3y-7').toString('base64')],
    ['hex', Buffer.from('k3y-7').toString('hex').toUpperCase()],
    ['reversed', '7-y3k'],
    ['spaced', 'k 3 y - 7'],
    ['URL-encoded', '%6b3y-7'.replace('%6b', 'k')],
    ['UTF-16', 'k\u00003\u0000y\u0000-\u00007\u0000'],
    ['with a colour inside', 'k3\u001b[1my-7'],
  ])('%s', (_what, written) => {
    expect(maskAll([pin], ['a ', written, ' b'])).toMatch(/^a <concealed:PIN>(?:\u001b\[1m|=|\u0000)? b$/);
  });

  test('keep their case and marks, for they occur by chance', () => {
    expect(maskAll([pin], ['K3Y-7 k3y7'])).toBe('K3Y-7 k3y7');
    expect(maskAll([{ name: 'APP', value: 'web-frontend' }], ['Web frontend, web-frontend'])).toBe('Web frontend, <concealed:APP>');
    expect(maskAll([{ name: 'DAY', value: '20260101' }], ['2026-01-01 20260101'])).toBe('2026-01-01 <concealed:DAY>');
  });

  test('a value of marks alone', () => {
    expect(maskAll([{ name: 'M', value: '!#%&/()=?' }], ['<!#%&/()=?>'])).toBe('<<concealed:M>>');
  });
});

test('UTF-16 in both byte orders', () => {
  const value = 'Xk9!qLmÄ2&vT';
  const little = Buffer.from(value, 'utf16le');
  for (const written of [little, Buffer.from(little).swap16()]) {
    const shown = Buffer.from(maskAll([{ name: 'V', value }], [written])).filter((byte) => byte !== 0);
    expect(shown.toString()).toBe('<concealed:V>');
  }
});

test('base64 to the last character, at every offset, also where that is shared with the neighbours', () => {
  for (const length of [8, 9, 10, 11, 31, 32, 33])
    for (const offset of [0, 1, 2, 3, 4, 5]) {
      const value = 'q7Zp0Lw3RkXt9Vb5Ny2Mc8Hd4Jf6Gs1Ta'.slice(0, length);
      const all = Buffer.from(`${'<'.repeat(offset)}${value}>>>>`).toString('base64');
      const own = { from: Math.floor((offset * 8) / 6), to: Math.ceil(((offset + length) * 8) / 6) };
      expect(maskAll([{ name: 'V', value }], [all])).toBe(`${all.slice(0, own.from)}<concealed:V>${all.slice(own.to)}`);
    }
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
  test('shows everything, of a secret only a little: a prompt is always seen', () => {
    const mask = createMask([TOKEN]);
    expect(text([mask.write(bytes('Name s3')), mask.flushIdle()])).toBe('Name s3');
    expect(mask.held).toBe(0);
  });

  test('a line that ended is not held back at all', () => {
    const mask = createMask([TOKEN]);
    expect(text([mask.write(bytes('one row\r\n'))])).toBe('one row\r\n');
  });

  test('half a secret is concealed at once, and so is the other half when it comes', () => {
    const mask = createMask([KEYED]);
    expect(text([mask.write(bytes('Word: tr0ub4dor')), mask.flushIdle()])).toBe('Word: <concealed:KEYED>');
    expect(text([mask.write(bytes('&three? ')), mask.flushIdle()])).toBe('? ');
  });

  test('a prompt that begins like a secret does not look frozen', () => {
    const mask = createMask([KEYED]);
    expect(text([mask.write(bytes('tr0ub4dor [y/N]: ')), mask.flushIdle()])).toBe('tr0ub4dor [y/N]: ');
    expect(text([mask.write(bytes('tr0ub4dor: ')), mask.flushIdle()])).toBe('<concealed:KEYED>: ');
  });

  test('a few digits are no beginning, though a secret in decimal begins with them', () => {
    const mask = createMask([{ name: 'V', value: 'q7Zp0Lw3RkXt9Vb5' }]);
    expect(text([mask.write(bytes('step 1135')), mask.flushIdle(), mask.write(bytes('590 \\u0071')), mask.flushIdle()])).toBe(
      'step 1135590 \\u0071',
    );
    expect(text([mask.write(bytes('113 55 90 112 48')), mask.flushIdle()])).toBe('<concealed:V>');
  });

  test('never shows a secret in slow pieces', () => {
    const mask = createMask([KEYED]);
    const shown = [...KEYED.value].flatMap((char) => [mask.write(bytes(char)), mask.flushIdle(), mask.flushIdle()]);
    expect(text([...shown, mask.end()])).toMatch(/^tr0(?:<concealed:KEYED>&?)+$/);
  });

  test('a prompt after a secret is shown', () => {
    const mask = createMask([{ name: 'KEY', value: 'first-line-of-it\nsecond-line-of-it' }]);
    expect(text([mask.write(bytes('first-line-of-it')), mask.flushIdle()])).toBe('<concealed:KEY>');
    expect(text([mask.write(bytes('\nsecond-line-of-it?')), mask.end()])).toBe('?');
  });
});

test('at the end of the stream more than half a secret is concealed, less is not', () => {
  expect(maskAll([KEYED], ['x tr0ub4dor&t'])).toBe('x <concealed:KEYED>');
  expect(maskAll([KEYED], ['x tr0u'])).toBe('x tr0u');
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
      { numRuns: 150 },
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
      { numRuns: 150 },
    );
  });

  test('a stream without a secret comes through byte for byte, also with pauses', () => {
    const pieces = fc.array(
      fc.tuple(fc.constantFrom('Xk9!', 'k9!qLm', 'WGs', '586 ', '\n', 'a', '%', '\u001b[31m', '\u001b]0;', '\u0007', 'é'), fc.boolean()),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const secrets = [{ name: 'V', value: 'Xk9!qLm2&vT' }];
        const mask = createMask(secrets);
        const shown = parts.flatMap(([part, pause]) => [mask.write(bytes(part)), pause ? mask.flushIdle() : bytes('')]);
        expect(text([...shown, mask.end()])).toBe(parts.map(([part]) => part).join(''));
      }),
      { numRuns: 150 },
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
