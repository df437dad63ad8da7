// The composition root: the one file that says `new` (or create). Each adapter meets its port here.
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type * as VSCode from 'vscode';
import { version } from '../package.json';
import { createBearings } from './adapters/bearings.ts';
import { readCheckpoints } from './adapters/checkpoints.ts';
import { createClientFiles } from './adapters/clientFiles.ts';
import { createClock } from './adapters/clock.ts';
import { createGit } from './adapters/git.ts';
import { createCheckpoints } from './adapters/gitRestore.ts';
import { createSigner } from './adapters/gitSign.ts';
import { createSessionState } from './adapters/handed.ts';
import { createJournal } from './adapters/journal.ts';
import { createJournals } from './adapters/journals.ts';
import { keepLauncher } from './adapters/launcher.ts';
import { createLog } from './adapters/log.ts';
import { createLogReader } from './adapters/logReader.ts';
import { createModels } from './adapters/models/models.ts';
import { createPlanner } from './adapters/planner.ts';
import { nodeHash, readJournalFiles } from './adapters/recordFiles.ts';
import { gatherReport, type ReportRequest } from './adapters/reportFile.ts';
import { createRunbooks } from './adapters/runbooks.ts';
import { createRunner } from './adapters/runner.ts';
import { createScanner } from './adapters/scanner.ts';
import { createRunnerTerminal } from './adapters/terminal.ts';
import { createVault } from './adapters/vault.ts';
import { verifyFolder } from './adapters/verify.ts';
import { createAgentDoor } from './agentDoor.ts';
import { createAsking } from './asking.ts';
import { createConductor } from './conductor.ts';
import { readJournal } from './core/recall/files.ts';
import type { Session } from './core/review/session.ts';
import type { Say } from './core/words.ts';
import type { Clock, Disposable, Log } from './ports.ts';
import { recover } from './recover.ts';
import { type RestoreRequest, restoreTo } from './restoring.ts';
import type { Stages } from './stages.ts';
import { askCommands, TICKETS } from './ui/ask.ts';
import { createAskPages } from './ui/askPages.ts';
import { connectCommands } from './ui/connect.ts';
import { TERMINAL_NAME } from './ui/contributions.ts';
import { openDesk } from './ui/desk.ts';
import { openEmptyDesk } from './ui/emptyDesk.ts';
import { watchHandover } from './ui/handover.ts';
import { registerLmTools } from './ui/lmTools.ts';
import { registerMcpDefinition } from './ui/mcpDefinition.ts';
import { modelCommands } from './ui/models.ts';
import { recordCommands } from './ui/recordCommands.ts';
import type { HeldText } from './ui/recordDeps.ts';
import { readModelSettings, readSettings, readShowsAll } from './ui/settings.ts';
import { signOut } from './ui/signOut.ts';
import { withOutline } from './ui/snapshot/noteView.ts';

interface Ground {
  readonly vscode: typeof VSCode;
  readonly context: VSCode.ExtensionContext;
  readonly say: Say;
  readonly log: Log;
}

/** Builds everything for this window. Synchronous: whatever takes time happens after activation. */
export function buildHouse(vscode: typeof VSCode, context: VSCode.ExtensionContext): Disposable {
  const say: Say = (template, args = {}) => vscode.l10n.t(template, { ...args });
  const log = createLog(vscode);
  const folder = vscode.workspace.workspaceFolders?.find((candidate) => candidate.uri.scheme === 'file');
  const ground: Ground = { vscode, context, say, log };
  const desk = folder ? furnish(ground, folder.uri) : openEmptyDesk({ vscode, say, log, extensionUri: context.extensionUri });
  return {
    dispose() {
      desk.dispose();
      log.dispose();
    },
  };
}

/** A window with a folder: adapters, conductor, desk. */
function furnish({ vscode, context, say, log }: Ground, folder: VSCode.Uri): Disposable {
  const clock = createClock();
  const runtimeDir = runtimeDirFor(context, folder);
  const node = { path: process.execPath, electron: process.versions.electron !== undefined };
  const terminal = createRunnerTerminal({
    ...{ vscode, runtimeDir, folder, name: TERMINAL_NAME },
    runnerPath: context.asAbsolutePath(join('dist', 'runner.cjs')),
    node,
    env: { COUNTERSIGN_LANG: vscode.env.language },
  });
  const git = createGit({ folder: folder.fsPath, log });
  const runner = createRunner({ runtimeDir, clock, log, openTerminal: terminal.open, revealTerminal: terminal.reveal });
  const scanner = createScanner({ log });
  const readLog = createLogReader({ folder: folder.fsPath, runtimeDir });
  const vault = createVault({ runtimeDir, folder: folder.fsPath, say, scanner });
  const handed = createSessionState({ runtimeDir });
  const stages = {
    handed,
    bearings: createBearings({ folder: folder.fsPath, env: process.env, handed: handed.of }),
    planner: createPlanner({ folder: folder.fsPath, opPath: () => readSettings(vscode).opPath, handed: handed.of }),
    runbooks: createRunbooks({ vscode, folder }),
    journals: createJournals({ folder: folder.fsPath }),
    journal: createJournal({ folder: folder.fsPath, sign: createSigner({ folder: folder.fsPath, log }) }),
    ...{ runner, vault, git, clock, log, say },
  };
  const settings = () => readModelSettings(vscode);
  const models = createModels({
    ...{ vscode, clock, settings, secrets: context.secrets, access: context.languageModelAccessInformation },
    justification: say('It suggests the next step of your runbook. Nothing it suggests runs before you approve it.'),
  });
  const record = recordDeps({ vscode, folder, stages });
  const handover = watchHandover({ ...{ vscode, say, log, journals: record.journals }, after: clock.after });
  const agents = createAgentDoor({
    stages,
    folder: folder.fsPath,
    env: process.env,
    newTicket: () => `${TICKETS}${randomBytes(4).toString('hex')}`,
    readLog,
  });
  const asking = createAsking({ ...stages, models, scanner, readLog, answer: agents.answer, noteOf: agents.noteOf });
  const pages = createAskPages(vscode);
  const cliPath = context.asAbsolutePath(join('dist', 'cli.cjs'));
  const launch = () => keepLauncher(process.env, { node: node.path, cli: cliPath });
  const desk = openDesk({
    ...{ vscode, folder, say, log, clock, git, bearings: stages.bearings },
    journals: stages.journals,
    // Without trust not even git is asked.
    checkpoints: async () => (vscode.workspace.isTrusted ? readCheckpoints(folder.fsPath) : []),
    extensionUri: context.extensionUri,
    newRun: () => stamp(clock),
    revealTerminal: terminal.reveal,
    signOut: () => signOut({ vscode, say, signOut: () => runner.signOut(), closeTerminal: terminal.close }),
    record: (of) => recordCommands({ ...of, ...record }),
    clients: connectCommands({
      ...{ vscode, folder, say, platform: process.platform, keepLauncher: launch },
      ...{ files: createClientFiles(folder.fsPath), memento: context.workspaceState },
    }),
    models: modelCommands({ vscode, say, models, settings }),
    ask: (of) =>
      askCommands({
        ...of,
        ...stages,
        vscode,
        models,
        asking,
        pages,
        chosen: () => settings().chosen,
        showsAll: () => readShowsAll(vscode),
      }),
    recover: ({ dispatch }) => recover({ vault, runner, clock, dispatch }),
    noteOf: (step) => withOutline(agents.noteOf(step), asking.outlineOf(step)),
    held: agents.held,
    conduct: (draw) =>
      agents.join(
        createConductor(
          { ...stages, draw: also(also(draw, handover), agents.saw) },
          { id: stamp(clock), pauseMs: readSettings(vscode).pauseMs },
        ),
      ),
  });
  // Clients that were connected on another machine, or by an earlier version, find the way to this one.
  if (process.platform !== 'win32') void launch().catch((cause: unknown) => log.error('launcher', cause));
  const tools = registerLmTools({ vscode, say, now: () => clock.now(), answer: agents.answer });
  const mcp = registerMcpDefinition({ vscode, folder, cliPath, node, version });
  return {
    dispose() {
      tools.dispose();
      mcp.dispose();
      pages.dispose();
      agents.dispose();
      desk.dispose();
      runner.dispose();
      vault.dispose();
    },
  };
}

const also =
  (one: (session: Session) => void, other: (session: Session) => void) =>
  (session: Session): void => {
    one(session);
    other(session);
  };

/** What the record's commands need: everything they read or write goes through git and the journals of this folder. */
function recordDeps({ vscode, folder, stages }: { vscode: typeof VSCode; folder: VSCode.Uri; stages: Stages }) {
  const path = folder.fsPath;
  const checkpoints = createCheckpoints(path);
  const { runbooks, clock, say } = stages;
  return {
    ...{ vscode, folder, say, runbooks, checkpoints, now: () => clock.now() },
    verify: async (text: HeldText) => {
      const { audit, history, signatures } = await verifyFolder(path, text);
      return { audit, history, signed: [...signatures.good.values()] };
    },
    report: (of: Omit<ReportRequest, 'folder'>) => gatherReport({ ...of, folder: path }),
    journals: async () => (await readJournalFiles(path)).map((file) => readJournal(file, nodeHash)),
    restore: (request: RestoreRequest) => restoreTo({ ...stages, restore: checkpoints.restore }, request),
  };
}

/** One runtime folder per workspace folder, private to the extension. */
function runtimeDirFor(context: VSCode.ExtensionContext, folder: VSCode.Uri): string {
  const name = createHash('sha256').update(folder.toString()).digest('hex').slice(0, 12);
  return join(context.globalStorageUri.fsPath, name);
}

/** Sortable and unique: "20261121-054212-4f2a9c". Names sessions and runs. */
function stamp(clock: Clock): string {
  const time = new Date(clock.now()).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
