// One step, run again and again, with another call of the same program failing or being its last each time; and what must hold after each.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Evidence } from '../../../src/core/capture/evidence.ts';
import { readAddress } from '../../../src/runner/address.ts';
import { House, SECRETS, signal, until } from '../house.ts';
import type { Fault } from './hook.ts';

const RELAY = resolve(import.meta.dirname, '../../../src/runner/relay.ts');
const HOOK = resolve(import.meta.dirname, 'hook.ts');
const PRINTED = 'before\r\n<concealed:DB_PASSWORD>\r\nafter\r\n';
const SCRIPT = 'echo "$COUNTERSIGN_RUN" >> ran; echo before; echo "$DB_PASSWORD"; echo after; cd /; exit 3';

export type How = Fault['how'];

const HOWS: readonly How[] = ['kill', 'after', 'ENOSPC', 'EACCES', 'EMFILE', 'EIO'];

/** What is tried at which call: at each of them another way, the ways taking turns; with FAULTS=all in the environment every way at each. */
export function plannedFaults(calls: number, every = 1): readonly { readonly at: number; readonly how: How }[] {
  const all = Array.from({ length: calls }, (_, index) => index + 1);
  if (process.env.FAULTS === 'all') return all.flatMap((at) => HOWS.map((how) => ({ at, how })));
  return all.filter((at) => at % every === 0).map((at) => ({ at, how: HOWS[(at / every) % HOWS.length] ?? 'kill' }));
}

export class Sweep {
  readonly house: House;
  readonly #program: string;

  private constructor(house: House, program: string) {
    this.house = house;
    this.#program = program;
  }

  /** A house whose programs obey the fault that is set. */
  static async of(program: 'relay' | 'supervisor'): Promise<Sweep> {
    const sweep = new Sweep(await House.build(), program);
    const { house } = sweep;
    await house.write('.env', 'DB_PASSWORD=op://Trial/db/password\n');
    house.nodeArgs = ['--import', HOOK];
    house.env.FAULT_FILE = join(house.home, 'fault.json');
    return sweep;
  }

  async set(at: number, how: How, jump = 0): Promise<void> {
    const fault: Fault = { program: this.#program, at, how, jump, list: join(this.house.home, 'calls') };
    await rm(fault.list, { force: true });
    await writeFile(this.house.env.FAULT_FILE ?? '', JSON.stringify(fault));
  }

  /** The calls a run makes when nothing goes wrong. */
  async calls(): Promise<readonly string[]> {
    await this.set(0, 'none');
    const { run } = await this.#once();
    expect((await this.judge(run)).end.outcome).toBe('exited');
    await this.close();
    return (await readFile(join(this.house.home, 'calls'), 'utf8')).trimEnd().split('\n');
  }

  /** One run with that fault, and what must hold. Answers how it ended. */
  async fault(at: number, how: How, call = '', jump = 0): Promise<string> {
    await this.set(at, how, jump);
    try {
      const { run, told } = await this.#once();
      await rm(this.house.env.FAULT_FILE ?? '');
      const evidence = await this.judge(run);
      if (told === 'refused') expect(this.#ran(await this.#record(), run), 'refused, and yet it ran').toBe(0);
      return evidence.end.outcome;
    } catch (error) {
      throw new Error(`${how} at call ${at} (${call})`, { cause: error });
    }
  }

  async #once(): Promise<{ readonly run: string; readonly told: string }> {
    const { house } = this;
    const plan = { frontMatter: { carry: ['cwd'] } } as const;
    const run = await house.seal({ script: SCRIPT, ...plan });
    if (!(await this.#isUp())) return { run, told: 'unreachable' };
    const ready = await house.runner.ensure();
    const asked = ready.ok ? await house.runner.start(run) : ready;
    if (!asked.ok) return { run, told: 'unreachable' };
    for (let i = 0; i < 1500; i++) {
      const news = house.news.find(
        (item) => item.kind === 'lost' || ((item.kind === 'ended' || item.kind === 'refused') && item.run === run),
      );
      if (news) return { run, told: news.kind };
      await wait(20);
    }
    throw new Error(`nothing was heard of ${run}; terminal: ${house.terminal?.text.slice(-600)}`);
  }

  /** Whether there is a runner: one that dies before it can be reached is not waited for. */
  async #isUp(): Promise<boolean> {
    const { house } = this;
    const { child } = house.terminal ?? house.openTerminal();
    let lives = true;
    void child.exited.then(() => {
      lives = false;
    });
    await until(
      async () => !lives || (await readAddress(house.runtimeDir))?.pid === child.pid,
      () => `a runner; it says ${house.terminal?.text}`,
    );
    return lives;
  }

  #ran(record: string, run: string): number {
    return record.split('\n').filter((line) => line === run).length;
  }

  async #record(): Promise<string> {
    return readFile(join(this.house.folder, 'ran'), 'utf8').catch(() => '');
  }

  /** The next window finds the run, and knows the truth about it. */
  async judge(run: string): Promise<Evidence> {
    const { house } = this;
    expect((await house.vault.open()).map((each) => each.run)).toContain(run);
    const evidence = await this.#evidence(run);
    const { end, start } = evidence;
    const ran = this.#ran(await this.#record(), run);
    const log = (await house.log(run)).toString();
    expect(ran).toBeLessThanOrEqual(1);
    if (!start && end.outcome !== 'lost') expect(ran, `${end.outcome}, and yet it ran`).toBe(0);
    if (end.outcome === 'exited') expect([end.exit, ran, log, end.bytes]).toEqual([3, 1, PRINTED, PRINTED.length]);
    else expect(PRINTED.startsWith(log), log).toBe(true);
    expect(await this.#membersOf(run), 'something of it lives').toEqual([]);
    const again = await promisify(execFile)(process.execPath, [RELAY, house.runFolder(run)]).catch(({ code }: { code: number }) => code);
    expect([again, this.#ran(await this.#record(), run)], 'a second start').toEqual([125, ran]);
    await this.#noSecret(run);
    await house.vault.forget(run);
    expect(existsSync(house.runFolder(run))).toBe(false);
    house.news.length = 0;
    return evidence;
  }

  /** Where the relay still lives, its end is waited for. */
  async #evidence(run: string): Promise<Evidence> {
    for (let i = 0; ; i++) {
      const read = await this.house.vault.evidence(run, { session: 's', now: Date.now() });
      if (read.ok) return read.value;
      if (read.failure.kind !== 'still-running' || i > 200) throw new Error(JSON.stringify(read.failure));
      await wait(100);
    }
  }

  async #membersOf(run: string): Promise<string[]> {
    for (let i = 0; ; i++) {
      const all = await Promise.all(
        (await readdir('/proc'))
          .filter((name) => /^\d+$/.test(name))
          .map(async (pid) => {
            const env = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
            return env.includes(`COUNTERSIGN_RUN=${run}\0`)
              ? [`${pid} ${await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')}`]
              : [];
          }),
      );
      if (all.flat().length === 0 || i > 50) return all.flat();
      await wait(20);
    }
  }

  async #noSecret(run: string): Promise<void> {
    const files = await readdir(this.house.runFolder(run), { withFileTypes: true });
    for (const { name } of files.filter((file) => file.isFile()))
      expect(await readFile(join(this.house.runFolder(run), name), 'latin1')).not.toContain(SECRETS['op://Trial/db/password'].slice(0, 8));
  }

  /** Ends the runner, so that the next run gets a fresh one. */
  async close(): Promise<void> {
    const { house } = this;
    const { terminal } = house;
    house.terminal = null;
    if (!terminal) return;
    signal(terminal.child.pid, 'SIGHUP');
    await Promise.race([terminal.child.exited, wait(8000)]);
    signal(terminal.child.pid, 'SIGKILL');
    terminal.child.close();
    // The host hears of it, if it ever knew it.
    await until(
      async () => (await house.runner.find()) === null,
      () => 'the runner to be gone',
    );
    await wait(300);
    house.news.length = 0;
  }
}
