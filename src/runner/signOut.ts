// Ends the authorisation of this terminal: signs out with the program an approved step used.
import { execFile } from 'node:child_process';
import { classifyProviderError } from '../core/capture/providerErrors.ts';
import { type Env, withoutReferences } from './childEnv.ts';
import { errorCode } from './files.ts';

export interface SignedOut {
  readonly outcome: 'done' | 'nothing' | 'busy' | 'failed';
  readonly detail: string;
}

const PATIENCE_MS = 10_000;

/** Runs `op signout --all`; `nothing` where no step of this terminal has used `op`. */
export async function signOut(op: string | null, env: Env): Promise<SignedOut> {
  if (op === null) return { outcome: 'nothing', detail: '' };
  return new Promise((resolve) => {
    execFile(op, ['signout', '--all'], { env: withoutReferences(env), timeout: PATIENCE_MS, maxBuffer: 64 * 1024 }, (error, _out, said) => {
      if (!error) resolve({ outcome: 'done', detail: '' });
      else resolve({ outcome: 'failed', detail: classifyProviderError(said || errorCode(error)).detail });
    });
  });
}
