// What another session left in doubt is said once, before anybody runs it again.

import { expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import { parseRunbook } from '../../src/core/propose/runbook.ts';
import { freshSession, type Session } from '../../src/core/review/session.ts';
import { english } from '../../src/core/words.ts';
import { COMMANDS } from '../../src/ui/contributions.ts';
import { watchHandover } from '../../src/ui/handover.ts';
import { approve, fresh, journalsIn, RUNBOOK, ran, session as recorded, type Written } from '../core/recall/world.ts';

function stage(world: Written, button?: string) {
  const said: string[] = [];
  const ran: unknown[][] = [];
  let later: (() => void)[] = [];
  const vscode = {
    window: {
      async showWarningMessage(text: string) {
        said.push(text);
        return button;
      },
    },
    commands: { executeCommand: async (...args: unknown[]) => void ran.push(args) },
  } as unknown as typeof VSCode;
  const log = { info: () => undefined, warn: () => undefined, error: (_: string, cause?: unknown) => said.push(String(cause)) };
  const watch = watchHandover({
    ...{ vscode, say: english, log, journals: async () => journalsIn(world) },
    after: (_ms, call) => {
      later.push(call);
      return { dispose: () => undefined };
    },
  });
  const wait = async () => {
    for (const call of later) call();
    later = [];
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { said, ran, watch, wait };
}

const at = (world: Written, over: Partial<Session> = {}): Session => ({
  ...{ ...freshSession({ id: 's-9', pauseMs: 0 }), runbook: parseRunbook(world.text, RUNBOOK) },
  ...over,
});

it('an approved step whose end nobody recorded, with a way to the step', async () => {
  const world = fresh();
  ran(world, { run: 'run-1', step: 'look' });
  approve(world, { run: 'run-2', step: 'join' });
  const { said, ran: done, watch, wait } = stage(world, 'Show the step');
  watch(at(world));
  watch(at(world));
  await wait();
  watch(at(world));
  await wait();
  expect(said).toEqual([
    'In doubt: Join was approved by Ada Lovelace <ada@example.org> at 2026-11-21 05:40 UTC, and its end is not recorded. It may have run, or still be running. Look at the system before you run it again.',
  ]);
  expect(done).toEqual([[COMMANDS.reviewStep, RUNBOOK, 'join']]);
});

it('nothing where nothing is in doubt, nothing can be reviewed here, or this window finds the run again itself', async () => {
  const whole = stage(recorded());
  whole.watch(at(recorded()));
  await whole.wait();
  expect(whole.said).toEqual([]);
  const edited = { ...recorded(), text: recorded().text.replace('kubectl get nodes', 'kubectl get nodes -o wide') };
  const later = stage(edited);
  later.watch(at(edited));
  await later.wait();
  expect(later.said).toEqual([]);
  const world = fresh();
  approve(world, { run: 'run-2', step: 'join' });
  const untrusted = stage(world);
  untrusted.watch(at(world, { place: { kind: 'untrusted' } }));
  await untrusted.wait();
  expect(untrusted.said).toEqual([]);
  const own = stage(world);
  own.watch(at(world));
  const ticket = {
    v: 1,
    run: 'run-2',
    session: 's-1',
    runbook: RUNBOOK,
    step: 'join',
    stepTitle: '',
    stepText: '',
    level: 'read',
  } as const;
  own.watch(at(world, { recoveries: [{ ...ticket, digest: '', by: '', at: 0, secrets: [] }] }));
  await own.wait();
  expect(own.said).toEqual([]);
});
