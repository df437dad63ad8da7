// The tools of the editor's own agent: the names, words and forms of the MCP server, bounded like a caller on the socket.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type * as VSCode from 'vscode';
import * as z from 'zod';
import { english } from '../../src/core/words.ts';
import { ABOUT_TOOLS, describedArguments } from '../../src/door/about.ts';
import { LIMITS } from '../../src/door/limits.ts';
import { ANSWER_LIMIT, TOOL_NAMES } from '../../src/door/protocol.ts';
import type { Answer, Call } from '../../src/door/server.ts';
import { MCP_PROVIDER } from '../../src/ui/contributions.ts';
import { registerLmTools } from '../../src/ui/lmTools.ts';
import { registerMcpDefinition } from '../../src/ui/mcpDefinition.ts';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const words = JSON.parse(readFileSync('package.nls.json', 'utf8'));

describe('the manifest', () => {
  it('has every tool, with the words and the form the MCP server gives (npm run tools), and none that approves', () => {
    const tools = TOOL_NAMES.map((name) => {
      const { $schema: _, ...inputSchema } = z.toJSONSchema(z.strictObject(describedArguments(name)), { io: 'input' });
      const { title, description } = ABOUT_TOOLS[name];
      return { name, modelDescription: description, title, inputSchema };
    });
    const contributed = contributes.languageModelTools.map((tool: Record<string, string>) => ({
      name: tool.name,
      modelDescription: tool.modelDescription,
      title: words[tool.displayName?.replaceAll('%', '') ?? ''],
      inputSchema: tool.inputSchema,
    }));
    expect(contributed).toEqual(tools);
    for (const { inputSchema } of tools)
      for (const [name, { description }] of Object.entries(inputSchema.properties ?? {}) as [string, { description?: string }][])
        expect(description?.length, name).toBeGreaterThan(name.length + 5);
    expect(JSON.stringify(contributes.languageModelTools.map(({ name }: { name: string }) => name))).not.toMatch(/approve|run|execute/);
  });

  it('names the provider of the MCP server', () => {
    expect(contributes.mcpServerDefinitionProviders).toEqual([{ id: MCP_PROVIDER, label: 'Countersign' }]);
  });
});

type Tool = VSCode.LanguageModelTool<unknown>;
interface FakeToken {
  isCancellationRequested: boolean;
  onCancellationRequested: (listener: () => void) => { dispose(): void };
  cancel(): void;
}

function token(): FakeToken {
  const listeners = new Set<() => void>();
  return {
    isCancellationRequested: false,
    onCancellationRequested: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    cancel: () => listeners.forEach((listener) => void listener()),
  };
}

function registered(answer: (call: Call) => Promise<Answer>, now = () => 0) {
  const tools = new Map<string, Tool>();
  const vscode = {
    lm: {
      registerTool(name: string, tool: Tool) {
        tools.set(name, tool);
        return { dispose: () => void tools.delete(name) };
      },
    },
    LanguageModelTextPart: class {
      readonly value: string;
      constructor(value: string) {
        this.value = value;
      }
    },
    LanguageModelToolResult: class {
      readonly content: unknown;
      constructor(content: unknown) {
        this.content = content;
      }
    },
  } as unknown as typeof VSCode;
  const registration = registerLmTools({ vscode, say: english, now, answer });
  const invoke = async (name: string, input: unknown = {}, cancel = token()): Promise<string> => {
    const invoked = tools.get(name)?.invoke({ input, toolInvocationToken: undefined }, cancel as unknown as VSCode.CancellationToken);
    const [part] = ((await invoked)?.content ?? []) as readonly { readonly value: string }[];
    return part?.value ?? '';
  };
  return { tools, registration, invoke };
}

describe('a tool of the editor’s agent', () => {
  it('is there for every question of the door, and is gone with the window', () => {
    const { tools, registration } = registered(async () => ({ ok: true, text: '' }));
    expect([...tools.keys()]).toEqual(TOOL_NAMES);
    registration.dispose();
    expect(tools.size).toBe(0);
  });

  it('hands on what it was given, unread, and says who asks', async () => {
    const calls: Call[] = [];
    const { invoke } = registered(async (call) => {
      calls.push(call);
      return { ok: true, text: 'the answer' };
    });
    expect(await invoke('propose_step', { command: 'ls', approve: true })).toBe('the answer');
    expect(calls).toMatchObject([{ tool: 'propose_step', args: { command: 'ls', approve: true }, client: 'the agent of VS Code' }]);
  });

  it('fails with the sentence where the call could not be met, and answers no more than a caller on the socket gets', async () => {
    const { invoke } = registered(async ({ tool }) =>
      tool === 'withdraw' ? { ok: false, text: 'No such ticket.' } : { ok: true, text: 'x'.repeat(ANSWER_LIMIT * 2) },
    );
    await expect(invoke('withdraw')).rejects.toThrow('No such ticket.');
    expect(await invoke('list_pending')).toHaveLength(ANSWER_LIMIT);
  });

  it('stops waiting when the editor cancels, or the window closes', async () => {
    const stopped: string[] = [];
    const { invoke, registration } = registered(
      ({ tool, signal }) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            stopped.push(tool);
            resolve({ ok: true, text: 'stopped' });
          }),
        ),
    );
    const cancel = token();
    const [one, two] = [invoke('propose_step', {}, cancel), invoke('get_result')];
    cancel.cancel();
    expect(await one).toBe('stopped');
    expect(stopped).toEqual(['propose_step']);
    registration.dispose();
    expect(await two).toBe('stopped');
  });

  it('is bounded in calls at a time and in a minute', async () => {
    const slow: ((answer: Answer) => void)[] = [];
    const { invoke } = registered(() => new Promise((resolve) => slow.push(resolve)));
    const open = Array.from({ length: LIMITS.openCalls }, () => invoke('get_result'));
    await expect(invoke('get_result')).rejects.toThrow(/Too many calls are open/);
    for (const resolve of slow) resolve({ ok: true, text: '' });
    await Promise.all(open);
    let now = 0;
    const fast = registered(
      async () => ({ ok: true, text: '' }),
      () => now,
    );
    for (let count = 0; count < LIMITS.callsPerMinute; count++) await fast.invoke('list_pending');
    await expect(fast.invoke('list_pending')).rejects.toThrow(/Too many calls in a minute/);
    now = 61_000;
    await fast.invoke('list_pending');
  });
});

describe('the MCP server offered to the editor', () => {
  const offer = async (of: { isTrusted: boolean; electron: boolean }) => {
    let provider: VSCode.McpServerDefinitionProvider | undefined;
    let trust: () => void = () => undefined;
    let changes = 0;
    const vscode = {
      lm: {
        registerMcpServerDefinitionProvider: (_id: string, given: VSCode.McpServerDefinitionProvider) => {
          provider = given;
          return { dispose: () => undefined };
        },
      },
      workspace: {
        isTrusted: of.isTrusted,
        onDidGrantWorkspaceTrust: (listener: () => void) => {
          trust = listener;
          return { dispose: () => undefined };
        },
      },
      EventEmitter: class {
        readonly event = () => ({ dispose: () => undefined });
        fire() {
          changes++;
        }
        dispose() {}
      },
      McpStdioServerDefinition: class {
        readonly given: readonly unknown[];
        constructor(...given: readonly unknown[]) {
          this.given = given;
        }
      },
    } as unknown as typeof VSCode;
    const folder = { fsPath: '/work' } as VSCode.Uri;
    registerMcpDefinition({
      vscode,
      folder,
      cliPath: '/ext/dist/cli.cjs',
      version: '1.2.3',
      node: { path: '/node', electron: of.electron },
    });
    const servers = await provider?.provideMcpServerDefinitions({} as VSCode.CancellationToken);
    trust();
    return { servers, changes };
  };

  it('is the packaged one, for this folder', async () => {
    const { servers } = await offer({ isTrusted: true, electron: true });
    const args = ['/ext/dist/cli.cjs', 'mcp', '--folder', '/work'];
    expect(servers).toMatchObject([
      { given: ['Countersign', '/node', args, { ELECTRON_RUN_AS_NODE: '1' }, '1.2.3'], cwd: { fsPath: '/work' } },
    ]);
    expect((await offer({ isTrusted: true, electron: false })).servers).toMatchObject([
      { given: ['Countersign', '/node', args, {}, '1.2.3'] },
    ]);
  });

  it('is none before the folder is trusted, and the editor is told when it is', async () => {
    expect(await offer({ isTrusted: false, electron: false })).toEqual({ servers: [], changes: 1 });
  });
});
