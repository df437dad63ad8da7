// What a model's stream says, event by event, read from what the two protocols send. Hostile until parsed here.
import * as z from 'zod';
import type { ModelUsage } from './models.ts';

/** How an answer ended, in the words of none of the protocols. */
export type ModelStop = 'done' | 'cut-short' | 'filtered' | 'too-long';

/** What one event adds. */
export interface Heard {
  readonly text: string;
  /** Null: more may come. */
  readonly stop: ModelStop | null;
  /** What it tells of usage; later events overrule. */
  readonly usage: Partial<ModelUsage>;
}

const NOTHING: Heard = { text: '', stop: null, usage: {} };
const count = z.number().nonnegative().max(1e12);

const claudeType = z.object({ type: z.string() });
const claudeUsage = z.object({
  input_tokens: count.nullish(),
  cache_creation_input_tokens: count.nullish(),
  cache_read_input_tokens: count.nullish(),
  output_tokens: count.nullish(),
});
const claudeStart = z.object({ message: z.object({ usage: claudeUsage.nullish() }) });
const claudeBlock = z.object({ delta: z.object({ type: z.string(), text: z.string().optional() }) });
const claudeDelta = z.object({ delta: z.object({ stop_reason: z.string().nullish() }), usage: claudeUsage.nullish() });

/** One event of the Claude API's stream; null where it has not the form it claims. Kinds nobody knows say nothing. */
export function hearClaude(raw: unknown): Heard | null {
  const known = claudeType.safeParse(raw);
  if (!known.success) return null;
  switch (known.data.type) {
    case 'message_start': {
      const start = claudeStart.safeParse(raw);
      return start.success ? { ...NOTHING, usage: claudeTokens(start.data.message.usage) } : null;
    }
    case 'content_block_delta': {
      const block = claudeBlock.safeParse(raw);
      return block.success ? { ...NOTHING, text: block.data.delta.type === 'text_delta' ? (block.data.delta.text ?? '') : '' } : null;
    }
    case 'message_delta': {
      const delta = claudeDelta.safeParse(raw);
      return delta.success ? { ...NOTHING, stop: claudeStop(delta.data.delta.stop_reason), usage: claudeTokens(delta.data.usage) } : null;
    }
    default:
      return NOTHING;
  }
}

function claudeStop(reason: string | null | undefined): ModelStop | null {
  if (reason === null || reason === undefined) return null;
  if (reason === 'max_tokens' || reason === 'pause_turn' || reason === 'tool_use') return 'cut-short';
  if (reason === 'model_context_window_exceeded') return 'too-long';
  return reason === 'refusal' ? 'filtered' : 'done';
}

function claudeTokens(usage: z.infer<typeof claudeUsage> | null | undefined): Partial<ModelUsage> {
  const { input_tokens: input, output_tokens: output } = usage ?? {};
  const cached = (usage?.cache_creation_input_tokens ?? 0) + (usage?.cache_read_input_tokens ?? 0);
  return {
    ...(typeof input === 'number' ? { inputTokens: input + cached } : {}),
    ...(typeof output === 'number' ? { outputTokens: output } : {}),
  };
}

const chatChunk = z.object({
  choices: z
    .array(
      z.object({
        index: z.number().nullish(),
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: count.nullish(), completion_tokens: count.nullish(), cost: count.nullish() }).nullish(),
});

/** One chunk of a chat completion in OpenAI's form; null where it has another. */
export function hearChat(raw: unknown): Heard | null {
  const chunk = chatChunk.safeParse(raw);
  if (!chunk.success) return null;
  const { choices, usage } = chunk.data;
  const choice = choices?.find(({ index }) => (index ?? 0) === 0);
  const refused = typeof choice?.delta?.refusal === 'string' && choice.delta.refusal !== '';
  return {
    text: choice?.delta?.content ?? '',
    stop: refused ? 'filtered' : chatStop(choice?.finish_reason),
    usage: {
      ...(typeof usage?.prompt_tokens === 'number' ? { inputTokens: usage.prompt_tokens } : {}),
      ...(typeof usage?.completion_tokens === 'number' ? { outputTokens: usage.completion_tokens } : {}),
      ...(typeof usage?.cost === 'number' ? { costUsd: usage.cost } : {}),
    },
  };
}

function chatStop(reason: string | null | undefined): ModelStop | null {
  if (reason === null || reason === undefined || reason === '') return null;
  if (reason === 'length' || reason === 'tool_calls' || reason === 'function_call') return 'cut-short';
  return reason === 'content_filter' ? 'filtered' : 'done';
}

const list = z.object({ data: z.array(z.object({ id: z.string() })).max(5000) });

/** Names in an address's list of models, only those that look like names: they are shown and written into settings. Null: it is no list. */
export function namesIn(raw: unknown): readonly string[] | null {
  const read = list.safeParse(raw);
  return read.success ? [...new Set(read.data.data.map(({ id }) => id))].filter((id) => /^[\w.:/@+-]{1,200}$/.test(id)) : null;
}
