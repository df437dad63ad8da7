// Private keys in PEM armour, also cut off, also over any number of lines.
import { markerFor } from './rules.ts';

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const KEY = new RegExp(`${BEGIN.source}[\\s\\S]*?(?:${END.source}|$)`, 'g');
const WHOLE_KEY = new RegExp(`${BEGIN.source}[\\s\\S]*?${END.source}`, 'g');
const MARKER = markerFor('private key');

/** Conceals keys; one without an end reaches to the end of the text. */
export function redactKeys(text: string): string {
  return text.replace(KEY, MARKER);
}

/** Follows private keys from line to line and conceals nothing else: for whoever redacts the rest later. */
export interface KeyConcealer {
  line(text: string): string;
  /** Whether a text neither is in a key nor begins one. */
  isQuiet(text: string): boolean;
}

export function createKeyConcealer(): KeyConcealer {
  let inKey = false;
  const open = (text: string): string => {
    inKey = BEGIN.test(text) && BEGIN.test(text.replace(WHOLE_KEY, ''));
    return inKey ? concealOpen(text) : text;
  };
  return {
    line(text) {
      if (!inKey) return open(text);
      const end = END.exec(text);
      return end ? open(text.slice(end.index + end[0].length)) : '';
    },
    isQuiet: (text) => !inKey && !BEGIN.test(text),
  };
}

/** Everything from the open key on is concealed, but not the line's end: lines stay lines. */
function concealOpen(text: string): string {
  const end = /\r?\n$/.exec(text)?.[0] ?? '';
  return redactKeys(text.slice(0, text.length - end.length)) + end;
}
