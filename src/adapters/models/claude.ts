// The Claude API through Anthropic's own client, loaded with the first question.
import type { default as Anthropic } from '@anthropic-ai/sdk';
import { hearClaude } from '../../core/ask/modelEvents.ts';
import type { ModelMessage } from '../../core/ask/models.ts';
import type { Connection, Protocol } from './conversation.ts';

/** Tokens of an answer, thinking included: a proposal has far fewer. */
const ANSWER_TOKENS = 16_000;

export const CLAUDE: Protocol = {
  keyless: false,
  auth: (key) => ({ 'x-api-key': key }),
  async *stream({ connection, messages, fetch }) {
    const client = await clientOf(connection, fetch);
    const system = messages.flatMap(({ role, text }) => (role === 'system' ? [text] : [])).join('\n\n');
    const stream = await client.messages.create({
      model: connection.endpoint.model,
      max_tokens: ANSWER_TOKENS,
      ...(system === '' ? {} : { system }),
      messages: messages.flatMap(turnOf),
      stream: true,
    });
    for await (const event of stream) yield hearClaude(event);
  },
  async names({ connection, fetch }) {
    const page = await (await clientOf(connection, fetch)).models.list({ limit: 100 });
    return page.data.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  },
};

const turnOf = ({ role, text }: ModelMessage) => (role === 'system' ? [] : [{ role, content: text }]);

/** It takes nothing from the environment: no key, no address, no headers (the wire drops those), no tracing, no log. */
async function clientOf({ url }: Connection, fetch: typeof globalThis.fetch): Promise<Anthropic> {
  const { default: Client } = await import('@anthropic-ai/sdk');
  return new Client({
    ...{ apiKey: 'added by the wire', authToken: null, webhookKey: null, baseURL: url },
    ...{ maxRetries: 0, logLevel: 'off', openTelemetry: false, fetch },
  });
}
