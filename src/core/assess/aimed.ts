// What a resolved target adds to a finding: its name in the sentence, its class as a tag, and a finding of its own where it is the wrong one.
import type { Invocation } from '../parse/invocation.ts';
import type { Environment } from '../step.ts';
import { type ClassedAim, placeOf } from './aims.ts';
import type { Tag } from './assessment.ts';
import { type Draft, draftOf } from './draft.ts';
import { WORDS } from './words.ts';

export interface Aimed {
  readonly invocation: Invocation;
  readonly aim: ClassedAim | null;
  readonly environment: Environment | null;
}

/** The drafts of a call whose target was looked for. A call that only observes stays as it is, wherever it looks. */
export function aimed(draft: Draft | null, { invocation, aim, environment }: Aimed): readonly Draft[] {
  if (draft === null) return [];
  if (draft.level === 'read' || aim === null) return [draft];
  const place = aim.told === true ? {} : { where: placeOf(aim) };
  const told = { ...draft, ...place, tags: tagsOf(draft, aim), ...naming(aim) };
  return isElsewhere(aim, environment) ? [told, mismatch(invocation, { aim, environment })] : [told];
}

function tagsOf({ tags }: Draft, aim: ClassedAim): readonly Tag[] {
  const own = tags.filter((tag) => tag !== 'ambient-target');
  return [...own, ...(isAmbient(aim) ? (['ambient-target'] as const) : []), ...(aim.class === 'prod' ? (['prod'] as const) : [])];
}

/** This machine is where a command runs if nothing else is said: nobody has to name it. */
const isAmbient = ({ named, kind }: ClassedAim): boolean => !named && kind !== 'host';

const naming = (aim: ClassedAim): { readonly nameIt?: string } => (isAmbient(aim) && aim.flag !== undefined ? { nameIt: aim.flag } : {});

const isElsewhere = (aim: ClassedAim, environment: Environment | null): environment is Environment =>
  environment !== null && aim.class === (environment === 'prod' ? 'non-prod' : 'prod');

function mismatch(invocation: Invocation, { aim, environment }: { readonly aim: ClassedAim; readonly environment: Environment }): Draft {
  const says = aim.class === 'prod' ? WORDS.onProd : WORDS.offProd;
  return {
    ...draftOf(invocation, 'target.mismatch', { level: 'critical', says, deed: WORDS.deedElsewhere }),
    args: { environment, target: aim.name },
    where: placeOf(aim),
    tags: aim.class === 'prod' ? ['prod'] : [],
    target: aim.name,
    confirm: aim.name,
    reversible: 'unknown',
  };
}
