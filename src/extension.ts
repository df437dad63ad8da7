// The front door: build the house, show a failure, nothing else.
import * as vscode from 'vscode';
import { buildHouse } from './house.ts';

export function activate(context: vscode.ExtensionContext): void {
  try {
    context.subscriptions.push(buildHouse(vscode, context));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Countersign could not start: {0}. Nothing can be approved or run. Reload the window; if it stays, report it.', detail),
    );
    throw cause;
  }
}
