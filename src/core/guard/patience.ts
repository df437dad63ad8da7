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
  /^--?(?:(?:[a-z]+-){0,3}time-?out(?:-seconds)?|max-time|retry-max-time|wait(?:-(?:seconds|duration|time|for))?|max-wait(?:-time)?|deadline|time-limit)$/;
const TRIES = /^--?(?:retry|retries|retry-times|tries|attempts|max-attempts|max-retries|connection-attempts)$/;
const PAUSE = /^--?(?:retry-delay|delay|interval|waitretry|wait-interval)$/;
/** A setting by the way: `TIMEOUT=60 ./run`, `-e timeout=60`, `--set probe.timeoutSeconds=30`. */
const ASSIGNED =
  /^["']?([\w.]*(?:TIMEOUT|WAIT|DEADLINE|SLEEP|DELAY)\w*|[\w.]*(?:RETRIES|ATTEMPTS|TRIES)\w*)=["']?(\d[\d.]*(?:ms|min|sec|[smhd])?)\b/i;
/** Short options that say how long, how often, and with what pause. */
const SHORT: Readonly<Record<string, { readonly limit?: string; readonly tries?: string; readonly pause?: string }>> = {
  curl: { limit: '-m' },
  nc: { limit: '-w' },
  ncat: { limit: '-w' },
  'wait-for-it.sh': { limit: '-t' },
  'wait-for-it': { limit: '-t' },
  pg_isready: { limit: '-t' },
  wget: { limit: '-T', tries: '-t', pause: '-w' },
  ping: { limit: '-w' },
  read: { limit: '-t' },
  ansible: { limit: '-T' },
  'ansible-playbook': { limit: '-T' },
  inotifywait: { limit: '-t' },
  flock: { limit: '-w' },
  retry: { tries: '-t', pause: '-d' },
  socat: { limit: '-T' },
  salt: { limit: '-t' },
};
/** Languages with a pause of their own, in a text on the command line. */
const SCRIPTED = /^(?:python[\d.]*|perl|ruby|php|node|deno|bun|lua)$/;

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
  for (const { program, operands, options, words } of calls) {
    if (program === 'sleep') sum += operands.reduce((all, word) => all + secondsOf(reckoned(word)), 0);
    else if (program === 'usleep') sum += secondsOf(operands[0] ?? '') / 1_000_000;
    else if (/^start-sleep$/i.test(program)) sum += secondsOf(operands[0] ?? options.get('-Seconds') ?? options.get('-s') ?? '');
    else if (SCRIPTED.test(program)) sum += scriptedIn(words.join('\n'));
  }
  return sum;
}

/** `time.sleep(30)`, `sleep 30`, `setTimeout(done, 30000)`. */
function scriptedIn(text: string): number {
  const sleeps = [...text.matchAll(/\bsleep\b\s*\(?\s*(\d+(?:\.\d+)?)/g)].reduce((sum, [, amount]) => sum + Number(amount), 0);
  const timers = [...text.matchAll(/\bsetTimeout\([^;]{0,200}?,\s*(\d+)\s*\)/g)].reduce(
    (sum, [, amount]) => sum + Number(amount) / 1000,
    0,
  );
  return sleeps + timers;
}

/** `$((60*3))` as the number it is; any other word as it stands. */
function reckoned(word: string): string {
  const product = /^\$\(\(\s*(\d{1,6}(?:\s*\*\s*\d{1,6}){0,4})\s*\)\)$/.exec(word)?.[1];
  return product === undefined ? word : String(product.split('*').reduce((all, factor) => all * Number(factor), 1));
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
  return calls.reduce((sum, call) => sum + limitOf(call), 0);
}

function limitOf({ program, words }: Call): number {
  if (program === 'timeout' || program === 'gtimeout') return killedAfter(words);
  const short = SHORT[program] ?? {};
  let sum = 0;
  let tries = 0;
  let pause = 1;
  words.slice(1).forEach((word, at) => {
    const [name = '', joined] = word.split(/=(.*)/s);
    const value = joined ?? words[at + 2] ?? '';
    if (LIMITS.test(name) || name === short.limit) sum += secondsOf(value);
    else if (TRIES.test(name) || name === short.tries) tries = Number(value) || 0;
    else if (PAUSE.test(name) || name === short.pause) pause = secondsOf(value) || 1;
    sum += secondsOf(/^(?:-o)?Connect(?:Timeout|ionAttempts)=(\d+)$/.exec(word)?.[1] ?? '');
  });
  return sum + tries * pause;
}

/** The duration of `timeout [-k DURATION] [-s SIGNAL] DURATION COMMAND`. */
function killedAfter(words: readonly string[]): number {
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^(?:-k|-s|--kill-after|--signal)$/.test(word)) at++;
    else if (!word.startsWith('-')) return secondsOf(word);
  }
  return 0;
}

const assignedIn = (command: string): number =>
  command.split(/[\s;,&|]+/).reduce((sum, word) => sum + secondsOf(ASSIGNED.exec(word)?.[2] ?? ''), 0);

const isConditional = (command: string): boolean =>
  /\bkubectl\b.*\b(?:wait|rollout\s+status)\b|\b(?:until|while)\b|--wait\b|--retry\b|\bwait-for|\bpg_isready\b|\b(?:grep|test)\s+-?q?.*&&\s*break\b/.test(
    command,
  );
