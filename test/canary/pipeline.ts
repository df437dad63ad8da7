// The whole way of one step with nothing faked but VS Code itself: planner, vault, runner, relay, journal, git and conductor as in the house.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import type * as VSCode from 'vscode';
import { createClock } from '../../src/adapters/clock.ts';
import { createGit } from '../../src/adapters/git.ts';
import { createSessionState } from '../../src/adapters/handed.ts';
import { createJournal } from '../../src/adapters/journal.ts';
import { createJournals } from '../../src/adapters/journals.ts';
import { createLog } from '../../src/adapters/log.ts';
import { createScanner } from '../../src/adapters/scanner.ts';
import { createVault } from '../../src/adapters/vault.ts';
import { type Conductor, createConductor } from '../../src/conductor.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import type { Session } from '../../src/core/review/session.ts';
import { english } from '../../src/core/words.ts';
import type { Runbooks } from '../../src/ports.ts';
import { recover } from '../../src/recover.ts';
import { snapshotOf } from '../../src/ui/snapshot/snapshot.ts';
import { House, until } from '../runner/house.ts';

const SESSION = '20260101-000000-canary';
const FIRST_RUN = `20260101-000000-${randomBytes(4).toString('hex')}`;
const BOOK = 'book.md';

/** Everything that was kept or told, each under its name. */
export type Artefacts = ReadonlyMap<string, Uint8Array>;

export interface Trial {
  readonly script: string;
  readonly names: readonly string[];
  /** Path of the vault of the stand-in for `op`. */
  readonly vault: string;
}

/** Where a canary lies in the vault. */
export function referenceOf(name: string): string {
  return `op://Trial/${name}/value`;
}

export class Pipeline {
  readonly house: House;
  readonly told: string[] = [];
  readonly logged: string[] = [];
  readonly #conductor: Conductor;
  readonly #vault: ReturnType<typeof createVault>;

  private constructor(house: House, session: string) {
    this.house = house;
    const log = createLog(fakeChannel(this.logged));
    const clock = createClock();
    const { folder, runtimeDir } = house;
    const draw = (session: Session) =>
      void this.told.push(
        JSON.stringify(snapshotOf(session, { say: english, now: clock.now(), folder, lang: 'en', seq: this.told.length })),
      );
    this.#vault = createVault({ runtimeDir, folder, scanner: createScanner({ log }) });
    house.runner.onNews((news) => void this.told.push(JSON.stringify(news)));
    this.#conductor = createConductor(
      {
        ...{ planner: house.planner, runner: house.runner, clock, log, say: english, draw },
        bearings: { take: async () => ({ facts: {}, policy: { kind: 'none' } }) },
        handed: createSessionState({ runtimeDir }),
        vault: this.#vault,
        runbooks: filesIn(folder),
        journal: createJournal({ folder }),
        journals: createJournals({ folder }),
        git: createGit({ folder, log }),
      },
      { id: session, pauseMs: 0 },
    );
  }

  /** A repository with a runbook of one step, and an env file of references to what is in the vault. No value is ever read here. */
  static async build({ script, names, vault }: Trial): Promise<Pipeline> {
    const house = await House.build({ OP_STANDIN_VAULT: vault });
    await house.write('.env', names.map((name) => `${name}=${referenceOf(name)}\n`).join(''));
    await house.write(BOOK, `# A runbook\n\n\`\`\`bash {id=print env=all}\n${script}\n\`\`\`\n`);
    await house.write('tracked.txt', 'tracked\n');
    const git = (...args: string[]) => execa('git', args, { cwd: house.folder });
    await git('init', '-q');
    await git('config', 'user.name', 'Ada');
    await git('config', 'user.email', 'ada@example.org');
    await git('add', BOOK, 'tracked.txt');
    await git('commit', '-q', '-m', 'begin');
    return new Pipeline(house, SESSION);
  }

  /** Another window on a house that stands. */
  static over(house: House, session: string): Pipeline {
    return new Pipeline(house, session);
  }

  /** What a window does first: looks for runs of an earlier one, and records them. Answers with what it found. */
  async recover(): Promise<Session['review']> {
    const { house } = this;
    await recover({ vault: this.#vault, runner: house.runner, clock: createClock(), dispatch: this.#conductor.dispatch });
    return this.#settle();
  }

  /** Reads, approves, runs and records the step, as a person at the card would. */
  async run(run = FIRST_RUN): Promise<Extract<Session['review'], { kind: 'ended' }>> {
    const { dispatch, session } = this.#conductor;
    const review = () => session().review;
    const isPresented = () => review().kind === 'presented';
    dispatch({ kind: 'runbook', runbook: parseRunbook(await readFile(join(this.house.folder, BOOK), 'utf8'), BOOK), take: true });
    // One that ran before is chosen, not proposed.
    if (review().kind === 'idle') dispatch({ kind: 'choose', step: 'print' });
    await until(
      () => isPresented() || review().kind === 'blocked',
      () => `the card; ${JSON.stringify(review())}`,
    );
    const shown = review();
    if (shown.kind !== 'presented') throw new Error('nothing to approve');
    const { digest } = shown;
    dispatch({ kind: 'seen', digest, whole: true, focused: true, at: Date.now() - 60_000 });
    dispatch({ kind: 'approve', digest, via: 'card', at: Date.now(), by: 'Ada', run });
    const ended = await this.#settle();
    if (ended.kind !== 'ended' || ended.failure) throw new Error(`it did not end: ${JSON.stringify(ended)}`);
    return ended;
  }

  /** Waits till it is over; what could not be recorded is tried again, as a person would. */
  async #settle(): Promise<Session['review']> {
    const review = () => this.#conductor.session().review;
    for (let tries = 0; ; tries++) {
      for (let i = 0; i < 2400 && !isOver(review()); i++) await wait(50);
      const now = review();
      if (now.kind !== 'ended' || now.failure === null || tries === 3) return now;
      await wait(500);
      this.#conductor.dispatch({ kind: 'retry-record' });
    }
  }

  /** The kept log: what stands for the output from now on. */
  async keptLog(): Promise<string> {
    const folder = join(this.house.folder, '.countersign', 'logs', SESSION);
    const name = (await readdir(folder)).find((each) => each.endsWith('.log')) ?? '';
    return readFile(join(folder, name), 'utf8');
  }

  async artefacts(): Promise<Artefacts> {
    const { folder, runtimeDir, terminal } = this.house;
    const all = new Map<string, Uint8Array>([
      ['runbook', await readFile(join(folder, BOOK))],
      ['kept log', Buffer.from(await this.keptLog())],
      ['git objects', await gitObjects(folder)],
      ['terminal', Buffer.from(terminal?.text ?? '')],
      ['messages to the webview', Buffer.from(this.told.join('\n'))],
      ["the extension host's log", Buffer.from(this.logged.join('\n'))],
    ]);
    for (const [name, bytes] of await filesUnder(join(folder, '.countersign', 'journal'))) all.set(`journal ${name}`, bytes);
    for (const [name, bytes] of await filesUnder(join(folder, '.countersign', 'logs'))) all.set(`evidence ${name}`, bytes);
    for (const [name, bytes] of await filesUnder(runtimeDir)) all.set(`storage ${name}`, bytes);
    return all;
  }

  async tearDown(): Promise<void> {
    this.#conductor.dispose();
    await this.house.tearDown();
  }
}

function isOver(review: Session['review']): boolean {
  const idle = review.kind === 'blocked' || review.kind === 'idle';
  return idle || (review.kind === 'ended' && (review.stage === null || review.failure !== null));
}

/** An output channel that keeps its lines. */
function fakeChannel(lines: string[]): typeof VSCode {
  const take = (line: string) => void lines.push(line);
  const channel = { info: take, warn: take, error: take, dispose: () => undefined };
  return { window: { createOutputChannel: () => channel } } as unknown as typeof VSCode;
}

/** Runbooks on disk, without an editor. */
function filesIn(folder: string): Runbooks {
  return {
    read: async (path) => ({ ok: true, value: { text: await readFile(join(folder, path), 'utf8'), dirty: false } }),
    async splice(path, { span, text, expected }) {
      await writeFile(join(folder, path), expected.slice(0, span[0]) + text + expected.slice(span[1]));
      return { ok: true, value: { saved: true } };
    },
  };
}

/** Every object git has, unpacked. */
async function gitObjects(folder: string): Promise<Uint8Array> {
  const { stdout } = await execa('git', ['cat-file', '--batch', '--batch-all-objects'], { cwd: folder, encoding: 'buffer' });
  return stdout;
}

async function filesUnder(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  if (!existsSync(folder)) await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(folder.length + 1), await readFile(path));
  }
  return files;
}
