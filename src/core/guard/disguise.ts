// Text without the disguises that hide words from a pattern: invisible characters, look-alike letters, spaced-out letters, digits for
// letters, words written backwards, base64, hexadecimal, escapes of web and JSON.

/** Letters of other scripts that look like Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [...'аaеeоoрpсcуyхxіiѕsјjһhԁdԛqԝwνvοoαaιiκkτtɡgɑaⅼlոnրpսuցgօo'].flatMap((letter, at, all) =>
    at % 2 === 0 ? [[letter, all[at + 1] ?? letter]] : [],
  ),
);
const UNSEEN = /[\p{Cf}\p{Mn}\u115f\u1160\u3164\uffa0]/gu;
const TAG_LETTERS = /[\u{e0020}-\u{e007e}]+/gu;
const BASE64 = /[A-Za-z0-9+/_-]{24,4000}={0,2}/g;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text as its readers may take it: each reading after the other, a line each. */
export function undisguised(line: string): string {
  const tags = [...line.matchAll(TAG_LETTERS)].map(([run]) =>
    [...run].map((tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000)).join(''),
  );
  const plain = latin(line);
  const closed = /(?:\b\w[ ._-]){6}/.test(plain) ? [plain.replace(/\b(\w)[ ._-](?=\w\b)/g, '$1')] : [];
  const decoded = [...line.matchAll(BASE64)].map(([run]) => asText(run)).filter((text) => text !== '');
  return [...(plain === line ? [] : [line]), plain, ...closed, ...tags, ...decoded, ...respelled(plain)].join('\n');
}

/** Digits that stand for letters inside words. */
const DIGITS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
const ESCAPED = /%([0-9a-f]{2})|&#(\d{2,6});|&#x([0-9a-f]{2,5});|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi;
const BACKWARDS = /\b(?:erongi|drageris?d|tegrof|snoitcurtsni|stpmorp|evorppa|tnatsissa)\b/i;

/** Other spellings of the line, where it has the marks of one. */
function respelled(line: string): readonly string[] {
  const hex = [...line.matchAll(/(?:[2-7][0-9a-f]){12,2000}/gi)].map(([run]) => run.replace(/../g, (pair) => letter(pair, 16)));
  const escaped = ESCAPED.test(line)
    ? [
        line.replace(ESCAPED, (_, percent, decimal, entity, unicode, byte) =>
          decimal ? letter(decimal, 10) : letter(percent ?? entity ?? unicode ?? byte, 16),
        ),
      ]
    : [];
  ESCAPED.lastIndex = 0;
  const digits = /[a-z][013457@$][a-z]|\b[013457@$][a-z]{3}/i.test(line)
    ? [line.replace(/(?<=[a-z])[013457@$]|[013457@$](?=[a-z])/gi, (sign) => DIGITS[sign] ?? sign)]
    : [];
  const turned = BACKWARDS.test(line) ? [[...line].reverse().join('')] : [];
  return [...hex, ...escaped, ...digits, ...turned];
}

const letter = (digits: string, radix: number): string => {
  const code = Number.parseInt(digits, radix);
  return code >= 32 && code < 0xd800 ? String.fromCharCode(code) : ' ';
};

function latin(line: string): string {
  if (/^[\x20-\x7e\t]*$/.test(line)) return line;
  return line
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .replace(
      /[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f\u0530-\u058f\u0250-\u02af\u2170-\u217f]/gu,
      (letter) => LOOKALIKES[letter] ?? letter,
    );
}

/** What base64 holds, where that is readable text; else nothing. */
function asText(run: string): string {
  let bits = 0;
  let held = 0;
  let out = '';
  for (const letter of run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')) {
    held = (held << 6) | ALPHABET.indexOf(letter);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const code = (held >> bits) & 0xff;
    held &= (1 << bits) - 1;
    if (code < 9 || code > 126) return '';
    out += String.fromCharCode(code);
  }
  return out;
}
