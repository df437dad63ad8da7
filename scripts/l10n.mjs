// Gathers every sentence the code can say into l10n/bundle.l10n.json (English is the key). `--check` only says what is missing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSpecs, sentencesOf } from './lib/specFiles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
export const BUNDLE = join(root, 'l10n', 'bundle.l10n.json');

const LITERAL = String.raw`'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"`;
/** Tables of words: marked with a line `// l10n`, or named WORDS. A table whose text is a file format is not marked and named otherwise. */
const TABLE = /(?:\/\/ l10n\n|export const (?!RESULT_)\w*WORDS\b[^\n]*\n)([\s\S]*?)\n(?:\}|\])/g;

/** The templates given to `say` or `l10n.t` as literals, those of tables of words, and those of effects in the code. */
export function templatesOf(source) {
  const found = all(source, new RegExp(String.raw`\b(?:say|l10n\.t)\(\s*(?:${LITERAL})`, 'g'));
  found.push(...all(source, new RegExp(String.raw`\b(?:says|deed|undo|safer): (?:${LITERAL})`, 'g')));
  for (const [, table] of source.matchAll(TABLE))
    found.push(...all(table.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, ''), new RegExp(LITERAL, 'g')).filter(isSentence));
  return found.filter((text) => text !== '' && text !== 'none').map(unquote);
}

const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[2]);
/** Keys and ids in a table are not sentences. */
const isSentence = (text) => /\s/.test(text) || /^[A-Z]/.test(text);
const unquote = (text) => JSON.parse(`"${text.replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`);

/** Every template of the sources, sorted. */
export function gather(folder = join(root, 'src')) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const ofCode = files
    .filter((name) => !name.endsWith('packed.ts'))
    .flatMap((name) => templatesOf(readFileSync(join(folder, name), 'utf8')));
  return [...new Set([...ofCode, ...sentencesOf(readSpecs())])].sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundle = Object.fromEntries(gather().map((text) => [text, text]));
  writeFileSync(BUNDLE, `${JSON.stringify(bundle, null, 2)}\n`);
  console.log(`${Object.keys(bundle).length} sentences in l10n/bundle.l10n.json`);
  const german = JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.de.json'), 'utf8'));
  const missing = Object.keys(bundle).filter((text) => !(text in german) && /^[A-Z][a-z]/.test(text));
  for (const text of missing) console.log(`  no German yet: ${text}`);
}
