// The door to execution: an approval, bound to a digest. Made in this room by `approve` (reduce.ts) and nowhere else.
import type { Tag } from '../assess/assessment.ts';
import type { Plan } from '../seal/plan.ts';

declare const approvedBrand: unique symbol;

export interface ApprovedFacts {
  readonly run: string;
  readonly plan: Plan;
  /** SHA-256 (hex) of the plan's canonical form, see core/seal/digest.ts. */
  readonly digest: string;
  readonly tags: readonly Tag[];
  /** Who approved: git's user, else the account's name. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How long the whole command had been on screen, in milliseconds. */
  readonly readMs: number;
  readonly via: 'card' | 'palette' | 'codelens';
}

export type Approved = ApprovedFacts & { readonly [approvedBrand]: true };
