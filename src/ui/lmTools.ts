// The tools of the door for the editor's own agent, by the names the MCP server uses. The same desk answers them; there is no approve.
import type * as VSCode from 'vscode';
import type { Say } from '../core/words.ts';
import { createRate, LIMITS } from '../door/limits.ts';
import { ANSWER_LIMIT, TOOL_NAMES, type ToolName } from '../door/protocol.ts';
import type { Answer, Call } from '../door/server.ts';
import type { Disposable } from '../ports.ts';

export interface LmToolDeps {
  readonly vscode: typeof VSCode;
  readonly say: Say;
  readonly now: () => number;
  readonly answer: (call: Call) => Promise<Answer>;
}

/** How the editor's agent is named in runbook and journal; it does not tell which model it is. */
const CLIENT = 'the agent of VS Code';

/** What the chat shows while a tool is at work. */
// l10n
const PROGRESS_WORDS: Readonly<Record<ToolName, string>> = {
  propose_step: 'Proposing a step; you decide on the card',
  assess_risk: 'Assessing a command',
  list_pending: 'Listing what waits for you',
  get_result: 'Looking how a proposal stands',
  get_output: 'Reading more of an output',
  get_constraints: 'Reading objective and rules',
  withdraw: 'Withdrawing a proposal',
};

export function registerLmTools(deps: LmToolDeps): Disposable {
  const rate = createRate(LIMITS.callsPerMinute);
  const open = new Set<AbortController>();
  const refusal = (): string | null => {
    if (open.size >= LIMITS.openCalls) return 'Too many calls are open. Wait for their answers.';
    return rate.take(deps.now()) ? null : 'Too many calls in a minute. Wait, then go on.';
  };
  const tools = TOOL_NAMES.map((tool) =>
    deps.vscode.lm.registerTool<unknown>(tool, {
      prepareInvocation: () => ({ invocationMessage: deps.say(PROGRESS_WORDS[tool]) }),
      async invoke({ input }, token) {
        const refused = refusal();
        if (refused !== null) throw new Error(refused);
        const stop = new AbortController();
        open.add(stop);
        const cancelled = token.onCancellationRequested(() => stop.abort());
        if (token.isCancellationRequested) stop.abort();
        try {
          return result(deps, await deps.answer({ tool, args: input, client: CLIENT, signal: stop.signal, progress: () => undefined }));
        } finally {
          open.delete(stop);
          cancelled.dispose();
        }
      },
    }),
  );
  return {
    dispose() {
      for (const tool of tools) tool.dispose();
      for (const stop of open) stop.abort();
    },
  };
}

/** The editor gives the message of an error to the model. */
function result({ vscode }: LmToolDeps, { ok, text }: Answer): VSCode.LanguageModelToolResult {
  const bounded = text.slice(0, ANSWER_LIMIT);
  if (!ok) throw new Error(bounded);
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(bounded)]);
}
