// The output channel "Countersign". What goes there is redacted: a cause can quote anything.
import type * as VSCode from 'vscode';
import { redact } from '../core/redact/redact.ts';
import type { Disposable, Log } from '../ports.ts';

export function createLog(vscode: typeof VSCode): Log & Disposable {
  const channel = vscode.window.createOutputChannel('Countersign', { log: true });
  return {
    info: (line) => channel.info(redact(line)),
    warn: (line) => channel.warn(redact(line)),
    error: (line, cause) => channel.error(redact(cause === undefined ? line : `${line}: ${describe(cause)}`)),
    dispose: () => channel.dispose(),
  };
}

const describe = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
