// The output a result block shows, read back from the runbook: for those who report on it.
import { closes } from '../propose/lineKinds.ts';
import { redact } from '../redact/redact.ts';
import type { Redacted } from '../redact/redacted.ts';
import type { Span, Step } from '../step.ts';
import { containerOf, inside } from './container.ts';

/** The lines of its last fence, which holds the whole excerpt; empty where there was no output. */
export function blockOutput(text: string, of: { readonly step: Pick<Step, 'fence'>; readonly span: Span }): Redacted {
  const container = containerOf(text, of.step.fence[0]);
  const lines = text.slice(of.span[0], of.span[1]).split(/\r\n|\n|\r/);
  let output: string[] = [];
  let marker: string | null = null;
  for (const raw of lines) {
    const line = inside(raw, container) ?? '';
    const opening: string | undefined = marker === null ? /^(`{3,})text[ \t]*$/.exec(line)?.[1] : undefined;
    if (opening !== undefined) {
      marker = opening;
      output = [];
    } else if (marker !== null && closes(line.trimEnd(), marker)) marker = null;
    else if (marker !== null) output.push(line);
  }
  return redact(output.join('\n'));
}
