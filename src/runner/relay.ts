// The relay: started by the supervisor, inside the provider where there are secrets. It checks the seal at the last moment, uses it up,
// runs the approved text in a pty, and shows and logs what that prints, masked. Secret values exist here and in the step, nowhere else.
import { type FileHandle, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Secret } from '../core/redact/mask.ts';
import { guardedName } from '../core/seal/envDanger.ts';
import type { Plan } from '../core/seal/plan.ts';
import { RUN_FILES, type RunEnd, type RunStart, type Seal } from '../core/seal/seal.ts';
import { english } from '../core/words.ts';
import { type Checked, checkSeal, type Refusal } from './check.ts';
import { baseEnv, providerNames, secretsOf, stepEnv, unresolved } from './childEnv.ts';
import { Endings } from './endings.ts';
import { errorCode } from './files.ts';
import { type Handover, openHandover } from './handover.ts';
import { endOf, hasEnded, type RelayMarks, reserveMarks, useUp, writeEnd } from './marks.ts';
import { RUN_VARIABLE } from './processes.ts';
import { RelayTerminal } from './relayTerminal.ts';
import { RunningStep } from './runningStep.ts';
import { RUNNER_VERSION } from './version.ts';
import { RUNNER_WORDS } from './words.ts';

/** Exit code of a relay that did not start its step. */
const REFUSED_EXIT = 125;

/** Room for the start mark: the names of the environment's variables, and the rest. */
const START_SIZE = 1024;

async function main(folder: string): Promise<number> {
  const endings = Endings.ofSignals();
  const checked = await checkSeal(folder, Date.now());
  if (!(await useUp(folder, process.pid)) || hasEnded(folder)) return refuse(null, { kind: 'seal-used', detail: '' });
  const refusal = refusalOf(checked);
  if (!checked.ok || refusal) return refuse(folder, refusal ?? { kind: 'internal', detail: '' });
  return runStep(folder, { ...checked, endings });
}

function refusalOf(checked: Checked): Refusal | null {
  if (!checked.ok) return checked.refusal;
  const guarded = guardedName(providerNames(checked.plan, process.env));
  if (guarded) return { kind: 'run-refused', detail: guarded.detail };
  const missing = unresolved(checked.plan, process.env);
  if (missing.length > 0) return { kind: 'run-refused', detail: `${missing.join(', ')}: not resolved by the provider` };
  return null;
}

/** Says why nothing runs. The end is written unless it belongs to the run that used the seal, into the room that was taken for it, if it was. */
async function refuse(folder: string | null, refusal: Refusal, marks: RelayMarks | null = null): Promise<number> {
  const end = folder && endOf(folder, { outcome: 'refused', refusal });
  if (end) await (marks ? marks.end(end) : writeEnd(folder, end));
  process.stderr.write(`${english(RUNNER_WORDS.refused, { why: [refusal.kind, refusal.detail].filter(Boolean).join(': ') })}\r\n`);
  return REFUSED_EXIT;
}

interface Accepted {
  readonly seal: Seal;
  readonly plan: Plan;
  readonly endings: Endings;
}

/** What the step needs on disk is there before it starts: where that cannot be, nothing runs. */
async function runStep(folder: string, accepted: Accepted): Promise<number> {
  const { plan, seal, endings } = accepted;
  const env = { ...stepEnv(plan, process.env), [RUN_VARIABLE]: seal.run };
  const secrets = secretsOf(plan, process.env);
  let ready: { readonly log: FileHandle; readonly marks: RelayMarks; readonly step: RunningStep; readonly handover: Handover };
  let marks: RelayMarks | null = null;
  try {
    marks = await reserveMarks(folder, START_SIZE + Object.keys(env).join('","').length);
    const log = await open(join(folder, RUN_FILES.log), 'ax', 0o600);
    if (endings.asked) return await cancelled(folder, marks);
    const handover = await openHandover(folder, plan);
    const terminal = new RelayTerminal();
    const step = await RunningStep.start({
      ...{ folder, run: seal.run, plan, secrets, log, terminal, endings },
      env: { ...env, ...handover.env },
    });
    ready = { log, marks, step, handover };
  } catch (error) {
    return refuse(folder, { kind: 'run-refused', detail: errorCode(error).slice(0, 200) }, marks);
  }
  return attend(folder, { ...accepted, ...ready, secrets, names: Object.keys(env) });
}

async function cancelled(folder: string, marks: RelayMarks): Promise<number> {
  await marks.end(endOf(folder, { outcome: 'cancelled' }));
  return REFUSED_EXIT;
}

interface Attended extends Accepted {
  readonly log: FileHandle;
  readonly marks: RelayMarks;
  readonly step: RunningStep;
  readonly handover: Handover;
  readonly secrets: readonly Secret[];
  readonly names: readonly string[];
}

/** The step's process lives: from here on whatever happens is its end, never a refusal. */
async function attend(folder: string, of: Attended): Promise<number> {
  const { step, marks, log, seal } = of;
  const { startedAt } = step;
  try {
    await marks.start(startMark(of));
  } catch (error) {
    await step.kill();
    const refusal = { kind: 'storage-failed', detail: errorCode(error).slice(0, 200) };
    await persist(() => marks.end(endOf(folder, { outcome: 'lost', startedAt, refusal })));
    return REFUSED_EXIT;
  }
  await step.begin();
  const result = await step.finished();
  await handOn(of, result.outcome);
  await persist(() => marks.end(endOf(folder, { ...result, run: seal.run, startedAt })));
  step.close();
  await log.close();
  // Changing the modes of a terminal waits for what it has not shown yet; so would an orderly exit.
  if (step.hangs) process.kill(process.pid, 'SIGKILL');
  step.leave();
  return result.exit ?? 128;
}

/** Only a step that ended by itself hands on; that it could not is no harm to its record. */
async function handOn({ handover, plan, secrets }: Attended, outcome: RunEnd['outcome']): Promise<void> {
  if (outcome === 'exited') await handover.keep({ base: baseEnv(plan, process.env), secrets }).catch(() => undefined);
  await handover.close().catch(() => undefined);
}

function startMark({ seal, step, names }: Attended): Omit<RunStart, 'v'> {
  return {
    run: seal.run,
    pid: step.child.pid,
    at: step.startedAt,
    pty: step.child.pty,
    unmasked: [...step.unmasked],
    env: [...names].sort(),
    digest: seal.digest,
    versions: { runner: RUNNER_VERSION, node: process.version },
  };
}

/** A full disk may have room again: an end that cannot be written is tried for ten minutes. */
async function persist(write: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    try {
      return await write();
    } catch {
      await wait(1000);
    }
  }
}

const [folder] = process.argv.slice(2);
main(resolve(folder ?? '.'))
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\r\n`);
    return REFUSED_EXIT;
  })
  .then(async (code) => {
    process.exitCode = code;
    await wait(0);
    process.exit(code);
  })
  .catch(() => undefined);
