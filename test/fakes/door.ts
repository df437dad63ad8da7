// A window without VS Code: the real conductor, the real door and its desk, over ports in memory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '../../src/adapters/clock.ts';
import { type Conductor, createConductor } from '../../src/conductor.ts';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import type { JournalRecord } from '../../src/core/remember/record.ts';
import { createDoorDesk, type DoorDesk, type DoorDeskDeps } from '../../src/door/desk.ts';
import { type Door, openDoor } from '../../src/door/server.ts';
import { fakeWorld, type World } from './ports.ts';

export interface FakeWindow {
  readonly world: World;
  readonly conductor: Conductor;
  readonly desk: DoorDesk;
  readonly home: string;
  readonly folder: string;
  /** What the desk works with, for another desk on the same folder. */
  readonly ports: Pick<DoorDeskDeps, 'runbooks' | 'journal' | 'journals' | 'bearings' | 'clock' | 'readLog'>;
  /** The journal so far. */
  readonly records: () => Promise<readonly JournalRecord[]>;
  /** The log every run leaves. */
  log: string;
  /** Resolves once the named step is on the card. */
  onCard(step?: string): Promise<string>;
  /** A person reads the card and approves it. */
  approve(): Promise<void>;
  reject(reason: string): Promise<void>;
  close(): Promise<void>;
}

export const RUNBOOK = '---\nobjective: Join the k3s worker w3 to the cluster\n---\n# Trial\n\nJoin it.\n';

/** `journalMs`: how long the disk takes for a record. `skew`: milliseconds the clock is ahead. */
export async function openFakeWindow(
  text = RUNBOOK,
  of: { readonly journalMs?: number; readonly skew?: () => number } = {},
): Promise<FakeWindow> {
  const clock = createClock();
  const { journalMs = 100, skew = () => 0 } = of;
  const world: World = { ...fakeWorld(), clock: { ...clock, now: () => clock.now() + skew() } };
  // The fakes read and write the text of the world they were made with.
  const held = { text };
  const runbooks: World['runbooks'] = {
    read: async () => ({ ok: true, value: { text: held.text, dirty: false } }),
    splice: async (_path, { span, text: put, expected }) => {
      if (expected !== held.text) return { ok: false, failure: { kind: 'annotate-failed', path: 'runbooks/a.md', detail: 'changed' } };
      held.text = held.text.slice(0, span[0]) + put + held.text.slice(span[1]);
      return { ok: true, value: { saved: true } };
    },
  };
  const root = mkdtempSync(join(tmpdir(), 'countersign-window-'));
  const records: Parameters<World['journal']['append']>[2][] = [];
  const journal: World['journal'] = {
    append: async (_runbook, _session, entry) => {
      // A disk takes its time.
      if (journalMs > 0) await new Promise((resolve) => setTimeout(resolve, journalMs));
      records.push(entry);
      return { ok: true, value: { path: 'j.jsonl' } };
    },
  };
  const journals: World['journals'] = {
    of: async () =>
      records.map((entry, at) => ({ ...entry, v: 1, seq: at + 1, prev: '', sum: '', at: new Date(entry.at).toISOString() }) as never),
    all: async () => [],
  };
  const stages = { ...world, runbooks, journal, journals };
  let window: FakeWindow;
  let tickets = 0;
  const conductor: Conductor = createConductor({ ...stages, draw: (session) => desk.saw(session) }, { id: 's', pauseMs: 0 });
  const readLog: DoorDeskDeps['readLog'] = async () =>
    (async function* () {
      yield window.log;
    })();
  const ports = { runbooks, journal, journals, bearings: world.bearings, clock: world.clock, readLog };
  const desk = createDoorDesk({
    ...ports,
    session: () => conductor.session(),
    dispatch: (event) => conductor.dispatch(event),
    newTicket: () => `ai-${++tickets}`,
  });
  const door: Door = await openDoor({
    folder: root,
    place: join(root, 'home', 'windows'),
    now: () => world.clock.now(),
    onError: (cause) => {
      throw cause;
    },
    answer: (call) => desk.answer(call),
  });
  conductor.dispatch({ kind: 'runbook', runbook: parseRunbook(text, 'runbooks/a.md'), take: true });
  const onCard = async (step?: string): Promise<string> => {
    for (let turn = 0; turn < 400; turn++) {
      const { review } = conductor.session();
      if (review.kind === 'presented' && (step === undefined || review.step.id === step)) return review.digest;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`not on the card: ${JSON.stringify(conductor.session().review)}`);
  };
  let runs = 0;
  window = {
    ...{
      world,
      conductor,
      desk,
      ports,
      records: () => journals.of('runbooks/a.md'),
      home: join(root, 'home'),
      folder: root,
      log: 'all is well\n',
      onCard,
    },
    async approve() {
      const digest = await onCard();
      conductor.dispatch({ kind: 'seen', digest, whole: true, focused: true, at: world.clock.now() - 60_000 });
      conductor.dispatch({ kind: 'approve', digest, via: 'card', at: world.clock.now(), by: 'Ada', run: `run-0000${++runs}` });
    },
    async reject(reason) {
      const digest = await onCard();
      conductor.dispatch({ kind: 'reject', digest, reason, text: 'not on a Friday', at: world.clock.now(), by: 'Ada' });
    },
    async close() {
      await door.close();
      conductor.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return window;
}
