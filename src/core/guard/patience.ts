// How long a command is willing to wait, in seconds: sleeps times their loops, time-outs, retries.
import type { Shell } from '../step.ts';
import { type Call, callsOf } from './calls.ts';

/** How long, and whether the exit code tells that what was waited for came. */
export interface Patience {
  readonly seconds: number;
  /** It ends when something holds (kubectl wait, until …), not when time is over. */
  readonly conditional: boolean;
}

/** What a loop without an end counts as. */
const ENDLESS_TURNS = 10_000;
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, sec: 1, m: 60, min: 60, h: 3600, d: 86_400 };
const LIMITS =
  /^(?:--?(?:timeout|wait-timeout|wait-for-timeout|request-timeout|connect-timeout|read-timeout|max-time|pod-running-timeout|lock-timeout|stop-timeout|retry-max-time|wait-seconds|deadline|time-limit)|--dial-timeout|--command-timeout)$/;
const TRIES = /^--?(?:retry|retries|tries|attempts|max-attempts|max-retries|connection-attempts)$/;
const PAUSE = /^--?(?:retry-delay|delay|interval|waitretry|wait-interval)$/;
const ASSIGNED =
  /\b(\w*(?:TIMEOUT|WAIT|DEADLINE|SLEEP|DELAY)\w*|\w*(?:RETRIES|ATTEMPTS|TRIES)\w*)=["']?(\d[\d.]*(?:ms|min|sec|[smhd])?)\b/gi;
const SHORT_LIMIT: Readonly<Record<string, RegExp>> = {
  curl: /^-m$/,
  nc: /^-w$/,
  'wait-for-it.sh': /^-t$/,
  'wait-for-it': /^-t$/,
  pg_isready: /^-t$/,
  wget: /^-T$/,
  ssh: /^$/,
};

/** "90", "5m", "2m30s", "500ms" in seconds; 0 for what is no duration. */
export function secondsOf(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|sec|min|[smhd])?)+$/.test(text)) return 0;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|sec|min|[smhd])?/g)];
  return parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (UNITS[unit] ?? 1), 0);
}

/** Null for a command that waits for nothing. */
export function patienceOf(of: { readonly command: string; readonly shell: Shell }): Patience | null {
  const calls = callsOf(of);
  const seconds = sleepsOf(calls) * turnsOf(of.command) + limitsOf(calls) + assignedIn(of.command);
  return seconds > 0 ? { seconds, conditional: isConditional(of.command) } : null;
}

/** Each wait once; more than one sleep adds up. */
function sleepsOf(calls: readonly Call[]): number {
  let sum = 0;
  for (const { program, operands, options } of calls) {
    if (program === 'sleep') sum += operands.reduce((all, word) => all + secondsOf(word), 0);
    else if (/^start-sleep$/i.test(program)) sum += secondsOf(operands[0] ?? options.get('-Seconds') ?? options.get('-s') ?? '');
  }
  return sum;
}

/** How often the body of the loops runs at most. */
function turnsOf(command: string): number {
  if (!/\b(?:for|while|until)\b[\s\S]*\bdo\b/.test(command)) return 1;
  const counts = [
    ...command.matchAll(/\{\d+\.\.(\d{1,6})\}|\bseq\s+(?:-\w+\s+)?(?:\d+\s+){0,2}(\d{1,6})\b|(?:<=?|-l[te])\s*(\d{1,6})\b/g),
  ].map((found) => Number(found[1] ?? found[2] ?? found[3]));
  const listed = /\bfor\s+\w+\s+in\s+((?:[\w.]+\s+)*[\w.]+)\s*;/.exec(command)?.[1]?.split(/\s+/).length;
  if (counts.length > 0) return Math.max(1, ...counts);
  return listed ?? ENDLESS_TURNS;
}

function limitsOf(calls: readonly Call[]): number {
  let sum = 0;
  for (const { program, operands, options, words } of calls) {
    if (program === 'timeout' || program === 'gtimeout') sum += secondsOf(operands.find((word) => secondsOf(word) > 0) ?? '');
    let tries = 0;
    let pause = 1;
    for (const [name, value] of options) {
      if (LIMITS.test(name) || SHORT_LIMIT[program]?.test(name)) sum += secondsOf(value);
      else if (TRIES.test(name)) tries = Number(value) || 0;
      else if (PAUSE.test(name)) pause = secondsOf(value) || 1;
    }
    for (const word of words) sum += secondsOf(/^(?:-o)?Connect(?:Timeout|ionAttempts)=(\d+)$/.exec(word)?.[1] ?? '');
    sum += tries * pause;
  }
  return sum;
}

const assignedIn = (command: string): number =>
  [...command.matchAll(ASSIGNED)].reduce((sum, [, , value = '']) => sum + secondsOf(value), 0);

const isConditional = (command: string): boolean =>
  /\bkubectl\b.*\b(?:wait|rollout\s+status)\b|\b(?:until|while)\b|--wait\b|--retry\b|\bwait-for|\bpg_isready\b|\b(?:grep|test)\s+-?q?.*&&\s*break\b/.test(
    command,
  );
