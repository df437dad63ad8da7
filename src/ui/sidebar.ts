// The sidebar view: shows snapshots, hands on intents. It decides nothing.
import type * as VSCode from 'vscode';
import type { Disposable, Log } from '../ports.ts';
import { type Intent, intentSchema, type Snapshot, type ToView } from '../protocol.ts';
import { CARD_VIEW } from './contributions.ts';

export interface SidebarDeps {
  readonly vscode: typeof VSCode;
  readonly extensionUri: VSCode.Uri;
  readonly onIntent: (intent: Intent) => void;
  /** The view went out of sight: nothing on it can be read any more. */
  readonly onHidden: () => void;
  readonly log: Log;
}

export interface Sidebar extends Disposable {
  show(snapshot: Snapshot): void;
  /** Brings the card to the front and moves the keyboard focus to it. */
  focus(): Promise<void>;
  badge(waiting: number, tooltip: string): void;
}

export function registerSidebar(deps: SidebarDeps): Sidebar {
  const { vscode, extensionUri, log } = deps;
  let view: VSCode.WebviewView | undefined;
  let latest: Snapshot | undefined;
  let badge: VSCode.ViewBadge | undefined;
  const post = (message: ToView) => void view?.webview.postMessage(message);

  function receive(message: unknown): void {
    const parsed = intentSchema.safeParse(message);
    if (!parsed.success) log.warn(`sidebar: a message was not understood: ${parsed.error.issues[0]?.message ?? ''}`);
    else if (parsed.data.t !== 'ready') deps.onIntent(parsed.data);
    else if (latest) post(latest);
  }

  const registration = vscode.window.registerWebviewViewProvider(CARD_VIEW, {
    resolveWebviewView(resolved) {
      view = resolved;
      view.badge = badge;
      const dist = vscode.Uri.joinPath(extensionUri, 'dist');
      resolved.webview.options = { enableScripts: true, localResourceRoots: [dist] };
      resolved.webview.html = page(resolved.webview, vscode.Uri, dist);
      resolved.webview.onDidReceiveMessage(receive);
      resolved.onDidChangeVisibility(() => (resolved.visible ? undefined : deps.onHidden()));
      resolved.onDidDispose(() => {
        view = undefined;
        deps.onHidden();
      });
    },
  });

  return {
    show(snapshot) {
      latest = snapshot;
      post(snapshot);
    },
    async focus() {
      await vscode.commands.executeCommand(`${CARD_VIEW}.focus`);
      post({ t: 'focus' });
    },
    badge(waiting, tooltip) {
      badge = waiting > 0 ? { value: waiting, tooltip } : undefined;
      if (view) view.badge = badge;
    },
    dispose: () => registration.dispose(),
  };
}

function page(webview: VSCode.Webview, Uri: typeof VSCode.Uri, dist: VSCode.Uri): string {
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const uri = (name: string) => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
  const csp = `default-src 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'; font-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Countersign</title>
<link rel="stylesheet" href="${uri('style.css')}">
</head>
<body><div id="root"></div><script nonce="${nonce}" src="${uri('webview.js')}"></script></body>
</html>`;
}
