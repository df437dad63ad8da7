// What a model is asked, and what is told of it: plain values every vendor's adapter fills in.
import { visible } from '../annotate/plain.ts';

/** One turn of the conversation as plain text; the whole of it is what the person may look at before it goes. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** Who is asked: the editor's own models, the Claude API, or an endpoint that speaks OpenAI's protocol. */
export type ModelVendor = 'vscode' | 'anthropic' | 'openai';

/** A model the person has set up. */
export interface ModelInfo {
  /** The vendor and its own name for it: "anthropic:claude-…", "openai:llama3", "vscode:copilot/gpt-…". */
  readonly id: string;
  readonly vendor: ModelVendor;
  /** For people. */
  readonly name: string;
}

/** What one answer used, where the vendor tells; null where it does not. Nothing here is guessed. */
export interface ModelUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** US dollars: told by the vendor, or counted with a price the person has set. */
  readonly costUsd: number | null;
}

/** A whole answer. */
export interface ModelAnswer {
  readonly text: string;
  readonly usage: ModelUsage;
}

/** An address that is asked over the network, and what it knows its model by. */
export interface Endpoint {
  readonly vendor: 'anthropic' | 'openai';
  /** As the person wrote it. */
  readonly url: string;
  readonly model: string;
}

/** What the person has set: which model first, which addresses, and prices where they know them. */
export interface ModelSettings {
  /** Id of the model that is asked first; empty: the first there is. */
  readonly chosen: string;
  /** Those with a model named. */
  readonly endpoints: readonly Endpoint[];
  /** US dollars for a million tokens, by id or by the vendor's own name. */
  readonly prices: Readonly<Record<string, Price>>;
}

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

export const NOTHING_USED: ModelUsage = { inputTokens: null, outputTokens: null, costUsd: null };

/** The price of a model, by its id or by the vendor's own name. */
export function priceOf(
  prices: ModelSettings['prices'],
  { id, model }: { readonly id: string; readonly model: string },
): Price | undefined {
  const name = [id, model].find((candidate) => Object.hasOwn(prices, candidate));
  return name === undefined ? undefined : prices[name];
}

/** The usage with its cost: what the vendor told, else what the person's price makes of the tokens. */
export function priced(usage: ModelUsage, price: Price | undefined): ModelUsage {
  const { inputTokens, outputTokens, costUsd } = usage;
  if (costUsd !== null || !price || inputTokens === null || outputTokens === null) return usage;
  return { ...usage, costUsd: (inputTokens * price.input + outputTokens * price.output) / 1_000_000 };
}

/** Characters of a model's name that are shown. */
const NAME_LIMIT = 80;

/** A name as it may stand on a label or in a notification: no link, no icon, nothing that acts. Endpoints choose theirs. */
export const shownName = (name: string): string =>
  visible(name)
    .replace(/[[\]<>`$]/g, '')
    .slice(0, NAME_LIMIT)
    .toWellFormed()
    .trim() || '?';

/** The model an address stands for. */
export function infoOf({ vendor, url, model }: Endpoint): ModelInfo {
  const host = vendor === 'openai' ? (URL.parse(url)?.host ?? '') : '';
  const name = shownName(model);
  return { id: `${vendor}:${model}`, vendor, name: host === '' ? name : `${name} (${host})` };
}

/** The chosen one first, the rest as they stand. */
export function chosenFirst(models: readonly ModelInfo[], chosen: string): readonly ModelInfo[] {
  return [...models.filter(({ id }) => id === chosen), ...models.filter(({ id }) => id !== chosen)];
}
