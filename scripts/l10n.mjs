// Gathers every sentence the code can say into l10n/bundle.l10n.json (English is the key). `--check` only says what is missing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export const BUNDLE = join(root, 'l10n', 'bundle.l10n.json');

/** The templates given to `say` or `l10n.t` as literals, and those in tables marked with a `// l10n` comment on the line that opens them. */
export function templatesOf(source) {
  const literal = String.raw`'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"`;
  const calls = source.matchAll(new RegExp(String.raw`\b(?:say|l10n\.t)\(\s*(?:${literal})`, 'g'));
  const found = [...calls].map((match) => match[1] ?? match[2]);
  for (const block of source.matchAll(/\/\/ l10n\n([\s\S]*?)\n(?:\}|\]|\S*\);)/g)) {
    for (const match of block[1].replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').matchAll(new RegExp(literal, 'g'))) {
      const text = match[1] ?? match[2];
      if (/\s/.test(text) || /^[A-Z]/.test(text)) found.push(text);
    }
  }
  return found.map((text) => JSON.parse(`"${text.replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`));
}

/** Every template of the sources, sorted. */
export function gather(folder = join(root, 'src')) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
  return [...new Set(files.flatMap((name) => templatesOf(readFileSync(join(folder, name), 'utf8'))))].sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundle = Object.fromEntries(gather().map((text) => [text, text]));
  writeFileSync(BUNDLE, `${JSON.stringify(bundle, null, 2)}\n`);
  console.log(`${Object.keys(bundle).length} sentences in l10n/bundle.l10n.json`);
}
