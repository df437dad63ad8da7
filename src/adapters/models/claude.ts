// The Claude API through Anthropic's own client, loaded with the first question.
import { hearClaude, namesIn } from '../../core/ask/modelEvents.ts';
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
    return namesIn(await (await clientOf(connection, fetch)).models.list({ limit: 100 }));
  },
};

const turnOf = ({ role, text }: ModelMessage) => (role === 'system' ? [] : [{ role, content: text }]);

async function clientOf({ url }: Connection, fetch: typeof globalThis.fetch) {
  const { createClaudeClient } = await import('./claudeClient.ts');
  return createClaudeClient({ url, fetch });
}
