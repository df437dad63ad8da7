// Texts of a record on their way into a report. All of them are hostile: commands, reasons, names, ids.
import { visible } from '../annotate/plain.ts';

/** As text in HTML or SVG: shows as written, and nothing acts. */
export function html(text: string): string {
  return shown(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** As one line of text in markdown: shows as written, marks nothing up and opens no block. An address may still become a mail link. */
export function inline(text: string): string {
  return shown(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(ACTING, (character) => `&#${character.codePointAt(0)};`);
}

/** Whatever markdown could take for its own: all marks but those that only ever are text where they stand. */
const ACTING =
  /[^\p{L}\p{M}\p{N} ,.;?%/'"()·:_+-]|^[.+-]|^\p{N}(?=\p{N}*[.)])|:(?=[^\s\d])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=www)\.|-(?=-)/giu;

/** As a span of code in markdown: digests, paths, ids. */
export function code(text: string): string {
  const line = shown(text).replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const marker = '`'.repeat(longest + 1);
  return longest === 0 ? `${marker}${line}${marker}` : `${marker} ${line} ${marker}`;
}

/** As a fenced block in markdown: a fence longer than any run of backticks inside. */
export function fenced(text: string, language: string): string {
  const lines = shown(text).replace(/\s+$/, '').split('\n');
  const longest = lines.reduce((most, line) => Math.max(most, ...(line.match(/`+/g) ?? []).map((run) => run.length)), 0);
  const marker = '`'.repeat(Math.max(3, longest + 1));
  return [`${marker}${language}`, ...lines, marker].join('\n');
}

/** Every character that would act is drawn; lines stay lines. */
function shown(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(visible)
    .join('\n');
}
