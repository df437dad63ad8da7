// The relay: started by the supervisor, inside the provider where there are secrets. It checks the seal at the last moment, uses it up,
// runs the approved text in a pty, and shows and logs what that prints, masked. Secret values exist here and in the step, nowhere else.
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createMask } from '../core/redact/mask.ts';
import { RUN_FILES } from '../core/seal/seal.ts';
import { english } from '../core/words.ts';
import { type Checked, checkSeal, type Refusal } from './check.ts';
import { secretsOf, stepEnv, unresolved } from './childEnv.ts';
import { createDurably, errorCode } from './files.ts';
import { endOf, writeEnd, writeStart } from './marks.ts';
import { RelayTerminal } from './relayTerminal.ts';
import { RunningStep } from './runningStep.ts';
import { RUNNER_WORDS } from './words.ts';

/** Exit code of a relay that did not start its step. */
const REFUSED_EXIT = 125;

async function main(folder: string): Promise<number> {
  const checked = await checkSeal(folder, Date.now());
  if (!(await useUp(folder))) return refuse(null, { kind: 'seal-used', detail: '' });
  const refusal = refusalOf(checked);
  if (!checked.ok || refusal) return refuse(folder, refusal ?? { kind: 'internal', detail: '' });
  return runStep(folder, checked);
}

/** Creates the mark that this seal was used; false where it is there already. */
async function useUp(folder: string): Promise<boolean> {
  try {
    await createDurably(join(folder, RUN_FILES.used), String(process.pid));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function refusalOf(checked: Checked): Refusal | null {
  if (!checked.ok) return checked.refusal;
  const missing = unresolved(checked.plan, process.env);
  if (missing.length > 0) return { kind: 'run-refused', detail: `${missing.join(', ')}: not resolved by the provider` };
  return null;
}

/** Says why nothing runs. The end is written unless it belongs to the run that used the seal. */
async function refuse(folder: string | null, refusal: Refusal): Promise<number> {
  if (folder) await writeEnd(folder, endOf(folder, { outcome: 'refused', refusal }));
  process.stderr.write(`${english(RUNNER_WORDS.refused, { why: [refusal.kind, refusal.detail].filter(Boolean).join(': ') })}\r\n`);
  return REFUSED_EXIT;
}

async function runStep(folder: string, { seal, plan }: Extract<Checked, { ok: true }>): Promise<number> {
  const mask = createMask(secretsOf(plan, process.env));
  const log = await open(join(folder, RUN_FILES.log), 'ax', 0o600);
  const terminal = new RelayTerminal();
  const step = await RunningStep.start({ folder, run: seal.run, plan, mask, log, terminal, env: stepEnv(plan, process.env) });
  await writeStart(folder, { run: seal.run, pid: step.child.pid, at: step.startedAt, pty: step.child.pty, unmasked: [...mask.unmasked] });
  await terminal.attach({
    write: (bytes) => step.child.write(bytes),
    end: () => step.child.endInput(),
    resize: (size) => step.child.resize(size),
  });
  step.announce();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => step.stop('cancelled'));
  const result = await step.finished();
  await persist(() => writeEnd(folder, endOf(folder, { ...result, startedAt: step.startedAt })));
  step.close();
  await log.close();
  // Changing the modes of a terminal waits for what it has not shown yet; so would an orderly exit.
  if (step.hangs) process.kill(process.pid, 'SIGKILL');
  terminal.detach();
  return result.exit ?? 128;
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
