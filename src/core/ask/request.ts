// The request for the next step: everything a model is told, made from facts alone, and never more than it may hold.
import { visible } from '../annotate/plain.ts';
import { frameOutput } from '../guard/frame.ts';
import type { Verdict } from '../guard/hypotheses.ts';
import { redact } from '../redact/redact.ts';
import type { Redacted } from '../redact/redacted.ts';
import { bytesOf } from '../trim/size.ts';
import type { ModelMessage } from './models.ts';
import type { Tried } from './tried.ts';
import { NEXT_TEXT, retryText, SYSTEM_TEXT } from './words.ts';

/** UTF-8 bytes of a whole request. Small models of one's own read about so much. */
export const REQUEST_LIMIT = 32 * 1024;
/** Steps that are told at all, newest first; characters of a command in full and in short. */
const STEPS_LIMIT = 40;
const COMMAND_LIMIT = 2000;
const SHORT_LIMIT = 200;
const SENTENCE_LIMIT = 500;
const VARIABLES_LIMIT = 100;
const NAME_LIMIT = 60;
/** Bytes of objective, rules and list of steps. */
const CONSTRAINTS_LIMIT = 12 * 1024;
/** Bytes of an answer that goes back with the retry. */
const ANSWER_LIMIT = 4096;

/** A step with what is known of it in this window. */
export interface Told extends Tried {
  /** Trimmed; empty where nothing was printed or nothing is known. */
  readonly output: Redacted;
  /** Whether what was expected was seen; null where nothing was expected. */
  readonly verdict: Verdict | null;
  /** What the guards say to it. */
  readonly advice: readonly string[];
}

export interface AskFacts {
  /** Objective, state, place, policy, and the runbook's steps. */
  readonly constraints: Redacted;
  /** Names of the env file's variables. Never values. */
  readonly variables: readonly string[];
  /** In the order it was decided. */
  readonly told: readonly Told[];
  /** Commands a model named besides its last proposal. */
  readonly outline: readonly string[];
}

/** The messages, redacted as a whole. */
export function requestOf({ constraints, variables, told, outline }: AskFacts): readonly ModelMessage[] {
  const before = [`# The runbook\n${clipped(lines(constraints), CONSTRAINTS_LIMIT)}`, variablesText(variables)].filter(
    (part) => part !== '',
  );
  const after = [outlineText(outline), NEXT_TEXT].filter((part) => part !== '');
  const room = REQUEST_LIMIT - bytesOf(SYSTEM_TEXT) - bytesOf([...before, ...after].join('\n\n')) - 200;
  const text = [...before, stepsText(told, room), ...after].join('\n\n');
  return [
    { role: 'system', text: SYSTEM_TEXT },
    { role: 'user', text: redact(text) },
  ];
}

/** The same again, with the answer that could not be used and what was wrong with it. */
export function retryOf(
  messages: readonly ModelMessage[],
  of: { readonly answer: string; readonly error: string },
): readonly ModelMessage[] {
  const answer = clipped(lines(of.answer.slice(0, ANSWER_LIMIT).toWellFormed()), ANSWER_LIMIT);
  return [
    ...messages,
    { role: 'assistant', text: redact(answer.trim() === '' ? '(nothing)' : answer) },
    { role: 'user', text: redact(retryText(of.error)) },
  ];
}

const lines = (text: string): string => text.split('\n').map(visible).join('\n');

function variablesText(names: readonly string[]): string {
  if (names.length === 0) return '';
  const left = names.length - VARIABLES_LIMIT;
  const shown = names
    .slice(0, VARIABLES_LIMIT)
    .map((name) => cut(visible(name), NAME_LIMIT))
    .join(', ');
  return `# Variables a step can have (names only)\n${shown}${left > 0 ? ` and ${left} more` : ''}`;
}

function outlineText(outline: readonly string[]): string {
  if (outline.length === 0) return '';
  const list = outline.map((command) => `- ${command}`).join('\n');
  return `# What you named besides your last suggestion\nNone of it was suggested or has run. Suggest each anew, in the light of the last result, or drop it.\n${list}`;
}

/** All in short, as far as there is room; then the newest in full, as far as there is room still. */
function stepsText(told: readonly Told[], room: number): string {
  if (told.length === 0) return '# What was tried\nNothing yet.';
  const newestFirst = told.map((step, at) => ({ step, number: at + 1 })).reverse();
  const parts: string[] = [];
  let left = room;
  for (const { step, number } of newestFirst.slice(0, STEPS_LIMIT)) {
    const text = shortText(step, number);
    if (bytesOf(text) + 1 > left) break;
    left -= bytesOf(text) + 1;
    parts.push(text);
  }
  for (const [at, { step, number }] of newestFirst.slice(0, parts.length).entries()) {
    const text = fullText(step, number);
    const more = bytesOf(text) - bytesOf(parts[at] ?? '');
    if (more > left) break;
    left -= more;
    parts[at] = text;
  }
  const missing = told.length - parts.length;
  const head = `# What was tried, oldest first${missing > 0 ? ` (${missing} earlier left out)` : ''}`;
  return [head, ...parts.reverse()].join('\n');
}

function fullText({ step, command, proposedBy, was, hypothesis, expected, output, verdict, advice, ...of }: Told, number: number): string {
  return [
    `## ${number}. ${visible(step)}${proposedBy === '' ? '' : `, suggested by ${visible(proposedBy).slice(0, 80)}`}`,
    ...(was === '' ? [] : ['as it was suggested:', indented(was), 'as a person changed it:']),
    indented(command),
    ...(hypothesis === '' ? [] : [`hypothesis: ${line(hypothesis)}`]),
    ...(expected === '' ? [] : [`expected: ${line(expected)}`]),
    decisionText(of),
    ...(verdict === null ? [] : [`the expectation: ${verdict === 'open' ? 'compare it with the output yourself' : verdict}`]),
    ...advice.map((text) => `note: ${text}`),
    ...(output === '' ? [] : [frameOutput(output)]),
  ].join('\n');
}

function shortText({ step, command, ...of }: Told, number: number): string {
  return `${number}. ${visible(step)}: ${visible(cut(command.replace(/\s+/g, ' '), SHORT_LIMIT))} → ${decisionText(of)}`;
}

function decisionText({ decision, reason, end }: Pick<Told, 'decision' | 'reason' | 'end'>): string {
  const because = reason === '' ? '' : `: ${line(reason)}`;
  switch (decision) {
    case 'rejected':
      return `The person rejected it${because || ' without a reason'}. Nothing ran.`;
    case 'skipped':
      return 'The person skipped it. Nothing ran.';
    case 'refused':
      return `Approved, but it was not started${because}. Nothing ran.`;
    case 'held':
      return `Held back by the guards${because}, and shown to nobody.`;
    case 'undecided':
      return 'Suggested, and not decided yet.';
    case 'ran':
      return endText(end);
  }
}

function endText(end: Tried['end']): string {
  if (!end) return 'It ran.';
  const took = end.durationMs === null ? '' : `, ${Math.round(end.durationMs / 1000)} s`;
  const how = end.exit === null ? `no exit code (${[end.outcome, end.signal].filter(Boolean).join(', ')})` : `exit ${end.exit}`;
  return `It ran: ${how}${took}.`;
}

/** At most so many bytes; a character has three at most. */
const clipped = (text: string, bytes: number): string => (bytesOf(text) <= bytes ? text : cut(text, Math.floor(bytes / 3) - 1));

/** A sentence of somebody else's, on one line. */
const line = (text: string): string => visible(cut(text.replace(/\s+/g, ' '), SENTENCE_LIMIT));

const cut = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit).toWellFormed()}…` : text);

const indented = (text: string): string =>
  cut(text, COMMAND_LIMIT)
    .split('\n')
    .map((line) => `    ${visible(line)}`)
    .join('\n');
