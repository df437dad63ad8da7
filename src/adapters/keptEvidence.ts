// What lies beside the kept log: the same as text, as a person saw it at the end, and the facts of the run.
import { createReadStream } from 'node:fs';
import { constants, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createFolder } from '../core/capture/fold.ts';
import { createLineRedactor } from '../core/redact/redact.ts';
import type { Ticket } from '../core/remember/ticket.ts';
import { RUN_FILES, type RunEnd, type RunStart, type Seal, sealSchema } from '../core/seal/seal.ts';
import type { Say } from '../core/words.ts';
import { PRIVATE_FILE, syncFolder } from '../runner/files.ts';
import { changedProgram } from '../runner/programMarks.ts';
import { versionOf } from './versions.ts';

export interface Beside {
  /** The kept log, absolute, ending in `.log`. */
  readonly log: string;
  readonly say: Say;
  readonly facts: object;
}

/** Writes `<run>.txt` and `<run>.json` beside `<run>.log`; doing it again replaces them. */
export async function keepBeside({ log, say, facts }: Beside): Promise<void> {
  const name = log.replace(/\.log$/, '');
  await replace(`${name}.txt`, textOf(log, say));
  await replace(`${name}.json`, [`${JSON.stringify(facts, null, 2)}\n`]);
}

/** The lines a person saw last: progress bars as they stood in the end, a full-screen program as one line. Redacted again, for folding joins what control sequences had split. */
async function* textOf(log: string, say: Say): AsyncGenerator<string> {
  const [folder, redactor, decoder] = [createFolder(say), createLineRedactor(), new TextDecoder()];
  const redacted = (lines: readonly string[]) => lines.map((line) => redactor.lines(`${line}\n`)).join('');
  for await (const chunk of createReadStream(log, { highWaterMark: 256 * 1024 }))
    yield redacted(folder.write(decoder.decode(chunk as Buffer, { stream: true })));
  yield redacted([...folder.write(decoder.decode()), ...folder.end()]);
}

async function replace(path: string, parts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.tmp`;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
  const file = await open(temporary, flags, PRIVATE_FILE);
  try {
    for await (const part of parts) await file.writeFile(part);
    await file.sync();
    await file.close();
    await rename(temporary, path);
    await syncFolder(join(path, '..'));
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** All that is known of a run, names instead of values. Nothing in it is a secret: the environment is told by its names. */
export async function factsOf(of: {
  readonly folder: string;
  readonly ticket: Ticket | null;
  readonly start: RunStart | null;
  readonly end: RunEnd;
  readonly durationMs: number | null;
  readonly log: { readonly path: string; readonly sha256: string };
}): Promise<object> {
  const { ticket, start, end, log } = of;
  const seal = await sealOf(of.folder);
  return {
    v: 1,
    run: end.run,
    ...(ticket ? { session: ticket.session, runbook: ticket.runbook, step: ticket.step, level: ticket.level, by: ticket.by } : {}),
    digest: seal?.digest ?? null,
    outcome: end.outcome,
    exit: end.exit,
    signal: end.signal,
    refusal: end.refusal,
    startedAt: start ? new Date(start.at).toISOString() : null,
    endedAt: new Date(end.endedAt).toISOString(),
    durationMs: of.durationMs,
    log: { file: basename(log.path), sha256: log.sha256, bytes: end.bytes, truncated: false },
    terminal: start?.pty ?? null,
    cwd: seal?.plan.cwd ?? null,
    environment: start?.env ?? null,
    secrets: seal?.plan.secrets.names ?? null,
    plain: seal?.plan.secrets.plain ?? null,
    unmasked: start?.unmasked ?? null,
    left: end.left ?? [],
    versions: { ...start?.versions, ...(seal ? await programsOf(seal) : {}) },
  };
}

async function sealOf(folder: string): Promise<Seal | null> {
  try {
    return sealSchema.parse(JSON.parse(await readFile(join(folder, RUN_FILES.seal), 'utf8')));
  } catch {
    return null;
  }
}

/** A program that is another one by now was not approved, and is not even asked for its version. */
async function programsOf({ plan, ...seal }: Seal): Promise<object> {
  const ask = (await changedProgram({ ...seal, plan })) === null;
  const told = async (path: string) => ({ path, version: ask ? await versionOf(path) : null });
  const { provider, providerPath } = plan.secrets;
  return {
    shell: { name: plan.interpreter.shell, ...(await told(plan.interpreter.path)) },
    provider: providerPath === null ? null : { name: provider, ...(await told(providerPath)) },
  };
}
