// The block written under a step after a run: what a person reads in any viewer, and what the next reading finds again.
import type { Redacted } from '../redact/redacted.ts';
import type { RunEnd } from '../seal/seal.ts';
import type { Level } from '../step.ts';
import { encodeFact, inlineName, linkTarget, visible } from './plain.ts';
import { durationWords, timeWords, RESULT_WORDS as WORDS } from './words.ts';

export interface ResultBlock {
  readonly run: string;
  readonly exit: number | null;
  readonly signal: string | null;
  readonly outcome: RunEnd['outcome'];
  /** Null when it never started. */
  readonly durationMs: number | null;
  /** When it ended, milliseconds since the epoch. */
  readonly at: number;
  readonly by: string;
  readonly level: Level;
  /** Inside the workspace folder with forward slashes, or absolute where it could not be put there. */
  readonly logPath: string;
  /** The plan's digest (hex); its first twelve digits are written. */
  readonly digest: string;
  /** The trimmed output. */
  readonly text: Redacted;
  /** Lines the excerpt left out. */
  readonly omittedLines: number;
  /** Lines that look like errors or warnings, wherever in the log they stand; one-based numbers. */
  readonly notable?: readonly { readonly line: number; readonly text: Redacted }[];
}

/** Output kept in the runbook at most; the log has all of it. */
export const BLOCK_LINES_LIMIT = 400;
export const BLOCK_LINE_LIMIT = 1000;
/** A longer output is folded: a runbook is read far more often than an output in it. */
export const FOLD_LINES = 12;
/** Lines that matter, shown above a folded output. */
export const NOTABLE_SHOWN = 10;

export const BLOCK_OPEN = '<!-- countersign:result';
export const BLOCK_CLOSE = '<!-- /countersign:result -->';

/** The block's lines, without the form of the place they are put in. */
export function renderResult(result: ResultBlock): readonly string[] {
  const output = outputLines(result.text);
  const shown = output.slice(0, BLOCK_LINES_LIMIT);
  const omitted = result.omittedLines + output.length - shown.length;
  const head = [opening(result), summary(result, { omitted, empty: shown.length === 0 }), ''];
  return [...head, ...body(result, { shown, omitted }), BLOCK_CLOSE];
}

/** The output as it is, or folded under the lines that matter. */
function body(result: ResultBlock, { shown, omitted }: { readonly shown: readonly string[]; readonly omitted: number }): readonly string[] {
  if (shown.length === 0) return [];
  if (shown.length <= FOLD_LINES) return fenced(shown);
  const notable = notableLines(result.notable ?? []);
  const failed = result.outcome !== 'exited' || result.exit !== 0;
  // What went wrong is never behind a click: either its lines stand above, or the output is open.
  const open = failed && notable.length === 0 ? ' open' : '';
  const folded = [`<details${open}><summary>${WORDS.output(shown.length + omitted)}</summary>`, '', ...fenced(shown), '</details>', ''];
  return [...(notable.length === 0 ? [] : fenced(notable)), ...folded];
}

function notableLines(notable: NonNullable<ResultBlock['notable']>): readonly string[] {
  const shown = notable.slice(0, NOTABLE_SHOWN).map(({ line, text }) => `${line}: ${outputLine(text).replace(/[\r\n]+/g, ' ')}`);
  return notable.length > shown.length ? [...shown, WORDS.moreNotable(notable.length - shown.length)] : shown;
}

function opening({ run, exit, outcome, signal, digest }: ResultBlock): string {
  const facts = [`run=${encodeFact(run)}`, `exit=${exit ?? 'none'}`];
  if (outcome !== 'exited') facts.push(`outcome=${outcome}`);
  if (signal !== null) facts.push(`signal=${encodeFact(signal)}`);
  facts.push(`digest=${encodeFact(digest.slice(0, 12))}`);
  return `${BLOCK_OPEN} ${facts.join(' ')} -->`;
}

function summary(result: ResultBlock, { omitted, empty }: { readonly omitted: number; readonly empty: boolean }): string {
  const outside = /^(?:\/|\\|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)/.test(result.logPath);
  const parts = [
    `**${statusWords(result)}**`,
    result.durationMs === null ? '' : durationWords(result.durationMs),
    timeWords(result.at),
    inlineName(result.by, 60),
    result.level,
    omitted > 0 ? WORDS.omitted(omitted) : '',
    empty ? WORDS.noOutput : '',
    outside || result.logPath === '' ? WORDS.logElsewhere : `[${WORDS.log}](${linkTarget(result.logPath)})`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function statusWords({ outcome, exit, signal }: ResultBlock): string {
  switch (outcome) {
    case 'exited':
      return exitWords(exit, signal);
    case 'cancelled':
      return exit === null && signal === null ? WORDS.cancelled : `${WORDS.cancelled}, ${exitWords(exit, signal)}`;
    case 'timeout':
      return exit === null && signal === null ? WORDS.timeout : `${WORDS.timeout}, ${exitWords(exit, signal)}`;
    case 'refused':
      return WORDS.refused;
    case 'provider-failed':
      return WORDS.providerFailed;
    case 'lost':
      return WORDS.unknown;
  }
}

function exitWords(exit: number | null, signal: string | null): string {
  if (signal !== null) return WORDS.signal(inlineName(signal, 20));
  return exit === null ? WORDS.unknown : WORDS.exit(exit);
}

function outputLines(text: string): readonly string[] {
  const trimmed = text.replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '').trimEnd();
  return trimmed === '' ? [] : trimmed.split(/\r\n|\n|\r/).map(outputLine);
}

function outputLine(line: string): string {
  const shown = visible(line).trimEnd();
  if (shown.length <= BLOCK_LINE_LIMIT) return shown;
  const cut = shown.slice(0, BLOCK_LINE_LIMIT).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut}${WORDS.cut(shown.length - cut.length)}`;
}

/** A fence longer than any run of backticks inside, so that no line of the output can close it. */
function fenced(lines: readonly string[]): readonly string[] {
  const longest = lines.reduce((most, line) => Math.max(most, ...(line.match(/`+/g) ?? []).map((run) => run.length)), 0);
  const marker = '`'.repeat(Math.max(3, longest + 1));
  return [`${marker}text`, ...lines, marker, ''];
}
