// Whether a target is production. Names decide; what looks like production is production, whatever else it looks like.
import { fitsAny } from './glob.ts';
import type { Policy } from './policy.ts';

export type TargetClass = 'prod' | 'non-prod' | 'unknown';

const EDGE = '(?:^|[^a-z0-9])';
const END = '(?:[^a-z]|$)';
const NOT_PROD = new RegExp(`${EDGE}(?:non|not|pre)[-_. ]?(?:prod|production|prd|live)(?=${END})`, 'gi');
const PROD = new RegExp(`${EDGE}(?:prod|production|prd|live)${END}`, 'i');
const NON_PROD = new RegExp(
  `${EDGE}(?:dev|devel|develop|development|staging|stage|stg|test|testing|tst|qa|uat|sandbox|sbx|preview|preprod|nonprod|demo|lab|ci|e2e|local|localhost|minikube|kind|k3d|docker-desktop|rancher-desktop|colima|orbstack)${END}|^127\\.0\\.0\\.1`,
  'i',
);

/** The class of a target, by everything that is known of its name. The policy can add to what is production, and name what is not where nothing else does. */
export function classOf(names: readonly string[], policy: Policy | null): TargetClass {
  const isProd = (name: string): boolean => PROD.test(name.replace(NOT_PROD, ' ')) || fitsAny(policy?.environments.prod ?? [], name);
  if (names.some(isProd)) return 'prod';
  const isOther = (name: string): boolean =>
    NON_PROD.test(name) || name.search(NOT_PROD) >= 0 || fitsAny(policy?.environments.nonProd ?? [], name);
  return names.some(isOther) ? 'non-prod' : 'unknown';
}
