// The integrated terminal whose process is the runner. No shell runs in it.
import type * as VSCode from 'vscode';

export interface TerminalDeps {
  readonly vscode: typeof VSCode;
  /** Absolute path of the bundled runner. */
  readonly runnerPath: string;
  /** Where the runner keeps its socket and its runs. */
  readonly runtimeDir: string;
  readonly name: string;
  /** The host's own executable, and whether it is Electron and has to be told to act as Node. */
  readonly node: { readonly path: string; readonly electron: boolean };
  /** Extra environment for the runner (the language of its sentences). */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: VSCode.Uri;
}

export interface RunnerTerminal {
  /** Opens the terminal; an older one of ours whose process ended is closed first. */
  open(): void;
  /** Brings it to the front without taking the keyboard focus. */
  reveal(options?: { readonly focus: boolean }): void;
  /** Closes it, and with it whatever was granted to it. */
  close(): void;
}

export function createRunnerTerminal(deps: TerminalDeps): RunnerTerminal {
  const { vscode } = deps;
  const ours = () => vscode.window.terminals.filter((terminal) => terminal.name === deps.name);

  return {
    open() {
      for (const old of ours()) if (old.exitStatus) old.dispose();
      const terminal = vscode.window.createTerminal({
        name: deps.name,
        shellPath: deps.node.path,
        shellArgs: [deps.runnerPath, deps.runtimeDir],
        cwd: deps.folder,
        iconPath: new vscode.ThemeIcon('shield'),
        isTransient: false,
        // The settings of a workspace and other extensions could put programs of theirs on PATH, or code into Node: none of it comes in.
        strictEnv: true,
        env: { ...inherited(process.env), ...deps.env, ...(deps.node.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) },
      });
      terminal.show(true);
    },
    close() {
      for (const terminal of ours()) terminal.dispose();
    },
    reveal(options = { focus: false }) {
      ours().at(-1)?.show(!options.focus);
    },
  };
}

/** The host's own environment, by which the plan was made, without what VS Code put into it for itself. */
function inherited(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_PATH$)/.test(name),
  );
  return { TERM: 'xterm-256color', COLORTERM: 'truecolor', TERM_PROGRAM: 'vscode', ...Object.fromEntries(kept as [string, string][]) };
}
