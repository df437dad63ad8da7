// The extension's log, in VS Code's output panel under "Countersign".
import type * as VSCode from 'vscode';
import { redact } from '../core/redact/redact.ts';
import type { Disposable, Log } from '../ports.ts';

/** A log whose lines are redacted: a path or an error's words may quote what nobody expected. */
export function createLog(vscode: typeof VSCode): Log & Disposable {
  const channel = vscode.window.createOutputChannel('Countersign', { log: true });
  return {
    info: (line) => channel.info(redact(line)),
    warn: (line) => channel.warn(redact(line)),
    error: (line, cause) => channel.error(redact(cause === undefined ? line : `${line}: ${wordsOf(cause)}`)),
    dispose: () => channel.dispose(),
  };
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
