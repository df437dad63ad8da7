// Claude Code itself, against a loopback server that plays the model: it speaks the Messages API in scripted turns and keeps all it is sent.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** What the model says in one turn: the use of a tool, or its last words. */
export type Turn = { readonly tool: string; readonly input: Readonly<Record<string, unknown>> } | { readonly text: string };

export interface Claude {
  /** Every request, headers and body, as it came. */
  readonly heard: readonly string[];
  /** What tools answered, in order. */
  results(): readonly string[];
  /** Names of the tools that were offered to the model. */
  tools(): readonly string[];
  /** Its exit code and all it printed. */
  readonly ended: Promise<{ readonly code: number | null; readonly printed: string }>;
  stop(): Promise<void>;
}

export interface ClaudeOptions {
  readonly entry: string;
  readonly folder: string;
  readonly turns: readonly Turn[];
  /** Where the windows of this suite leave their addresses and the launcher; absent: nothing of ours is on the machine. */
  readonly countersign?: string;
}

/** Starts Claude Code in a folder, in a home of its own: nothing of this machine's own settings reaches it. */
export async function startClaude({ entry, folder, turns, countersign }: ClaudeOptions): Promise<Claude> {
  const home = await mkdtemp(join(tmpdir(), 'countersign-claude-'));
  if (countersign) await symlink(countersign, join(home, '.countersign'));
  else await mkdir(join(home, '.countersign'));
  const model = await playModel(turns);
  const child = spawn(process.execPath, [entry, ...ARGS], {
    cwd: folder,
    env: { ...environment(home), ANTHROPIC_BASE_URL: model.origin },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      printed += String(part);
    });
  const ended = new Promise<{ code: number | null; printed: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, printed })),
  );
  return {
    heard: model.heard,
    results: () => resultsIn(model.bodies),
    tools: () => [...new Set(model.bodies.flatMap(({ tools }) => (tools ?? []).map(({ name }) => name)))],
    ended,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
      await model.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** One task without a person at its terminal. What stands in the project is used as it is: its servers, its hooks. */
const ARGS = [
  ...['-p', 'Look whether the worker has joined.', '--output-format', 'stream-json', '--verbose'],
  ...['--settings', '{"enableAllProjectMcpServers":true}'],
  // The widest permissions a person could give it: what stops a command then is the hook alone.
  ...['--allowedTools', 'Bash', 'Monitor', 'mcp__countersign__*'],
];

const environment = (home: string) => ({
  HOME: home,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
  TMPDIR: home,
  ANTHROPIC_API_KEY: 'sk-ant-loopback',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_AUTOUPDATER: '1',
  ENABLE_TOOL_SEARCH: 'false',
});

interface Body {
  readonly model: string;
  readonly stream?: boolean;
  readonly tools?: readonly { readonly name: string }[];
  readonly messages: readonly { readonly content: string | readonly Block[] }[];
}

interface Block {
  readonly type: string;
  readonly tool_use_id?: string;
  readonly content?: string | readonly { readonly text?: string }[];
}

/** Results of tools in the longest conversation: each request repeats those before it. */
function resultsIn(bodies: readonly Body[]): readonly string[] {
  const found = new Map<string, string>();
  for (const { content } of bodies.flatMap(({ messages }) => messages)) {
    for (const block of typeof content === 'string' ? [] : content)
      if (block.type === 'tool_result') found.set(block.tool_use_id ?? '', textIn(block.content ?? ''));
  }
  return [...found.values()];
}

const textIn = (content: NonNullable<Block['content']>): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n');

async function playModel(turns: readonly Turn[]) {
  const heard: string[] = [];
  const bodies: Body[] = [];
  const rest = [...turns];
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      heard.push(`${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n${text}`);
      if (request.method !== 'POST' || !/^\/v1\/messages(?:\?|$)/.test(request.url ?? '')) return void response.writeHead(404).end('{}');
      const body = JSON.parse(text) as Body;
      bodies.push(body);
      // Requests without tools are errands of its own, as a title for the session.
      say(response, body, body.tools?.length ? (rest.shift() ?? { text: 'There is nothing left to do.' }) : { text: 'Worker' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ heard, bodies, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

let count = 0;

/** One answer, streamed as the Messages API does it, or whole where no stream is wanted. */
function say(response: ServerResponse, { model, stream }: Body, turn: Turn): void {
  count++;
  const usage = { input_tokens: 1, output_tokens: 1 };
  const reason = 'tool' in turn ? 'tool_use' : 'end_turn';
  const block =
    'tool' in turn ? { type: 'tool_use', id: `toolu_${count}`, name: turn.tool, input: turn.input } : { type: 'text', text: turn.text };
  const message = { id: `msg_${count}`, type: 'message', role: 'assistant', model, stop_sequence: null, usage };
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify({ ...message, content: [block], stop_reason: reason }));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (type: string, more: object = {}) => void response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  send('content_block_start', { index: 0, content_block: 'tool' in turn ? { ...block, input: {} } : { ...block, text: '' } });
  const delta =
    'tool' in turn ? { type: 'input_json_delta', partial_json: JSON.stringify(turn.input) } : { type: 'text_delta', text: turn.text };
  send('content_block_delta', { index: 0, delta });
  send('content_block_stop', { index: 0 });
  send('message_delta', { delta: { stop_reason: reason, stop_sequence: null }, usage });
  send('message_stop');
  response.end();
}
