// The seam to VS Code: what goes out are intents, what comes in are snapshots.
import type { Intent, ToView } from '../src/protocol.ts';

export interface Host {
  post(intent: Intent): void;
  onMessage(listener: (message: ToView) => void): void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (intent) => api.postMessage(intent),
    onMessage: (listener) => window.addEventListener('message', (event: MessageEvent<ToView>) => listener(event.data)),
  };
}
