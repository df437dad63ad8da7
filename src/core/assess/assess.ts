// The one question this room answers: how dangerous is this command, and why. Never throws; what it cannot read is dangerous.
import { disguisedWords, hiddenCharacters, isTooLong } from '../parse/bytes.ts';
import type { Reading } from '../parse/invocation.ts';
import { readCommand } from '../parse/read.ts';
import { policyDrafts } from '../policy/apply.ts';
import { governed } from '../policy/govern.ts';
import { NO_POLICY, type PolicyState } from '../policy/policy.ts';
import type { Environment, Shell } from '../step.ts';
import { english, type Say } from '../words.ts';
import { aimed } from './aimed.ts';
import type { Assessment, Tag } from './assessment.ts';
import { type Draft, draftOf } from './draft.ts';
import type { Facts } from './facts.ts';
import { judgeFlow } from './flow.ts';
import { judge } from './judge.ts';
import { judgeOuterShell } from './outerShell.ts';
import { draftOfProblem } from './problems.ts';
import { judgeRedirection } from './redirects.ts';
import { judgeSecrets } from './secrets.ts';
import { judgeSecretUse } from './secretUse.ts';
import { sight } from './sighting.ts';
import { type SeenCall, subjectsOf } from './subjects.ts';
import { judgeAssignment } from './surroundings.ts';
import { verdictOf } from './verdict.ts';
import { WORDS } from './words.ts';

/** A command and where it is meant to run. */
export interface Assessable {
  readonly command: string;
  /** Absent: bash. */
  readonly shell?: Shell;
  readonly cwd?: string;
  readonly environment?: Environment | null;
  /** What this machine says about where commands would act; absent: only what the text says counts. */
  readonly facts?: Facts;
  /** Names of the variables in which it gets secrets; absent: not known yet. */
  readonly secrets?: readonly string[];
  /** What the repository demands; absent: nothing. */
  readonly policy?: PolicyState;
}

/** The level, tags and reasons of a command. `say` translates the sentences. */
export function assess(input: Assessable, say: Say = english): Assessment {
  try {
    const drafts = draftsOf(input);
    return governed(withPreviews(input, { drafts, say }), { ...drafts, policy: input.policy ?? NO_POLICY, say });
  } catch {
    // A defect here must not become a pass.
    const draft = draftOf(whole(input.command), 'assess.crash', {
      level: 'destructive',
      says: WORDS.crash,
      deed: WORDS.deedAnyway,
      unverifiable: true,
    });
    return verdictOf([draft], new Set(), english);
  }
}

const whole = (command: string): Pick<Draft, 'span' | 'via'> => ({ span: [0, command.length], via: [] });

interface Drafts {
  readonly drafts: readonly Draft[];
  readonly tags: ReadonlySet<Tag>;
  readonly targets: readonly string[];
}

function draftsOf(input: Assessable): Drafts {
  const { command, shell = 'bash', environment, policy = NO_POLICY } = input;
  const tags = new Set<Tag>(environment === 'prod' ? ['prod'] : []);
  if (isTooLong(command)) {
    const { span, via } = whole(command);
    const long = draftOf({ span, via }, 'bytes.length', {
      ...{ level: 'destructive', says: WORDS.tooLong, deed: WORDS.deedAnyway, unverifiable: true },
    });
    const demanded = policyDrafts(policy, [{ span, via, draft: long, tags: [...tags] }], environment ?? null);
    return { tags, targets: [], drafts: [long, ...demanded] };
  }
  const reading = readCommand({ command, shell });
  for (const invocation of reading.invocations) for (const tag of invocation.tags) tags.add(tag);
  if (reading.invocations.some((invocation) => invocation.words[0]?.text === 'sudo')) tags.add('sudo');
  const calls = callsOf(reading, input);
  const drafts = [...hiddenDrafts(command), ...calls.drafts, ...restDrafts(reading), ...secretDrafts(reading, input)];
  const demanded =
    policy.kind === 'none' ? [] : policyDrafts(policy, subjectsOf({ command, drafts, tags, calls: calls.seen }), environment ?? null);
  return { drafts: [...drafts, ...demanded], tags, targets: calls.targets };
}

interface Calls {
  readonly drafts: readonly Draft[];
  readonly seen: readonly SeenCall[];
  readonly targets: readonly string[];
}

/** What the program calls do, and where. */
function callsOf(reading: Reading, { facts, policy, environment = null }: Assessable): Calls {
  const sighting = sight(reading, { ...(facts === undefined ? {} : { facts }), policy: policy?.kind === 'policy' ? policy.policy : null });
  const drafts: Draft[] = [];
  const seen: SeenCall[] = [];
  const wrong = new Set<string>();
  for (const invocation of reading.invocations) {
    const aim = sighting.of(invocation);
    const own = aimed(judge(invocation), { invocation, aim, environment });
    // One word about each wrong target is enough.
    drafts.push(...own.filter((draft) => draft.rule !== 'target.mismatch' || isNew(wrong, draft.target ?? '')));
    seen.push({ invocation, aim, draft: own[0] ?? null });
  }
  return { drafts, seen, targets: sighting.lines() };
}

/** Whether it was not in the set, in which it is now. */
const isNew = (set: Set<string>, name: string): boolean => set.size < set.add(name).size;

/** Commands that print nothing: what they write to is emptied. Behind a wrapper they stand at its end. */
const PRINTS_NOTHING = /^(?::|true|cat \/dev\/null|echo -n|printf (?:''|""))?$/;
const ENDS_PRINTING_NOTHING = / (?::|true|cat \/dev\/null|echo -n|printf (?:''|""))$/;

/** Everything else the reading of a command gives rise to. */
function restDrafts(reading: Reading): readonly Draft[] {
  const redirections = reading.invocations.flatMap(({ redirections, via, words, opened }) => {
    const empties = (opened ? ENDS_PRINTING_NOTHING : PRINTS_NOTHING).test(words.map(({ source }) => source).join(' '));
    return redirections.map((one) => ({ ...one, via, empties }));
  });
  const drafts = [
    ...[...redirections, ...reading.redirections].map(judgeRedirection),
    ...reading.assignments.map(judgeAssignment),
    ...judgeFlow(reading.invocations),
    ...reading.problems.map(draftOfProblem),
  ];
  return drafts.filter((draft) => draft !== null);
}

/** What happens to secrets. */
function secretDrafts(reading: Reading, { command, secrets = [] }: Assessable): readonly Draft[] {
  const trap = judgeOuterShell(command, reading);
  return [...judgeSecrets(reading.invocations), ...judgeSecretUse({ reading, secrets }), ...(trap === null ? [] : [trap])];
}

function hiddenDrafts(command: string): readonly Draft[] {
  const hidden = hiddenCharacters(command).slice(0, 20);
  const disguised = disguisedWords(command).slice(0, 20);
  const draft = (says: string, found: { name: string; span: readonly [number, number] }): Draft => ({
    ...draftOf({ span: found.span, via: [] }, 'bytes.hidden', {
      level: 'destructive',
      says,
      args: { name: found.name },
      tags: ['hidden-text'],
      deed: WORDS.deedHidden,
    }),
  });
  return [...hidden.map((found) => draft(WORDS.hidden, found)), ...disguised.map((found) => draft(WORDS.disguised, found))];
}

/** Offers a rehearsal only where it is known to observe: each is assessed itself. */
function withPreviews(input: Assessable, { drafts, say }: { drafts: Drafts; say: Say }): Assessment {
  const assessment = verdictOf(drafts.drafts, drafts.tags, say);
  if (!assessment.findings.some((finding) => finding.preview !== undefined)) return assessment;
  const findings = assessment.findings.map((finding) => {
    const { preview, ...rest } = finding;
    if (preview === undefined || !runsHere(finding.via)) return rest;
    return isRead({ command: preview, ...(input.shell === undefined ? {} : { shell: input.shell }) }) ? finding : rest;
  });
  return { ...assessment, findings };
}

/** A rehearsal is a command for here; inside a host or a container it would be another one. */
const runsHere = (via: readonly string[]): boolean => via.every((step) => step === 'sudo' || step === 'env' || step === 'time');

function isRead(input: Assessable): boolean {
  const { drafts } = draftsOf(input);
  return drafts.every((draft) => draft.level === 'read');
}
