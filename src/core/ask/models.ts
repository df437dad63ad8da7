// What a model is asked, and what is told of it: plain values every vendor's adapter fills in.

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
  /** US dollars. */
  readonly costUsd: number | null;
}

/** A whole answer. */
export interface ModelAnswer {
  readonly text: string;
  readonly usage: ModelUsage;
}
