// The only file that knows the component library: replaced here, it is replaced everywhere.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextArea, vsCodeTextField } from '@vscode/webview-ui-toolkit';

/** Defines <vscode-button>, <vscode-text-field> and <vscode-text-area>; nothing else of the library is used. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField(), vsCodeTextArea());
}
