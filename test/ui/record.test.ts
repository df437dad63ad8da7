// The record's commands with a stand-in for VS Code that answers what it is asked: what a person is told, and what is done then.

import { describe, expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import type { Difference } from '../../src/core/checkpoint/list.ts';
import { audit } from '../../src/core/recall/audit.ts';
import { readRunbookFile } from '../../src/core/recall/files.ts';
import { reportOf } from '../../src/core/report/report.ts';
import { freshSession, type Session } from '../../src/core/review/session.ts';
import { english } from '../../src/core/words.ts';
import type { RestoreRequest } from '../../src/restoring.ts';
import { COMMANDS } from '../../src/ui/contributions.ts';
import { recordCommands } from '../../src/ui/recordCommands.ts';
import type { RecordDeps } from '../../src/ui/recordDeps.ts';
import { detailOf } from '../../src/ui/restore.ts';
import { atHand, journalsIn, RUNBOOK, session as recorded, START } from '../core/recall/world.ts';

const COMMIT = 'c'.repeat(40);

class Uri {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
  constructor(of: { scheme: string; path: string; query?: string }) {
    this.scheme = of.scheme;
    this.path = of.path;
    this.query = of.query ?? '';
  }
  static from = (of: { scheme: string; path: string; query?: string }) => new Uri(of);
  static joinPath = (base: Uri, path: string) => new Uri({ ...base, path: `${base.path}/${path}` });
  with = (of: { path: string }) => new Uri({ ...this, ...of });
  toString = () => `${this.scheme}:${this.path}?${this.query}`;
}

interface Told {
  readonly said: string[];
  readonly shown: unknown[];
  readonly ran: unknown[][];
  readonly files: Map<string, string>;
  readonly restored: RestoreRequest[];
}

interface Given {
  /** What quick picks and dialogs are answered with: the index of an item, or a button's words. */
  readonly picks?: (number | undefined)[];
  readonly button?: string;
  readonly text?: string;
  readonly trusted?: boolean;
  readonly dirty?: string;
  readonly differences?: readonly Difference[];
  readonly session?: Session;
  readonly list?: number;
}

const PATHS_TEXT = recorded().text.replace('environment: staging', 'environment: staging\npaths: [k8s]');

function stage(given: Given = {}): { readonly commands: ReturnType<typeof recordCommands>; readonly told: Told } {
  const told: Told = { said: [], shown: [], ran: [], files: new Map(), restored: [] };
  const folder = new Uri({ scheme: 'file', path: '/work' });
  const picks = [...(given.picks ?? [])];
  const world = { ...recorded(), text: given.text ?? PATHS_TEXT };
  const message = async (text: string, ...rest: unknown[]) => {
    told.said.push(
      text,
      ...rest.flatMap((item) => (typeof item === 'object' && item !== null && 'detail' in item ? [String(item.detail)] : [])),
    );
    return rest.includes(given.button) ? given.button : undefined;
  };
  const document = {
    uri: Uri.joinPath(folder, given.dirty ?? 'x'),
    isDirty: given.dirty !== undefined,
    isClosed: false,
    getText: () => 'held',
  };
  const vscode = {
    Uri,
    Position: class {},
    Range: class {},
    ProgressLocation: { Window: 10 },
    env: { language: 'en' },
    commands: { executeCommand: async (...args: unknown[]) => void told.ran.push(args) },
    workspace: {
      isTrusted: given.trusted ?? true,
      textDocuments: [document],
      openTextDocument: async (uri: Uri) => ({ uri, getText: () => world.text, positionAt: (offset: number) => offset }),
      registerTextDocumentContentProvider: () => ({ dispose: () => undefined }),
      fs: { writeFile: async (uri: Uri, bytes: Uint8Array) => void told.files.set(uri.path, new TextDecoder().decode(bytes)) },
    },
    window: {
      withProgress: (_: unknown, work: () => unknown) => work(),
      showInformationMessage: message,
      showWarningMessage: message,
      showErrorMessage: message,
      showQuickPick: async (items: readonly { label: string }[], options: { title: string }) => {
        told.said.push(options.title, ...items.map(({ label }) => label));
        const at = picks.shift();
        return at === undefined ? undefined : items[at];
      },
      showSaveDialog: async ({ defaultUri }: { defaultUri: Uri }) => defaultUri,
      showTextDocument: async (shown: Uri | { uri: Uri }) => void told.shown.push(('uri' in shown ? shown.uri : shown).path),
    },
  } as unknown as typeof VSCode;
  const near = atHand(world);
  const checkpoint = { commit: COMMIT, at: START + 6000, subject: 'runbook(k3s): look exit 0', step: 'look', run: 'run-1' };
  const deps: RecordDeps = {
    ...{ vscode, folder: folder as unknown as VSCode.Uri, say: english, now: () => START, identity: async () => 'Ada' },
    session: () => given.session ?? { ...freshSession({ id: 's-9', pauseMs: 0 }), runbook: { path: RUNBOOK, frontMatter: {}, steps: [] } },
    runbooks: { read: async () => ({ ok: true, value: { text: world.text, dirty: false } }) },
    verify: async (text) => ({
      audit: audit({ ...near, logs: new Map([['.countersign/logs/s-1/run-1.log', text('x') ?? '']]) }),
      history: { checked: true, commits: 3 },
      signed: [],
    }),
    report: async ({ runbook }) =>
      runbook === RUNBOOK
        ? reportOf({
            file: readRunbookFile({ path: RUNBOOK, text: world.text }),
            journals: near.journals,
            findings: [],
            at: null,
            commit: null,
          })
        : null,
    journals: async () => journalsIn(world),
    checkpoints: {
      list: async () => Array.from({ length: given.list ?? 1 }, () => checkpoint),
      compare: async () => ({
        ok: true,
        value: given.differences ?? [
          { path: 'k8s/a.yaml', kind: 'changed' },
          { path: 'k8s/b', kind: 'lost' },
          { path: 'k8s/c', kind: 'back' },
        ],
      }),
      contentAt: async () => 'then',
    },
    restore: async (request) => {
      told.restored.push(request);
      return { ok: true, value: { commit: COMMIT } };
    },
  };
  return { commands: recordCommands(deps), told };
}

describe('Verify Journal', () => {
  it('lists what is wrong and leads there', async () => {
    const { commands, told } = stage({ picks: [0] });
    await commands[COMMANDS.verifyJournal]();
    expect(told.said).toEqual([
      'Findings: 1. Records: 8, runs: 3, result blocks: 2, logs on this machine: 1. Held against git: commits that touched a journal: 3.',
      'The log of run run-1 is not the one its record names.',
    ]);
    expect(told.shown).toEqual(['/work/.countersign/journal/ops/k3s/s-1.jsonl']);
  });
});

describe('Export Report', () => {
  it('writes a page and opens it', async () => {
    const { commands, told } = stage({ picks: [0], button: 'Open' });
    await commands[COMMANDS.exportReport]();
    expect([...told.files.keys()]).toEqual(['/work/k3s-report.html']);
    expect(told.files.get('/work/k3s-report.html')).toMatch(/^<!doctype html>/);
    expect(told.ran[0]?.[0]).toBe('vscode.open');
  });

  it('writes markdown with its timeline beside it', async () => {
    const { commands, told } = stage({ picks: [1] });
    await commands[COMMANDS.exportReport]();
    expect([...told.files.keys()]).toEqual(['/work/k3s-report.md.svg', '/work/k3s-report.md']);
    expect(told.files.get('/work/k3s-report.md')).toContain('(k3s-report.md.svg)');
  });

  it('says that there is nothing to report on, and writes nothing when told to stop', async () => {
    const none = stage({ session: freshSession({ id: 's', pauseMs: 0 }) });
    await none.commands[COMMANDS.exportReport]();
    expect(none.told.said).toEqual(['Open a runbook first.']);
    const stopped = stage({ picks: [undefined] });
    await stopped.commands[COMMANDS.exportReport]();
    expect(stopped.told.files.size).toBe(0);
  });
});

describe('Restore to Checkpoint', () => {
  it('shows the diff, says what it does and does not undo, and restores only then', async () => {
    const { commands, told } = stage({ picks: [0], button: 'Restore' });
    await commands[COMMANDS.restoreToCheckpoint]();
    const [name, title, resources] = told.ran[0] ?? [];
    expect([name, title]).toEqual(['vscode.changes', 'Restore to cccccccccc']);
    const sides = (resources as (Uri | undefined)[][]).map((row) => row.map((uri) => (uri ? `${uri.scheme} ${uri.path}` : '')));
    expect(sides).toEqual([
      ['file /work/k8s/a.yaml', 'file /work/k8s/a.yaml', 'countersign-checkpoint /k8s/a.yaml'],
      ['file /work/k8s/b', 'file /work/k8s/b', ''],
      ['file /work/k8s/c', '', 'countersign-checkpoint /k8s/c'],
    ]);
    expect(told.said.join('\n')).toContain('Not undone by this, newest first: Join (join), Join (join)');
    expect(told.restored).toMatchObject([
      { runbook: RUNBOOK, session: 's-9', by: 'Ada', declared: ['k8s'], undos: [{ run: 'run-3' }, { run: 'run-2' }] },
    ]);
    expect(told.said.at(-1)).toBe('Restored to cccccccccc.');
    expect(told.shown).toEqual([`/work/${RUNBOOK}`]);
  });

  it.each<[string, Given, string]>([
    ['without a runbook', { session: freshSession({ id: 's', pauseMs: 0 }) }, 'Open a runbook first.'],
    ['when the runbook declares no paths', { text: recorded().text }, 'This runbook declares no paths of its own'],
    ['without a checkpoint', { list: 0 }, 'There is no checkpoint of this runbook yet.'],
    ['when nothing differs', { differences: [], picks: [0] }, 'is as it was at cccccccccc'],
    ['over unsaved changes', { dirty: 'k8s/a.yaml', picks: [0] }, 'These files have unsaved changes: k8s/a.yaml.'],
    ['over an unsaved runbook', { dirty: RUNBOOK, picks: [0] }, `These files have unsaved changes: ${RUNBOOK}.`],
    ['unless the person says so', { picks: [0] }, 'Restore to checkpoint cccccccccc? Files: 3.'],
    ['without trust', { trusted: false, picks: [0], button: 'Restore' }, 'trust'],
  ])('restores nothing %s', async (_name, given, words) => {
    const { commands, told } = stage({ button: given.picks && !given.dirty ? 'no such button' : 'Restore', ...given });
    await commands[COMMANDS.restoreToCheckpoint]();
    expect(told.said.join('\n')).toContain(words);
    expect(told.restored).toEqual([]);
  });

  it('keeps its dialog to a size that can be read', () => {
    const differences = Array.from({ length: 25 }, (_, at): Difference => ({ path: `k8s/${at}`, kind: 'changed' }));
    expect(detailOf({ differences, undos: [], say: english })).toBe(
      'Changed: k8s/0, k8s/1, k8s/2, k8s/3, k8s/4, k8s/5, k8s/6, k8s/7, k8s/8, k8s/9, and 15 more\n\nWhat stands there now is committed first, and the restore is a commit of its own: history is never rewritten.',
    );
  });
});
