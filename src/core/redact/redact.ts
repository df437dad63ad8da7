// The second layer: patterns of well-known secrets, for whatever the mask could not know. The only file that makes Redacted.
import { redactKubernetes } from './kubernetes.ts';
import { createKeyConcealer, redactKeys } from './privateKeys.ts';
import type { Redacted } from './redacted.ts';
import { markerFor, RULES } from './rules.ts';

/** Conceals what looks like a secret in a text, and names it. Doing it twice changes nothing. */
export function redact(text: string): Redacted {
  let out = redactKubernetes(redactKeys(text));
  for (const { pattern, replacement, hint = '' } of RULES) if (out.includes(hint)) out = out.replace(pattern, replacement);
  return out as Redacted;
}

/** Something a scanner took for a secret. */
export interface Suspect {
  /** What it is, for people. */
  readonly name: string;
  /** The secret itself, as it stands in the text. */
  readonly value: string;
}

/** Shorter finds say too little to be looked for everywhere. */
const SHORTEST_SUSPECT = 6;

/** Conceals what a scanner found besides, wherever it stands. */
export function redactSuspects(text: Redacted, suspects: readonly Suspect[]): Redacted {
  const longestFirst = [...suspects].sort((a, b) => b.value.length - a.value.length);
  let out: string = text;
  for (const { name, value } of longestFirst) {
    if (value.length >= SHORTEST_SUSPECT && !/<concealed|\[redacted:/.test(value)) out = out.replaceAll(value, markerFor(name));
  }
  return out as Redacted;
}

/** Redacts a text that comes in lines; a private key over many of them is concealed as a whole. */
export interface LineRedactor {
  /** One line, with or without its line end; an empty answer inside a private key. */
  line(text: string): Redacted;
  /** Any number of whole lines: the same for tokens, faster, and what spans lines (a secret's YAML) is seen too. */
  lines(text: string): Redacted;
}

/** Makes a LineRedactor, for logs too large to be held in memory. */
export function createLineRedactor(): LineRedactor {
  const keys = createKeyConcealer();
  return {
    line: (text) => redact(keys.line(text)),
    lines: (text) => redact(keys.isQuiet(text) ? text : splitLines(text).map(keys.line).join('')),
  };
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}
