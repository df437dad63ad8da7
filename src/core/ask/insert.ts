// Writes a proposal into a runbook as a step of its own: a heading that says who and when, a fence that holds the command and nothing else.
import { inlineName } from '../annotate/plain.ts';
import { parseRunbook } from '../propose/runbook.ts';
import type { Runbook, Shell, Span, Step } from '../step.ts';

export interface Insertion {
  readonly span: Span;
  /** What stands in the span afterwards. */
  readonly text: string;
  /** The runbook with it. */
  readonly runbook: Runbook;
  readonly step: Step;
}

export interface ProposedStep {
  readonly id: string;
  readonly command: string;
  readonly shell: Shell;
  readonly undo?: string | undefined;
  readonly expected?: string | undefined;
  /** Who suggests it, as they call themselves. */
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The edit that puts the step at the end of the runbook; null where the runbook cannot take it: its end is inside a block that is
 * not closed, or the command would not come back letter by letter.
 */
export function insertStep(text: string, of: { readonly path: string; readonly proposed: ProposedStep }): Insertion | null {
  const { path, proposed } = of;
  const before = parseRunbook(text, path);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' ? '' : /\n[^\S\n]*\r?\n$/.test(text) ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  const block = `${gap}${blockOf(proposed)}\n`.replaceAll('\n', eol);
  const runbook = parseRunbook(text + block, path);
  const step = runbook.steps.at(-1);
  if (runbook.problem || !step || step.problem || step.id !== proposed.id) return null;
  if (step.text !== proposed.command || step.shell !== proposed.shell || !isKept(before, runbook)) return null;
  return { span: [text.length, text.length], text: block, runbook, step };
}

/** All other steps are what they were. */
function isKept(before: Runbook, after: Runbook): boolean {
  const plain = ({ id, text, shell, fence, attributes }: Step) => JSON.stringify([id, text, shell, fence, attributes]);
  return after.steps.length === before.steps.length + 1 && before.steps.every((step, at) => plain(step) === plain(after.steps[at] ?? step));
}

function blockOf({ id, command, shell, undo, expected, author, at }: ProposedStep): string {
  const time = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const longest = Math.max(2, ...[...command.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  const attributes = [`id=${id}`, attribute('expect', expected), attribute('undo', undo)].filter((part) => part !== '').join(' ');
  return `### Proposed by ${inlineName(author, 60) || 'an agent'}, ${time} UTC\n\n${mark}${shell} {${attributes}}\n${command}\n${mark}`;
}

/** Left out where its text could end the fence's line or the attribute: the journal has it whole. */
function attribute(name: string, value: string | undefined): string {
  return value === undefined || value === '' || /["`{}\\\p{Cc}\p{Cf}]/u.test(value) ? '' : `${name}="${value}"`;
}

/** The edit that takes a proposed step out again; null where it is not as it was written. */
export function removeStep(text: string, inserted: string): { readonly span: Span; readonly text: string } | null {
  const at = text.lastIndexOf(inserted.trim());
  return at < 0 || inserted.trim() === '' ? null : { span: [at, Math.min(text.length, at + inserted.trim().length + 1)], text: '' };
}
