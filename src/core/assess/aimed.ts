// What a resolved target adds to a finding: its name in the sentence, its class as a tag, and a finding of its own where it is the wrong one.
import type { Invocation } from '../parse/invocation.ts';
import { programName } from '../parse/program.ts';
import { classOf } from '../policy/classes.ts';
import type { Environment } from '../step.ts';
import { generalFlag, isAimed } from './aiming.ts';
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
  if (draft.level === 'read') return [draft];
  if (aim === null) return [unaimed(draft, invocation)];
  const place = aim.told === true ? {} : { where: placeOf(aim) };
  const told = { ...draft, ...place, tags: tagsOf(draft, { aim, invocation }), ...naming(aim) };
  return isElsewhere(aim, environment) ? [told, mismatch(invocation, { aim, environment })] : [told];
}

/** Nothing is known of where it acts: what there is to be said is how to name it. */
function unaimed(draft: Draft, invocation: Invocation): Draft {
  const flag = draft.tags.includes('ambient-target') ? generalFlag(programName(invocation.words[0]?.text ?? '')) : undefined;
  return {
    ...draft,
    ...(namesProd(draft, invocation) ? { tags: [...draft.tags, 'prod'] } : {}),
    ...(flag === undefined ? {} : { nameIt: flag }),
  };
}

function tagsOf(draft: Draft, { aim, invocation }: { readonly aim: ClassedAim; readonly invocation: Invocation }): readonly Tag[] {
  const own = draft.tags.filter((tag) => tag !== 'ambient-target');
  const isProd = aim.class === 'prod' || namesProd(draft, invocation);
  return [...own, ...(isAmbient(aim) ? (['ambient-target'] as const) : []), ...(isProd ? (['prod'] as const) : [])];
}

/** What a call says may be production by its own words: `dropdb prod`, `helm upgrade web -f values-prod.yaml`. Messages, which have blanks, do not count. */
function namesProd({ target }: Draft, { words }: Invocation): boolean {
  const [head, ...rest] = words;
  const tool = programName(head?.text ?? '');
  if (!isAimed(tool)) return false;
  const said = TALKS.test(tool) ? (target ?? '') : rest.flatMap(({ text }) => (/\s/.test(text) ? [] : [text])).join(' ');
  return classOf([said.slice(0, 4096)], null) === 'prod';
}

/** Their words are about anything; only what they hit counts. */
const TALKS = /^(?:git|gh|glab|ssh|mosh|autossh)$/;

/** This machine and this repository are where a command runs if nothing else is said: nobody has to name them. */
const isAmbient = ({ named, kind }: ClassedAim): boolean => !named && kind !== 'host' && kind !== 'repository';

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
