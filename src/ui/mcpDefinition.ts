// Offers `countersign mcp` of this package to the editor, so that nobody has to write a file for it. It leads to the door of this window.
import type * as VSCode from 'vscode';
import type { Disposable } from '../ports.ts';
import { MCP_PROVIDER } from './contributions.ts';

export interface McpDefinitionDeps {
  readonly vscode: typeof VSCode;
  readonly folder: VSCode.Uri;
  /** The packaged command line. */
  readonly cliPath: string;
  readonly version: string;
  /** The program that runs it; in a desktop editor it is the editor itself, which has to be told to be Node. */
  readonly node: { readonly path: string; readonly electron: boolean };
}

export function registerMcpDefinition({ vscode, folder, cliPath, version, node }: McpDefinitionDeps): Disposable {
  const changed = new vscode.EventEmitter<void>();
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire());
  const provider = vscode.lm.registerMcpServerDefinitionProvider(MCP_PROVIDER, {
    onDidChangeMcpServerDefinitions: changed.event,
    // Without trust the door answers nobody anyway.
    provideMcpServerDefinitions() {
      if (!vscode.workspace.isTrusted) return [];
      const env = node.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
      const server = new vscode.McpStdioServerDefinition(
        'Countersign',
        node.path,
        [cliPath, 'mcp', '--folder', folder.fsPath],
        env,
        version,
      );
      server.cwd = folder;
      return [server];
    },
  });
  return {
    dispose() {
      provider.dispose();
      trust.dispose();
      changed.dispose();
    },
  };
}
