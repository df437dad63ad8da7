// Texts of any characters whatever, lone surrogates included. (fast-check's own `binary` unit takes half a second to get ready.)
import fc from 'fast-check';

const character = fc.oneof(fc.nat(0x7f), fc.nat(0x2fff), fc.nat(0x10ffff)).map((code) => String.fromCodePoint(code));

/** Of `min` to `max` characters, plain ones as often as odd ones. */
export const anyText = (max: number, min = 0): fc.Arbitrary<string> =>
  fc.array(character, { minLength: min, maxLength: max }).map((characters) => characters.join(''));
