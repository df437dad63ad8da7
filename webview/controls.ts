// The only file that knows the component library: replaced here, it is replaced everywhere.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextField } from '@vscode/webview-ui-toolkit';

/** Defines <vscode-button> and <vscode-text-field>; nothing else of the library is used. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());
}
