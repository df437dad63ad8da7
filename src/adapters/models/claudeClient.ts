// Anthropic's own client, in a file of its own in the package: nothing of it is read before the first question.
import Anthropic from '@anthropic-ai/sdk';

/** A client that takes nothing from the environment: no key, no address, no headers (the wire drops those), no tracing, no log. */
export function createClaudeClient({ url, fetch }: { readonly url: string; readonly fetch: typeof globalThis.fetch }): Anthropic {
  return new Anthropic({
    ...{ apiKey: 'added by the wire', authToken: null, webhookKey: null, baseURL: url },
    ...{ maxRetries: 0, logLevel: 'off', openTelemetry: false, fetch },
  });
}
