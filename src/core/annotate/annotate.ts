// Puts a result under its step, or in the place of the one before, and touches no other byte of the runbook.
import type { Span, Step } from '../step.ts';
import { containerOf } from './container.ts';
import { findResult } from './findResult.ts';
import { type ResultBlock, renderResult } from './resultBlock.ts';

/** One edit: the text to put in the place of the span. */
export interface Splice {
  readonly span: Span;
  readonly text: string;
}

/** The smallest edit that leaves exactly this result under the step, in the form of the place the step stands in.
 *  `step` is a step of this very `text`, with a closed fence (see `locateStep`). */
export function annotateStep(request: { readonly text: string; readonly step: Step; readonly result: ResultBlock }): Splice {
  const { text, step, result } = request;
  const { prefix, blank, eol } = containerOf(text, step.fence[0]);
  const block = renderResult(result)
    .map((line) => (line === '' ? blank : `${prefix}${line}`))
    .join(eol);
  const last = findResult(text, step);
  if (last) return { span: last.span, text: block.slice(prefix.length) };
  const end = step.fence[1];
  return { span: [end, end], text: `${eol}${blank}${eol}${block}` };
}

/** The text with a splice made. */
export function spliced(text: string, { span, text: put }: Splice): string {
  return `${text.slice(0, span[0])}${put}${text.slice(span[1])}`;
}
