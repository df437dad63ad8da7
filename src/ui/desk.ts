// The desk: everything a person sees and touches, joined to one conductor. A table of contents: register this, register that.
import type * as VSCode from 'vscode';
import type { Conductor } from '../conductor.ts';
import type { Session } from '../core/review/session.ts';
import type { Runbook } from '../core/step.ts';
import type { Say } from '../core/words.ts';
import type { Bearings, Clock, Disposable, Git, Journals, Log } from '../ports.ts';
import { createActions } from './actions.ts';
import type { AskCommandDeps, AskCommands } from './ask.ts';
import { createAssessor } from './assessor.ts';
import { watchAttention } from './attention.ts';
import { registerCodeLens } from './codeLens.ts';
import { registerCommands } from './commands.ts';
import type { ConnectCommands } from './connect.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { createDraw, type DrawDeps } from './draw.ts';
import { registerHovers } from './hovers.ts';
import { onIntent } from './intents.ts';
import { openLog } from './logs.ts';
import type { ModelCommands } from './models.ts';
import { registerNativePlaces } from './nativePlaces.ts';
import { newRunbook } from './newRunbook.ts';
import { watchPlace } from './place.ts';
import { registerPolicyMarks } from './policyMarks.ts';
import type { RecordCommands } from './recordCommands.ts';
import type { RecordTreeDeps } from './recordTree.ts';
import { watchRunbooks } from './runbookWatch.ts';
import { readSettings } from './settings.ts';
import { registerSidebar } from './sidebar.ts';
import { registerStatusBar } from './statusBar.ts';

export interface DeskDeps {
  readonly vscode: typeof VSCode;
  readonly extensionUri: VSCode.Uri;
  readonly folder: VSCode.Uri;
  readonly say: Say;
  readonly log: Log;
  readonly clock: Clock;
  readonly git: Git;
  readonly bearings: Bearings;
  readonly journals: Journals;
  readonly checkpoints: RecordTreeDeps['checkpoints'];
  readonly newRun: () => string;
  /** Connect and disconnect AI clients, see ui/connect.ts. */
  readonly clients: ConnectCommands;
  /** The commands about the record, see ui/recordCommands.ts. */
  readonly record: (of: { readonly session: () => Session; readonly identity: () => Promise<string> }) => RecordCommands;
  readonly models: ModelCommands;
  /** The commands about asking a model, see ui/ask.ts. */
  readonly ask: (of: Pick<AskCommandDeps, 'now' | 'session' | 'dispatch' | 'identity' | 'showCard' | 'adopt'>) => AskCommands;
  readonly revealTerminal: (options?: { readonly focus: boolean }) => void;
  readonly signOut: () => Promise<void>;
  /** Finds runs of an earlier window and hands them to the session. Called once the place is trusted. */
  readonly recover: (conductor: Conductor) => Promise<void>;
  /** What is known of a step that an agent proposed. */
  readonly noteOf?: DrawDeps['noteOf'];
  readonly held?: DrawDeps['held'];
  readonly conduct: (draw: (session: Session) => void) => Conductor;
}

export function openDesk(deps: DeskDeps): Disposable {
  const { vscode, say, log, clock, folder } = deps;
  const now = () => clock.now();
  const session = () => conductor.session();
  const dispatch: Conductor['dispatch'] = (event) => conductor.dispatch(event);
  const identity = remembered(() => deps.git.identity());
  const showLog = (run: string | undefined, line?: number) => openLog({ vscode, folder, session, say }, run, line);
  const showTerminal = () => deps.revealTerminal({ focus: true });

  const sidebar = registerSidebar({
    vscode,
    log,
    extensionUri: deps.extensionUri,
    onHidden: () => attention.hidden(),
    onIntent: (intent) =>
      void onIntent(intent, {
        now,
        identity,
        dispatch,
        newRun: deps.newRun,
        seen: attention.seen,
        act: (id) => void actions(id),
        openLog: (run, line) => void showLog(run, line),
      }),
  });
  const status = registerStatusBar(vscode, say);
  const assess = createAssessor({ bearings: deps.bearings, say });
  const runbookOf = (document: VSCode.TextDocument) => runbooks.of(document);
  const lenses = registerCodeLens({ vscode, say, now, after: clock.after, session, assess, runbookOf });
  const places = registerNativePlaces({ vscode, say, folder, journals: deps.journals, checkpoints: deps.checkpoints });
  const conductor = deps.conduct(
    createDraw({ vscode, say, now, folder: folder.fsPath, sidebar, status, lenses, places, noteOf: deps.noteOf, held: deps.held }),
  );
  const attention = watchAttention({ vscode, now, dispatch });
  const runbooks = watchRunbooks({ vscode, folder, dispatch, session, after: clock.after });
  // What cannot be recovered now stays where it is and is found again by the next window; the runbook is looked at all the same.
  const recovered = () => deps.recover(conductor).catch((cause: unknown) => log.error('recover', cause));
  const place = watchPlace({ vscode, git: deps.git, dispatch, onReady: () => void recovered().then(runbooks.look) });
  const lookAgain = async () => {
    await place.look();
    const { runbook } = session();
    // What stands on disk or in the editor now, not what was read before.
    if (runbook) await runbooks.take(runbook.path);
  };
  const marks = registerDiagnostics({ vscode, say, assess, runbookOf, after: clock.after, onError: (cause) => log.error('marks', cause) });
  const policyMarks = registerPolicyMarks({ vscode, folder, say, after: clock.after });
  const hovers = registerHovers({ vscode, say, assess, runbookOf });
  const actions = createActions({ vscode, say, folder, session, dispatch, showTerminal, openLog: showLog, lookAgain });
  const commands = registerCommands({
    ...{ vscode, say, now, session, dispatch, identity, newRun: deps.newRun, showTerminal, signOut: deps.signOut },
    record: deps.record({ session, identity }),
    clients: deps.clients,
    models: deps.models,
    ask: deps.ask({
      ...{ now, session, dispatch, identity, showCard: () => sidebar.focus() },
      adopt: async () => {
        const document = vscode.window.activeTextEditor?.document;
        const runbook = document && runbooks.of(document);
        return runbook && runbooks.take(runbook.path);
      },
    }),
    showCard: () => sidebar.focus(),
    openLog: (run) => showLog(run),
    newRunbook: () => newRunbook({ vscode, folder, say }),
    review: async (path, step) => {
      await runbooks.take(path);
      dispatch({ kind: 'choose', step });
    },
    stepAtCursor: () => stepAtCursor(vscode, runbooks.of),
  });
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('countersign')) dispatch({ kind: 'pause', pauseMs: readSettings(vscode).pauseMs });
  });
  void place.look();
  const parts = [settings, marks, policyMarks, hovers, commands, place, runbooks, attention, conductor, places, lenses, status, sidebar];
  return { dispose: () => parts.forEach((part) => void part.dispose()) };
}

function stepAtCursor(vscode: typeof VSCode, of: (document: VSCode.TextDocument) => Runbook | null) {
  const editor = vscode.window.activeTextEditor;
  const runbook = editor && of(editor.document);
  if (!editor || !runbook) return null;
  const offset = editor.document.offsetAt(editor.selection.active);
  const step = runbook.steps.find((candidate) => candidate.fence[0] <= offset && offset <= candidate.fence[1]);
  return step ? { path: runbook.path, step: step.id } : null;
}

/** Asks once, and again only after a failure. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch((cause: unknown) => {
      answer = undefined;
      throw cause;
    });
    return answer;
  };
}
