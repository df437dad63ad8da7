// Tells what a provider set apart from what was there before it: whatever it set is a secret until somebody knows better.
import * as z from 'zod';
import { sha256Hex } from '../core/seal/digest.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Carries the marks of the inherited environment through the provider to the relay; never reaches the step. */
export const INHERITED_VARIABLE = 'COUNTERSIGN_INHERITED';

const markSchema = z.record(z.string(), z.string());

/** What providers and shells set that is no secret; a mask over a PATH would conceal every file name. */
const ORDINARY =
  /^(?:_|PATH|MANPATH|PWD|OLDPWD|SHLVL|TERM|LINES|COLUMNS|HOME|USER|VIRTUAL_ENV|COUNTERSIGN_.*|DIRENV_(?:DIR|FILE)|DOTENV_PUBLIC_KEY.*|AWS_VAULT|AWS_(?:DEFAULT_)?REGION|AWS_\w*EXPIRATION|DOPPLER_(?:PROJECT|CONFIG|ENVIRONMENT)|_?_VARLOCK_RUN)$/;

/** Which variables there are, with a short digest of each value: not the values. */
export function inheritedMark(env: Env): string {
  return JSON.stringify(Object.fromEntries(Object.entries(env).map(([name, value]) => [name, digest(value ?? '')])));
}

/** What was set or changed since the mark was made; everything, where there is no mark to be read. */
export function addedBy(env: Env): Record<string, string> {
  const before = readMark(env[INHERITED_VARIABLE]);
  const added: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value !== '' && !ORDINARY.test(name) && before[name] !== digest(value)) added[name] = value;
  }
  return added;
}

function readMark(text: string | undefined): Readonly<Record<string, string>> {
  try {
    return markSchema.parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

const digest = (value: string): string => sha256Hex(value).slice(0, 16);
