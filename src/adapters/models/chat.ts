// Any endpoint that speaks OpenAI's chat completions (Ollama, vLLM, LM Studio, OpenAI itself) through the openai client, loaded with the
// first question.
import { hearChat, namesIn } from '../../core/ask/modelEvents.ts';
import type { Connection, Protocol } from './conversation.ts';

export const CHAT: Protocol = {
  keyless: true,
  auth: (key) => ({ authorization: `Bearer ${key}` }),
  async *stream({ connection, messages, fetch }) {
    const client = await clientOf(connection, fetch);
    const stream = await client.chat.completions.create({
      model: connection.endpoint.model,
      messages: messages.map(({ role, text }) => ({ role, content: text })),
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) yield hearChat(chunk);
  },
  async names({ connection, fetch }) {
    return namesIn(await (await clientOf(connection, fetch)).models.list());
  },
};

async function clientOf({ url }: Connection, fetch: typeof globalThis.fetch) {
  const { createChatClient } = await import('./chatClient.ts');
  return createChatClient({ url, fetch });
}
