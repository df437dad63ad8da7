// One run as the supervisor sees it: from the sealed folder to its end, which is written whatever happens to provider and relay.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { classifyProviderError } from '../core/capture/providerErrors.ts';
import type { Plan } from '../core/seal/plan.ts';
import { isOp } from '../core/seal/providers.ts';
import { RUN_FILES, type RunEnd, type RunStart, type Seal } from '../core/seal/seal.ts';
import type { Provider } from '../core/step.ts';
import { english } from '../core/words.ts';
import { checkSeal, type Refusal } from './check.ts';
import { type Launched, launchRelay } from './launch.ts';
import { endOf, hasEnded, livingRelay, readEnd, readStart, useUp, writeEnd } from './marks.ts';
import { beginMarks, endMark, printable } from './osc.ts';
import type { LeftBehind } from './processes.ts';
import type { ControlServer } from './server.ts';
import { isAlive, killStep, send } from './stop.ts';
import { resetTerminal } from './stty.ts';
import { RUNNER_WORDS } from './words.ts';

/** A relay that was asked to end has this long (it kills its step after five seconds), in milliseconds. */
const RELAY_PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 50;

export interface StepRunOptions {
  readonly folder: string;
  readonly server: ControlServer;
  readonly version: string;
}

export class StepRun {
  readonly run: string;
  readonly #options: StepRunOptions;
  #launched: Launched | null = null;
  #cancelled = false;
  #provider: Provider = 'op';
  #op: string | null = null;
  #farewell = '';
  #left: readonly LeftBehind[] = [];

  constructor(options: StepRunOptions) {
    this.#options = options;
    this.run = basename(options.folder);
  }

  /** Runs the step to its end. Answers null when the folder holds the end, else why the request cannot be met at all. */
  async perform(): Promise<string | null> {
    const { folder } = this.#options;
    if (!existsSync(join(folder, RUN_FILES.seal))) return 'no such run';
    if (existsSync(join(folder, RUN_FILES.used)) || hasEnded(folder)) return 'seal-used';
    const checked = await checkSeal(folder, Date.now());
    if (checked.ok && !this.#cancelled) await this.#launch(checked.seal, checked.plan);
    else if (!(await useUp(folder, 0))) return 'seal-used';
    else if (checked.ok) await writeEnd(folder, endOf(folder, { outcome: 'cancelled' }));
    else await this.#refuse(checked.refusal);
    return null;
  }

  /** Whether something was started for it: from then on it may have run, whatever goes wrong. */
  get launched(): boolean {
    return this.#launched !== null;
  }

  /** The 1Password program it was started with: null where it needed none, or another provider. */
  get op(): string | null {
    return this.#op;
  }

  /** What the step left running. */
  get left(): readonly LeftBehind[] {
    return this.#left;
  }

  /** Ends the run: through the relay, or, before that was started, through the provider. */
  cancel(): void {
    this.#cancelled = true;
    if (!this.#options.server.cancelRelay(this.run)) this.#launched?.kill();
  }

  /** Control-C before the step has the keyboard: the provider and the relay have got it, too. */
  interrupt(): void {
    this.#cancelled = true;
  }

  /** The terminal goes away: the relay has heard so itself; its end is waited for, for a while. */
  async abandon(): Promise<void> {
    this.cancel();
    await Promise.race([this.#launched?.ended, patience()]);
    await this.#settle('');
  }

  async #refuse(refusal: Refusal): Promise<void> {
    const { folder } = this.#options;
    await writeEnd(folder, endOf(folder, { outcome: 'refused', refusal: { kind: refusal.kind, detail: refusal.detail } }));
    this.#farewell = dim(english(RUNNER_WORDS.refused, { why: [refusal.kind, refusal.detail].filter(Boolean).join(': ') }));
  }

  async #launch(seal: Seal, plan: Plan): Promise<void> {
    const { folder, version } = this.#options;
    process.stdout.write(beginMarks({ title: `${seal.plan.runbook} › ${seal.plan.step}`, script: plan.script }));
    this.#provider = plan.secrets.provider;
    this.#op = isOp(plan.secrets.provider) ? plan.secrets.providerPath : null;
    this.#launched = launchRelay({ plan, folder, version, program: process.argv[1] ?? '', env: process.env });
    const said = await this.#launched.ended;
    await this.#settle(said);
    const end = await readEnd(folder);
    this.#left = end?.left ?? [];
    const names = this.#left.map(({ name, pid }) => `${name} (${pid})`).join(', ');
    const left = names === '' ? '' : dim(english(RUNNER_WORDS.left, { names }));
    this.#farewell = `${endMark(end?.exit ?? null)}\r\n${end ? dim(endLine(end)) : ''}${left}`;
  }

  /** Says in the terminal how it ended. Last of all: a terminal that takes nothing would hold up everything after it. */
  sayFarewell(): void {
    process.stdout.write(this.#farewell);
  }

  /**
   * The provider has ended. Where the run has no end yet, the relay is waited for, then given up. Only when no relay can start the step
   * any more and nothing of it lives is an end written in its place.
   */
  async #settle(said: string): Promise<void> {
    const { folder, server } = this.#options;
    if (hasEnded(folder)) return;
    if (server.cancelRelay(this.run)) await Promise.race([server.relayGone(), patience()]);
    if (hasEnded(folder)) return;
    const neverUsed = await useUp(folder, 0);
    if (!neverUsed) await this.#outlive();
    if (hasEnded(folder)) return;
    const start = await readStart(folder);
    if (!neverUsed) await killStep({ leader: start?.pid ?? null, run: this.run });
    await writeEnd(folder, await this.#madeUpEnd({ start, neverUsed, said }));
    await Promise.race([resetTerminal(), patience()]);
  }

  /** A relay that lives without a line to us: asked once more to end, and killed when it does not. */
  async #outlive(): Promise<void> {
    const relay = await livingRelay(this.#options.folder);
    if (relay === null) return;
    send(relay, 'SIGTERM');
    for (let passed = 0; passed < RELAY_PATIENCE_MS && isAlive(relay); passed += LOOK_EVERY_MS) await wait(LOOK_EVERY_MS);
    if (isAlive(relay)) send(relay, 'SIGKILL');
  }

  async #madeUpEnd(of: { readonly start: RunStart | null; readonly neverUsed: boolean; readonly said: string }): Promise<RunEnd> {
    const { folder } = this.#options;
    const bytes = await sizeOf(join(folder, RUN_FILES.log));
    if (of.start) return endOf(folder, { outcome: 'lost', startedAt: of.start.at, bytes });
    const error = classifyProviderError(of.said, this.#provider);
    if (!of.neverUsed) return endOf(folder, { outcome: 'lost', bytes, refusal: { kind: 'internal', detail: error.detail } });
    if (this.#cancelled) return endOf(folder, { outcome: 'cancelled', bytes });
    return endOf(folder, { outcome: 'provider-failed', refusal: { kind: error.class, detail: error.detail } });
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, RELAY_PATIENCE_MS).unref());
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  );
}

function endLine(end: RunEnd): string {
  if (end.outcome === 'cancelled') return english(RUNNER_WORDS.cancelled);
  if (end.outcome === 'timeout') return english(RUNNER_WORDS.timedOut);
  if (end.outcome === 'lost') return english(RUNNER_WORDS.lost);
  if (end.outcome === 'provider-failed') return english(RUNNER_WORDS.providerSaid);
  if (end.refusal) return english(RUNNER_WORDS.refused, { why: `${end.refusal.kind}: ${end.refusal.detail}` });
  if (end.signal !== null) return english(RUNNER_WORDS.signalled, { signal: end.signal });
  return english(RUNNER_WORDS.exited, { code: end.exit ?? '?' });
}

function dim(line: string): string {
  return `\u001b[2m── ${printable(line)} ──\u001b[0m\r\n`;
}
