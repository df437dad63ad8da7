// What ties a result block to the journal: a digest of the block as it was written, whatever place in a runbook it stands in.
import { closes } from '../propose/lineKinds.ts';
import { withoutEnd } from '../propose/lines.ts';
import { sha256Hex } from '../seal/digest.ts';
import type { Span, Step } from '../step.ts';
import { containerOf, inside } from './container.ts';
import { type ResultBlock, renderResult } from './resultBlock.ts';

/** SHA-256 (hex) of a block about to be written. */
export function blockDigest(result: ResultBlock): string {
  return digestOfLines(renderResult(result));
}

/** SHA-256 (hex) of a block that stands in a runbook under its step; null where it left its container. */
export function standingDigest(text: string, of: { readonly step: Pick<Step, 'fence'>; readonly span: Span }): string | null {
  const container = containerOf(text, of.step.fence[0]);
  const [first = '', ...rest] = text.slice(of.span[0], of.span[1]).split(/\r\n|\n|\r/);
  const lines = rest.map((line) => inside(line, container));
  return lines.some((line) => line === null) ? null : digestOfLines([first, ...lines.map((line) => line ?? '')]);
}

/** Blanks at a line's end, and empty lines outside the output, are what formatters change; everything else counts. */
function digestOfLines(lines: readonly string[]): string {
  const kept: string[] = [];
  let marker: string | null = null;
  for (const raw of lines) {
    const line = withoutEnd(raw, ' \t');
    if (line === '' && marker === null) continue;
    kept.push(line);
    if (marker === null) marker = /^(`{3,})text$/.exec(line)?.[1] ?? null;
    else if (closes(line, marker)) marker = null;
  }
  return sha256Hex(kept.join('\n'));
}
