// From an approval to the seal that is written to disk.
import type { ApprovedFacts } from '../review/approved.ts';
import { SEAL_LIFETIME_MS, type Seal } from './seal.ts';

/** The seal of an approval: the plan without script and env text (they are files of their own), valid from the approval for SEAL_LIFETIME_MS. */
export function sealOf(approved: ApprovedFacts, source: Seal['source']): Seal {
  const { script: _script, secrets, ...plan } = approved.plan;
  const { envText: _envText, ...bare } = secrets;
  return {
    v: 1,
    run: approved.run,
    digest: approved.digest,
    plan: {
      ...plan,
      interpreter: { ...plan.interpreter, args: [...plan.interpreter.args] },
      secrets: { ...bare, names: [...bare.names], plain: [...bare.plain] },
    },
    sealedAt: approved.at,
    expiresAt: approved.at + SEAL_LIFETIME_MS,
    source,
  };
}
