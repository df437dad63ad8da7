// The openai client, in a file of its own in the package: nothing of it is read before the first question.
import { OpenAI } from 'openai';

/** A client that takes nothing from the environment: no key, no organisation, no address, no headers (the wire drops those), no log. */
export function createChatClient({ url, fetch }: { readonly url: string; readonly fetch: typeof globalThis.fetch }): OpenAI {
  return new OpenAI({
    ...{ apiKey: 'added by the wire', adminAPIKey: null, organization: null, project: null, webhookSecret: null, baseURL: url },
    ...{ maxRetries: 0, logLevel: 'off', fetch },
  });
}
