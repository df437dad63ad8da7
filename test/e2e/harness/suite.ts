// What a test file begins with: the shared servers, a browser, and windows that are closed and photographed for it.
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { openWindow, type Window } from './window.ts';
import { makeWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts';

export interface OpenOptions extends Partial<WorkspaceOptions> {
  /** The server that asks for trust and has no `op`. */
  readonly server?: 'main' | 'bare';
  /** The file to open once the window stands. */
  readonly open?: string;
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Scene {
  readonly window: Window;
  readonly workspace: Workspace;
}

export interface E2e {
  /** Makes a workspace and opens it in a window of its own. */
  scene(options: OpenOptions): Promise<Scene>;
  /** A window on a folder that stands already, or on none. */
  window(folder?: string, server?: 'main' | 'bare'): Promise<Window>;
}

/** Call at the top of a test file. */
export function e2e(): E2e {
  const suite = inject('vscode');
  const originOf = (server: 'main' | 'bare' = 'main') => (server === 'main' ? suite.origin : suite.bareOrigin);
  const open: Window[] = [];
  const made: Workspace[] = [];
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.connect(suite.browser);
  });
  afterEach(async ({ task }) => {
    const name = task.name.replace(/\W+/g, '-').slice(0, 80);
    if (task.result?.state === 'fail')
      await Promise.all(open.map((window, index) => window.screenshot(`${name}-${index}`, 'failed').catch(() => undefined)));
    await Promise.all(open.splice(0).map((window) => window.close().catch(() => undefined)));
    await Promise.all(made.splice(0).map((workspace) => workspace.remove().catch(() => undefined)));
  });
  afterAll(() => browser.close());

  async function window(folder?: string, server?: 'main' | 'bare', size?: OpenOptions['size']): Promise<Window> {
    const opened = await openWindow({ browser, origin: originOf(server), ...(folder ? { folder } : {}), ...(size ? { size } : {}) });
    open.push(opened);
    return opened;
  }

  return {
    window: (folder, server) => window(folder, server),
    async scene({ files = {}, git, server, open: path, size }) {
      const workspace = await makeWorkspace({ files, ...(git ? { git } : {}) });
      made.push(workspace);
      const opened = await window(workspace.folder, server, size);
      if (path) await opened.openFile(path);
      return { window: opened, workspace };
    },
  };
}
