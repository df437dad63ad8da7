// The models a person has set up, behind one port: the editor's own, the Claude API, and any endpoint that speaks OpenAI's protocol.
import type * as VSCode from 'vscode';
import { readAddress } from '../../core/ask/modelAddress.ts';
import { chosenFirst, type Endpoint, infoOf, type ModelAnswer, type ModelSettings, priced, priceOf } from '../../core/ask/models.ts';
import { failureOf } from '../../core/ask/modelTrouble.ts';
import type { Clock, ModelDesk, ModelRequest, Outcome } from '../../ports.ts';
import { type Bounds, createBounds, MODEL_LIMITS, type ModelLimits, TroubleError } from './bounds.ts';
import { CHAT } from './chat.ts';
import { CLAUDE } from './claude.ts';
import { askNames, type Connection, converse } from './conversation.ts';
import { createEditorModels, type EditorModelDeps } from './editor.ts';
import { createHearing } from './hearing.ts';
import { createModelKeys } from './keys.ts';

export interface ModelsDeps {
  readonly vscode: typeof VSCode;
  readonly secrets: VSCode.SecretStorage;
  readonly access: EditorModelDeps['access'];
  readonly settings: () => ModelSettings;
  readonly clock: Clock;
  /** Why the editor's models are asked, for its consent dialog. */
  readonly justification: string;
  /** For tests; else those of bounds.ts. */
  readonly limits?: Partial<ModelLimits>;
  readonly fetch?: typeof fetch;
}

const PROTOCOLS = { anthropic: CLAUDE, openai: CHAT } as const;

export function createModels(deps: ModelsDeps): ModelDesk {
  const { clock, settings } = deps;
  const limits = { ...MODEL_LIMITS, ...deps.limits };
  const keys = createModelKeys(deps.secrets);
  const editor = createEditorModels({ vscode: deps.vscode, clock, access: deps.access });
  const ask: Asking = { clock, limits, fetch: deps.fetch ?? fetch };
  return {
    keys,
    async list() {
      const { chosen, endpoints } = settings();
      const own = await editor.list();
      return chosenFirst([...own, ...endpoints.map(infoOf)], chosen);
    },
    ask({ model, messages, onText, signal }) {
      return within(ask, { name: model.name, signal }, async (bounds) => {
        if (model.vendor === 'vscode') {
          const hearing = createHearing({ answerBytes: limits.answerBytes, key: null, onText, signal: bounds.signal });
          await editor.converse({ id: model.id, messages, bounds, hearing, justification: deps.justification });
          return hearing.answer();
        }
        const { endpoints, prices } = settings();
        const endpoint = endpoints.find((candidate) => infoOf(candidate).id === model.id);
        if (!endpoint) throw new TroubleError({ kind: 'model-refused', detail: 'model-gone' });
        const address = readAddress(endpoint.url, { keyed: false });
        const key = address && (await keys.of(endpoint.vendor, address.origin));
        const answer = await question(ask, { endpoint, key, bounds, messages, onText });
        return { ...answer, usage: priced(answer.usage, priceOf(prices, { id: model.id, model: endpoint.model })) };
      });
    },
    names: ({ endpoint, key, signal }) =>
      within(ask, { name: infoOf(endpoint).name, signal }, (bounds) => askNames({ ...connected(endpoint, key), ...ask, bounds })),
    tryOut: ({ endpoint, key, signal }, messages) =>
      within(ask, { name: infoOf(endpoint).name, signal }, (bounds) =>
        question(ask, { endpoint, key, bounds, messages, onText: () => undefined }),
      ),
  };
}

interface Asking {
  readonly clock: Clock;
  readonly limits: ModelLimits;
  readonly fetch: typeof fetch;
}

/** Bounds around a piece of work, and every end of it as an outcome. */
async function within<T>(
  { clock, limits }: Asking,
  { name, signal }: { readonly name: string; readonly signal: AbortSignal },
  work: (bounds: Bounds) => Promise<T>,
): Promise<Outcome<T>> {
  const bounds = createBounds({ clock, limits, signal });
  try {
    if (signal.aborted) return await bounds.over;
    return { ok: true, value: await Promise.race([work(bounds), bounds.over]) };
  } catch (cause) {
    if (cause instanceof TroubleError) return { ok: false, failure: failureOf(cause.trouble, name) };
    return { ok: false, failure: { kind: 'internal', detail: cause instanceof Error ? cause.message : String(cause) } };
  } finally {
    bounds.dispose();
  }
}

function connected(endpoint: Endpoint, key: string | null): { readonly protocol: typeof CLAUDE; readonly connection: Connection } {
  const address = readAddress(endpoint.url, { keyed: key !== null });
  if (!address) throw new TroubleError({ kind: 'model-unreachable', detail: 'model-address' });
  return { protocol: PROTOCOLS[endpoint.vendor], connection: { endpoint, ...address, key } };
}

interface Question extends Pick<ModelRequest, 'messages' | 'onText'> {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly bounds: Bounds;
}

async function question(ask: Asking, { endpoint, key, bounds, messages, onText }: Question): Promise<ModelAnswer> {
  const hearing = createHearing({ answerBytes: ask.limits.answerBytes, key, onText, signal: bounds.signal });
  await converse({ ...connected(endpoint, key), ...ask, bounds }, { messages, hearing });
  return hearing.answer();
}
