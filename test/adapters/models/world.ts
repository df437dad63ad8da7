// A desk of models as the house builds it, over secrets in memory and the settings a test gives.
import type * as VSCode from 'vscode';
import { createClock } from '../../../src/adapters/clock.ts';
import type { ModelLimits } from '../../../src/adapters/models/bounds.ts';
import { createModels } from '../../../src/adapters/models/models.ts';
import { infoOf, type ModelSettings } from '../../../src/core/ask/models.ts';
import type { Outcome } from '../../../src/ports.ts';
import type { Vendor } from './server.ts';

export function fakeSecrets() {
  const held = new Map<string, string>();
  const secrets = {
    keys: async () => [...held.keys()],
    get: async (name: string) => held.get(name),
    store: async (name: string, value: string) => void held.set(name, value),
    delete: async (name: string) => void held.delete(name),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return { held, secrets: secrets as VSCode.SecretStorage };
}

export const KEY = 'test-key-0123456789-do-not-show';

/** Nothing of the editor's is asked. */
export const access = { canSendRequest: () => true };

/** An editor without models of its own. */
export const NO_EDITOR = { lm: { selectChatModels: async () => [] } } as unknown as typeof VSCode;

export interface Asking {
  readonly vendor: Vendor;
  readonly url: string;
  readonly key?: string | null;
  readonly limits?: Partial<ModelLimits>;
  readonly settings?: Partial<ModelSettings>;
  readonly signal?: AbortSignal;
  readonly onText?: (piece: string) => void;
}

/** Asks an address which models it offers. */
export async function namesAt({ vendor, url, limits = {} }: Pick<Asking, 'vendor' | 'url' | 'limits'>) {
  const settings = () => ({ chosen: '', endpoints: [], prices: {} });
  const { secrets } = fakeSecrets();
  const models = createModels({ ...{ vscode: NO_EDITOR, secrets, access, settings, clock: createClock(), justification: '', limits } });
  return models.names({ endpoint: { vendor, url, model: 'none yet' }, key: KEY, signal: new AbortController().signal });
}

/** Asks the model at an address one question; what came in pieces, and what came of it. */
export async function askAt({ vendor, url, key = KEY, limits = {}, settings = {}, signal, onText }: Asking) {
  const endpoint = { vendor, url, model: 'test-model' };
  const { secrets } = fakeSecrets();
  const models = createModels({
    ...{ vscode: NO_EDITOR, secrets, access, clock: createClock(), justification: 'a test', limits },
    settings: () => ({ chosen: '', endpoints: [endpoint], prices: {}, ...settings }),
  });
  if (key !== null) await models.keys.keep(vendor, new URL(url).origin, key);
  const pieces: string[] = [];
  const outcome = await models.ask({
    model: infoOf(endpoint),
    messages: [
      { role: 'system', text: 'You propose.' },
      { role: 'user', text: 'What now?' },
    ],
    onText(piece) {
      pieces.push(piece);
      onText?.(piece);
    },
    signal: signal ?? new AbortController().signal,
  });
  return { outcome, pieces };
}

/** "model-broken: model-cut", for comparing. */
export function troubleOf(outcome: Outcome<unknown>): string {
  if (outcome.ok) return 'none';
  const { failure } = outcome;
  return 'detail' in failure ? `${failure.kind}: ${failure.detail}` : failure.kind;
}
