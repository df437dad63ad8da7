// What each effect does with the ports: one function a stage, each returning its outcome as data.
import { annotateStep } from './core/annotate/annotate.ts';
import { blockDigest } from './core/annotate/blockDigest.ts';
import type { ResultBlock } from './core/annotate/resultBlock.ts';
import { assess } from './core/assess/assess.ts';
import type { Assessment } from './core/assess/assessment.ts';
import { factsUnder, type Given, leadsAway } from './core/assess/factsUnder.ts';
import type { Evidence } from './core/capture/evidence.ts';
import { beforeDestructive, checkpointOf } from './core/checkpoint/words.ts';
import { planUnder } from './core/policy/plan.ts';
import { locateStep } from './core/propose/locate.ts';
import { parseRunbook } from './core/propose/runbook.ts';
import { approvedEntry, editedEntry, ranEntry, refusedEntry, rejectedEntry, skippedEntry } from './core/remember/entries.ts';
import type { JournalEntry } from './core/remember/journal.ts';
import { journalPath } from './core/remember/paths.ts';
import type { Ticket } from './core/remember/ticket.ts';
import type { Effect, SessionEvent, StageYield } from './core/review/events.ts';
import { pastRuns } from './core/review/past.ts';
import { rehearsalOf } from './core/review/rehearsal.ts';
import type { Ended, Session } from './core/review/session.ts';
import { digestOf } from './core/seal/digest.ts';
import { plainValues } from './core/seal/minimalEnv.ts';
import type { Plan, SecretsPlan } from './core/seal/plan.ts';
import type { Runbook, Step } from './core/step.ts';
import type { Say } from './core/words.ts';
import type { Bearings, Clock, Git, Journal, Journals, Log, Outcome, Planner, Runbooks, Runner, SessionState, Vault } from './ports.ts';

export interface Stages {
  readonly bearings: Bearings;
  readonly planner: Planner;
  readonly handed: SessionState;
  readonly runner: Runner;
  readonly vault: Vault;
  readonly runbooks: Runbooks;
  readonly journal: Journal;
  readonly journals: Journals;
  readonly git: Git;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
}
type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;
const done = (value: StageYield = {}): Outcome<StageYield> => ({ ok: true, value });

/** What a step would do, as far as its runbook and this place tell. The one way to an assessment for card and draft. */
export async function assessStep(deps: Stages, runbook: Runbook, step: Step): Promise<Assessment> {
  const bearing = await deps.bearings.take(runbook, step);
  return assess({ command: step.text, shell: step.shell, environment: runbook.frontMatter.environment ?? null, ...bearing }, deps.say);
}

interface Judged {
  readonly assessment: Assessment;
  readonly plan: Plan;
}

/** A step's plan, bound to what it acts on and to what the policy allows, and the assessment that counts: its env file may lead it elsewhere. */
async function judgeStep(deps: Stages, runbook: Runbook, step: Step): Promise<Outcome<Judged>> {
  const plain = await assessStep(deps, runbook, step);
  const planned = await deps.planner.plan(runbook, step, plain.level);
  if (!planned.ok) return planned;
  const { facts, policy } = await deps.bearings.take(runbook, step);
  const given = givenBy(planned.value.secrets);
  const environment = runbook.frontMatter.environment ?? null;
  const { names, plain: plainNames } = planned.value.secrets;
  const secrets = [...names, ...plainNames];
  const assessment =
    leadsAway(given) || secrets.length > 0
      ? assess({ command: step.text, shell: step.shell, environment, policy, secrets, facts: factsUnder(facts, given) }, deps.say)
      : plain;
  const plan = planUnder({ ...planned.value, level: assessment.level }, { policy, targets: assessment.targets });
  return plan.ok ? { ok: true, value: { assessment, plan: plan.value } } : plan;
}

/** The variables an env file gives a step; of a secret only the name is known. */
function givenBy({ envText, names }: SecretsPlan): Given {
  return new Map<string, string | null>([...Object.entries(plainValues(envText, {})), ...names.map((name) => [name, null] as const)]);
}

/** Looks at the disk for what the step needs, assesses it, and binds both into one digest. */
export async function prepare(deps: Stages, effect: Of<'prepare'>): Promise<SessionEvent> {
  const { runbook, step } = effect;
  try {
    const [judged, records] = await Promise.all([judgeStep(deps, runbook, step), deps.journals.of(runbook.path)]);
    if (!judged.ok) return { kind: 'prepare-failed', step, failure: judged.failure };
    const { assessment, plan } = judged.value;
    const past = pastRuns(records, step);
    return { kind: 'prepared', step, plan, digest: digestOf(plan), assessment, past };
  } catch (cause) {
    deps.log.error('prepare', cause);
    return { kind: 'prepare-failed', step, failure: { kind: 'internal', detail: String(cause) } };
  }
}

/** One stage between the approval and the start. Whatever fails here: nothing ran. */
export async function launchStage(deps: Stages, effect: Of<'launch'>): Promise<Outcome<StageYield>> {
  const { approved, ticket } = effect;
  switch (effect.stage) {
    case 'journal-approval': {
      const written = await deps.journal.append(ticket.runbook, ticket.session, approvedEntry(approved, ticket));
      return written.ok ? done() : written;
    }
    case 'checkpoint-before':
      return checkpointBefore(deps, effect);
    case 'seal': {
      const sealed = await deps.vault.seal(approved, ticket);
      return sealed.ok ? done() : sealed;
    }
    case 'ensure': {
      const ready = await deps.runner.ensure();
      if (ready.ok && ready.value.running) return { ok: false, failure: { kind: 'run-refused', detail: 'busy' } };
      return ready.ok ? done() : ready;
    }
    case 'recheck':
      return recheck(deps, effect);
    case 'start': {
      const started = await deps.runner.start(ticket.run);
      return started.ok ? done() : started;
    }
  }
}

/** A destructive step starts from a clean record. That it cannot be made is said, and does not stop the step: the person decided. */
async function checkpointBefore(deps: Stages, { approved, ticket }: Of<'launch'>): Promise<Outcome<StageYield>> {
  if (ticket.level !== 'destructive' && ticket.level !== 'critical') return done();
  // The approval goes in too: whoever takes over from the repository alone has to know that this step may have run.
  const paths = [ticket.runbook, journalPath(ticket.runbook, ticket.session)];
  const declared = await declaredIn(deps, ticket.runbook);
  if (!(await deps.git.uncommitted([...paths, ...declared]))) return done();
  const facts = { runbook: ticket.runbook, step: ticket.step, by: approved.by, paths, declared };
  const made = await deps.git.checkpoint(beforeDestructive(facts));
  return made.ok ? done() : done({ warning: made.failure });
}

/** The paths a runbook declares as its own; none where it cannot be read. */
async function declaredIn(deps: Pick<Stages, 'runbooks'>, runbook: string): Promise<readonly string[]> {
  const read = await deps.runbooks.read(runbook);
  return read.ok ? declaredBy(read.value.text, runbook) : [];
}

const declaredBy = (text: string, runbook: string): readonly string[] => parseRunbook(text, runbook).frontMatter.paths ?? [];

/** The last look before the start: the runbook as it stands now must still lead to the approved digest. */
async function recheck(deps: Stages, { approved, ticket }: Of<'launch'>): Promise<Outcome<StageYield>> {
  const changed = (what: string): Outcome<StageYield> => ({ ok: false, failure: { kind: 'changed-since-approved', what } });
  const read = await deps.runbooks.read(ticket.runbook);
  if (!read.ok) return read;
  const runbook = parseRunbook(read.value.text, ticket.runbook);
  const step = recheckedStep(runbook, ticket);
  if (!step || runbook.problem || step.problem || step.text !== ticket.stepText) return changed('step');
  const judged = await judgeStep(deps, runbook, step);
  if (!judged.ok) return judged;
  const { assessment, plan } = judged.value;
  if (assessment.forbidden !== undefined) return changed('policy');
  return digestOf(plan) === approved.digest ? done() : changed(whatChanged(plan, approved.plan));
}

/** The ticket's step as the runbook has it now; a dry run's, made anew from the step it rehearses. */
function recheckedStep(runbook: Runbook, ticket: Ticket): Step | undefined {
  const { rehearses } = ticket;
  if (!rehearses) return runbook.steps.find((candidate) => candidate.id === ticket.step);
  const owner = runbook.steps.find((candidate) => candidate.id === rehearses.step && candidate.text === rehearses.text);
  return owner && !owner.problem ? rehearsalOf(owner, ticket.stepText) : undefined;
}

function whatChanged(now: Plan, then: Plan): string {
  const parts = (['script', 'interpreter', 'cwd', 'environment', 'timeoutMs', 'targets', 'level', 'carry'] as const).filter(
    (key) => JSON.stringify(now[key]) !== JSON.stringify(then[key]),
  );
  return [...parts, ...secretsChanged(now.secrets, then.secrets)].join(', ') || 'plan';
}

function secretsChanged(now: Plan['secrets'], then: Plan['secrets']): string[] {
  if (JSON.stringify(now) === JSON.stringify(then)) return [];
  const called = ({ provider, providerPath, args }: Plan['secrets']) => JSON.stringify([provider, providerPath, args]);
  return [called(now) === called(then) ? 'env file' : 'provider'];
}

/** One stage of the record of a run that ended. A failure keeps what is there; the person can try again. */
export async function recordStage(deps: Stages, effect: Of<'record'>): Promise<Outcome<StageYield>> {
  const { ended } = effect;
  switch (effect.stage) {
    case 'collect': {
      const { run, session } = ended.ticket;
      const evidence = await deps.vault.evidence(run, { session, now: deps.clock.now() });
      // A dry run is not the step, and a run of an earlier window no part of this session.
      if (!ended.recovered && !ended.ticket.rehearses) await deps.handed.take({ runbook: ended.ticket.runbook, run });
      return evidence.ok ? done({ evidence: evidence.value, ...leftBehind(evidence.value) }) : evidence;
    }
    case 'annotate':
      return annotate(deps, ended);
    case 'journal':
      return journalRun(deps, ended);
    case 'checkpoint':
      return checkpoint(deps, ended);
  }
}

/** What still runs when a step has ended is said, whatever its exit code. */
function leftBehind({ end }: Evidence): StageYield {
  const names = (end.left ?? []).map(({ name, pid }) => `${name} (${pid})`).join(', ');
  return names === '' ? {} : { warning: { kind: 'left-behind', names } };
}

/** Puts the result under the step. A step that is gone from the runbook keeps its record in the journal, and that is said. */
async function annotate(deps: Stages, ended: Ended): Promise<Outcome<StageYield>> {
  const { ticket, evidence } = ended;
  if (!evidence) return missing('evidence');
  // A dry run is not the step: what stands under the step stays. Log and journal have it.
  if (ticket.rehearses) return done();
  const read = await deps.runbooks.read(ticket.runbook);
  // A runbook that was renamed or deleted meanwhile must not keep the run out of the journal.
  if (!read.ok) return done({ warning: read.failure });
  const { text } = read.value;
  const step = locateStep(parseRunbook(text, ticket.runbook), { id: ticket.step, text: ticket.stepText });
  if (!step) return done({ warning: { kind: 'annotate-failed', path: ticket.runbook, detail: 'step-gone' } });
  const result = resultOf(ticket, evidence);
  const edit = annotateStep({ text, step, result });
  const spliced = await deps.runbooks.splice(ticket.runbook, { ...edit, expected: text });
  return spliced.ok ? done({ block: blockDigest(result) }) : spliced;
}

function resultOf(ticket: Ticket, evidence: Evidence): ResultBlock {
  const { end, excerpt, durationMs, logPath } = evidence;
  return {
    run: ticket.run,
    exit: end.exit,
    signal: end.signal,
    outcome: end.outcome,
    durationMs,
    at: end.endedAt,
    by: ticket.by,
    level: ticket.level,
    logPath,
    digest: ticket.digest,
    text: excerpt.text,
    omittedLines: excerpt.omittedLines,
    notable: excerpt.notable,
  };
}

async function journalRun(deps: Stages, { ticket, evidence, recovered, block }: Ended): Promise<Outcome<StageYield>> {
  if (!evidence) return missing('evidence');
  // A window that died between its record and the run's folder left both, and so does an append that failed after the record stood
  // (its signature, say): one run is recorded once.
  if (await isRecorded(deps, ticket)) return done({ journalPath: journalPath(ticket.runbook, ticket.session) });
  const written = await deps.journal.append(
    ticket.runbook,
    ticket.session,
    ranEntry(ticket, evidence, { recovered, block: block ?? null }),
  );
  return written.ok ? done({ journalPath: written.value.path }) : written;
}

async function isRecorded(deps: Stages, { runbook, run }: Ticket): Promise<boolean> {
  const records = await deps.journals.of(runbook);
  return records.some((record) => (record.kind === 'ran' || record.kind === 'recovered') && record.run === run);
}

async function checkpoint(deps: Stages, { ticket, evidence, journalPath }: Ended): Promise<Outcome<StageYield>> {
  if (!evidence || !journalPath) return missing('journal');
  const paths = [ticket.runbook, journalPath];
  const read = await deps.runbooks.read(ticket.runbook);
  if (read.ok && read.value.dirty) return { ok: false, failure: { kind: 'checkpoint-failed', reason: 'unsaved', detail: ticket.runbook } };
  const { runbook, step, run, level, digest, by } = ticket;
  const declared = read.ok ? declaredBy(read.value.text, runbook) : [];
  const made = await deps.git.checkpoint(checkpointOf({ runbook, step, run, level, end: evidence.end, digest, by, paths, declared }));
  return made.ok ? done({ commit: made.value?.commit ?? null }) : made;
}

const missing = (what: string): Outcome<StageYield> => ({ ok: false, failure: { kind: 'internal', detail: `${what} is missing` } });

/** Rejections, skips and refusals are remembered too. They never hold the review up; a failure is logged. */
export async function journalDecision(
  deps: Stages,
  effect: Of<'journal-rejection' | 'journal-skip' | 'journal-refusal' | 'journal-edit'>,
  session: Session,
): Promise<void> {
  const runbook = effect.kind === 'journal-refusal' ? effect.ticket.runbook : session.runbook?.path;
  if (!runbook) return;
  // A refused run of an earlier window stands where its approval stands.
  const id = effect.kind === 'journal-refusal' ? effect.ticket.session : session.id;
  const written = await deps.journal.append(runbook, id, decisionEntry(effect, deps.clock.now()));
  if (!written.ok) deps.log.error(`journal: ${written.failure.kind}`);
}

function decisionEntry(effect: Of<'journal-rejection' | 'journal-skip' | 'journal-refusal' | 'journal-edit'>, now: number): JournalEntry {
  switch (effect.kind) {
    case 'journal-rejection':
      return rejectedEntry(effect);
    case 'journal-skip':
      return skippedEntry(effect);
    case 'journal-edit':
      return editedEntry({ ...effect.edit, step: effect.step.id });
    case 'journal-refusal':
      return refusedEntry(effect.ticket, effect.failure, now);
  }
}
