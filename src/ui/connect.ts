// Connect an AI Client, and Disconnect: which, how strict, the difference of each file, a question, and only then the file.
import type * as VSCode from 'vscode';
import * as z from 'zod';
import type { ClientFiles } from '../adapters/clientFiles.ts';
import { CLIENT_FILES, CLIENT_IDS, type ClientId, HOOK_LEVELS, type Wish, wishOf } from '../core/connect/clients.ts';
import { type Memory, memorySchema } from '../core/connect/memory.ts';
import { clientWords, hookWords, CONNECT_WORDS as WORDS, wordProblem, wordRefusal } from '../core/connect/words.ts';
import { wordFailure } from '../core/failureWords.ts';
import type { Level } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import { confirmChange } from './connectDiff.ts';
import { COMMANDS } from './contributions.ts';

export interface ConnectDeps {
  readonly vscode: typeof VSCode;
  readonly folder: VSCode.Uri;
  readonly say: Say;
  readonly files: ClientFiles;
  /** What was written where, of this workspace and this machine. */
  readonly memento: Pick<VSCode.Memento, 'get' | 'update'>;
  readonly platform: NodeJS.Platform;
  /** Writes the launcher; throws where it cannot. */
  readonly keepLauncher: () => Promise<unknown>;
}

const CONNECT_COMMANDS = [COMMANDS.connectClient, COMMANDS.disconnectClient] as const;
export type ConnectCommands = Readonly<Record<(typeof CONNECT_COMMANDS)[number], () => Promise<void>>>;

export function connectCommands(deps: ConnectDeps): ConnectCommands {
  return {
    [COMMANDS.connectClient]: () => allowed(deps, connectClients),
    [COMMANDS.disconnectClient]: () => allowed(deps, disconnectClients),
  };
}

/** An untrusted folder is not to be changed, and neither is one whose clients could not find us. */
async function allowed(deps: ConnectDeps, run: (deps: ConnectDeps) => Promise<void>): Promise<void> {
  const { vscode, say } = deps;
  if (deps.platform === 'win32') return void vscode.window.showWarningMessage(say(WORDS.windows));
  if (vscode.workspace.isTrusted) return run(deps);
  const { sentence, action } = wordFailure({ kind: 'untrusted' }, say);
  void vscode.window.showWarningMessage(`${sentence} ${action}`);
}

async function connectClients(deps: ConnectDeps): Promise<void> {
  const { say, vscode } = deps;
  const connected = await connectedOf(deps);
  const clients = await pick(deps, {
    clients: CLIENT_IDS,
    connected,
    title: say(WORDS.pick),
    picked: (id) => id.startsWith('claude-code'),
  });
  if (clients.length === 0) return;
  const from = clients.includes('claude-code-hook') ? await pickStrictness(deps) : 'read';
  if (from === undefined) return;
  try {
    await deps.keepLauncher();
  } catch (cause) {
    return void vscode.window.showErrorMessage(say(WORDS.launcher, { detail: detailOf(cause) }));
  }
  const done = await inTurn(clients, (client) => change(deps, { client, to: 'connected', wish: wishOf(client, { from }) }));
  if (done.length > 0) void vscode.window.showInformationMessage(say(WORDS.done, { paths: done.join(', ') }));
}

async function disconnectClients(deps: ConnectDeps): Promise<void> {
  const { say, vscode } = deps;
  const connected = await connectedOf(deps);
  if (connected.length === 0) return void vscode.window.showInformationMessage(say(WORDS.none));
  const clients = await pick(deps, { clients: connected, connected, title: say(WORDS.unpick), picked: () => true });
  const done = await inTurn(clients, (client) => change(deps, { client, to: 'gone', wish: wishOf(client, { from: 'read' }) }));
  if (done.length > 0) void vscode.window.showInformationMessage(say(WORDS.undone, { paths: done.join(', ') }));
}

/** The clients whose file has our entry now. */
async function connectedOf({ files }: ConnectDeps): Promise<readonly ClientId[]> {
  const { disconnect } = await import('../core/connect/connection.ts');
  const found = await Promise.all(
    CLIENT_IDS.map(async (client) => {
      const file = await files.read(CLIENT_FILES[client]);
      if (file.kind !== 'text') return false;
      const without = disconnect({ text: file.text, wish: wishOf(client, { from: 'read' }) });
      return without.ok && without.text !== file.text;
    }),
  );
  return CLIENT_IDS.filter((_, index) => found[index]);
}

interface Choice {
  readonly clients: readonly ClientId[];
  readonly connected: readonly ClientId[];
  readonly title: string;
  readonly picked: (client: ClientId) => boolean;
}

async function pick({ vscode, say }: ConnectDeps, { clients, connected, title, picked }: Choice): Promise<readonly ClientId[]> {
  const items = clients.map((client) => ({
    label: clientWords(client, say).label,
    description: connected.includes(client) ? `${CLIENT_FILES[client]} · ${say(WORDS.connected)}` : CLIENT_FILES[client],
    picked: picked(client),
    client,
  }));
  const options = { title, placeHolder: say(WORDS.pickHint), canPickMany: true as const, ignoreFocusOut: true };
  return ((await vscode.window.showQuickPick(items, options)) ?? []).map(({ client }) => client);
}

async function pickStrictness({ vscode, say }: ConnectDeps): Promise<Level | undefined> {
  const items = HOOK_LEVELS.map((level) => ({ label: hookWords(level, say), level }));
  const options = { title: say(WORDS.strictness), placeHolder: say(WORDS.strictnessHint), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.level;
}

/** One file after the other; the paths of those that were written. */
async function inTurn(clients: readonly ClientId[], change: (client: ClientId) => Promise<boolean>): Promise<readonly string[]> {
  const done: string[] = [];
  for (const client of clients) if (await change(client)) done.push(CLIENT_FILES[client]);
  return done;
}

interface Goal {
  readonly client: ClientId;
  readonly to: 'connected' | 'gone';
  readonly wish: Wish;
}

/** Changes the file of one client, if the person says so. */
async function change(deps: ConnectDeps, goal: Goal): Promise<boolean> {
  const { vscode, say, files } = deps;
  const path = CLIENT_FILES[goal.client];
  const decline = (text: string): false => {
    void vscode.window.showWarningMessage(text);
    return false;
  };
  const file = await files.read(path);
  if (file.kind === 'refused') return decline(wordRefusal(file.why, { path, detail: file.detail, say }));
  const before = file.kind === 'text' ? file.text : null;
  const remembered = recall(deps, goal.client);
  const after = await textAfter(goal, { text: before, memory: remembered?.memory });
  if (!after.ok) return decline(wordProblem(after.problem, { path, say }));
  if (after.text === before) return decline(say(WORDS.already, { path }));
  if (isUnsaved(deps, path)) return decline(say(WORDS.unsaved, { path }));
  const detail = goal.to === 'connected' ? clientWords(goal.client, say).detail : '';
  if (!(await confirmChange(deps, { path, before, after: after.text, detail }))) return false;
  const now = await files.read(path);
  if ((now.kind === 'text' ? now.text : now.kind === 'none' ? null : undefined) !== before || isUnsaved(deps, path))
    return decline(say(WORDS.meanwhile, { path }));
  try {
    await carryOut(deps, { client: goal.client, text: after.text, memory: after.memory });
    return true;
  } catch (cause) {
    return decline(say(WORDS.failed, { path, detail: detailOf(cause) }));
  }
}

async function textAfter({ to, wish }: Goal, { text, memory }: { readonly text: string | null; readonly memory: Memory | undefined }) {
  // Loaded when it is asked for, and the JSON reader with it.
  const { connect, disconnect } = await import('../core/connect/connection.ts');
  if (to === 'connected') return connect({ text, wish, memory });
  const gone = disconnect({ text, wish, memory });
  return gone.ok ? { ...gone, memory: undefined } : gone;
}

function isUnsaved({ vscode, folder }: ConnectDeps, path: string): boolean {
  const uri = vscode.Uri.joinPath(folder, path).toString();
  return vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri);
}

async function carryOut(
  deps: ConnectDeps,
  of: { readonly client: ClientId; readonly text: string | null; readonly memory: Memory | undefined },
): Promise<void> {
  const path = CLIENT_FILES[of.client];
  const earlier = recall(deps, of.client)?.madeFolder ?? false;
  if (of.text === null) {
    await deps.files.remove(path, { folderToo: earlier });
    return deps.memento.update(keyOf(of.client), undefined);
  }
  const { madeFolder } = await deps.files.write(path, of.text);
  const stored = of.memory && { memory: of.memory, madeFolder: madeFolder || earlier };
  await deps.memento.update(keyOf(of.client), stored);
}

const storedSchema = z.strictObject({ memory: memorySchema, madeFolder: z.boolean() });

const keyOf = (client: ClientId): string => `connected:${client}`;

const recall = ({ memento }: ConnectDeps, client: ClientId) => storedSchema.safeParse(memento.get(keyOf(client))).data;

const detailOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
