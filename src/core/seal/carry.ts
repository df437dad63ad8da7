// What lasts from one step of a session to the next: the working directory and exported variables that are no secrets.
// Every step is a process of its own; people expect `cd` and `export` to last as in one shell. What is carried is shown on the card and
// is part of the approved digest.
import * as z from 'zod';
import { hijacks } from '../assess/surroundings.ts';
import { createMask, type Secret } from '../redact/mask.ts';
import { redact } from '../redact/redact.ts';

/** Bounds of what is carried: a person has to read it. */
export const CARRY_LIMITS = { variables: 24, value: 1000, total: 6000, path: 4000, looked: 200 } as const;

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
/** Control and format characters would make the card show something else than what is carried. */
const UNREADABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

const carriedEnvSchema = z
  .record(z.string().regex(NAME), z.string().max(CARRY_LIMITS.value))
  .refine((env) => Object.keys(env).length <= CARRY_LIMITS.variables)
  .refine((env) => Object.entries(env).every(([name, value]) => isCarriable(name) && !UNREADABLE.test(value)));

/** What a step takes over, as its plan and its seal say it. */
export const carryPlanSchema = z.strictObject({
  /** The carried working directory, absolute; null where the step starts where it always does. */
  cwd: z.string().max(CARRY_LIMITS.path).nullable(),
  env: carriedEnvSchema,
  /** Names of what was exported and not carried, for the person to know. */
  left: z.array(z.string().max(128)).max(50).readonly(),
  /** Whether the step hands its own on: its shell can (bash), and the front matter says so. */
  hands: z.strictObject({ cwd: z.boolean(), env: z.boolean() }),
});
export type CarryPlan = z.infer<typeof carryPlanSchema>;

/** What a step handed on when it ended; a file of its run folder. */
export const handedSchema = z.strictObject({
  v: z.literal(1),
  cwd: z.string().max(CARRY_LIMITS.path).nullable(),
  env: carriedEnvSchema,
  /** Names of exported variables that were not carried: secret, unreadable, or too many. Bounded. */
  dropped: z.array(z.string().max(128)).max(50),
});
export type Handed = z.infer<typeof handedSchema>;

/** Nothing handed on yet. */
export const NOTHING_HANDED: Handed = { v: 1, cwd: null, env: {}, dropped: [] };

/** Shell and terminal bookkeeping, ours, providers', and what would make a later program read or run something nobody approved. */
const NEVER =
  /^(?:_|PWD|OLDPWD|SHLVL|SHELL|TERM|LINES|COLUMNS|IFS|PS\d|ENV|BASH.*|SHELLOPTS|PROMPT_COMMAND|FPATH|ZDOTDIR|LD_.*|DYLD_.*|NODE_.*|PYTHON.*|PERL5.*|RUBY(?:OPT|LIB)|JAVA_TOOL_OPTIONS|GIT_.*|SSH_.*|SUDO_.*|LESSOPEN|LESSCLOSE|COUNTERSIGN_.*|ELECTRON_.*|VSCODE_.*|OP_.*|DIRENV_.*|_?_VARLOCK_.*|DOTENV_.*)$/;
/** A name that says its value is a secret; whoever needs it in a later step names it in the env file. */
const SECRETIVE =
  /TOKEN|SECRET|PASSW|PASSPHRASE|PASSWD|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY|SECRET_?KEY|ENCRYPTION_?KEY|COOKIE|SESSION|(?:^|_)(?:PW|PWD|PASS|AUTH|KEY)$/i;

/** Whether a variable of this name may be carried at all. */
export function isCarriable(name: string): boolean {
  return NAME.test(name) && !NEVER.test(name) && !SECRETIVE.test(name) && !hijacks(name) && name !== 'CDPATH';
}

/** What a step handed on, from its last environment: what it changed, without secrets, readable, within bounds. */
export function handedOn(of: {
  /** What the step would have got without anything carried. */
  readonly base: Readonly<Record<string, string>>;
  /** Its environment at its end. */
  readonly after: Readonly<Record<string, string>>;
  /** Its working directory at its end. */
  readonly cwd: string | null;
  /** Every value that must not leave the runner. */
  readonly secrets: readonly Secret[];
}): Handed {
  const all = Object.entries(of.after).filter(([name, value]) => of.base[name] !== value && !NEVER.test(name));
  const changed = all.slice(0, CARRY_LIMITS.looked);
  const hides = secretFinder(of.secrets, [...changed.flat(), of.cwd ?? '']);
  const env: Record<string, string> = {};
  const dropped: string[] = [];
  let total = 0;
  for (const [name, value] of changed.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const fits = Object.keys(env).length < CARRY_LIMITS.variables && total + value.length <= CARRY_LIMITS.total;
    const fine =
      fits && isCarriable(name) && value.length <= CARRY_LIMITS.value && !UNREADABLE.test(value) && !hides(value) && !hides(name);
    if (fine) env[name] = value;
    else if (NAME.test(name) && !hides(name)) dropped.push(name);
    total += fine ? value.length : 0;
  }
  const { cwd } = of;
  const fineCwd = cwd !== null && cwd !== '' && cwd.length <= CARRY_LIMITS.path && !UNREADABLE.test(cwd) && !hides(cwd) ? cwd : null;
  return { v: 1, cwd: fineCwd, env, dropped: dropped.slice(0, 50) };
}

/** Tells whether a text holds a secret: in any form the mask knows, a short one literally, a large piece of one, or what looks like one. */
function secretFinder(secrets: readonly Secret[], texts: readonly string[]): (text: string) => boolean {
  const values = secrets.map((secret) => secret.value).filter((value) => value !== '');
  const masked = new Set(maskedOf(texts, secrets));
  return (text) =>
    values.some((value) => text.includes(value) || (text.length >= LARGE_PIECE && value.includes(text))) ||
    redact(text) !== text ||
    masked.has(text);
}

/** Which of the texts the mask would change: all in one look, then half by half, since making a mask takes longer than using it. */
function maskedOf(texts: readonly string[], secrets: readonly Secret[]): readonly string[] {
  if (texts.length === 0 || secrets.length === 0 || !isMasked(texts.join(APART), secrets)) return [];
  if (texts.length === 1) return texts;
  const half = texts.length >> 1;
  const found = [...maskedOf(texts.slice(0, half), secrets), ...maskedOf(texts.slice(half), secrets)];
  // What only shows across two of them is held against both halves.
  return found.length > 0 ? found : texts;
}

/** Between texts that are looked at together. */
const APART = `\n${'\0'.repeat(64)}\n`;
/** As much of a secret is a secret, too. */
const LARGE_PIECE = 6;

function isMasked(text: string, secrets: readonly Secret[]): boolean {
  const bytes = new TextEncoder().encode(text);
  const mask = createMask(secrets);
  const shown = [mask.write(bytes), mask.end()];
  const length = shown.reduce((sum, part) => sum + part.length, 0);
  return length !== bytes.length || shown.flatMap((part) => [...part]).some((byte, at) => byte !== bytes[at]);
}
