// The one question this room answers: how dangerous is this command, and why. Never throws; what it cannot read is dangerous.
import { disguisedWords, hiddenCharacters, isTooLong } from '../parse/bytes.ts';
import type { Reading } from '../parse/invocation.ts';
import { readCommand } from '../parse/read.ts';
import type { Environment, Shell } from '../step.ts';
import { english, type Say } from '../words.ts';
import type { Assessment, Tag } from './assessment.ts';
import { type Draft, draftOf } from './draft.ts';
import { judgeFlow } from './flow.ts';
import { judge } from './judge.ts';
import { draftOfProblem } from './problems.ts';
import { judgeRedirection } from './redirects.ts';
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
}

/** The level, tags and reasons of a command. `say` translates the sentences. */
export function assess(input: Assessable, say: Say = english): Assessment {
  try {
    return withPreviews(input, { drafts: draftsOf(input), say });
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
}

function draftsOf({ command, shell = 'bash', environment }: Assessable): Drafts {
  const tags = new Set<Tag>(environment === 'prod' ? ['prod'] : []);
  if (isTooLong(command)) {
    return {
      tags,
      drafts: [
        draftOf(whole(command), 'bytes.length', { level: 'destructive', says: WORDS.tooLong, deed: WORDS.deedAnyway, unverifiable: true }),
      ],
    };
  }
  const reading = readCommand({ command, shell });
  const drafts = [...hiddenDrafts(command), ...readingDrafts(reading)];
  for (const invocation of reading.invocations) for (const tag of invocation.tags) tags.add(tag);
  if (reading.invocations.some((invocation) => invocation.words[0]?.text === 'sudo')) tags.add('sudo');
  return { drafts, tags };
}

/** Everything the reading of a command gives rise to. */
function readingDrafts(reading: Reading): readonly Draft[] {
  const drafts: (Draft | null)[] = [];
  for (const invocation of reading.invocations) {
    drafts.push(judge(invocation));
    for (const redirection of invocation.redirections) drafts.push(judgeRedirection({ ...redirection, via: invocation.via }));
  }
  drafts.push(...reading.redirections.map(judgeRedirection), ...reading.assignments.map(judgeAssignment));
  drafts.push(...judgeFlow(reading.invocations), ...reading.problems.map(draftOfProblem));
  return drafts.filter((draft) => draft !== null);
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
      deed: WORDS.deedAnyway,
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
    return isRead({ ...input, command: preview }) ? finding : rest;
  });
  return { ...assessment, findings };
}

/** A rehearsal is a command for here; inside a host or a container it would be another one. */
const runsHere = (via: readonly string[]): boolean => via.every((step) => step === 'sudo' || step === 'env' || step === 'time');

function isRead(input: Assessable): boolean {
  const { drafts } = draftsOf(input);
  return drafts.every((draft) => draft.level === 'read');
}
