// Puts an edited command into the fence of its step, and touches no other byte of the runbook.
import { type Splice, spliced } from '../annotate/annotate.ts';
import { containerOf } from '../annotate/container.ts';
import { parseRunbook } from '../propose/runbook.ts';
import type { Runbook, Step } from '../step.ts';

export interface Rewriting {
  /** The runbook's text, and its path inside the workspace folder. */
  readonly text: string;
  readonly path: string;
  /** Zero-based place of the step, and the command it has to hold now. */
  readonly index: number;
  readonly was: string;
  readonly command: string;
}

export interface Rewritten {
  readonly splice: Splice;
  readonly runbook: Runbook;
}

/**
 * The edit that makes the step's command another one, or null where that cannot be done in place: the step moved, its fence shows a
 * transcript, or the command would not come out of the fence as it went in. Only what was read back and found right is given out.
 */
export function rewriteStep(of: Rewriting): Rewritten | null {
  const { text, path, index, was, command } = of;
  const before = parseRunbook(text, path);
  const step = before.steps[index];
  if (!step || step.problem || before.problem || step.text !== was) return null;
  const splice = fenceWith(text, step, command);
  if (!splice) return null;
  const runbook = parseRunbook(spliced(text, splice), path);
  return isOnly(before, runbook, { index, command }) ? { splice, runbook } : null;
}

function fenceWith(text: string, step: Step, command: string): Splice | null {
  const [start, end] = step.fence;
  const whole = text.slice(start, end);
  const { prefix, blank, eol } = containerOf(text, start);
  const opening = whole.slice(0, whole.indexOf(eol));
  const closing = whole.slice(whole.lastIndexOf(eol) + eol.length);
  const marker = /^(`{3,}|~{3,})/.exec(opening)?.[1];
  if (!marker || !closing.includes(marker)) return null;
  const lines = command.split('\n').map((line) => (line === '' ? blank : `${prefix}${line}`));
  const body = `${eol}${lines.join(eol)}${eol}`;
  const longer = markerFor(command, marker);
  if (longer === marker) return { span: [start + opening.length, end - closing.length], text: body };
  return { span: [start, end], text: `${longer}${opening.slice(marker.length)}${body}${closing.replace(marker, longer)}` };
}

/** A fence long enough for what is to stand in it. */
function markerFor(command: string, marker: string): string {
  const sign = marker.slice(0, 1);
  const runs = command.match(new RegExp(`^[ \\t]*${sign}{3,}`, 'gm')) ?? [];
  const longest = Math.max(0, ...runs.map((run) => run.trim().length));
  return longest < marker.length ? marker : sign.repeat(longest + 1);
}

/** Every other step, and all that is said about this one, is as it was. */
function isOnly(before: Runbook, after: Runbook, of: { readonly index: number; readonly command: string }): boolean {
  if (before.steps.length !== after.steps.length || after.problem) return false;
  return before.steps.every((step, index) => {
    const now = after.steps[index];
    if (!now || now.shell !== step.shell || JSON.stringify(now.attributes) !== JSON.stringify(step.attributes)) return false;
    return index === of.index ? now.text === of.command && !now.problem : now.text === step.text;
  });
}
