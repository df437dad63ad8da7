// Loopback servers that speak, or fail to speak, the two protocols: real HTTP, scripted answer by answer.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export type Script = (response: ServerResponse, asked: Asked) => unknown;

export interface Scripted {
  readonly url: string;
  readonly asked: Asked[];
  /** Connections that are open now. */
  open(): number;
}

/** A server that answers every request by the script, until the test ends. */
export async function serve(script: Script, options: { readonly maxHeaderSize?: number } = {}): Promise<Scripted> {
  const asked: Asked[] = [];
  const open = new Set<unknown>();
  const server = createServer(options, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
      asked.push(one);
      void script(response, one);
    });
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, open: () => open.size };
}

/** An address where nobody listens. */
export async function nobodyAt(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8' };

/** The two protocols: how each frames what a test wants to have said. */
export const SPEECH = {
  anthropic: {
    path: '',
    begin: () =>
      event('message_start', { message: { id: 'm', role: 'assistant', content: [], usage: { input_tokens: 12, output_tokens: 1 } } }) +
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
      event('ping', {}),
    say: (text: string) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    end: (reason = 'end_turn') =>
      event('content_block_stop', { index: 0 }) +
      event('message_delta', { delta: { stop_reason: reason }, usage: { output_tokens: 7 } }) +
      event('message_stop', {}),
    error: (type: string, message: string) => JSON.stringify({ type: 'error', error: { type, message } }),
    late: (type: string, message: string) => `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type, message } })}\n\n`,
  },
  openai: {
    path: '/v1',
    begin: () => data({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] }),
    say: (content: string) => data({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }),
    end: (reason = 'stop') =>
      data({ choices: [{ index: 0, delta: {}, finish_reason: reason }] }) +
      data({ choices: [], usage: { prompt_tokens: 12, completion_tokens: 7 } }) +
      'data: [DONE]\n\n',
    error: (code: string, message: string) => JSON.stringify({ error: { message, type: 'invalid_request_error', code } }),
    late: (code: string, message: string) => data({ error: { message, code } }),
  },
} as const;
export type Vendor = keyof typeof SPEECH;

const event = (type: string, rest: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const data = (chunk: object) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', ...chunk })}\n\n`;

/** Answers with these pieces of a stream, one write each, and ends. */
export function stream(...pieces: readonly (string | Buffer)[]): Script {
  return async (response) => {
    response.writeHead(200, EVENTS);
    for (const piece of pieces) if (!response.write(piece)) await once(response, 'drain').catch(() => undefined);
    response.end();
  };
}

/** A whole answer of this protocol. */
export const saying = (vendor: Vendor, ...texts: readonly string[]): Script =>
  stream(SPEECH[vendor].begin(), ...texts.map((text) => SPEECH[vendor].say(text)), SPEECH[vendor].end());

export const failing =
  (status: number, body: string, type = 'application/json'): Script =>
  (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };
