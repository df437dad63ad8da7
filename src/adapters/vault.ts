// Sealed steps and the evidence of their runs, in the extension's private storage.
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Evidence } from '../core/capture/evidence.ts';
import type { Failure } from '../core/failure.ts';
import { type Ticket, ticketSchema } from '../core/remember/ticket.ts';
import type { Approved } from '../core/review/approved.ts';
import { digestOf, sha256Hex } from '../core/seal/digest.ts';
import { sealOf } from '../core/seal/pack.ts';
import { RUN_FILES, type RunEnd } from '../core/seal/seal.ts';
import { english, type Say } from '../core/words.ts';
import type { Disposable, Outcome, Scanner, Vault } from '../ports.ts';
import { RUNTIME_FILES } from '../runner/address.ts';
import { claimRun, releaseRun } from '../runner/claim.ts';
import { createDurably, errorCode, PRIVATE_FOLDER, syncFolder, writeDurably } from '../runner/files.ts';
import { endOf, hasEnded, livingRelay, readEnd, readStart, useUp, writeEnd } from '../runner/marks.ts';
import { programMarks } from '../runner/programMarks.ts';
import { factsOf, keepBeside } from './keptEvidence.ts';
import { keepLog } from './keptLog.ts';
import { excerptOf } from './logExcerpt.ts';

export interface VaultOptions {
  /** Private to this workspace folder; the runner uses it too. */
  readonly runtimeDir: string;
  /** The workspace folder, absolute. */
  readonly folder: string;
  readonly say?: Say;
  /** Looks over the output once more before it is kept. */
  readonly scanner?: Scanner;
  /** How long `open` waits for a window that has a run, in milliseconds: a reloaded window's predecessor takes a moment to end. */
  readonly patienceMs?: number;
}

interface OpenRun {
  readonly run: string;
  readonly ticket: Ticket;
}

const isFound = (found: OpenRun | null): found is OpenRun => found !== null;
const PATIENCE_MS = 6000;
const LOOK_EVERY_MS = 250;
/** Begins the names of folders that are being removed. */
const FORGOTTEN = '.forgotten-';

const RUN_NAME = /^[0-9a-z-]{8,64}$/;
/** A run folder without a seal is what a crash left of `seal`; after this long nobody is writing it any more. */
const UNFINISHED_MS = 60 * 60_000;

/** `dispose` gives back the runs this window had not recorded yet. */
export function createVault(options: VaultOptions): Vault & Disposable {
  return new DiskVault(options);
}

class DiskVault implements Vault, Disposable {
  readonly #options: VaultOptions;
  readonly #runs: string;
  /** Folders of runs that are ours to record. */
  readonly #claimed = new Set<string>();

  constructor(options: VaultOptions) {
    this.#options = options;
    this.#runs = join(options.runtimeDir, RUNTIME_FILES.runs);
  }

  async seal(approved: Approved, ticket: Ticket): Promise<Outcome<null>> {
    if (digestOf(approved.plan) !== approved.digest) return failed({ kind: 'changed-since-approved', what: 'plan' });
    const sourcePath = join(this.#options.folder, approved.plan.runbook);
    const source = await readFile(sourcePath).catch(() => null);
    if (!source) return failed({ kind: 'changed-since-approved', what: 'runbook' });
    const folder = this.#folder(approved.run);
    try {
      await mkdir(this.#runs, { recursive: true, mode: PRIVATE_FOLDER });
      await mkdir(folder, { mode: PRIVATE_FOLDER });
    } catch (error) {
      return failed({ kind: 'storage-failed', path: folder, detail: errorCode(error) });
    }
    try {
      await createDurably(join(folder, RUN_FILES.script), approved.plan.script);
      await createDurably(join(folder, RUN_FILES.env), approved.plan.secrets.envText);
      await createDurably(join(folder, RUN_FILES.ticket), JSON.stringify(ticket));
      await this.#claim(folder);
      const seal = sealOf(approved, { path: sourcePath, sha256: sha256Hex(source) });
      await writeDurably(join(folder, RUN_FILES.seal), JSON.stringify({ ...seal, programs: await programMarks(approved.plan) }));
      await syncFolder(this.#runs);
      return { ok: true, value: null };
    } catch (error) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      return failed({ kind: 'storage-failed', path: folder, detail: errorCode(error) });
    }
  }

  /** Runs another window is at are not ours; one that is just closing is waited for. */
  async open(): Promise<readonly { readonly run: string; readonly ticket: Ticket }[]> {
    const names = (await readdir(this.#runs).catch(() => [])).filter((name) => !name.startsWith('.'));
    await this.#sweep();
    const sealed = (await Promise.all(names.filter((run) => RUN_NAME.test(run)).map((run) => this.#openRun(run)))).filter(isFound);
    const found: OpenRun[] = [];
    for (const each of sealed) if (await this.#claimPatiently(this.#folder(each.run))) found.push(each);
    return found.sort((a, b) => a.ticket.at - b.ticket.at || (a.run < b.run ? -1 : 1));
  }

  dispose(): void {
    for (const folder of this.#claimed) releaseRun(folder);
    this.#claimed.clear();
  }

  async #claim(folder: string): Promise<boolean> {
    const ours = await claimRun(folder);
    if (ours) this.#claimed.add(folder);
    return ours;
  }

  async #claimPatiently(folder: string): Promise<boolean> {
    const patience = this.#options.patienceMs ?? PATIENCE_MS;
    for (let passed = 0; ; passed += LOOK_EVERY_MS) {
      try {
        if (await this.#claim(folder)) return true;
      } catch {
        // A full or read-only disk: the claim cannot be written, and neither could the record.
        return false;
      }
      if (passed >= patience) return false;
      await wait(LOOK_EVERY_MS);
    }
  }

  async #openRun(run: string): Promise<OpenRun | null> {
    const folder = this.#folder(run);
    const ticket = await this.#ticket(run);
    const sealed = await stat(join(folder, RUN_FILES.seal)).catch(() => null);
    if (ticket && sealed) return { run, ticket };
    const made = await stat(folder).catch(() => null);
    if (!sealed && made && Date.now() - made.mtimeMs > UNFINISHED_MS)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    return null;
  }

  /** What a crash left of `forget`. */
  async #sweep(): Promise<void> {
    const names = await readdir(this.#runs).catch(() => []);
    const gone = names.filter((name) => name.startsWith(FORGOTTEN));
    await Promise.all(gone.map((name) => rm(join(this.#runs, name), { recursive: true, force: true }).catch(() => undefined)));
  }

  async #ticket(run: string): Promise<Ticket | null> {
    try {
      return ticketSchema.parse(JSON.parse(await readFile(join(this.#folder(run), RUN_FILES.ticket), 'utf8')));
    } catch {
      return null;
    }
  }

  async evidence(run: string, options: { readonly session: string; readonly now: number }): Promise<Outcome<Evidence>> {
    const folder = this.#folder(run);
    try {
      if (!(await this.#claim(folder))) return failed({ kind: 'recorded-elsewhere' });
      const end = await this.#endOf(folder, options.now);
      if (!end) return failed({ kind: 'still-running' });
      const start = await readStart(folder);
      const log = join(folder, RUN_FILES.log);
      const kept = await keepLog({ log, ...this.#options, session: options.session, run });
      const excerpt = await excerptOf(log, {
        say: this.#options.say ?? english,
        script: join(folder, RUN_FILES.script),
        scanner: this.#options.scanner,
      });
      const durationMs = start && end.outcome !== 'lost' ? (end.tookMs ?? Math.max(0, end.endedAt - start.at)) : null;
      const facts = await factsOf({ folder, ticket: await this.#ticket(run), start, end, durationMs, log: kept });
      await keepBeside({ log: resolve(this.#options.folder, kept.path), say: this.#options.say ?? english, facts });
      return { ok: true, value: { run, end, start, durationMs, excerpt, logPath: kept.path, logSha256: kept.sha256 } };
    } catch (error) {
      return failed({ kind: 'storage-failed', path: folder, detail: errorCode(error) });
    }
  }

  /** The end as it was written; where nobody is left to write one, it is made up and stays. Null while the relay lives. */
  async #endOf(folder: string, now: number): Promise<RunEnd | null> {
    const told = await readEnd(folder);
    if (told) return told;
    // An end nobody can read says nothing; the run must not wait for it for ever.
    const unreadable = hasEnded(folder);
    if (unreadable) await rename(join(folder, RUN_FILES.end), join(folder, `unreadable-${RUN_FILES.end}`));
    const neverUsed = await useUp(folder, 0);
    if (!neverUsed && (await livingRelay(folder))) return null;
    await writeEnd(folder, neverUsed && !unreadable ? refusedEnd(folder, now) : await lostEnd(folder, now));
    return readEnd(folder);
  }

  /** Out of sight in one step: a folder half removed would be read as a run nobody recorded. */
  async forget(run: string): Promise<void> {
    const folder = this.#folder(run);
    this.#claimed.delete(folder);
    const forgotten = join(this.#runs, `${FORGOTTEN}${run}`);
    try {
      await rm(forgotten, { recursive: true, force: true });
      await rename(folder, forgotten);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return;
      throw error;
    }
    await rm(forgotten, { recursive: true, force: true });
  }

  /** No name may lead elsewhere. */
  #folder(run: string): string {
    if (!RUN_NAME.test(run)) throw new RangeError(`not the name of a run: ${run}`);
    return join(this.#runs, run);
  }
}

function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

function refusedEnd(folder: string, now: number): RunEnd {
  const refusal = { kind: 'run-refused', detail: 'the runner was gone before the step could start' };
  return endOf(folder, { outcome: 'refused', endedAt: now, refusal });
}

async function lostEnd(folder: string, now: number): Promise<RunEnd> {
  const start = await readStart(folder);
  const log = await stat(join(folder, RUN_FILES.log)).catch(() => null);
  return endOf(folder, { outcome: 'lost', endedAt: now, startedAt: start?.at ?? null, bytes: log?.size ?? 0 });
}
